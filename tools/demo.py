"""The whole of Seuranta at once on this machine, with sample exports: ``make demo``.

In: nothing. Out: ``workspace/`` and ``.airflow/`` in the project folder. Rerun: goes on from what is there.
Stays up until Ctrl-C; with ``DEMO_EXIT=1`` it ends when the reports are there.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console
from rich.status import Status

from airflow_group import AirflowDidNotStart, AirflowGroup, free_port
from airflow_settings import ROOT
from seuranta.programmes.load import load_programmes
from seuranta.vocabulary.errors import SeurantaError
from seuranta.vocabulary.workspace import Workspace

AIRFLOW_HOME = ROOT / ".airflow"
DAGS = ("ingest_exports", "build_warehouse", "publish_reports")
ENDED = {"success", "failed"}
START_SECONDS = 120
REPORT_SECONDS = 1800

screen = Console(highlight=False, soft_wrap=True)


def main() -> int:
    """0 when the reports were made; 1 with one sentence when not; 130 when it was ended before."""
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # SIGINT too: a shell's background job is started deaf to it
        signal.signal(ending, _leave)
    screen.print("[bold]Seuranta, a demo[/bold]: invented people, sample exports, this machine only (127.0.0.1). Not for real data.\n")
    is_complete = False
    workspace = Workspace(Path(os.environ.get("SEURANTA_HOME") or ROOT / "workspace").resolve())
    try:
        make_workspace(workspace)
        with only_one_demo(), AirflowGroup(AIRFLOW_HOME, workspace.home, _programmes_folder(), free_port(8080)) as airflow:
            wait_for_reports(airflow, workspace)
            show_what_is_there(airflow, workspace)
            is_complete = True
            if not os.environ.get("DEMO_EXIT"):
                stay()
            screen.print("Ending Airflow …")
    except KeyboardInterrupt:
        screen.print("Ended; `make demo` goes on from here.")
        return 0 if is_complete else 130
    except (AirflowDidNotStart, AlreadyRunning, RunFailed, ReportsMissing, SeurantaError) as error:
        print(f"seuranta: {error}", file=sys.stderr)
        return 1
    screen.print("Ended; `make demo` goes on from here, `make clean` forgets everything.")
    return 0


class RunFailed(Exception):
    """A DAG run of the demo is red."""

    def __init__(self, run: dict[str, Any], logs: Path) -> None:
        super().__init__(f"{run['dag_id']} failed ({run['dag_run_id']}); the last line of its log in {logs / ('dag_id=' + run['dag_id'])} says why")


class AlreadyRunning(Exception):
    """Two Airflows in one folder would get in each other's way."""

    def __init__(self) -> None:
        super().__init__("a demo is running in this folder already; end it with Ctrl-C in its own terminal first")


class ReportsMissing(Exception):
    """The time was over."""

    def __init__(self, missing: list[str], logs: Path) -> None:
        what = f"no report of {', '.join(missing)}" if missing else "a run that does not end"
        super().__init__(f"{what} after {REPORT_SECONDS // 60} minutes; Airflow's logs lie in {logs}")


