"""The same input gives the same release, byte for byte, on another machine and after a restore."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from seuranta.intake.archive import make_workspace
from seuranta.releases.capsule import APPROVAL, SEAL
from seuranta.samples.writing import write_samples
from seuranta.vocabulary.workspace import Workspace
from tests.end_to_end.release_houses import PILOT, PILOT_FILES, SEURANTA, contents, programmes_in

NOW = "2022-12-01T09:00:00+02:00"
RELEASE = ("release", PILOT, "1", "--exception", "syyskuun käynnit tulivat paperilla")


@dataclass(frozen=True)
class Machine:
    """Somewhere with a workspace, programme files and settings of its own."""

    home: Path
    umask: int
    settings: dict[str, str]

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.home / "workspace")

    def run(self, *arguments: str) -> str:
        """What the command prints here."""
        ours = {"SEURANTA_HOME": str(self.workspace.home), "SEURANTA_PROGRAMMES": str(self.home / "programmes"), "SEURANTA_SETTLE_SECONDS": "0"}
        paths = {"PATH": os.environ["PATH"], **({"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {})}
        environment = {**paths, **ours, "HOME": str(self.home), "SEURANTA_NOW": NOW, **self.settings}
        done = subprocess.run([SEURANTA, *arguments], env=environment, umask=self.umask, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def released(self, by: str = "Maija Hyväksyjä") -> dict[str, bytes]:
        """Ingests, builds and releases what lies here."""
        self.run("ingest")
        self.run("build")
        assert self.run(*RELEASE, "--approved-by", by) == f"releases/{PILOT}/1/1\n"
        return contents(self.workspace.releases / PILOT / "1" / "1")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine with the pilot's exports, nothing taken yet."""
    machine = Machine(tmp_path_factory.mktemp("first"), 0o022, {"TZ": "Europe/Helsinki", "LANG": "C.UTF-8"})
    make_workspace(machine.workspace)
    for path in write_samples(machine.workspace.drop):
        if path.parent.name != PILOT or not any(name in path.name for name in PILOT_FILES):
            path.unlink()
    programmes_in(machine.home / "programmes", [PILOT])
    return machine


@pytest.fixture(scope="module")
def second(first: Machine, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Another one, elsewhere, with the same exports and keys, on the other side of the world."""
    settings = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    home = tmp_path_factory.mktemp("somewhere else") / "toinen kone (ä)"
    for name in ("workspace", "programmes"):
        shutil.copytree(first.home / name, home / name)
    return Machine(home, 0o077, settings)


@pytest.fixture(scope="module")
def release(first: Machine, second: Machine) -> dict[str, bytes]:
    """What the first machine releases; the second was copied before."""
    return first.released()


def test_two_machines_release_the_same_bytes_but_for_who_approved(release: dict[str, bytes], second: Machine) -> None:
    other = second.released(by="Olavi Toinen")
    assert set(other) == set(release)
    assert [name for name in release if other[name] != release[name]] == [SEAL, APPROVAL]
    assert other[SEAL].splitlines()[0] == release[SEAL].splitlines()[0]  # the manifest's; the other line is the approval's
    assert len(release) > 100
    assert {f"reports/{audience}/report.{kind}" for audience in ("internal", "public") for kind in ("pdf", "xlsx", "html", "json")} <= set(release)


@pytest.mark.prove
def test_a_backup_restored_elsewhere_releases_the_same_bytes(release: dict[str, bytes], first: Machine, tmp_path: Path) -> None:
    """Of a workspace, what can be made again is not restored."""
    shutil.copytree(first.home, tmp_path / "restored", ignore=shutil.ignore_patterns("warehouse.duckdb", "work", "releases", "reports", "house_log"))
    restored = Machine(tmp_path / "restored", 0o027, first.settings)
    assert not restored.workspace.warehouse.exists()
    receipts = contents(restored.workspace.receipts)
    assert restored.released() == release
    assert contents(restored.workspace.receipts) == receipts
