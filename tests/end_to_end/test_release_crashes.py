"""A release that is killed, or meets a broken disk, at any point: none or a whole one, and the next attempt goes on by itself."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest

from seuranta.programmes.load import load_programmes
from seuranta.releases import steps
from seuranta.releases.capsule import SEAL
from seuranta.releases.gates import GateFailed
from seuranta.releases.house import Approval, House
from seuranta.releases.releasing import release
from seuranta.releases.sealing import broken_files, seal_of
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.house_log import read_house_log
from seuranta.vocabulary.workspace import Workspace
from tests.end_to_end.release_houses import EXCEPTED, PILOT, SEURANTA, in_house, pilot_house

pytestmark = pytest.mark.prove

RELEASED, REFUSED, DISK_FAILED, OTHER = 0, 3, 4, 5
# Of a first release; what only a restatement does is tried with one.
POINTS = [f"{when} {effect}" for effect in steps.EFFECTS if effect != "compare" for when in ("before", "after")]
COMMITTED = POINTS.index("after take place")
DISK_ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
DBT_RUNS_AFTER_SECONDS = 2.0


@pytest.fixture(autouse=True)
def _no_listener_stays() -> Iterator[None]:
    yield
    steps.on_step.clear()


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Made by another process: this one forks, and may have no threads of its libraries."""
    child = os.fork()
    if child == 0:
        ended = OTHER
        try:
            pilot_house(tmp_path)
            ended = RELEASED
        finally:
            os._exit(ended)
    assert os.waitpid(child, 0)[1] == 0
    return House(Workspace(tmp_path / "workspace"), load_programmes(tmp_path / "programmes"), tmp_path / "programmes", Clock())


def attempt(house: House, listener: Callable[[str], None] | None = None, approval: Approval = EXCEPTED) -> int:
    """Releases in a process of its own: how that ended, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        ended = OTHER
        try:
            if listener:
                steps.on_step.append(listener)
            release(house, PILOT, 1, approval)
            ended = RELEASED
        except GateFailed:
            ended = REFUSED
        except OperationFailed:
            ended = DISK_FAILED
        finally:
            os._exit(ended)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killing_at(point: str) -> Callable[[str], None]:
    return lambda step: os.kill(os.getpid(), signal.SIGKILL) if step == point else None


def failing_at(point: str, code: int) -> Callable[[str], None]:
    def fail(step: str) -> None:
        if step == point:
            raise OSError(code, os.strerror(code))

    return fail


def check(house: House, releases: int) -> None:
    """So many releases stand, each whole; the house log knows no other."""
    places = sorted(path.parent for path in house.workspace.releases.glob(f"*/*/*/{SEAL}"))
    assert [place.name for place in places] == [str(no) for no in range(1, releases + 1)]
    assert sorted(path for path in house.workspace.releases.glob("*/*/*")) == places
    assert [broken for place in places for broken in broken_files(place)] == []
    known = {place.relative_to(house.workspace.releases).as_posix(): seal_of(place) for place in places}
    noted = [(line["release"], line["seal"]) for line in read_house_log(house.workspace) if line["what"] == "released"]
    assert len(noted) == len(set(noted))
    assert set(noted) <= set(known.items())


def check_done(house: House, releases: int) -> None:
    check(house, releases)
    assert sum(line["what"] == "released" for line in read_house_log(house.workspace)) == releases
    assert attempt(house) == REFUSED  # it is released: another one needs a reason


def test_every_point_is_there_to_be_crashed_at(house: House, tmp_path: Path) -> None:
    heard = tmp_path / "heard"

    def write_down(step: str) -> None:
        with heard.open("a", encoding="utf-8") as file:
            file.write(f"{step}\n")

    assert attempt(house, write_down) == RELEASED
    assert heard.read_text(encoding="utf-8").splitlines() == POINTS
    check_done(house, 1)


def test_killed_at_every_point_one_after_another_it_is_released_once(house: House) -> None:
    for at, point in enumerate(POINTS):
        assert attempt(house, killing_at(point)) == -signal.SIGKILL, point
        check(house, releases=int(at >= COMMITTED))
    check_done(house, 1)


def test_a_disk_that_fails_at_every_point_one_after_another_it_is_released_once(house: House) -> None:
    for (at, point), code in zip(enumerate(POINTS), cycle(DISK_ERRORS), strict=False):
        assert attempt(house, failing_at(point, code)) == DISK_FAILED, point
        check(house, releases=int(at >= COMMITTED))
    check_done(house, 1)


def test_killed_while_dbt_runs_the_next_one_waits_for_it(house: House) -> None:
    def kill_later(step: str) -> None:
        if step == "before derive again":
            threading.Timer(DBT_RUNS_AFTER_SECONDS, os.kill, (os.getpid(), signal.SIGKILL)).start()

    assert attempt(house, kill_later) == -signal.SIGKILL
    check(house, releases=0)
    assert attempt(house) == RELEASED
    check_done(house, 1)


@pytest.mark.parametrize("point", ["before compare", "after compare"])
def test_a_restatement_that_is_killed_leaves_the_first_release_as_it_was(house: House, point: str) -> None:
    assert attempt(house) == RELEASED
    restated = Approval(EXCEPTED.by, "tarkistettu", EXCEPTED.exception)
    assert attempt(house, killing_at(point), restated) == -signal.SIGKILL
    check(house, releases=1)
    assert attempt(house, approval=restated) == RELEASED
    check_done(house, 2)


def test_of_two_at_once_one_wins_and_the_other_is_told(house: House) -> None:
    arguments = [str(SEURANTA), "release", PILOT, "1", "--approved-by", EXCEPTED.by, "--exception", str(EXCEPTED.exception)]
    settings = {"SEURANTA_HOME": str(house.workspace.home), "SEURANTA_PROGRAMMES": str(house.programmes_folder)}
    both = [subprocess.Popen(arguments, env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ended = sorted((process.returncode, out, err) for process in both for out, err in [process.communicate(timeout=300)])
    assert [(code, out) for code, out, _ in ended] == [(0, f"releases/{PILOT}/1/1\n"), (5, "")]
    assert "Kauden 1 raportti on julkaistu jo 1 kertaa" in ended[1][2]
    check(house, releases=1)
    assert in_house(house, "verify", f"{PILOT}/1/1").returncode == 0
