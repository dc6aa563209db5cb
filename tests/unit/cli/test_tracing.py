"""The commands of tracing: how they leave, and what they say to what cannot be answered."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from seuranta.cli import EXIT_FAILED, EXIT_UNKNOWN, main
from seuranta.vocabulary.workspace import Workspace
from tests.unit.feedback.builders import receipt

PROGRAMMES = Path(__file__).resolve().parents[3] / "programmes"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("SEURANTA_HOME", str(tmp_path))
    monkeypatch.setenv("SEURANTA_PROGRAMMES", str(PROGRAMMES))
    return Workspace(tmp_path)


def leave(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    monkeypatch.setattr(sys, "argv", ["seuranta", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return left.value.code


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (
            ("trace", "asku", "1", "attendance.visits"),
            EXIT_FAILED,
            "seuranta: warehouse: expected 'warehouse.duckdb' in the workspace, found none; run 'seuranta build'\n",
        ),
        (
            ("trace", "asku", "1", "attendance.visits", "--breakdown", "north"),
            EXIT_UNKNOWN,
            "seuranta: breakdown 'north' is not known; available: 'dimension=code, for example unit=north'\n",
        ),
        (("explain", "nothing.csv"), EXIT_UNKNOWN, "seuranta: file or delivery 'nothing.csv' is not known; available: none yet\n"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    assert leave(monkeypatch, *arguments) == code
    assert capsys.readouterr().err == sentence


def test_a_file_of_which_no_row_was_read_is_explained_without_a_warehouse(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = receipt()
    workspace.receipts.mkdir(parents=True)
    (workspace.receipts / f"{given.delivery_id}.json").write_text(given.model_dump_json(), encoding="utf-8")
    assert leave(monkeypatch, "explain", given.delivery_id) in (0, None)
    assert "Yhtään riviä ei luettu." in capsys.readouterr().out
