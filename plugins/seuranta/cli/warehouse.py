"""``build``, ``figures``: making the warehouse and reading it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from seuranta.cli import app
from seuranta.cli.options import Format, ListFormat
from seuranta.vocabulary.clock import clock_from_environment
from seuranta.vocabulary.errors import UnknownName, listed
from seuranta.vocabulary.figures import AUDIENCES, CLASSES, Audience, Figure, Report
from seuranta.vocabulary.workspace import Workspace, programmes_folder_from_environment, workspace_from_environment

WIDTH_OF_A_PIPE = 200


class Engine(StrEnum):
    """Where the models run."""

    DUCKDB = "duckdb"
    SPARK = "spark"


@app.command()
def build(
    target: Annotated[Engine, typer.Option("--target", help="duckdb makes the warehouse; spark makes the same tables on Spark")] = Engine.DUCKDB,
    is_full: Annotated[bool, typer.Option("--full", help="computes every programme, also those that nothing changed for")] = False,
) -> None:
    """Builds the warehouse aside and swaps it in; a failed build leaves the one before."""
    if target is Engine.SPARK:
        _build_on_spark()
    else:
        _build(is_full=is_full)


def _build(*, is_full: bool) -> None:
    from rich.console import Console

    from seuranta.feedback.refreshing import refresh_situations
    from seuranta.forgetting.finishing import surroundings_in_order
    from seuranta.warehouse.building import build as build_warehouse

    workspace, programmes, clock = surroundings_in_order()
    console = Console(stderr=True)
    with console.status("building the warehouse"):
        facts = build_warehouse(workspace, programmes, clock, is_full=is_full)
    refresh_situations(workspace, programmes, clock.now())
    if facts.given_up:
        console.print(f"everything was computed, since nothing could be taken over: {facts.given_up}", markup=False, soft_wrap=True)
    print(f"{_done(facts.computed)}: {facts.figures} figures from deliveries up to no {facts.last_delivery_no}, {facts.seconds:.1f} s")


def _done(computed: Sequence[str]) -> str:
    return f"warehouse built ({listed(computed)} computed)" if computed else "warehouse is current"


def _build_on_spark() -> None:
    from rich.console import Console

    from seuranta.programmes.load import load_programmes
    from seuranta.warehouse.spark import build_on_spark

    workspace, clock = workspace_from_environment(), clock_from_environment()
    with Console(stderr=True).status("building on Spark"):
        built = build_on_spark(workspace, load_programmes(programmes_folder_from_environment()), clock)
    print(f"built on Spark: {built.models} models in {built.place}, {built.seconds:.1f} s")


@app.command()
def figures(
    programme: Annotated[str, typer.Argument(help="the programme's code")],
    period: Annotated[int, typer.Argument(help="the period's number")],
    audience: Annotated[str, typer.Option("--audience", help="internal, steering, funder or public")] = "internal",
    format_: Format = ListFormat.TABLE,
) -> None:
    """The figures of a period, protected for the audience."""
    report = _report_for(workspace_from_environment(), programme, period, _audience(audience))
    if format_ is ListFormat.JSON:
        from seuranta.reporting.report_json import report_json

        print(report_json(report).decode(), end="")
    else:
        _print_table(report)


def _audience(name: str) -> Audience:
    for audience in AUDIENCES:
        if audience == name:
            return audience
    raise UnknownName("audience", name, AUDIENCES)


def _report_for(workspace: Workspace, programme_code: str, period_no: int, audience: Audience) -> Report:
    from seuranta.programmes.load import load_programmes
    from seuranta.warehouse.reading import find_period, find_programme, read_report, read_reports

    programmes = load_programmes(programmes_folder_from_environment())
    if audience == "internal":
        return read_report(workspace, programmes, programme_code, period_no)
    from seuranta.disclosure.ledger import read_ledger
    from seuranta.disclosure.protecting import protect

    programme = find_programme(programmes, programme_code)
    period = find_period(programme, period_no)
    reports = read_reports(workspace, programmes, programme_code)
    ledger, instruments = read_ledger(workspace, programme.code), programmes.instruments_of(programme)
    protected = protect(reports, programme, instruments, audience, ledger, memory=workspace.protected)
    return next(report for report in protected if report.period.no == period.no)


def _print_table(report: Report) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{report.programme} {report.period.no} ({report.audience})")
    for heading in ("figure", "scope", "breakdown", "value", "of", "n", "basis"):
        table.add_column(heading, overflow="fold")
    for figure in report.figures:
        value = _hidden_text(figure) if figure.suppressed else "–" if figure.value is None else f"{figure.value:.6g}"
        parts = "" if figure.denominator is None else f"{figure.numerator or 0:.6g} / {figure.denominator:.6g}"
        where = ", ".join(f"{dimension} {code}" for dimension, code in figure.breakdown.items())
        table.add_row(figure.id, figure.scope, where, value, parts, "" if figure.n is None else str(figure.n), figure.basis)
    # An id that is cut off is no id: a narrow terminal folds it, and a pipe is as wide as it takes.
    Console(width=None if sys.stdout.isatty() else WIDTH_OF_A_PIPE).print(table)


def _hidden_text(figure: Figure) -> str:
    return str(figure.note).replace("_", " ") if figure.note in CLASSES else "hidden"
