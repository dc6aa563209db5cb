"""One writer of the warehouse at a time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from seuranta.vocabulary.errors import OperationFailed
from seuranta.warehouse.lock import writer_lock


def test_a_second_writer_waits_and_then_says_why_it_does_not_build(tmp_path: Path) -> None:
    with writer_lock(tmp_path / "lock"), pytest.raises(OperationFailed) as failed, writer_lock(tmp_path / "lock", wait_seconds=0.2):
        pass
    assert str(failed.value) == (
        "lock lock: expected the build before this one to end, found it still runs; see whether a stopped process still holds it, and build again"
    )


def test_the_lock_is_free_once_its_holder_is_done(tmp_path: Path) -> None:
    with writer_lock(tmp_path / "lock"):
        pass
    with writer_lock(tmp_path / "lock", wait_seconds=0):
        pass


def test_a_child_that_outlives_its_parent_keeps_the_lock(tmp_path: Path) -> None:
    with writer_lock(tmp_path / "lock") as descriptor:
        childs_own = os.dup(descriptor)
    with pytest.raises(OperationFailed), writer_lock(tmp_path / "lock", wait_seconds=0):
        pass
    os.close(childs_own)
    with writer_lock(tmp_path / "lock", wait_seconds=0):
        pass
