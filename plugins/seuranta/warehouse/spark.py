"""Builds the same warehouse on Spark: the same lake, the same dbt project, another engine.

In: lake, receipts, acceptances, programme files, the dbt project. Out: tables in Spark's warehouse, on this machine or a cluster.
Rerun: every table is made anew. Nothing is swapped in: reports read the warehouse of DuckDB alone.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed, listed
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.dbt_process import BuildFolder, DbtOutcome, run_dbt
from seuranta.warehouse.lock import writer_lock
from seuranta.warehouse.reference import write_reference
from seuranta.warehouse.spark_session import SparkFolder, prepare_session
from seuranta.warehouse.spark_sources import one_folder_each, told_sources

TARGET = "spark"
SESSION = "session"
EVERYTHING = ("build", "--target", TARGET)
# Unit tests prove the models, not the data, as on DuckDB.
_BUILD = (*EVERYTHING, "--exclude-resource-type", "unit_test")
# How a cluster is reached, and what Spark itself goes by: handed on to dbt as they are.
_HANDED_ON = ("SEURANTA_SPARK_", "SPARK_", "HADOOP_", "YARN_", "KRB5", "JAVA_HOME")


@dataclass(frozen=True)
class SparkBuild:
    """What was built: how many tables, how long it took, and where they lie."""

    models: int
    seconds: float
    place: str


def build_on_spark(workspace: Workspace, programmes: Programmes, clock: Clock, command: tuple[str, ...] = _BUILD) -> SparkBuild:
    """Runs ``dbt build`` on Spark; waits for a build on Spark that is running. ``OperationFailed`` where it fails.

    Where ``SEURANTA_SPARK_METHOD`` is not set, Spark runs on this machine, in the build alone.
    """
    started = time.monotonic()
    folder, build = SparkFolder(workspace.work / "spark"), BuildFolder(workspace.work / "spark")
    is_local = os.environ.get("SEURANTA_SPARK_METHOD", SESSION) == SESSION and "SPARK_CONF_DIR" not in os.environ
    _check_installed(is_local)
    with writer_lock(folder.root / "lock") as descriptor:
        if is_local:
            prepare_session(folder)
        write_reference(workspace, programmes, clock, folder.reference)
        one_folder_each(folder.reference)
        outcome = run_dbt(command, workspace, build, keep_open=[descriptor], engine=_engine(workspace, folder, is_local))
        _check(outcome, build)
        shutil.rmtree(folder.scratch, ignore_errors=True)
    place = str(folder.warehouse) if is_local else f"schema {os.environ.get('SEURANTA_SPARK_SCHEMA', 'seuranta')} of the cluster"
    return SparkBuild(models=outcome.models_built, seconds=time.monotonic() - started, place=place)


def _check_installed(is_local: bool) -> None:
    if find_spec("dbt.adapters.spark") is None:
        raise _failed("Spark for dbt to be installed", "it is not", "install it with `make spark`, and build again")
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else Path("java")
    if is_local and shutil.which(java) is None:
        raise _failed("Java 17 or later on this machine", "no java", "install it (on Debian: apt-get install openjdk-17-jre-headless), and build again")


def _engine(workspace: Workspace, folder: SparkFolder, is_local: bool) -> Mapping[str, str]:
    ours = {"SEURANTA_SPARK_SOURCES": told_sources(workspace, folder, os.environ.get("SEURANTA_SPARK_LAKE_HOME"))}
    if is_local:
        ours["SPARK_CONF_DIR"] = str(folder.configuration)
    return {name: value for name, value in os.environ.items() if name.startswith(_HANDED_ON)} | ours


def _check(outcome: DbtOutcome, build: BuildFolder) -> None:
    if outcome.exit_code == 0:
        return
    found = f"{len(outcome.failed)} failed: {listed(outcome.failed)}" if outcome.failed else f"dbt left with {outcome.exit_code}"
    raise _failed("every model and test to pass", found, f"read {build.logs / 'dbt.log'}, repair, and build again")


def _failed(expected: str, found: str, todo: str) -> OperationFailed:
    return OperationFailed("build on Spark", expected, found, todo)
