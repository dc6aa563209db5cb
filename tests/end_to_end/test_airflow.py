"""A real Airflow: exports are dropped, the DAGs run by themselves, reports and answers appear, and nothing stays behind."""

from __future__ import annotations

import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from airflow_group import AirflowGroup, free_port
from seuranta.intake.archive import make_workspace
from seuranta.samples.writing import write_samples
from seuranta.vocabulary.workspace import Workspace
from seuranta.words import phrases

ROOT = Path(__file__).resolve().parents[2]
PROGRAMMES = ("ikaalinen", "torstaiklubi")
START_SECONDS = 120
NOTICED_SECONDS = 15
REPORT_SECONDS = 240


@dataclass
class Life:
    """What was seen while Airflow was up."""

    workspace: Workspace
    home: Path
    noticed_seconds: float = 0.0
    dags: set[str] = field(default_factory=set)
    import_errors: list[Any] = field(default_factory=list)
    runs: list[dict[str, Any]] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    asset_events: list[dict[str, Any]] = field(default_factory=list)
    handed_over: list[str] = field(default_factory=list)
    last_lines: dict[str, str] = field(default_factory=dict)
    status_without_a_token: dict[str, int] = field(default_factory=dict)
    listening_on: set[str] = field(default_factory=set)
    left_behind: list[psutil.Process] = field(default_factory=list)


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """One life of Airflow, from its first start to its end, with the exports of two programmes."""
    folder = tmp_path_factory.mktemp("airflow")
    workspace = Workspace(folder / "workspace")
    make_workspace(workspace)
    seen = Life(workspace, folder / "airflow")
    with AirflowGroup(seen.home, workspace.home, two_programmes(folder), free_port(0)) as airflow:
        airflow.wait_until_it_answers(START_SECONDS)
        wait_for("the DAGs", START_SECONDS, lambda: len(airflow.ask("/api/v2/dags")["dags"]) == 4)
        drop_samples(folder, workspace)
        dropped = time.monotonic()
        wait_for("a run of ingest_exports", REPORT_SECONDS, lambda: bool(runs_of(airflow, "ingest_exports")))
        seen.noticed_seconds = time.monotonic() - dropped
        wait_for("the reports", REPORT_SECONDS, lambda: has_failed(airflow) or is_published(airflow, workspace))
        look_around(airflow, seen)
    seen.left_behind = airflow.running()
    yield seen
    shutil.rmtree(folder, ignore_errors=True)


def two_programmes(folder: Path) -> Path:
    programmes = folder / "programmes"
    shutil.copytree(ROOT / "programmes" / "instruments", programmes / "instruments")
    for code in PROGRAMMES:
        shutil.copy(ROOT / "programmes" / f"{code}.yml", programmes)
    return programmes


def drop_samples(folder: Path, workspace: Workspace) -> None:
    write_samples(folder / "samples")
    for code in PROGRAMMES:
        shutil.copytree(folder / "samples" / code, workspace.drop / code)


