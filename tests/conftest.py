"""Tests meet no settings of a person's own: Airflow gets a home of the test run, and our names are unset."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from airflow_settings import airflow_environment

HOME = Path(tempfile.mkdtemp(prefix="seuranta-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

for name in [name for name in os.environ if name.startswith(("AIRFLOW", "SEURANTA_"))]:
    del os.environ[name]
# Before any test imports Airflow, which makes its home when it is imported.
os.environ |= {name: value for name, value in airflow_environment(HOME / "airflow", HOME / "workspace", 8080).items() if name.startswith("AIRFLOW")}
