"""One life of Airflow with the exports of two programmes: what was dropped, asked, answered, and seen meanwhile."""

from __future__ import annotations

import json
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from airflow_group import AirflowGroup
from seuranta.samples.writing import write_samples
from seuranta.vocabulary.workspace import Workspace
from tests.end_to_end.mail_server import Mail

ROOT = Path(__file__).resolve().parents[2]
PROGRAMMES = ("ikaalinen", "torstaiklubi")
USERS = {"admin": "admin", "katri": "viewer", "ikaalinen.iida": "user", "torstaiklubi.tomi": "user"}
"""ylläpito, katselija, and a tallentaja of each programme."""
APPROVERS = """
approvers:
  "*": [{user: admin, mail: maija@example.org}]
recipients:
  ikaalinen: [rahoittaja@example.org]
"""
REASON = "Syyskuun listoista puuttuu yksi kerta"
REPORT_SECONDS = 240


@dataclass
class Life:
    """What was seen while Airflow was up."""

    workspace: Workspace
    home: Path
    noticed_seconds: float = 0.0
    dags: set[str] = field(default_factory=set)
    import_errors: list[Any] = field(default_factory=list)
    plugins: list[dict[str, Any]] = field(default_factory=list)
    runs: list[dict[str, Any]] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    asset_events: list[dict[str, Any]] = field(default_factory=list)
    handed_over: list[str] = field(default_factory=list)
    last_lines: dict[str, str] = field(default_factory=dict)
    status_without_a_token: dict[str, int] = field(default_factory=dict)
    questions: dict[str, dict[str, Any]] = field(default_factory=dict)
    status_of_another_user: int = 0
    page_of_the_one_who_waits: str = ""
    mails: list[Mail] = field(default_factory=list)
    walked: dict[tuple[str, str], int] = field(default_factory=dict)
    pages: dict[tuple[str, str], str] = field(default_factory=dict)
    widths: dict[tuple[str, int], int] = field(default_factory=dict)
    listening_on: set[str] = field(default_factory=set)
    left_behind: list[psutil.Process] = field(default_factory=list)


def settings(mail_port: int) -> dict[str, str]:
    """Users of each role, and a mail server."""
    connection = {
        "conn_type": "smtp",
        "host": "127.0.0.1",
        "port": mail_port,
        "extra": {"disable_ssl": True, "disable_tls": True, "from_email": "seuranta@example.org"},
    }
    return {
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": ",".join(f"{user}:{role}" for user, role in USERS.items()),
        "AIRFLOW_CONN_SMTP_DEFAULT": json.dumps(connection),
    }


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
    """Every programme has its drafts, a person was asked about each, and nothing else goes on."""
    if not all(any((workspace.reports / code).rglob("*.pdf")) for code in PROGRAMMES):
        return False
    asked = {question["task_instance"]["dag_run_id"] for question in open_questions(airflow)}
    others = [run for run in runs_of(airflow, "~") if run["dag_run_id"] not in asked]
    return len(asked) == len(PROGRAMMES) and all(run["state"] == "success" for run in others)


def open_questions(airflow: AirflowGroup) -> list[dict[str, Any]]:
    """What waits for a person's answer."""
    questions: list[dict[str, Any]] = airflow.ask("/api/v2/dags/~/dagRuns/~/hitlDetails?response_received=false&state=awaiting_input")["hitl_details"]
    return questions


def is_settled(airflow: AirflowGroup, question: dict[str, Any]) -> bool:
    """Whether the scheduler knows that the task has parked: a person takes longer to answer than it does to look."""
    task = question["task_instance"]
    told = f"task_id='ask_for_approval', run_id='{task['dag_run_id']}', try_number={task['try_number']},"
    lines = (airflow.logs / "scheduler.log").read_text(encoding="utf-8").splitlines()
    return any("Received executor event with state success" in line and told in line for line in lines)


def all_settled(airflow: AirflowGroup) -> bool:
    questions = open_questions(airflow)
    return len(questions) == len(PROGRAMMES) and all(is_settled(airflow, question) for question in questions)


def place_of(question: dict[str, Any]) -> str:
    task = question["task_instance"]
    return f"/api/v2/dags/{task['dag_id']}/dagRuns/{task['dag_run_id']}/taskInstances/{task['task_id']}/{task['map_index']}/hitlDetails"


def answer_questions(airflow: AirflowGroup, seen: Life) -> None:
    """Another user's word is not taken, a rejection without a reason is asked again, then one is rejected and one approved."""
    wait_for("the questions", REPORT_SECONDS, lambda: all_settled(airflow))
    seen.questions = {question["task_instance"]["dag_run_id"].split("-")[0]: question for question in open_questions(airflow)}
    rejected, approved = place_of(seen.questions["torstaiklubi"]), place_of(seen.questions["ikaalinen"])
    seen.status_of_another_user = answer(airflow, rejected, "Approve", user="torstaiklubi.tomi")
    assert answer(airflow, rejected, "Reject") == 200
    wait_for("the question again", REPORT_SECONDS, lambda: all_settled(airflow))
    assert answer(airflow, rejected, "Reject", reason=REASON) == 200
    assert answer(airflow, approved, "Approve") == 200
    wait_for("the release", REPORT_SECONDS, lambda: all(run["state"] in ("success", "failed") for run in runs_of(airflow, "~")))


def answer(airflow: AirflowGroup, place: str, option: str, *, reason: str = "", user: str = "admin") -> int:
    """The status of the answer's answer."""
    try:
        airflow.patch(place, {"chosen_options": [option], "params_input": {"reason": reason, "exception": ""}}, user)
    except urllib.error.HTTPError as error:
        return error.code
    return 200


def look_around(airflow: AirflowGroup, seen: Life) -> None:
    seen.dags = {dag["dag_id"] for dag in airflow.ask("/api/v2/dags")["dags"]}
    seen.plugins = airflow.ask("/api/v2/plugins")["plugins"]
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
    """Every value that passed between tasks, but what a person answered."""
    values: list[str] = []
    for task in tasks:
        if task["task_id"] == "ask_for_approval":
            continue
        place = f"/api/v2/dags/{task['dag_id']}/dagRuns/{task['dag_run_id']}/taskInstances/{task['task_id']}/xcomEntries"
        for entry in airflow.ask(f"{place}?map_index={task['map_index']}")["xcom_entries"]:
            value = airflow.ask(f"{place}/{entry['key']}?map_index={task['map_index']}")["value"]
            values += parts_of(value)
    return values


def parts_of(value: object) -> list[str]:
    """What a value holds at its ends."""
    if isinstance(value, dict):
        return [part for inner in value.values() for part in parts_of(inner)]
    if isinstance(value, list):
        return [part for inner in value for part in parts_of(inner)]
    return [str(value)]


def status_of(url: str, token: str = "") -> int:
    return read(url, token)[0]


def read(url: str, token: str = "") -> tuple[int, str]:
    """Status and content of an address, asked with the token where there is one."""
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as found:
            return int(found.status), found.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")
