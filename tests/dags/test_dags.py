"""The DAG files as Airflow reads them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk import DAG, Asset, AssetAll, AssetAny

ROOT = Path(__file__).resolve().parents[2]
DAGS_FOLDER = ROOT / "dags"
IDS = {"ingest_exports", "build_warehouse", "publish_reports", "ask_approvers", "keep_house", "release_reports"}


@pytest.fixture(scope="module")
def dag_bag() -> DagBag:
    return DagBag(dag_folder=str(DAGS_FOLDER), safe_mode=False)


def dag_of(dag_bag: DagBag, dag_id: str) -> DAG:
    return dag_bag.dags[dag_id]


def test_the_folder_holds_exactly_the_six_dags_and_all_of_them_load(dag_bag: DagBag) -> None:
    assert dag_bag.import_errors == {}
    assert set(dag_bag.dags) == IDS


@pytest.mark.parametrize("dag_id", sorted(IDS))
def test_a_dag_is_named_like_its_file_and_its_page_tells_what_to_do(dag_bag: DagBag, dag_id: str) -> None:
    dag = dag_of(dag_bag, dag_id)
    assert Path(dag.fileloc) == DAGS_FOLDER / f"{dag_id}.py"
    for part in ("**In**", "**Out**", "**Rerun**", "If it fails"):
        assert part in (dag.doc_md or ""), f"{dag_id}: its docstring has no '{part}'"


@pytest.mark.parametrize("dag_id", sorted(IDS))
def test_a_dag_runs_once_at_a_time_and_tries_again(dag_bag: DagBag, dag_id: str) -> None:
    dag = dag_of(dag_bag, dag_id)
    assert dag.max_active_runs == (1000 if dag_id == "release_reports" else 1)  # there each run waits for a person
    assert [task.task_id for task in dag.tasks if not task.retries] == []
    assert [task.task_id for task in dag.tasks if task.execution_timeout is None] == []


def test_the_dags_hand_over_by_assets(dag_bag: DagBag) -> None:
    def starts(dag_id: str) -> set[str]:
        condition = dag_of(dag_bag, dag_id).timetable.asset_condition
        assert isinstance(condition, AssetAll | AssetAny)
        assert isinstance(condition, AssetAny) or len(condition.objects) == 1
        return {asset.name for asset in condition.objects if isinstance(asset, Asset)}

    def ends(dag_id: str) -> set[str]:
        return {outlet.name for task in dag_of(dag_bag, dag_id).tasks for outlet in task.outlets}

    assert starts("ingest_exports") == {"drop_folder"}
    assert ends("ingest_exports") == {"lake", "own_words"}
    assert starts("build_warehouse") == {"lake"}
    assert ends("build_warehouse") == {"warehouse"}
    assert starts("publish_reports") == {"warehouse", "own_words"}  # either of them
    assert ends("publish_reports") == starts("ask_approvers") == {"reports"}


def test_what_writes_the_warehouse_waits_in_a_pool_of_one(dag_bag: DagBag) -> None:
    pools = json.loads((ROOT / "deploy" / "pools.json").read_text(encoding="utf-8"))
    assert dag_of(dag_bag, "build_warehouse").get_task("build_from_lake").pool == "warehouse"
    assert pools["warehouse"]["slots"] == 1
    used = {task.pool for dag in dag_bag.dags.values() for task in dag.tasks} - {"default_pool"}
    assert used == set(pools)


def test_reading_the_dag_files_imports_nothing_heavy() -> None:
    heavy = ("great_expectations", "dbt", "duckdb", "pandas", "typst", "vl_convert")
    code = f"""
import sys
sys.path[:0] = [{str(ROOT / "plugins")!r}]
import runpy
for name in {sorted(IDS)!r}:
    runpy.run_path({str(DAGS_FOLDER)!r} + "/" + name + ".py")
print([name for name in {heavy!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.splitlines()[-1] == "[]"
