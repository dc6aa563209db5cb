"""``report``, ``run``: drafts for every audience, and everything from the drop folder to them."""

from __future__ import annotations

from typing import Annotated

import typer

from seuranta.cli import app


@app.command()
def report(
    programme: Annotated[str | None, typer.Argument(help="the programme's code; all without it")] = None,
    period: Annotated[int | None, typer.Argument(help="the period's number; all that have data without it")] = None,
) -> None:
    """Renders drafts, of all periods that have data, for every audience of the programme."""
    from seuranta.cli.progress import progress_bar
    from seuranta.forgetting.finishing import surroundings_in_order
    from seuranta.reporting.publishing import publish_drafts

    workspace, programmes, clock = surroundings_in_order()
    with progress_bar("report") as progress:
        written = publish_drafts(workspace, programmes, clock, programme, period, progress)
    folders = sorted({path.parent.relative_to(workspace.home) for path in written})
    for folder in folders:
        print(folder)
    print(f"{len(folders)} draft(s) rendered" if folders else "no draft rendered: no period asked for has data yet")


@app.command()
def run() -> None:
    """Ingest, build, report: everything from the drop folder to the drafts."""
    from seuranta.cli.intake import ingest
    from seuranta.cli.warehouse import build

    ingest()
    build()
    report()
