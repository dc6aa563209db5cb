"""A build of what was touched is the build of everything: table by table, view by view, row by row."""

from __future__ import annotations

import errno
import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from ruamel.yaml import YAML

from seuranta.vocabulary.catalogue import dbt_project_folder
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse import building
from seuranta.warehouse.building import BuildFacts, _Making, build
from seuranta.warehouse.touched import Touched
from tests.warehouse.towns import PEOPLE, Town, a_town

EVENTS = (
    "visits", "correction", "responses", "readings", "people", "contacts", "held", "accepted", "nothing", "retracted", "uncommitted",
    "programme file", "erased",
)  # fmt: skip
MODELS = dbt_project_folder() / "models"
Rows = dict[str, Counter[tuple[object, ...]]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Town:
    town = a_town(tmp_path_factory.mktemp("town") / "workspace", seed=1)
    assert build_of(town).computed == ("kerho", "paja", "talo")
    return town


def build_of(town: Town) -> BuildFacts:
    return build(town.workspace, town.programmes, town.clock)


def rows_of(warehouse: Path) -> Rows:
    """Every row of every table and view; when it was built is left out."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{warehouse}' as next (read_only)")
        connection.execute("use next")
        names = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'next' "
            "union all select schema_name || '.' || view_name from duckdb_views() where database_name = 'next' and not internal"
        ).fetchall()
        columns = {"main.build": "* exclude (built_at)", "main_reference.build_facts": "* exclude (built_at)"}
        return {name: Counter(connection.execute(f"select {columns.get(name, '*')} from {name}").fetchall()) for (name,) in names}


def rows_of_everything(town: Town) -> Rows:
    """Of a build of the same lake that has no warehouse before it."""
    other = Workspace(town.workspace.home.parent / "beside")
    other.home.mkdir(exist_ok=True)
    other.warehouse.unlink(missing_ok=True)
    if not other.lake.exists():
        other.lake.symlink_to(town.workspace.lake)
    build(other, town.programmes, town.clock)
    return rows_of(other.warehouse)


def differing(rows: Rows, others: Rows) -> dict[str, int]:
    """How many rows differ, by table or view."""
    assert rows.keys() == others.keys()
    assert len(rows) > 80
    found = {name: ((rows[name] - others[name]) + (others[name] - rows[name])).total() for name in rows}
    return {name: count for name, count in found.items() if count}


def statements_run(town: Town) -> dict[Path, str]:
    """Of the last run of dbt."""
    return {path: path.read_text(encoding="utf-8") for path in (town.workspace.work / "warehouse" / "target" / "run").rglob("*.sql")}


def models_taken_over(town: Town) -> set[str]:
    """Models that were not computed."""
    return {path.stem for path, sql in statements_run(town).items() if "from before.main." in sql}


def models_not_tested(town: Town) -> set[str]:
    """Models of which a test was not asked."""
    return {path.parent.stem for path, sql in statements_run(town).items() if "1 as failure where 1 = 0" in sql}


def test_a_build_of_what_was_touched_is_the_build_of_everything(built: Town) -> None:
    for what in ("visits", "accepted", "programme file", "erased"):
        built.happens(what, "kerho")
    assert build_of(built).computed == ("kerho",)
    rows = rows_of(built.workspace.warehouse)
    assert {"paja", "talo", "kerho"} == {row[0] for row in rows["main.dim_programme"]}
    assert differing(rows, rows_of_everything(built)) == {}


def test_every_table_says_whose_its_rows_are(built: Town) -> None:
    with duckdb.connect(str(built.workspace.warehouse), read_only=True) as connection:
        tables = connection.execute("select distinct table_name from duckdb_columns() where schema_name like 'main%' and not internal").fetchall()
        told = connection.execute("select distinct table_name from duckdb_columns() where column_name = 'programme_code'").fetchall()
    assert len(tables) > 70
    lineage = {("lin_recount",), ("lineage",)}
    assert set(tables) - set(told) - lineage == {("build",), ("build_facts",)}


def test_a_model_that_promises_to_read_one_dataset_filters_by_it() -> None:
    project = YAML(typ="safe", pure=True).load((dbt_project_folder() / "dbt_project.yml").read_text(encoding="utf-8"))
    promised = dict(promises(project["models"]["seuranta"]))
    models = {path: promised.get(path.stem) or promised.get(f"{path.parents[1].name}/{path.parent.name}") for path in MODELS.rglob("*.sql")}
    assert sum(dataset is not None for dataset in models.values()) == 10
    for path, dataset in models.items():
        # Answers are filtered in what is a part of their table.
        says = MODELS / "staging" / "survey" / "stg_survey__answer.sql" if path.stem == "fct_answer" else path
        assert dataset is None or f"dataset = '{dataset}'" in says.read_text(encoding="utf-8"), path.stem


def promises(settings: dict[str, Any], place: str = "") -> Iterator[tuple[str, str]]:
    """Dataset by model, or by ``staging/<folder>``."""
    for name, value in settings.items():
        if name == "+meta":
            yield place, value["reads_dataset"]
        elif isinstance(value, dict):
            yield from promises(value, f"staging/{name}" if place == "staging" else name)


def test_models_of_what_was_not_delivered_are_not_computed(built: Town) -> None:
    build_of(built)
    built.happens("visits", "paja")
    assert build_of(built).computed == ("paja",)
    taken = models_taken_over(built)
    assert {"stg_esr_participants__record", "fct_participation", "fct_answer", "fig_survey_means", "fig_esf_2021_2027", "fct_contact"} <= taken
    assert not {"stg_attendance__mark", "fct_session", "fct_presence", "figures", "build", "mart_work_list"} & taken
    assert "fct_participation" in models_not_tested(built)
    assert not {"fct_session", "fct_delivery", "figures"} & models_not_tested(built)


def test_a_build_of_nothing_new_leaves_the_warehouse_as_it_is(built: Town) -> None:
    build_of(built)
    before = built.workspace.warehouse.stat()
    built.now += timedelta(hours=1)
    facts = build_of(built)
    assert (facts.computed, facts.models, facts.figures > 1_000) == ((), 0, True)
    assert built.workspace.warehouse.stat() == before


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A line for each run of dbt: whether it computed a part."""
    runs: list[bool] = []
    once = building._make_once

    def counting(making: _Making, touched: Touched | None) -> BuildFacts:
        runs.append(touched is not None)
        return once(making, touched)

    monkeypatch.setattr(building, "_make_once", counting)
    return runs


def test_a_warehouse_whose_tables_cannot_be_read_is_built_from_nothing(built: Town, counted: list[bool]) -> None:
    build_of(built)
    with duckdb.connect(str(built.workspace.warehouse)) as connection:
        connection.execute("alter table fct_session drop column hours")
    built.happens("nothing", "talo")
    counted.clear()
    facts = build_of(built)
    assert (facts.computed, counted) == (("kerho", "paja", "talo"), [True, False])
    assert facts.given_up == "expected every model and test to pass, found 1 failed: 'fct_session'"


def test_nothing_is_taken_over_while_somebody_is_being_forgotten(built: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    build_of(built)
    asked: list[Touched | None] = []
    monkeypatch.setattr(building, "_make", lambda _, touched: asked.append(touched))
    built.happens("visits", "talo")
    build_of(built)
    built.workspace.unfinished.write_text('{"what": "erase", "phase": "rest"}', encoding="utf-8")
    build_of(built)
    built.workspace.unfinished.unlink()
    part, everything = asked
    assert part is not None
    assert part.programmes == {"talo"}
    assert everything is None


def test_no_byte_of_a_removed_person_is_in_the_new_file(built: Town) -> None:
    build_of(built)
    name = PEOPLE[0].encode()
    built.lake.deliver("contacts", {"contacts": [{"contact_key": "someone_removed_later"}]}, programme="paja")
    build_of(built)
    assert b"someone_removed_later" in built.workspace.warehouse.read_bytes()
    assert name in built.workspace.warehouse.read_bytes()
    for path in (built.workspace.lake / "contacts" / "paja").glob(f"paja-{built.lake.last_no:06d}*"):
        path.unlink()
    assert build_of(built).computed == ("paja",)
    assert b"someone_removed_later" not in built.workspace.warehouse.read_bytes()
    assert name in built.workspace.warehouse.read_bytes()


def test_a_failure_at_any_step_of_a_part_leaves_the_warehouse_before(built: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    build_of(built)
    before = built.workspace.warehouse.stat()
    built.happens("visits", "talo")

    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for step in ("begin_database", "run_dbt"):
        with monkeypatch.context() as broken:
            broken.setattr(building, step, fails)
            with pytest.raises(OperationFailed):
                build_of(built)
        assert built.workspace.warehouse.stat() == before
        assert list((built.workspace.work / "warehouse").glob("next.duckdb*")) == []
    for step in ("carry_over", "_swap"):
        assert killed_at(built, step) == signal.SIGKILL
        assert built.workspace.warehouse.stat() == before
    assert build_of(built).computed == ("talo",)
    assert built.workspace.warehouse.stat() != before


def killed_at(town: Town, step: str) -> int:
    """A build in a process of its own that is killed before a step; the signal that ended it."""
    child = os.fork()
    if child == 0:
        setattr(building, step, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        try:
            build_of(town)
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_in_whatever_order_a_part_is_everything(tmp_path: Path, seed: int) -> None:
    town = a_town(tmp_path / "workspace", seed)
    build_of(town)
    chance = random.Random(seed)
    happenings = chance.sample(EVENTS, len(EVENTS)) + chance.choices(EVENTS, k=5)
    for number, what in enumerate(happenings):
        programme = chance.choice(["kerho", "paja", "talo"])
        touched = town.happens(what, programme)
        if chance.random() < 0.3:
            town.now += timedelta(days=chance.randrange(1, 120))
            touched = {"kerho", "paja", "talo"}
        facts = build_of(town)
        assert set(facts.computed) <= touched, (number, what, programme)
        assert differing(rows_of(town.workspace.warehouse), rows_of_everything(town)) == {}, (number, what, programme)
