"""``release``, ``verify``, ``diff``: what leaves the house, whether it is still what left, and what changed since."""

from __future__ import annotations

import sys
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from seuranta.cli import app
from seuranta.cli.options import Format, ListFormat, print_json

if TYPE_CHECKING:
    from seuranta.releases.comparing import Comparison

EXIT_GATE = 5
WIDTH_OF_A_PIPE = 240
EXIT_DIFFERS = 6


@app.command()
def release(
    programme: Annotated[str, typer.Argument(help="the programme's code")],
    period: Annotated[int, typer.Argument(help="the period's number")],
    approved_by: Annotated[str, typer.Option("--approved-by", help="who approves the report, by name")],
    reason: Annotated[str | None, typer.Option("--reason", help="why it is released again: needed from the second time on")] = None,
    exception: Annotated[str | None, typer.Option("--exception", help="why it is released although data are missing, or differ by little")] = None,
) -> None:
    """Freezes and publishes a period's report. Leaves with 5 where a gate is shut, and says what to do."""
    from rich.console import Console

    from seuranta.forgetting.finishing import surroundings_in_order
    from seuranta.releases.gates import GateFailed
    from seuranta.releases.house import Approval, House
    from seuranta.releases.releasing import release as release_report
    from seuranta.vocabulary.errors import OperationFailed
    from seuranta.vocabulary.workspace import programmes_folder_from_environment

    if not approved_by.strip():
        raise OperationFailed("--approved-by", "the name of a person", "nothing", "say who approves the report")
    workspace, programmes, clock = surroundings_in_order()
    house = House(workspace, programmes, programmes_folder_from_environment(), clock)
    try:
        with Console(stderr=True).status("releasing"):
            capsule = release_report(house, programme, period, Approval(approved_by.strip(), reason, exception))
    except GateFailed as error:
        _leave(error, EXIT_GATE)
    print(capsule.folder.relative_to(workspace.home))


@app.command()
def verify(release: Annotated[str, typer.Argument(help="programme/period/no, or the path of a release anywhere")]) -> None:
    """Re-derives every figure of a release from its capsule alone and checks every hash. Leaves with 6 where anything differs."""
    from rich.console import Console

    from seuranta.releases.capsule import find_release
    from seuranta.releases.verifying import ReleaseDiffers, seal_in_log
    from seuranta.releases.verifying import verify as verify_capsule
    from seuranta.vocabulary.workspace import workspace_from_environment

    workspace = workspace_from_environment()
    capsule = find_release(workspace, release)
    try:
        with Console(stderr=True).status("verifying"):
            verified = verify_capsule(capsule, seal_in_log(workspace, capsule))
    except ReleaseDiffers as error:
        _leave(error, EXIT_DIFFERS)
    print(f"as released: every file has its hash, and {verified.figures} figures came out of the rows again")
    if capsule.has_forgotten:
        print(f"people were forgotten since: {verified.changed_since} figure(s) of them stay as published and no longer come out of the rows")


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="the earlier release: programme/period/no, or a path")],
    new: Annotated[str, typer.Argument(help="the later release of the same period")],
    output: Format = ListFormat.TABLE,
) -> None:
    """Each figure that changed between two releases of a period, split by cause; the parts add up to the change."""
    from rich.console import Console

    from seuranta.releases.capsule import find_release
    from seuranta.releases.comparing import compare
    from seuranta.releases.restating import plain
    from seuranta.vocabulary.workspace import workspace_from_environment

    workspace = workspace_from_environment()
    with Console(stderr=True).status("comparing"):
        comparison = compare(find_release(workspace, old), find_release(workspace, new))
    if output is ListFormat.JSON:
        print_json({"old": old, "new": new, **plain(asdict(comparison))})
    else:
        _print_comparison(comparison)


def _print_comparison(comparison: Comparison) -> None:
    from rich.console import Console
    from rich.table import Table

    from seuranta.vocabulary.restatement import CAUSES

    table = Table("figure", "scope", "breakdown", "old", "new", "change", *CAUSES, box=None, pad_edge=False)
    for change in comparison.changes:
        where = ", ".join(f"{dimension} {code}" for dimension, code in change.breakdown.items())
        parts = [_signed(change.causes[cause]) if change.causes else "not split" if cause in change.caused_by else "" for cause in CAUSES]
        whole = _signed(sum(change.causes.values())) if change.causes else ""
        table.add_row(change.id, change.scope, where, _number(change.old), _number(change.new), whole, *parts)
    Console(width=None if sys.stdout.isatty() else WIDTH_OF_A_PIPE).print(table)
    for cause, rows in comparison.rows.items():
        print(f"{cause} rows: {', '.join(f'{count} {name}' for name, count in rows.items()) or 'none'}")
    print(f"definitions: {'changed' if comparison.is_definition_changed else 'the same'}")
    later = ", ".join(f"{no} (released)" if no in comparison.released_later else str(no) for no in comparison.later_periods)
    print(f"{len(comparison.changes)} figure(s) changed; later periods whose cumulative figures changed: {later or 'none'}")


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.9g}"


def _signed(value: Decimal | int) -> str:
    return "0" if value == 0 else f"{value.normalize() if isinstance(value, Decimal) else value:+f}"


def _leave(error: Exception, code: int) -> None:
    print(f"seuranta: {error}", file=sys.stderr)
    raise typer.Exit(code)
