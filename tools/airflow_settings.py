"""The environment that Airflow's processes of one folder run in: ``deploy/airflow.env`` and what differs from place to place."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HARDENED_SETTINGS = ROOT / "deploy" / "airflow.env"
POOLS = ROOT / "deploy" / "pools.json"


def read_env_file(path: Path) -> dict[str, str]:
    """``NAME=value`` lines; empty lines and ``#`` lines say nothing."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def airflow_environment(airflow_home: Path, workspace: Path, port: int, programmes: Path = ROOT / "programmes", dags: Path = ROOT / "dags") -> dict[str, str]:
    """A whole environment for Airflow on this machine alone: SQLite, one user, 127.0.0.1.

    HOME becomes a folder of ``airflow_home``, so that no library leaves anything in a person's own.
    """
    airflow_home.mkdir(mode=0o700, parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{port}"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW")}
    return {
        **inherited,
        **read_env_file(HARDENED_SETTINGS),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "HOME": str(airflow_home / "home"),
        "SEURANTA_HOME": str(workspace),
        "SEURANTA_PROGRAMMES": str(programmes),
        "AIRFLOW_HOME": str(airflow_home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(dags),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{address}/execution/",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{airflow_home / 'airflow.db'}",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": address,
        **_secrets(airflow_home / "secrets"),
    }


def _secrets(folder: Path) -> dict[str, str]:
    """Made once for each home: what signs the tokens of people and tasks."""
    folder.mkdir(mode=0o700, exist_ok=True)
    return {f"AIRFLOW__{section}__{name}": _secret(folder / name.lower()) for section, name in (("API_AUTH", "JWT_SECRET"), ("API", "SECRET_KEY"))}


def _secret(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(64), encoding="ascii")
    return path.read_text(encoding="ascii")
