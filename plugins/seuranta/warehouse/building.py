"""Builds the warehouse aside, in a new file, and swaps it in whole.

In: lake, receipts, acceptances, programme files, the dbt project, the warehouse before. Out: ``warehouse.duckdb``, only when green.
Rerun: the same input gives the same rows, whether all of them are computed or those of untouched programmes are taken over
from the warehouse before; a failed build leaves yesterday's warehouse as it was.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb

from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed, listed
from seuranta.vocabulary.unfinished import read_unfinished, refuse_half_a_lake
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.carrying import PART, begin_database, carry_over
from seuranta.warehouse.dbt_process import BuildFolder, DbtOutcome, run_dbt, write_empty_tables
from seuranta.warehouse.lock import writer_lock
from seuranta.warehouse.made_from import FACTS, MadeFrom, made_from
from seuranta.warehouse.reference import Tables, reference_tables, write_tables
from seuranta.warehouse.touched import Touched, touched_since

# Unit tests prove the models, not the data: they run where the models are changed (tests/warehouse).
BUILD = ("build", "--exclude-resource-type", "unit_test")
_LEAST_FREE_BYTES = 64 * 1024 * 1024
_SAID = "select built_at, last_delivery_no, (select count(*) from figures) from build"


@dataclass(frozen=True)
class BuildFacts:
    """What stands in the warehouse now: when it was built (UTC), from how much, how long that took, and of which programmes.

    ``computed``: the programmes that were computed; the rows of others are those of the warehouse before. ``given_up`` says
    why nothing could be taken over from it, where that was tried in vain.
    """

    built_at: datetime
    last_delivery_no: int
    models: int
    figures: int
    seconds: float
    computed: tuple[str, ...]
    given_up: str = ""


def build(workspace: Workspace, programmes: Programmes, clock: Clock, *, is_full: bool = False) -> BuildFacts:
    """Builds and swaps the warehouse; waits for a build that is running. ``is_full`` takes nothing over from the one before.

    Where nothing differs from what the warehouse was made from, it stays. ``OperationFailed`` where dbt fails, a test is red
    or the disk is full; the warehouse is then the one before.
    """
    started = time.monotonic()
    _check_path(workspace)
    folder = BuildFolder(workspace.work / "warehouse")
    with writer_lock(folder.root / "lock") as descriptor:
        refuse_half_a_lake(workspace)
        _check_space(workspace)
        try:
            tables = reference_tables(workspace, programmes, clock)
            now = made_from(workspace, tables)
            # What is to be forgotten is forgotten by a file of which nothing is older than the forgetting.
            touched = None if is_full or read_unfinished(workspace) else touched_since(workspace.warehouse, now)
            if touched is not None and not touched.programmes and (facts := _facts_that_stand(workspace, tables, started)):
                return facts
            return _make(_Making(workspace, folder, tables, now, descriptor, started), touched)
        except (OSError, duckdb.Error) as error:
            told = getattr(error, "strerror", None) or type(error).__name__
            raise _failed(f"an error of the disk ({told})", "free space or repair the disk, and build again") from error
        finally:
            _remove_database(folder.database)


@dataclass(frozen=True)
class _Making:
    """What a build is made of and with; ``lock`` is the descriptor that keeps others waiting."""

    workspace: Workspace
    folder: BuildFolder
    tables: Tables
    now: MadeFrom
    lock: int
    started: float


def _facts_that_stand(workspace: Workspace, tables: Tables, started: float) -> BuildFacts | None:
    """Of the warehouse as it is, if it says of itself what a build now would say, but for the time."""
    (facts,) = tables[FACTS]
    names = [name for name in facts if name != "built_at"]
    try:
        with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
            said = connection.execute(f"select {', '.join(names)} from build").fetchone()
            row = connection.execute(_SAID).fetchone()
    except duckdb.Error:
        return None
    if row is None or said != tuple(facts[name] for name in names):
        return None
    return BuildFacts(row[0], row[1], models=0, figures=row[2], seconds=time.monotonic() - started, computed=())


def _make(making: _Making, touched: Touched | None) -> BuildFacts:
    """Of a part, if that can be; where anything is in its way, of everything."""
    given_up = ""
    if touched is not None:
        try:
            return _make_once(making, touched)
        except OperationFailed as error:
            given_up = f"expected {error.expected}, found {error.found}"
        except duckdb.Error as error:
            given_up = f"DuckDB: {type(error).__name__}"  # its own words may quote a value
    return replace(_make_once(making, None), given_up=given_up)


def _make_once(making: _Making, touched: Touched | None) -> BuildFacts:
    workspace, folder = making.workspace, making.folder
    _remove_database(folder.database)
    write_tables(making.tables, folder.reference, only=touched.programmes if touched else None)
    write_empty_tables(folder)
    begin_database(folder.database, making.now, touched)
    outcome = run_dbt(BUILD, workspace, folder, keep_open=[making.lock], engine={PART: "yes"} if touched else None)
    _check(outcome, folder)
    if touched:
        carry_over(folder.database, workspace.warehouse, touched)
    computed = touched.programmes if touched else making.now.programmes
    facts = _seal(folder.database, outcome, making.started, computed)
    _swap(folder.database, workspace.warehouse)
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


def _seal(database: Path, outcome: DbtOutcome, started: float, computed: Collection[str]) -> BuildFacts:
    """Folds the write-ahead log in, and reads what the file says of itself: what cannot be read is not swapped in."""
    try:
        with duckdb.connect(str(database)) as connection:
            connection.execute("checkpoint")
            row = connection.execute(_SAID).fetchone()
    except duckdb.Error as error:
        raise _failed("a file that cannot be read", "build again") from error
    if row is None:
        raise _failed("no row in the table 'build'", "build again")
    return BuildFacts(row[0], row[1], outcome.models_built, row[2], time.monotonic() - started, tuple(sorted(computed)))


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
