"""``init``, ``simulate``: making a workspace and large exports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from seuranta.cli import app
from seuranta.vocabulary.workspace import programmes_folder_from_environment, workspace_from_environment


@app.command()
def init(samples: Annotated[bool, typer.Option("--samples", help="drop the sample exports of five programmes")] = False) -> None:
    """Makes the workspace and its keys; what is there already stays as it is."""
    from seuranta.intake.archive import make_workspace
    from seuranta.programmes.load import load_programmes

    programmes = load_programmes(programmes_folder_from_environment())
    workspace = workspace_from_environment()
    make_workspace(workspace)
    for code in programmes.programmes:
        (workspace.drop / code).mkdir(parents=True, exist_ok=True)
    print(f"workspace: {workspace.home}")
    if samples:
        from seuranta.samples.writing import write_samples

        print(f"sample exports dropped: {len(write_samples(workspace.drop))}")


@app.command()
def simulate(
    participants: Annotated[int, typer.Option("--participants", min=1, help="how many participants")],
    out: Annotated[Path, typer.Option("--out", help="the folder to write to")],
) -> None:
    """Makes large, realistic exports for load tests."""
    from seuranta.samples.simulating import simulate as write_large_exports

    for path in write_large_exports(participants, out):
        print(path)
