"""Rows and definitions of a capsule → its figures again, in a folder of their own.

In: rows, reference tables and a dbt project. Out: the internal reports of all periods. Rerun: the same figures.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from seuranta.programmes.programme import Programmes
from seuranta.releases.capsule import Capsule
from seuranta.vocabulary.errors import OperationFailed, listed
from seuranta.vocabulary.figures import Report
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.dbt_process import BuildFolder, run_dbt, write_empty_tables
from seuranta.warehouse.reading import read_reports

# Only what the figures are made from; tests of the project are of the build that was released.
FIGURES_ALONE = ("run", "--select", "+figures")


@dataclass(frozen=True)
class Inputs:
    """What figures are made from: folders of ``<lake table>.parquet`` and ``<reference table>.parquet``, and definitions."""

    rows: Path
    reference: Path
    dbt_project: Path
    programmes: Programmes
    programme_code: str


def inputs_of(capsule: Capsule) -> Inputs:
    """Everything from the capsule alone."""
    return Inputs(capsule.rows, capsule.reference, capsule.dbt_project, capsule.programmes, capsule.programme.code)


def rederive(inputs: Inputs, folder: Path, keep_open: Sequence[int] = ()) -> list[Report]:
    """The internal reports of all periods, made in ``folder``; ``OperationFailed`` where dbt fails.

    ``keep_open`` are descriptors that dbt holds too.
    """
    workspace = Workspace(folder)
    build = BuildFolder(workspace.work / "warehouse")
    for path in sorted(inputs.rows.glob("*.parquet")):
        place = workspace.lake / path.stem / inputs.programme_code
        place.mkdir(parents=True)
        shutil.copyfile(path, place / "rows.parquet")
    build.reference.mkdir(parents=True)
    for path in sorted(inputs.reference.glob("*.parquet")):
        shutil.copyfile(path, build.reference / path.name)
    # dbt may write beside its project; a capsule stays as it is.
    project = folder / "dbt_project"
    shutil.copytree(inputs.dbt_project, project, copy_function=shutil.copyfile)
    write_empty_tables(build)
    outcome = run_dbt(FIGURES_ALONE, workspace, build, keep_open, project)
    if outcome.exit_code != 0:
        found = f"failed: {listed(outcome.failed)}" if outcome.failed else f"dbt left with {outcome.exit_code}"
        raise OperationFailed("the definitions of the release", "figures from its rows", found, "compare the capsule with its backup")
    build.database.rename(workspace.warehouse)
    return read_reports(workspace, inputs.programmes, inputs.programme_code)
