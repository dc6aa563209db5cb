"""What we put into the staff's folder, the staff can open."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from seuranta.feedback.writing import write_atomically


@pytest.fixture
def _private_process() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_private_process")
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o770, 0o660), (0o755, 0o644), (0o700, 0o600)])
def test_feedback_opens_to_whom_the_drop_folder_opens(tmp_path: Path, folder_mode: int, file_mode: int) -> None:
    tmp_path.chmod(folder_mode)
    write_atomically(tmp_path / "palaute" / "a.xlsx", b"content")
    assert stat.S_IMODE((tmp_path / "palaute").stat().st_mode) == folder_mode
    assert stat.S_IMODE((tmp_path / "palaute" / "a.xlsx").stat().st_mode) == file_mode
    assert [path.name for path in (tmp_path / "palaute").iterdir()] == ["a.xlsx"]
