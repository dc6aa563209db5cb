"""What is kept, and how long."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from seuranta.intake.archive import archived_path
from seuranta.intake.keeping import check_what_is_kept, forget_old_originals
from seuranta.intake.lake import OUTCOME, parquet_path
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.house_log import read_house_log
from tests.unit.intake.workspaces import CLOCK, House, house, many_visits, visits


def after_days(days: int) -> Clock:
    return Clock(CLOCK.now() + timedelta(days=days, minutes=1))


@pytest.fixture
def kept(tmp_path: Path) -> House:
    kept = house(tmp_path)
    kept.drop("klubi/a.csv", many_visits(3))
    kept.drop("klubi/b.csv", visits("31.12.1999;Ryhmä;Kallio;A1"))
    kept.take()
    assert len(kept.receipts()) == 2
    return kept


def test_originals_are_kept_for_their_time_and_then_forgotten(kept: House) -> None:
    originals = [archived_path(kept.workspace, receipt.delivery_id, receipt.programme) for receipt in kept.receipts()]
    assert forget_old_originals(kept.workspace, kept.programmes, after_days(29)) == []
    assert [path.exists() for path in originals] == [True, True]
    assert forget_old_originals(kept.workspace, kept.programmes, after_days(30)) == [receipt.delivery_id for receipt in kept.receipts()]
    assert [path.exists() for path in originals] == [False, False]
    assert forget_old_originals(kept.workspace, kept.programmes, after_days(30)) == []


def test_what_was_forgotten_is_not_missed(kept: House) -> None:
    forget_old_originals(kept.workspace, kept.programmes, after_days(30))
    assert check_what_is_kept(kept.workspace, kept.programmes, after_days(30)) > 0


def test_each_night_is_noted(kept: House) -> None:
    forget_old_originals(kept.workspace, kept.programmes, after_days(30))
    check_what_is_kept(kept.workspace, kept.programmes, after_days(30))
    forgotten, checked = read_house_log(kept.workspace)
    assert forgotten["deliveries"] == [receipt.delivery_id for receipt in kept.receipts()]
    assert (checked["lake"], checked["archive_missing"], checked["archive_broken"]) == ([], [], [])


def test_a_lake_file_that_is_gone_is_found_and_noted(kept: House) -> None:
    lost = kept.receipts()[0].delivery_id
    parquet_path(kept.workspace, OUTCOME, "klubi", lost).unlink()
    with pytest.raises(OperationFailed, match=f"^check of the lake: expected every delivery as its receipt says, found '{lost}'; "):
        check_what_is_kept(kept.workspace, kept.programmes, CLOCK)
    assert read_house_log(kept.workspace)[-1]["lake"] == [lost]


def test_a_lake_file_with_a_flipped_byte_is_found(kept: House) -> None:
    path = parquet_path(kept.workspace, OUTCOME, "klubi", kept.receipts()[0].delivery_id)
    content = bytearray(path.read_bytes())
    content[-6] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(OperationFailed, match="^check of the lake: "):
        check_what_is_kept(kept.workspace, kept.programmes, CLOCK)


def test_an_original_that_is_gone_before_its_time_is_found(kept: House) -> None:
    lost = kept.receipts()[1]
    archived_path(kept.workspace, lost.delivery_id, lost.programme).unlink()
    with pytest.raises(OperationFailed, match=f"^check of the archive_missing: expected every delivery as its receipt says, found '{lost.delivery_id}'; "):
        check_what_is_kept(kept.workspace, kept.programmes, CLOCK)


def test_an_original_that_was_changed_is_found_where_the_private_key_is(kept: House) -> None:
    changed = kept.receipts()[1]
    path = archived_path(kept.workspace, changed.delivery_id, changed.programme)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(OperationFailed, match="^check of the archive_broken: "):
        check_what_is_kept(kept.workspace, kept.programmes, CLOCK)
