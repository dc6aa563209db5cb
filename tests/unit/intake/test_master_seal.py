"""The masters under a key that is kept elsewhere: what lies in the workspace is of no use without it."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from seuranta.intake.archive import make_workspace
from seuranta.intake.keys import make_keys, master_path, read_master, write_master
from seuranta.intake.master_seal import COMMAND
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.workspace import Workspace

KEY, OTHER_KEY = "1f" * 32, "2e" * 32


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "home")


def give(monkeypatch: pytest.MonkeyPatch, folder: Path, key: str) -> None:
    """A secret that is mounted as a file, as containers have it."""
    secret = folder / "seuranta key"
    secret.write_text(f"{key}\n", encoding="ascii")
    monkeypatch.setenv(COMMAND, f"cat {shlex.quote(str(secret))}")


def test_a_sealed_master_is_opened_with_the_key_and_is_not_in_the_file(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, tmp_path, KEY)
    make_workspace(workspace)
    master = read_master(workspace)
    content = master_path(workspace).read_bytes()
    assert len(master) == 32
    assert master not in content
    assert master_path(workspace).stat().st_mode & 0o777 == 0o400
    write_master(workspace, master * 2)
    assert read_master(workspace) == master * 2


def test_keys_from_before_the_command_are_sealed_and_stay_the_same(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_workspace(workspace)
    master = read_master(workspace)
    assert master_path(workspace).read_bytes() == master
    give(monkeypatch, tmp_path, KEY)
    make_keys(workspace)
    assert master not in master_path(workspace).read_bytes()
    assert read_master(workspace) == master


def test_another_key_and_none_are_told_apart(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, tmp_path, KEY)
    make_workspace(workspace)
    give(monkeypatch, tmp_path, OTHER_KEY)
    with pytest.raises(OperationFailed, match=r"keys/master\.key: expected the key of SEURANTA_KEY_COMMAND that sealed it, found another key"):
        read_master(workspace)
    monkeypatch.delenv(COMMAND)
    with pytest.raises(OperationFailed, match=r"keys/master\.key: expected SEURANTA_KEY_COMMAND, under whose key it is sealed, found no command"):
        read_master(workspace)


@pytest.mark.parametrize("command", ["echo salaisuus", "echo 1f1f", "false", "/no/such/command", "printf \\377", "echo 'half a quote"])
def test_what_a_wrong_command_answered_is_not_said(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv(COMMAND, command)
    with pytest.raises(OperationFailed) as refused:
        make_workspace(workspace)
    assert str(refused.value) == (
        "SEURANTA_KEY_COMMAND: expected a command that prints 64 hexadecimal digits, found another answer or none; run it at a terminal as the same user"
    )
    assert not master_path(workspace).exists()


def test_no_new_master_is_made_where_the_lake_has_deliveries(workspace: Workspace) -> None:
    make_workspace(workspace)
    (workspace.receipts / "klubi-000001-00000000.json").write_text("{}")
    master_path(workspace).unlink()
    with pytest.raises(OperationFailed, match=r"expected the key under which the lake was written, found no file; restore it from its backup"):
        make_keys(workspace)
    assert not master_path(workspace).exists()