@contextmanager
def only_one_demo() -> Iterator[None]:
    """Held for as long as this process lives."""
    AIRFLOW_HOME.mkdir(mode=0o700, exist_ok=True)
    with (AIRFLOW_HOME / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning from None
        yield


def make_workspace(workspace: Workspace) -> None:
    """``seuranta init --samples``, once."""
    if workspace.drop.is_dir():
        screen.print(f"Going on with the workspace {workspace.home}")
        return
    seuranta = Path(sys.executable).parent / "seuranta"
    environment = os.environ | {"SEURANTA_HOME": str(workspace.home), "SEURANTA_PROGRAMMES": str(_programmes_folder())}
    done = subprocess.run([seuranta, "init", "--samples"], env=environment, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def wait_for_reports(airflow: AirflowGroup, workspace: Workspace) -> None:
    """Until every programme has a draft and no DAG is running, saying what goes on."""
    with screen.status("Starting Airflow") as status:
        airflow.wait_until_it_answers(START_SECONDS)
        screen.print(f"Airflow is up: {airflow.address}")
        until = time.monotonic() + REPORT_SECONDS
        said = {run["dag_run_id"] for run in _latest_runs(airflow) if run["state"] in ENDED}  # by an earlier demo
        while _say_how_far(airflow, workspace, status, said) or without_report(workspace):
            if time.monotonic() > until:
                raise ReportsMissing(without_report(workspace), airflow.logs)
            time.sleep(1)


def without_report(workspace: Workspace) -> list[str]:
    """The programmes that have no PDF yet."""
    codes = load_programmes(_programmes_folder()).programmes
    return sorted(code for code in codes if not any((workspace.reports / code).rglob("*.pdf")))


def show_what_is_there(airflow: AirflowGroup, workspace: Workspace) -> None:
    screen.print("\n[bold]Reports[/bold] (drafts; newest period of each programme, for its funder)")
    for code in load_programmes(_programmes_folder()).programmes:
        newest = max((workspace.reports / code).iterdir(), key=lambda folder: int(folder.name) if folder.name.isdigit() else 0)
        pdf = next(iter(sorted((newest / "funder").rglob("*.pdf")) or sorted(newest.rglob("*.pdf"))))
        screen.print(f"  {pdf}")
    screen.print(f"[bold]What the staff see[/bold]\n  {workspace.drop}/<programme>/TILANNE.html and palaute/ beside their files")
    screen.print(f"[bold]Airflow[/bold]\n  {airflow.address}  user admin, password {airflow.password()}")
    screen.print(f"[bold]The page Seuranta[/bold] (periods, deliveries, releases, passports; reports wait for approval there)\n  {airflow.address}/seuranta/")
    screen.print("This is a demo: one user, SQLite, this machine only; docker-compose.yml is for more.\n")


def stay() -> None:
    screen.print("Drop a file into the drop folder and watch. Ctrl-C ends it.")
    while True:
        time.sleep(3600)


def _say_how_far(airflow: AirflowGroup, workspace: Workspace, status: Status, said: set[str]) -> bool:
    """Whether a run is under way. What ended is told once: each run, each programme's reports."""
    runs = _latest_runs(airflow)
    for run in runs:
        if run["state"] not in ENDED or run["dag_run_id"] in said:
            continue
        if run["state"] == "failed":
            raise RunFailed(run, airflow.logs)
        said.add(run["dag_run_id"])
        screen.print(f"  {time.strftime('%H:%M:%S')}  {run['dag_id']}, {run['duration'] or 0:.0f} s")
    active = sorted({run["dag_id"] for run in runs if run["state"] in {"running", "queued"}})
    missing = without_report(workspace)
    for code in sorted(load_programmes(_programmes_folder()).programmes.keys() - set(missing) - said):
        said.add(code)
        screen.print(f"  {time.strftime('%H:%M:%S')}  the first report of {code} is there")
    facts = [" and ".join(active) or "waiting for Airflow", f"{sum(1 for _ in workspace.receipts.glob('*.json'))} files answered"]
    status.update("; ".join([*facts, f"reports to come: {', '.join(missing)}"] if missing else facts))
    return bool(active)


def _latest_runs(airflow: AirflowGroup) -> list[dict[str, Any]]:
    try:
        return [run for name in DAGS for run in reversed(airflow.ask(f"/api/v2/dags/{name}/dagRuns?order_by=-run_after&limit=5")["dag_runs"])]
    except OSError:
        return []  # it is busy, or does not know the DAG yet: the next look tells


def _programmes_folder() -> Path:
    return Path(os.environ.get("SEURANTA_PROGRAMMES") or ROOT / "programmes").resolve()


def _leave(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