def wait_for(what: str, seconds: float, is_there: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not is_there():
        assert time.monotonic() < until, f"{what}: not there after {seconds} seconds"
        time.sleep(0.5)


def runs_of(airflow: AirflowGroup, dag_id: str) -> list[dict[str, Any]]:
    runs: list[dict[str, Any]] = airflow.ask(f"/api/v2/dags/{dag_id}/dagRuns")["dag_runs"]
    return runs


def has_failed(airflow: AirflowGroup) -> bool:
    return any(run["state"] == "failed" for run in runs_of(airflow, "~"))


def is_published(airflow: AirflowGroup, workspace: Workspace) -> bool:
    if not all(any((workspace.reports / code).rglob("*.pdf")) for code in PROGRAMMES):
        return False
    return all(run["state"] == "success" for run in runs_of(airflow, "~"))


def look_around(airflow: AirflowGroup, seen: Life) -> None:
    seen.dags = {dag["dag_id"] for dag in airflow.ask("/api/v2/dags")["dags"]}
    seen.import_errors = airflow.ask("/api/v2/importErrors")["import_errors"]
    seen.runs = runs_of(airflow, "~")
    seen.tasks = airflow.ask("/api/v2/dags/~/dagRuns/~/taskInstances?limit=100")["task_instances"]
    seen.asset_events = airflow.ask("/api/v2/assets/events?limit=100")["asset_events"]
    seen.last_lines = {str(log.relative_to(seen.home)): log.read_text(encoding="utf-8")[-2000:] for log in task_logs(seen.home)}
    seen.handed_over = handed_over(airflow, seen.tasks)
    for path in ("/api/v2/dags", "/api/v2/assets/events", "/api/v2/pools", "/api/v2/config", "/api/v2/plugins"):
        seen.status_without_a_token[path] = status_of(airflow.address + path)
    seen.listening_on = {
        connection.laddr.ip for process in airflow.running() for connection in process.net_connections("inet") if connection.status == psutil.CONN_LISTEN
    }


def task_logs(home: Path) -> list[Path]:
    return sorted((home / "logs").rglob("task_id=*/**/*.log"))


def handed_over(airflow: AirflowGroup, tasks: list[dict[str, Any]]) -> list[str]:
    """Every value that passed between tasks."""
    values = []
    for task in tasks:
        place = f"/api/v2/dags/{task['dag_id']}/dagRuns/{task['dag_run_id']}/taskInstances/{task['task_id']}/xcomEntries"
        for entry in airflow.ask(f"{place}?map_index={task['map_index']}")["xcom_entries"]:
            value = airflow.ask(f"{place}/{entry['key']}?map_index={task['map_index']}")["value"]
            values += value if isinstance(value, list) else [value]
    return [str(value) for value in values]


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_airflow_reads_the_four_dags_without_an_error(life: Life) -> None:
    assert life.import_errors == []
    assert life.dags == {"ingest_exports", "build_warehouse", "publish_reports", "keep_house"}


def test_a_dropped_file_is_noticed_within_seconds(life: Life) -> None:
    assert life.noticed_seconds < NOTICED_SECONDS


def test_every_run_started_by_itself_and_went_well(life: Life) -> None:
    assert {run["dag_id"] for run in life.runs} == {"ingest_exports", "build_warehouse", "publish_reports"}
    assert {(run["run_type"], run["state"]) for run in life.runs} == {("asset_triggered", "success")}, life.last_lines


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_programme_has_its_reports(life: Life, programme: str) -> None:
    reports = sorted((life.workspace.reports / programme).rglob("*.pdf"))
    assert reports
    assert {path.read_bytes()[:5] for path in reports} == {b"%PDF-"}


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_staff_have_their_answers_beside_their_files(life: Life, programme: str) -> None:
    folder = life.workspace.drop / programme
    page = (folder / "TILANNE.html").read_text(encoding="utf-8")
    assert "<html" in page
    states, legend = page.split('<section class="card legend">')
    counting = phrases("situation", "fi")("state_counting")
    assert counting in legend
    assert counting not in states, "the build has counted what came; the page is to say so"
    assert sorted(folder.rglob("palaute/*KORJATTAVAA*"))


def test_a_mapped_task_is_named_by_its_programme(life: Life) -> None:
    assert {task["rendered_map_index"] for task in life.tasks if task["task_id"] == "render_drafts"} == set(PROGRAMMES)


def test_only_ids_and_counts_pass_between_tasks(life: Life) -> None:
    deliveries = {path.stem for path in life.workspace.receipts.glob("*.json")}
    assert deliveries
    assert {value for value in life.handed_over if not value.isdigit()} - deliveries - set(PROGRAMMES) - {"None"} == set()
    watched = [event["extra"]["payload"] for event in life.asset_events if event["extra"].get("from_trigger")]
    assert watched
    assert {key for payload in watched for key in payload} == {"file_count"}
    assert [event["extra"] for event in life.asset_events if event["extra"] and not event["extra"].get("from_trigger")] == []


def test_nobody_is_let_in_without_a_token(life: Life) -> None:
    assert set(life.status_without_a_token.values()) == {401}


def test_only_this_machine_is_listened_to(life: Life) -> None:
    assert life.listening_on == {"127.0.0.1"}


def test_what_airflow_wrote_is_for_its_owner_alone(life: Life) -> None:
    paths = [life.home, *life.home.rglob("*")]
    assert len(paths) > 20
    open_to_others = [str(path.relative_to(life.home)) for path in paths if not path.is_symlink() and path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_a_task_log_says_what_matters_and_no_more(life: Life) -> None:
    logs = task_logs(life.home)
    assert logs
    long = {str(path.relative_to(life.home)): lines for path in logs if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 100}
    assert long == {}


def test_no_process_is_left_behind(life: Life) -> None:
    assert life.left_behind == []
    writing = [process.pid for process in psutil.process_iter() if any(path.startswith(str(life.home)) for path in open_paths(process))]
    assert writing == []


def open_paths(process: psutil.Process) -> list[str]:
    try:
        return [file.path for file in process.open_files()]
    except psutil.Error:
        return []
