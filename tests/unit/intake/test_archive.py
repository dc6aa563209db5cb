"""Encrypted originals: kept for their time, openable with the private key alone."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from seuranta.intake.archive import archived_path, check_archive, make_workspace, purge_archive
from seuranta.intake.keys import identity_path, make_keys, master_path, read_master, recipient_path
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.workspace import Workspace
from tests.unit.intake.workspaces import House, house, visits

CONTENT = visits("3.5.2022;Ryhmä;Kallio;Maija Meikäläinen")
RECEIVED = datetime(2022, 10, 31, 9, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> House:
    filled = house(tmp_path)
    filled.drop("klubi/a.csv", CONTENT)
    filled.take()
    return filled


def original_of(home: House) -> Path:
    (receipt,) = home.receipts()
    return archived_path(home.workspace, receipt.delivery_id, receipt.programme)


def test_an_original_opens_with_the_private_key_alone(home: House) -> None:
    sealed = original_of(home).read_bytes()
    assert b"Maija" not in sealed
    identity = pyrage.x25519.Identity.from_str(identity_path(home.workspace).read_text().strip())
    clear = io.BytesIO()
    pyrage.decrypt_io(io.BytesIO(sealed), clear, [identity])
    assert clear.getvalue().decode() == CONTENT


def test_the_pipeline_archives_without_the_private_key(home: House) -> None:
    identity_path(home.workspace).unlink()
    home.drop("klubi/b.csv", visits("4.5.2022;Ryhmä;Kallio;A1"))
    assert [receipt.status for receipt in home.take()] == ["accepted"]
    state = check_archive(home.workspace, home.programmes, RECEIVED)
    assert (state.kept, state.missing, state.broken, state.opened) == (2, (), (), False)


def test_originals_are_removed_after_their_time_and_receipts_stay(home: House) -> None:
    (receipt,) = home.receipts()
    assert purge_archive(home.workspace, home.programmes, RECEIVED + timedelta(days=30)) == []
    assert purge_archive(home.workspace, home.programmes, RECEIVED + timedelta(days=30, seconds=1)) == [receipt.delivery_id]
    assert not original_of(home).exists()
    assert home.receipts() == [receipt]
    assert check_archive(home.workspace, home.programmes, RECEIVED + timedelta(days=31)).missing == ()


def test_a_check_finds_what_is_missing_and_what_is_broken(home: House) -> None:
    (receipt,) = home.receipts()
    path = original_of(home)
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    assert check_archive(home.workspace, home.programmes, RECEIVED).broken == (receipt.delivery_id,)
    path.unlink()
    assert check_archive(home.workspace, home.programmes, RECEIVED).missing == (receipt.delivery_id,)


def test_keys_are_made_once_and_for_us_alone(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "home")
    make_workspace(workspace)
    paths = (master_path(workspace), recipient_path(workspace), identity_path(workspace))
    before = [path.read_bytes() for path in paths]
    assert [path.stat().st_mode & 0o777 for path in paths] == [0o400] * 3
    assert workspace.keys.stat().st_mode & 0o777 == 0o700
    make_keys(workspace)
    assert [path.read_bytes() for path in paths] == before
    assert len(read_master(workspace)) == 32


def test_a_master_that_others_may_read_is_refused(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "home")
    make_workspace(workspace)
    master_path(workspace).chmod(0o440)
    with pytest.raises(OperationFailed, match=r"keys/master\.key: expected mode 0400, found mode 0440; run 'chmod 0400' on it"):
        read_master(workspace)


def test_a_missing_master_is_told(tmp_path: Path) -> None:
    with pytest.raises(OperationFailed, match=r"keys/master\.key: expected a readable file, found No such file or directory"):
        read_master(Workspace(tmp_path))
