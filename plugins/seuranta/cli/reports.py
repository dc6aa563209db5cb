"""``report``, ``run``: drafts for every audience, and everything from the drop folder to them."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from seuranta.cli import app

MOST_PROCESSES = 4  # each takes up to 800 MiB


@app.command()
def report(
    programme: Annotated[str | None, typer.Argument(help="the programme's code; all without it")] = None,
    period: Annotated[int | None, typer.Argument(help="the period's number; all that have data without it")] = None,
) -> None:
    """Renders drafts that changed, of all periods that have data, for every audience of the programme."""
    from seuranta.cli.progress import progress_bar
    from seuranta.forgetting.finishing import surroundings_in_order
    from seuranta.reporting.publishing import publish_drafts

    workspace, programmes, clock = surroundings_in_order()
    with progress_bar("report") as progress:
        published = publish_drafts(workspace, programmes, clock, programme, period, progress, processes=min(os.cpu_count() or 1, MOST_PROCESSES))
    folders = sorted({path.parent.relative_to(workspace.home) for path in published})
    for folder in folders:
        print(folder)
    unchanged = f", {len(folders) - published.rendered} unchanged" if published.rendered < len(folders) else ""
    print(f"{published.rendered} draft(s) rendered{unchanged}" if folders else "no draft rendered: no period asked for has data yet")


@app.command()
def run() -> None:
    """Ingest, build, report: everything from the drop folder to the drafts."""
    from seuranta.cli.intake import ingest
    from seuranta.cli.warehouse import build

    ingest()
    build()
    report()
