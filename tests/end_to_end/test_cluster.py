"""The cluster's own commands as processes: what the demo does not start. The rest of docker-compose.yml runs in test_airflow."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SECONDS_TO_START = 60


@pytest.mark.prove
def test_the_worker_starts(tmp_path: Path) -> None:
    settings = {
        "AIRFLOW_HOME": str(tmp_path),
        "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CELERY__BROKER_URL": "memory://",
        "AIRFLOW__CELERY__RESULT_BACKEND": f"db+sqlite:///{tmp_path / 'results.db'}",
        "AIRFLOW__CELERY__WORKER_CONCURRENCY": "1",
    }
    log = tmp_path / "worker.log"
    command = [str(Path(sys.executable).parent / "airflow"), "celery", "worker", "--skip-serve-logs"]
    with log.open("wb") as output:
        worker = subprocess.Popen(command, env=os.environ | settings, stdout=output, stderr=output, start_new_session=True)
    try:
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end and worker.poll() is None and b" ready." not in log.read_bytes():
            time.sleep(0.5)
        assert b" ready." in log.read_bytes(), log.read_text(encoding="utf-8")[-2000:]
    finally:
        if worker.poll() is None:
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
