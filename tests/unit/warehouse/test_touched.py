"""Which programmes a build must compute."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from seuranta.vocabulary.clock import Clock
from seuranta.warehouse import made_from as digests
from seuranta.warehouse.made_from import FACTS, Input, MadeFrom, made_from, node
from seuranta.warehouse.reference import reference_tables
from seuranta.warehouse.touched import touched_since, write_made_from
from tests.warehouse.lakes import PROGRAMMES, THEN, Lake, a_lake, club, visit

DAY = date(2022, 1, 10)
VISITS, DELIVERY, TODAY = node("lake", "attendance"), node("reference", "delivery"), node("reference", FACTS)


def a_club(home: Path) -> Lake:
    lake = a_lake(home)
    lake.deliver("attendance", {"attendance": [visit("a", DAY)]}, [club("north", DAY, DAY)])
    return lake


def inputs_of(lake: Lake, **surroundings: Any) -> MadeFrom:
    clock = surroundings.get("clock", Clock(THEN))
    return made_from(lake.workspace, reference_tables(lake.workspace, surroundings.get("programmes", PROGRAMMES), clock))


def differing(before: MadeFrom, now: MadeFrom) -> set[str]:
    assert before.inputs.keys() | now.inputs.keys()
    return {input_.node for input_ in {*before.inputs, *now.inputs} if before.inputs.get(input_) != now.inputs.get(input_)}


def warehouse_of(path: Path, facts: MadeFrom) -> Path:
    with duckdb.connect(str(path)) as connection:
        write_made_from(connection, facts)
    return path


def test_the_same_lake_has_the_same_inputs(tmp_path: Path) -> None:
    lake = a_club(tmp_path)
    assert inputs_of(lake) == inputs_of(lake)


def test_a_delivery_changes_its_table_and_what_is_said_of_deliveries(tmp_path: Path) -> None:
    lake = a_club(tmp_path)
    before = inputs_of(lake)
    lake.deliver("attendance", {"attendance": [visit("b", DAY)]})
    assert differing(before, inputs_of(lake)) == {VISITS, DELIVERY}


def test_an_acceptance_changes_the_place_of_rows(tmp_path: Path) -> None:
    lake = a_club(tmp_path)
    before = inputs_of(lake)
    lake.accept(next(path.stem for path in lake.workspace.receipts.glob("*.json")))
    assert differing(before, inputs_of(lake)) == {VISITS, DELIVERY}


def test_another_byte_in_a_file_of_the_lake_changes_its_table(tmp_path: Path) -> None:
    lake = a_club(tmp_path)
    before = inputs_of(lake)
    (path,) = (lake.workspace.lake / "attendance").rglob("*.parquet")
    path.write_bytes(path.read_bytes()[:-1] + b"2")
    assert differing(before, inputs_of(lake)) == {VISITS}


def test_a_programme_file_changes_what_it_says(tmp_path: Path) -> None:
    lake = a_club(tmp_path)
    before = inputs_of(lake)
    fewer = PROGRAMMES.programmes["kerho"].model_copy(update={"targets": []})
    assert differing(before, inputs_of(lake, programmes=PROGRAMMES.model_copy(update={"programmes": {"kerho": fewer}}))) == {node("reference", "target")}


def test_a_new_day_changes_what_is_open_and_a_later_hour_does_not(tmp_path: Path) -> None:
    lake = a_club(tmp_path)
    before = inputs_of(lake)
    assert differing(before, inputs_of(lake, clock=Clock(THEN.replace(hour=23, minute=59)))) == set()
    assert differing(before, inputs_of(lake, clock=Clock(THEN.replace(day=THEN.day + 1)))) == {TODAY}


def test_other_code_is_another_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    (project / "target").mkdir(parents=True)
    (project / "model.sql").write_text("select 1", encoding="utf-8")
    monkeypatch.setattr(digests, "dbt_project_folder", lambda: project)
    before = digests.code_digest()
    (project / "target" / "manifest.json").write_text("{}", encoding="utf-8")
    assert digests.code_digest() == before
    (project / "model.sql").write_text("select 2", encoding="utf-8")
    assert digests.code_digest() != before


def test_touched_are_the_programmes_of_which_an_input_differs(tmp_path: Path) -> None:
    before = MadeFrom("code", {Input("a", "x"): "1", Input("b", "x"): "1", Input("gone", "x"): "1"})
    now = MadeFrom("code", {Input("a", "x"): "1", Input("b", "x"): "2", Input("new", "y"): "1"})
    touched = touched_since(warehouse_of(tmp_path / "w.duckdb", before), now)
    assert touched is not None
    assert touched.programmes == {"b", "gone", "new"}
    assert touched.sources == {"x", "y", TODAY}
    assert touched.untouched == {"a"}


def test_nothing_is_taken_from_a_warehouse_of_other_code_or_none_or_one_that_does_not_say(tmp_path: Path) -> None:
    now = MadeFrom("code", {Input("a", "x"): "1"})
    assert touched_since(tmp_path / "none.duckdb", now) is None
    assert touched_since(warehouse_of(tmp_path / "other.duckdb", MadeFrom("another", now.inputs)), now) is None
    with duckdb.connect(str(tmp_path / "older.duckdb")) as connection:
        connection.execute("create table build as select 1 as last_delivery_no")
    assert touched_since(tmp_path / "older.duckdb", now) is None
    (tmp_path / "broken.duckdb").write_bytes(b"no warehouse")
    assert touched_since(tmp_path / "broken.duckdb", now) is None
