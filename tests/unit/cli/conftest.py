"""An empty workspace, as ``seuranta init`` makes it, on a day of 2022."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from seuranta.cli import app, house

PROGRAMMES = Path(__file__).resolve().parents[3] / "programmes"
MODULES = (house,)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEURANTA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SEURANTA_PROGRAMMES", str(PROGRAMMES))
    monkeypatch.setenv("SEURANTA_SETTLE_SECONDS", "0")
    monkeypatch.setenv("SEURANTA_NOW", "2022-12-01T09:00:00+02:00")
    assert CliRunner().invoke(app, ["init"]).exit_code == 0
    return tmp_path / "home"
