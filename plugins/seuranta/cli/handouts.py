"""``templates``: what staff are given to fill."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from seuranta.cli import app
from seuranta.vocabulary.workspace import programmes_folder_from_environment


@app.command()
def templates(out: Annotated[Path, typer.Option("--out", help="the folder to write to")]) -> None:
    """Makes empty workbooks for staff, one per dataset and instrument of each programme, and an empty kertomus.md."""
    from seuranta.feedback.templates import write_templates
    from seuranta.intake.judging.catalogue import dataset_expectations
    from seuranta.programmes.load import load_programmes

    programmes = load_programmes(programmes_folder_from_environment())
    for path in write_templates(programmes, dataset_expectations(), out):
        print(path)
