"""What Spark is told of the lake and of this machine, and what a person is told where Spark cannot start."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.lake_tables import TABLES
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse import spark
from seuranta.warehouse.reference_tables import REFERENCE
from seuranta.warehouse.spark_session import SparkFolder, prepare_session
from seuranta.warehouse.spark_sources import columns_of, one_folder_each, told_sources

NOBODY = Programmes(programmes={}, instruments={}, digest="digest")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path / "a year's home")
    (workspace.lake / "contacts").mkdir(parents=True)
    (workspace.work / "spark").mkdir(parents=True)
    return workspace


def test_every_column_of_the_lake_and_the_reference_has_a_type_on_spark() -> None:
    schemas = [*TABLES.values(), *REFERENCE.values()]
    assert len(schemas) > 20
    for schema in schemas:
        assert columns_of(schema).count("`") == 2 * len(schema)


def test_columns_are_declared_in_order_with_sparks_own_types() -> None:
    schema = pa.schema([("unit_code", pa.string()), ("start_on", pa.date32()), ("received_at", pa.timestamp("us")), ("cadence_min", pa.decimal128(18, 6))])
    assert columns_of(schema) == "`unit_code` string, `start_on` date, `received_at` timestamp_ntz, `cadence_min` decimal(18, 6)"


def test_a_table_lies_where_its_deliveries_do_and_one_without_any_has_no_rows(workspace: Workspace) -> None:
    folder = SparkFolder(workspace.work / "spark")
    told = json.loads(told_sources(workspace, folder, None))
    assert told["lake"]["contacts"]["location"] == f"file:{workspace.home}/lake/contacts"
    assert told["lake"]["attendance"]["location"] == f"file:{folder.no_rows}/attendance"
    assert (folder.no_rows / "attendance").is_dir()
    assert told["reference"]["unit"]["location"] == f"file:{folder.reference}/unit"
    assert set(told["reference"]) == set(REFERENCE)


def test_a_cluster_sees_the_workspace_at_an_address_of_its_own(workspace: Workspace) -> None:
    told = json.loads(told_sources(workspace, SparkFolder(workspace.work / "spark"), "s3a://house/seuranta/"))
    assert told["lake"]["contacts"]["location"] == "s3a://house/seuranta/lake/contacts"


def test_each_reference_table_becomes_a_folder_again_and_again(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        (tmp_path / "unit.parquet").write_bytes(content)
        one_folder_each(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.parquet")] == ["unit/unit.parquet"]
    assert (tmp_path / "unit" / "unit.parquet").read_bytes() == b"second"


def test_a_session_starts_without_what_a_killed_one_left(workspace: Workspace) -> None:
    folder = SparkFolder(workspace.work / "spark")
    (folder.warehouse / "seuranta.db" / "figures").mkdir(parents=True)
    (folder.catalogue / "seg0").mkdir(parents=True)
    prepare_session(folder)
    assert not folder.warehouse.exists()
    assert not folder.catalogue.exists()
    settings = dict(line.split(" ", 1) for line in (folder.configuration / "spark-defaults.conf").read_text(encoding="utf-8").splitlines())
    assert settings["spark.sql.warehouse.dir"] == str(folder.warehouse)
    assert settings["spark.hadoop.javax.jdo.option.ConnectionURL"] == f"jdbc:derby:;databaseName={folder.catalogue};create=true"
    assert settings["spark.driver.bindAddress"] == "127.0.0.1"
    assert settings["spark.ui.enabled"] == "false"


def test_a_path_that_spark_reads_as_a_pattern_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "year {2022}" / "work" / "spark"
    with pytest.raises(OperationFailed) as failed:
        prepare_session(SparkFolder(root))
    assert str(failed.value) == f"build on Spark: expected a workspace without any of {{ }} in its path, found {root}; move it, and build again"


def test_without_spark_the_answer_is_how_to_install_it(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda name: None)
    with pytest.raises(OperationFailed) as failed:
        spark.build_on_spark(workspace, NOBODY, Clock())
    assert str(failed.value) == ("build on Spark: expected Spark for dbt to be installed, found it is not; install it with `make spark`, and build again")


def test_without_java_the_answer_is_what_to_install(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda name: object())
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.delenv("SPARK_CONF_DIR", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OperationFailed) as failed:
        spark.build_on_spark(workspace, NOBODY, Clock())
    assert str(failed.value) == (
        "build on Spark: expected Java 17 or later on this machine, found no java; "
        "install it (on Debian: apt-get install openjdk-17-jre-headless), and build again"
    )
