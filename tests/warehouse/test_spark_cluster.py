"""A build reaches a Spark that runs elsewhere, over its Thrift server, and makes there what DuckDB makes here."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pytest

from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.building import build
from seuranta.warehouse.spark import EVERYTHING, build_on_spark
from tests.warehouse.lakes import CLOCK, PROGRAMMES, a_lake, club, visit

pytestmark = pytest.mark.prove

SERVER = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"
# Dates, contracts with times of day, figures and what they rest on.
PART = (*EVERYTHING, "--exclude-resource-type", "unit_test", "--select", "+fig_esf_leavers +mart_work_list build", "--indirect-selection", "buildable")
STARTS_WITHIN = 180.0


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Thrift server on a free port of this machine, named to the build; gives the folder of its warehouse."""
    port, folder = _free_port(), tmp_path / "cluster"
    folder.mkdir()
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -Dderby.stream.error.file=/dev/null",
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={folder / 'catalogue'};create=true",
        "spark.hadoop.hive.exec.scratchdir": str(folder / "scratch"),
        "spark.hadoop.hive.server2.thrift.port": str(port),
        "spark.hadoop.hive.server2.thrift.bind.host": "127.0.0.1",
    }
    options = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    spark = find_spec("pyspark")
    assert spark is not None
    assert spark.origin is not None
    home = Path(spark.origin).parent
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [home / "bin" / "spark-submit", "--master", "local[2]", "--class", SERVER, *options, "spark-internal"],
            cwd=folder, env=os.environ | {"SPARK_HOME": str(home)}, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait_until_it_listens(port, server)
            for name, value in {"METHOD": "thrift", "HOST": "127.0.0.1", "PORT": str(port), "SCHEMA": "house"}.items():
                monkeypatch.setenv(f"SEURANTA_SPARK_{name}", value)
            yield folder / "warehouse"
        finally:
            server.terminate()
            server.wait(60)


def test_a_build_reaches_a_cluster_over_thrift(cluster: Path, tmp_path: Path) -> None:
    workspace = _a_workspace(tmp_path / "home")
    build(workspace, PROGRAMMES, CLOCK)
    built = build_on_spark(workspace, PROGRAMMES, CLOCK, PART)
    assert built.place == "schema house of the cluster"
    for table in ("fct_participation", "fig_esf_leavers", "mart_work_list"):
        assert _on_the_cluster(cluster, table) == _here(workspace, table)
    assert _rows(f"select value from read_parquet('{cluster}/house.db/fig_esf_leavers/*.parquet') where value > 0") != []


def _a_workspace(home: Path) -> Workspace:
    lake = a_lake(home)
    january, may = date(2022, 1, 10), date(2022, 5, 10)
    lake.deliver("attendance", {"attendance": [visit("a", january), visit("b", january)]}, [club("north", january, january)])
    person = {"participant_key": "a", "unit_code": "north", "entry_on": january, "gender_code": "F", "age_at_entry": 30, "isced_entry": 2}
    left = person | {"lm_status_entry_code": "UNEMPLOYED", "exit_on": may, "lm_status_exit_code": "EMPLOYED"}
    lake.deliver("esr_participants", {"esr_participants": [left, person | {"participant_key": "b", "gender_code": None}]})
    return lake.workspace


def _on_the_cluster(warehouse: Path, table: str) -> list[tuple[object, ...]]:
    return _rows(f"select * from read_parquet('{warehouse}/house.db/{table}/*.parquet') order by all")


def _here(workspace: Workspace, table: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
        return connection.execute(f"select * from {table} order by all").fetchall()


def _rows(sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_until_it_listens(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        assert server.poll() is None, "the Thrift server left before it listened"
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise AssertionError(f"the Thrift server did not listen within {STARTS_WITHIN:.0f} s")
