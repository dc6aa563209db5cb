"""A capsule takes its place whole or not at all, and the house log agrees, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seuranta.programmes.programme import Programmes
from seuranta.releases import steps
from seuranta.releases.capsule import SEAL, Capsule
from seuranta.releases.committing import commit, finish_interrupted, is_approved_so
from seuranta.releases.house import Approval, House
from seuranta.releases.sealing import broken_files, seal_of
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.house_log import read_house_log
from seuranta.vocabulary.workspace import Workspace

COMMITTING = steps.EFFECTS[steps.EFFECTS.index("write approval") :]
POINTS = [f"{when} {effect}" for effect in COMMITTING for when in ("before", "after")]
MAIJA = Approval("Maija Hyväksyjä", exception="sovittu rahoittajan kanssa")
COMMITTED = POINTS.index("after take place")


@pytest.fixture(autouse=True)
def _no_listener_stays() -> Iterator[None]:
    yield
    steps.on_step.clear()


def house_of(home: Path) -> House:
    return House(Workspace(home), Programmes(programmes={}, instruments={}, digest=""), home, Clock(datetime(2022, 12, 1, 9, tzinfo=UTC)))


def release(house: House) -> Capsule:
    """The end of a release, of a capsule with two files."""
    for finished in finish_interrupted(house):
        if is_approved_so(finished, MAIJA):
            return finished
    place = house.workspace.releases / "pilotti" / "1" / "1"
    if place.exists():  # released and noted: whoever asks again is told so
        return Capsule(place)
    aside = house.workspace.work / "releases" / "pilotti-1-1"
    (aside / "rows").mkdir(parents=True, exist_ok=True)
    for name in ("figures.json", "rows/contacts.parquet"):
        (aside / name).unlink(missing_ok=True)
        (aside / name).write_bytes(b"{}\n")
    for name in ("approval.json", "manifest.json", SEAL):
        (aside / name).unlink(missing_ok=True)
    return commit(house, Capsule(aside), place, MAIJA, [])


def released(house: House) -> dict[str, str]:
    return {line["release"]: line["seal"] for line in read_house_log(house.workspace) if line["what"] == "released"}


def check_none_or_whole(house: House, is_committed: bool) -> None:
    place = house.workspace.releases / "pilotti" / "1" / "1"
    assert place.exists() == is_committed
    if is_committed:
        assert broken_files(place) == []
    assert set(released(house)) <= {"pilotti/1/1"} if is_committed else released(house) == {}


def check_done(house: House) -> None:
    [place] = [path.parent for path in house.workspace.releases.glob(f"*/*/*/{SEAL}")]
    assert broken_files(place) == []
    assert released(house) == {"pilotti/1/1": seal_of(place)}
    assert [line["what"] for line in read_house_log(house.workspace)].count("released") == 1
    assert not [path for path in [place, *place.rglob("*")] if path.stat().st_mode & 0o277]


def test_every_point_is_passed_in_the_order_it_is_listed(tmp_path: Path) -> None:
    heard: list[str] = []
    steps.on_step.append(heard.append)
    release(house_of(tmp_path))
    assert heard == POINTS


@pytest.mark.parametrize("at", range(len(POINTS)), ids=POINTS)
def test_killed_anywhere_there_is_no_release_or_a_whole_one(tmp_path: Path, at: int) -> None:
    house = house_of(tmp_path)
    child = os.fork()
    if child == 0:
        steps.on_step.append(lambda step: os.kill(os.getpid(), signal.SIGKILL) if step == POINTS[at] else None)
        try:
            release(house)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    check_none_or_whole(house, at >= COMMITTED)
    release(house)
    check_done(house)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES], ids=errno.errorcode.get)
@pytest.mark.parametrize("at", range(len(POINTS)), ids=POINTS)
def test_a_disk_that_fails_anywhere_leaves_no_release_or_a_whole_one(tmp_path: Path, at: int, code: int) -> None:
    house = house_of(tmp_path)

    def fail(step: str) -> None:
        if step == POINTS[at]:
            raise OSError(code, os.strerror(code))

    steps.on_step.append(fail)
    with pytest.raises((OSError, OperationFailed)):
        release(house)
    steps.on_step.clear()
    check_none_or_whole(house, at >= COMMITTED)
    release(house)
    check_done(house)


def test_what_stands_is_said_to_stand_though_the_log_could_not_be_written(tmp_path: Path) -> None:
    def fail(step: str) -> None:
        if step == "before note release":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    steps.on_step.append(fail)
    with pytest.raises(OperationFailed) as failed:
        release(house_of(tmp_path))
    assert str(failed.value) == (
        "release pilotti/1/1: expected to be noted in house_log, found an error of the disk (No space left on device); it stands and is whole; "
        "free space or repair the disk, and give the same command again: it finishes this release"
    )


def test_another_word_than_the_interrupted_one_is_another_release(tmp_path: Path) -> None:
    capsule = release(house_of(tmp_path))
    assert is_approved_so(capsule, MAIJA)
    assert not is_approved_so(capsule, Approval(MAIJA.by, "oikaisu", MAIJA.exception))
