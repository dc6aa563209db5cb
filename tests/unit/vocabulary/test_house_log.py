"""What the house noted stays as it was noted."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.house_log import note, read_house_log
from seuranta.vocabulary.workspace import Workspace

CLOCK = Clock(datetime(2026, 3, 1, 3, 15, tzinfo=UTC))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path)
    note(workspace, CLOCK, "forget_old_originals", deliveries=["a1"])
    note(workspace, CLOCK, "check_what_is_kept", deliveries_checked=2)
    note(workspace, CLOCK, "check_what_is_kept", deliveries_checked=3)
    return workspace


def test_every_note_is_kept_in_order(workspace: Workspace) -> None:
    assert [entry["what"] for entry in read_house_log(workspace)] == ["forget_old_originals", "check_what_is_kept", "check_what_is_kept"]


def test_no_log_is_an_empty_log(tmp_path: Path) -> None:
    assert read_house_log(Workspace(tmp_path)) == []


def test_the_log_is_for_its_owner_alone(workspace: Workspace) -> None:
    assert workspace.house_log.stat().st_mode & 0o777 == 0o600


def test_a_changed_line_is_found(workspace: Workspace) -> None:
    log = workspace.house_log
    log.write_bytes(log.read_bytes().replace(b'"deliveries_checked": 2', b'"deliveries_checked": 9'))
    with pytest.raises(OperationFailed, match="^house_log, line 3: expected the seal of the line before it, found another; "):
        read_house_log(workspace)


def test_a_line_taken_out_is_found(workspace: Workspace) -> None:
    lines = workspace.house_log.read_bytes().splitlines(keepends=True)
    workspace.house_log.write_bytes(lines[0] + lines[2])
    with pytest.raises(OperationFailed, match="^house_log, line 2: "):
        read_house_log(workspace)


def test_what_a_power_cut_left_of_a_line_is_no_line(workspace: Workspace) -> None:
    log = workspace.house_log
    log.write_bytes(log.read_bytes() + b'{"at": "2026-03-01T03:')
    assert len(read_house_log(workspace)) == 3
    note(workspace, CLOCK, "check_what_is_kept", deliveries_checked=4)
    assert [entry.get("deliveries_checked") for entry in read_house_log(workspace)] == [None, 2, 3, 4]


def test_a_full_disk_leaves_no_part_of_a_line(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    before = workspace.house_log.read_bytes()

    def write_a_part(descriptor: int, content: bytes, offset: int) -> int:
        if len(content) < 20:
            raise OSError(28, "No space left on device")
        return write(descriptor, content[:-19], offset)

    write = os.pwrite
    monkeypatch.setattr(os, "pwrite", write_a_part)
    with pytest.raises(OSError, match="No space left"):
        note(workspace, CLOCK, "check_what_is_kept", deliveries_checked=4)
    assert workspace.house_log.read_bytes() == before
