"""Spark builds what DuckDB builds: every row of every table of the samples, and every unit test of a model holds on both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from seuranta.intake.archive import make_workspace
from seuranta.intake.ingesting import ingest
from seuranta.programmes.load import load_programmes
from seuranta.samples.writing import write_samples
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.building import build
from seuranta.warehouse.spark import EVERYTHING, SparkBuild, build_on_spark
from seuranta.warehouse.spark_session import SparkFolder
from tests.warehouse.lakes import THEN

pytestmark = pytest.mark.prove

ROOT = Path(__file__).resolve().parents[2]
KEY = ("programme_code", "period_no", "figure_id", "scope", "breakdown")
NUMBERS = ("value", "numerator", "denominator", "n", "target", "attainment")
TEXTS = ("basis", "additive_over")
# What a build is told by the clock and the machine, not by the lake.
OF_THE_BUILD = {"build"}


@dataclass(frozen=True)
class Both:
    """Both warehouses of one lake, side by side: schemas ``ours`` (DuckDB) and ``theirs`` (Spark)."""

    connection: duckdb.DuckDBPyConnection
    workspace: Workspace
    built: SparkBuild

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return self.connection.execute(sql).fetchall()

    def tables(self, schema: str) -> set[str]:
        named = self.rows(f"select table_name from information_schema.tables where table_schema = '{schema}'")
        return {str(name) for (name,) in named}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    workspace = Workspace(tmp_path_factory.mktemp("a year's lake ä"))
    programmes, clock = load_programmes(ROOT / "programmes"), Clock(THEN)
    make_workspace(workspace)
    write_samples(workspace.drop)
    assert len(list(ingest(workspace, programmes, clock, settle_seconds=0))) > 60
    build(workspace, programmes, clock)
    built = build_on_spark(workspace, programmes, clock, EVERYTHING)
    with duckdb.connect() as connection:
        connection.execute(f"attach {_literal(workspace.warehouse)} as warehouse (read_only)")
        connection.execute("create schema ours")
        connection.execute("create schema theirs")
        tables = connection.execute("select table_name from duckdb_tables() where database_name = 'warehouse' and schema_name = 'main'").fetchall()
        for (name,) in tables:
            connection.execute(f"create view ours.{name} as select * from warehouse.main.{name}")
        for folder in sorted((SparkFolder(workspace.work / "spark").warehouse / "seuranta.db").iterdir()):
            connection.execute(f"create view theirs.{folder.name} as select * from read_parquet({_literal(folder / '*.parquet')})")
        yield Both(connection, workspace, built)


def test_every_figure_is_the_same_on_both(both: Both) -> None:
    assert both.rows("select count(*) from theirs.figures") == both.rows("select count(*) from ours.figures")
    equal_numbers = [
        f"(ours.{name} is not distinct from theirs.{name} or abs(ours.{name} - theirs.{name}) <= 1e-9 * greatest(1, abs(ours.{name})))" for name in NUMBERS
    ]
    equal_texts = [f"ours.{name} is not distinct from theirs.{name}" for name in TEXTS]
    differing = both.rows(
        f"select {', '.join(KEY)}, ours.value, theirs.value from ours.figures as ours full outer join theirs.figures as theirs using ({', '.join(KEY)}) "
        f"where ours.basis is null or theirs.basis is null or not coalesce({' and '.join(equal_numbers + equal_texts)}, false)"
    )
    assert differing == []
    (compared,) = both.rows(f"select count(*), count(distinct figure_id) from ours.figures inner join theirs.figures using ({', '.join(KEY)})")
    assert int(str(compared[0])) > 20_000
    assert int(str(compared[1])) > 100


def test_every_other_table_is_the_same_on_both(both: Both) -> None:
    tables = both.tables("ours")
    assert tables == both.tables("theirs")
    assert len(tables) > 40
    assert [name for name in sorted(tables - OF_THE_BUILD) if _differing(both, name)] == []


def test_every_unit_test_of_a_model_holds_on_spark(both: Both) -> None:
    path = both.workspace.work / "spark" / "target" / "run_results.json"
    results = json.loads(path.read_text(encoding="utf-8"))["results"]
    unit_tests = {result["unique_id"]: result["status"] for result in results if result["unique_id"].startswith("unit_test.")}
    assert len(unit_tests) > 40
    assert {name: status for name, status in unit_tests.items() if status != "pass"} == {}


def test_what_was_built_is_told(both: Both) -> None:
    assert both.built.models > 60
    assert both.built.place == str(SparkFolder(both.workspace.work / "spark").warehouse)


def _differing(both: Both, table: str) -> int:
    """Rows that one has and the other has not; numbers to nine places."""
    columns = both.rows(f"select column_name, data_type from information_schema.columns where table_schema = 'ours' and table_name = '{table}'")
    chosen = ", ".join(f"round({name}, 9) + 0 as {name}" if type_ == "DOUBLE" else str(name) for name, type_ in columns)
    ours, theirs = f"select {chosen} from ours.{table}", f"select {chosen} from theirs.{table}"
    (row,) = both.rows(f"select (select count(*) from ({ours} except all {theirs})) + (select count(*) from ({theirs} except all {ours}))")
    return int(str(row[0]))


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
