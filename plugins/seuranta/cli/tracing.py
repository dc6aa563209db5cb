"""``trace``, ``explain``: from a figure to its rows, and from a file to what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from seuranta.cli import app
from seuranta.cli.options import Format, ListFormat, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence


@app.command()
def trace(
    programme: Annotated[str, typer.Argument(help="the programme's code")],
    period: Annotated[int, typer.Argument(help="the period's number")],
    figure_id: Annotated[str, typer.Argument(help="as 'seuranta figures' shows it")],
    breakdown: Annotated[list[str] | None, typer.Option("--breakdown", help="dimension=code, as often as needed")] = None,
    scope: Annotated[str | None, typer.Option("--scope", help="period or cumulative; else that of the period")] = None,
    output: Format = ListFormat.TABLE,
) -> None:
    """The rows behind a figure: delivery, file, sheet, row; and why rows near it were left out."""
    from seuranta.programmes.surroundings import surroundings
    from seuranta.tracing.behind import trace as trace_figure
    from seuranta.tracing.printing import print_trace, trace_shown

    workspace, programmes, _ = surroundings()
    found = trace_figure(workspace, programmes, programme, period, figure_id, _dimensions(breakdown or []), scope)
    if output is ListFormat.JSON:
        print_json(trace_shown(found))
    else:
        print_trace(found)


@app.command()
def explain(
    file_or_delivery: Annotated[str, typer.Argument(help="a file, its name or path in the drop folder, or a delivery's id")],
    output: Format = ListFormat.TABLE,
) -> None:
    """Why the rows of a file are or are not in the report: what became of each."""
    from seuranta.programmes.surroundings import surroundings
    from seuranta.tracing.explaining import explain as explain_delivery
    from seuranta.tracing.printing import explanation_shown, print_explanation

    workspace, programmes, _ = surroundings()
    found = explain_delivery(workspace, file_or_delivery)
    if output is ListFormat.JSON:
        print_json(explanation_shown(found))
    else:
        owner = programmes.programmes.get(found.receipt.programme or "")
        print_explanation(found, owner.language if owner else "fi")


def _dimensions(given: Sequence[str]) -> dict[str, str]:
    from seuranta.vocabulary.errors import UnknownName

    parts = [text.partition("=") for text in given]
    for dimension, sign, code in parts:
        if not (dimension and sign and code):
            raise UnknownName("breakdown", f"{dimension}{sign}{code}", ["dimension=code, for example unit=north"])
    return {dimension: code for dimension, _, code in parts}
