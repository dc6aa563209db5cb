"""Every command that is promised exists, says what it does, and stands in the README."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEURANTA = Path(sys.executable).parent / "seuranta"
COMMANDS = [
    "init",
    "ingest",
    "build",
    "report",
    "run",
    "check",
    "deliveries",
    "accept",
    "figures",
    "release",
    "verify",
    "diff",
    "trace",
    "explain",
    "erase",
    "templates",
    "rotate-key",
    "simulate",
]


@pytest.fixture(scope="module")
def overview() -> str:
    return subprocess.run([SEURANTA, "--help"], capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_listed_and_documented(overview: str, command: str) -> None:
    assert f"\n  {command} " in overview, f"seuranta --help does not list {command}"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"`seuranta {command}" in readme or f"seuranta {command}" in readme, f"README.md does not show seuranta {command}"


def test_no_command_is_listed_that_was_not_promised(overview: str) -> None:
    listed = [line.split()[0] for line in overview.partition("Commands:")[2].splitlines() if line.startswith("  ") and line[2:3].strip()]
    assert sorted(listed) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_helps(command: str) -> None:
    done = subprocess.run([SEURANTA, command, "--help"], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: seuranta" in done.stdout
