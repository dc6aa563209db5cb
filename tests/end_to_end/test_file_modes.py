"""Who may read what the house keeps (privacy.md 6): its owner alone, whatever the umask of who starts it; staff what is put into their folder."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.canaries.files import CODE, Dropped, delimited, visits
from tests.end_to_end.canaries.house import CanaryHouse

OTHERS = 0o077


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> CanaryHouse:
    """Everything that commands make, started by somebody whose files all may read."""
    house = CanaryHouse(tmp_path_factory.mktemp("modes") / "house")
    before = os.umask(0o022)
    try:
        for command in ("init", "ingest", "build", "report"):
            if command == "ingest":
                house.put(Dropped(f"{CODE}/käynnit.csv", delimited(visits()).encode()))
            said = house.run(command)
            assert said.code == 0, said.stderr
    finally:
        os.umask(before)
    return house


def test_what_the_house_keeps_is_for_its_owner_alone(house: CanaryHouse) -> None:
    kept = [path for path in house.workspace.rglob("*") if not path.is_relative_to(house.drop)]
    assert {path.name for path in kept} >= {"warehouse.duckdb", "lake", "archive", "keys", "reports", "releases", "work"}
    assert len(kept) > 50
    assert {path.relative_to(house.workspace).as_posix(): oct(mode_of(path)) for path in kept if mode_of(path) & OTHERS} == {}


def test_keys_may_be_read_by_their_owner_and_changed_by_nobody(house: CanaryHouse) -> None:
    keys = house.workspace / "keys"
    assert mode_of(keys) == 0o700
    assert {path.name: mode_of(path) for path in keys.iterdir()} == {"master.key": 0o400, "archive.recipient": 0o400, "archive.identity": 0o400}


def test_staff_may_open_what_is_put_into_their_folder(house: CanaryHouse) -> None:
    ours = [path for path in house.drop.rglob("*") if path.name.startswith("TILANNE") or "palaute" in path.parts]
    assert len(ours) > 3
    for path in (house.workspace, house.drop, house.drop / CODE, *ours):
        needed = 0o055 if path.is_dir() else 0o044
        assert mode_of(path) & needed == needed, path


# A user without root's right to pass over modes: what everybody is where this is installed.
LIKE_ANYBODY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", sys.executable, "-c")
MAKES_A_WORKSPACE = """
import sys
from pathlib import Path
from seuranta.intake.archive import make_workspace
from seuranta.intake.keys import read_master, read_recipient
from seuranta.vocabulary.workspace import Workspace

workspace = Workspace(Path(sys.argv[1]))
make_workspace(workspace)
make_workspace(workspace)
print(len(read_master(workspace)), str(read_recipient(workspace))[:4])
"""


def test_somebody_who_is_not_root_can_make_a_workspace(house: CanaryHouse, tmp_path: Path) -> None:
    start = LIKE_ANYBODY if os.geteuid() == 0 else LIKE_ANYBODY[-2:]
    done = subprocess.run([*start, MAKES_A_WORKSPACE, str(tmp_path / "new" / "workspace")], env=house.environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "32 age1\n"), done.stderr


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)
