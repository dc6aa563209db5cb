"""Airflow's four processes on this machine: started together, asked how they are, and gone together."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil

from airflow_settings import POOLS, ROOT, airflow_environment

COMPONENTS = {
    "api-server": ["api-server"],
    "scheduler": ["scheduler", "--skip-serve-logs"],
    "dag-processor": ["dag-processor"],
    "triggerer": ["triggerer", "--skip-serve-logs"],
}
ADMIN = "admin"
STOP_SECONDS = 10
ANSWER_SECONDS = 60  # a small machine with all hands on dbt answers late
PR_SET_PDEATHSIG = 1


class AirflowDidNotStart(Exception):
    """A component ended, or the address never answered; ``log`` says why."""

    def __init__(self, what: str, log: Path) -> None:
        super().__init__(f"{what}; what it said lies in {log}")


class AirflowGroup(AbstractContextManager["AirflowGroup"]):
    """Airflow in ``airflow_home`` for ``workspace``, on ``port`` of 127.0.0.1. Leaving the context leaves no process behind.

    ``settings`` are environment variables that go before all others.
    """

    def __init__(
        self, airflow_home: Path, workspace: Path, programmes: Path, port: int, dags: Path = ROOT / "dags", settings: Mapping[str, str] | None = None
    ) -> None:
        self.home = airflow_home
        self.address = f"http://127.0.0.1:{port}"
        self.logs = airflow_home / "logs"
        self._environment = {**airflow_environment(airflow_home, workspace, port, programmes, dags), **(settings or {})}
        self._airflow = str(Path(sys.executable).parent / "airflow")
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._tokens: dict[str, str] = {}

    def __enter__(self) -> Self:
        self.logs.mkdir(mode=0o700, exist_ok=True)
        Path(self._environment["HOME"]).mkdir(mode=0o700, exist_ok=True)
        self._run("db", "migrate")
        self._run("pools", "import", str(POOLS))
        try:
            for name, command in COMPONENTS.items():
                self._processes[name] = self._start(name, command)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """Asks the components to end, and ends whatever of theirs has not after ``STOP_SECONDS``."""
        everything = self.running()
        for process in self._processes.values():
            if process.poll() is None:
                process.terminate()
        psutil.wait_procs(everything, timeout=STOP_SECONDS)
        while remaining := self.running():
            for process_left in remaining:
                with suppress(psutil.NoSuchProcess):
                    process_left.kill()
            psutil.wait_procs(remaining, timeout=5)
        for process in self._processes.values():
            process.wait()

    def running(self) -> list[psutil.Process]:
        """Every live process of the components' sessions: tasks, and what tasks started, are among them."""
        sessions = {process.pid for process in self._processes.values()}
        return [process for process in psutil.process_iter(["status"]) if _session_of(process) in sessions]

    def wait_until_it_answers(self, seconds: float) -> None:
        """Until the address answers and every component has said that it is healthy."""
        until = time.monotonic() + seconds
        while not self.is_healthy():
            for name, process in self._processes.items():
                if process.poll() is not None:
                    raise AirflowDidNotStart(f"Airflow's {name} ended with {process.returncode}", self._log(name))
            if time.monotonic() > until:
                raise AirflowDidNotStart(f"Airflow did not answer within {seconds:.0f} seconds", self._log("api-server"))
            time.sleep(0.5)

    def is_healthy(self) -> bool:
        try:
            health = self._request("/api/v2/monitor/health")
        except (urllib.error.URLError, OSError):
            return False
        return all((health.get(part) or {}).get("status") == "healthy" for part in ("metadatabase", "scheduler", "triggerer", "dag_processor"))

    def password(self, user: str = ADMIN) -> str:
        """Made by Airflow at the first start and kept."""
        passwords = json.loads((self.home / "simple_auth_manager_passwords.json.generated").read_text(encoding="utf-8"))
        return str(passwords[user])

    def token(self, user: str = ADMIN) -> str:
        """With which the user is let in."""
        if user not in self._tokens:
            self._tokens[user] = self._request("/auth/token", {"username": user, "password": self.password(user)}, seconds=ANSWER_SECONDS)["access_token"]
        return self._tokens[user]

    def ask(self, path: str) -> Any:
        """An answer of Airflow's API, asked as ``admin``."""
        return self._request(path, user=ADMIN, seconds=ANSWER_SECONDS)

    def patch(self, path: str, body: Any, user: str = ADMIN) -> Any:
        """Changes something through Airflow's API; ``urllib.error.HTTPError`` where it may not."""
        return self._request(path, body, user=user, method="PATCH", seconds=ANSWER_SECONDS)

    def _request(self, path: str, body: Any = None, *, user: str = "", method: str | None = None, seconds: float = 5) -> Any:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.token(user)}"} if user else {})
        request = urllib.request.Request(self.address + path, data=json.dumps(body).encode() if body else None, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            return json.load(answer)

    def _start(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        with self._log(name).open("ab") as log:
            return subprocess.Popen(
                [self._airflow, *command],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                umask=0o077,
                preexec_fn=_end_with_parent,
            )

    def _run(self, *command: str) -> None:
        log = self._log("setup")
        with log.open("ab") as output:
            done = subprocess.run(
                [self._airflow, *command], env=self._environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False, umask=0o077
            )
        if done.returncode:
            raise AirflowDidNotStart(f"'airflow {' '.join(command[:2])}' ended with {done.returncode}", log)

    def _log(self, name: str) -> Path:
        path = self.logs / f"{name}.log"
        path.touch(mode=0o600)
        return path


def free_port(wanted: int) -> int:
    """``wanted`` where nobody listens on it, else one that the system picks."""
    for port in (wanted, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(listener.getsockname()[1])
    raise OSError("no free port on 127.0.0.1")


def _session_of(process: psutil.Process) -> int | None:
    try:
        return None if process.info["status"] == psutil.STATUS_ZOMBIE else os.getsid(process.pid)
    except OSError:
        return None


def _end_with_parent() -> None:
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
