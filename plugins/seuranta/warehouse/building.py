"""Builds the warehouse aside and swaps it in whole.

In: lake, receipts, acceptances, programme files, the dbt project. Out: ``warehouse.duckdb``, only when green.
Rerun: the same input gives the same figures; a failed build leaves yesterday's warehouse as it was.
"""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed, listed
from seuranta.vocabulary.unfinished import refuse_half_a_lake
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.dbt_process import BuildFolder, DbtOutcome, run_dbt, write_empty_tables
from seuranta.warehouse.lock import writer_lock
from seuranta.warehouse.reference import write_reference

# Unit tests prove the models, not the data: they run where the models are changed (tests/warehouse).
BUILD = ("build", "--exclude-resource-type", "unit_test")
_LEAST_FREE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class BuildFacts:
    """What stands in the warehouse now: when it was built (UTC), from how much, and how long it took."""

    built_at: datetime
    last_delivery_no: int
    models: int
    figures: int
    seconds: float


def build(workspace: Workspace, programmes: Programmes, clock: Clock) -> BuildFacts:
    """Builds and swaps the warehouse; waits for a build that is running.

    ``OperationFailed`` where dbt fails, a test is red or the disk is full; the warehouse is then the one before.
    """
    started = time.monotonic()
    _check_path(workspace)
    folder = BuildFolder(workspace.work / "warehouse")
    with writer_lock(folder.root / "lock") as descriptor:
        refuse_half_a_lake(workspace)
        _check_space(workspace)
        _remove_database(folder.database)
        try:
            write_reference(workspace, programmes, clock, folder.reference)
            write_empty_tables(folder)
            outcome = run_dbt(BUILD, workspace, folder, keep_open=[descriptor])
            _check(outcome, folder)
            facts = _seal(folder.database, outcome, started)
            _swap(folder.database, workspace.warehouse)
        except OSError as error:
            raise _failed(f"an error of the disk ({error.strerror or type(error).__name__})", "free space or repair the disk, and build again") from error
        finally:
            _remove_database(folder.database)
    return facts


def _check_path(workspace: Workspace) -> None:
    """DuckDB looks for the log of its writes in another folder where there is a question mark on the way to this one."""
    if "?" in str(workspace.home.absolute()):
        raise OperationFailed(f"workspace '{workspace.home}'", "a path without '?'", "one that DuckDB cannot write to", "rename the folder, and build again")


def _check_space(workspace: Workspace) -> None:
    existing = workspace.warehouse.stat().st_size if workspace.warehouse.exists() else 0
    free = shutil.disk_usage(workspace.work).free
    needed = max(_LEAST_FREE_BYTES, 2 * existing)
    if free < needed:
        raise _failed(f"{free // 2**20} MiB free where {needed // 2**20} are needed", "free space, and build again")


def _check(outcome: DbtOutcome, folder: BuildFolder) -> None:
    if outcome.exit_code == 0:
        return
    found = f"{len(outcome.failed)} failed: {listed(outcome.failed)}" if outcome.failed else f"dbt left with {outcome.exit_code}"
    raise _failed(found, f"read {folder.logs / 'dbt.log'}, repair, and build again")


def _failed(found: str, todo: str) -> OperationFailed:
    return OperationFailed("warehouse build", "every model and test to pass", found, f"the warehouse before it still stands; {todo}")


def _seal(database: Path, outcome: DbtOutcome, started: float) -> BuildFacts:
    """Folds the write-ahead log in, and reads what the file says of itself: what cannot be read is not swapped in."""
    try:
        with duckdb.connect(str(database)) as connection:
            connection.execute("checkpoint")
            row = connection.execute("select built_at, last_delivery_no, (select count(*) from figures) from build").fetchone()
    except duckdb.Error as error:
        raise _failed("a file that cannot be read", "build again") from error
    if row is None:
        raise _failed("no row in the table 'build'", "build again")
    return BuildFacts(built_at=row[0], last_delivery_no=row[1], models=outcome.models_built, figures=row[2], seconds=time.monotonic() - started)


def _swap(database: Path, warehouse: Path) -> None:
    database.chmod(0o600)
    with database.open("rb+") as file:
        os.fsync(file.fileno())
    database.replace(warehouse)
    descriptor = os.open(warehouse.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_database(database: Path) -> None:
    for path in (database, database.with_name(f"{database.name}.wal")):
        path.unlink(missing_ok=True)
