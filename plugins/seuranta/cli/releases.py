"""``release``, ``verify``: what leaves the house, and whether it is still what left."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from seuranta.cli import app

EXIT_GATE = 5
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

    from seuranta.programmes.surroundings import surroundings
    from seuranta.releases.gates import GateFailed
    from seuranta.releases.releasing import Approval, House
    from seuranta.releases.releasing import release as release_report
    from seuranta.vocabulary.errors import OperationFailed
    from seuranta.vocabulary.workspace import programmes_folder_from_environment

    if not approved_by.strip():
        raise OperationFailed("--approved-by", "the name of a person", "nothing", "say who approves the report")
    workspace, programmes, clock = surroundings()
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
    from seuranta.releases.verifying import ReleaseDiffers
    from seuranta.releases.verifying import verify as verify_capsule
    from seuranta.vocabulary.workspace import workspace_from_environment

    capsule = find_release(workspace_from_environment(), release)
    try:
        with Console(stderr=True).status("verifying"):
            figures = verify_capsule(capsule)
    except ReleaseDiffers as error:
        _leave(error, EXIT_DIFFERS)
    print(f"as released: every file has its hash, and {figures} figures came out of the rows again")


def _leave(error: Exception, code: int) -> None:
    print(f"seuranta: {error}", file=sys.stderr)
    raise typer.Exit(code)
