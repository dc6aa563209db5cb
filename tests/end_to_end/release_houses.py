"""Houses that releases are tried in: a workspace, a programme or a few, and sample exports that were taken and built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from seuranta.intake.archive import make_workspace
from seuranta.intake.ingesting import ingest
from seuranta.programmes.load import load_programmes
from seuranta.releases.house import Approval, House
from seuranta.samples.writing import write_samples
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.building import build

ROOT = Path(__file__).parents[2]
SEURANTA = Path(sys.executable).parent / "seuranta"
PILOT = "ikaalinen"
PILOT_FILES = ("yhteydenotot kaikki", "syyskuu.csv", "loppukysely", "asiakasraati kaikki.xlsx")
ALL_AUDIENCES, AUDIENCES = "audiences: [internal, steering, funder, public]", "audiences: [internal, public]"
SYSTEM = Clock()
MAIJA = Approval(by="Maija Hyväksyjä")
EXCEPTED = Approval(by=MAIJA.by, exception="rahoittaja pyysi tarkat luvut")


def pilot_house(home: Path, clock: Clock = SYSTEM) -> House:
    """The pilot with its whole files, in the warehouse; two audiences."""
    return house_of(home, [PILOT], lambda path: any(name in path.name for name in PILOT_FILES), clock)


def house_of(home: Path, codes: list[str], is_wanted: Callable[[Path], bool] = lambda path: True, clock: Clock = SYSTEM) -> House:
    """A house of the given sample programmes alone, with the sample exports that are wanted."""
    workspace = Workspace(home / "workspace")
    make_workspace(workspace)
    for path in write_samples(workspace.drop):
        if path.relative_to(workspace.drop).parts[0] not in codes or not is_wanted(path):
            path.unlink()
    house = House(workspace, load_programmes(programmes_in(home / "programmes", codes)), home / "programmes", clock)
    take_and_build(house)
    return house


def programmes_in(folder: Path, codes: list[str]) -> Path:
    """Copies of the sample programme files, the pilot's with two audiences."""
    (folder / "instruments").mkdir(parents=True)
    for code in codes:
        text = (ROOT / "programmes" / f"{code}.yml").read_text(encoding="utf-8")
        (folder / f"{code}.yml").write_text(text.replace(ALL_AUDIENCES, AUDIENCES), encoding="utf-8")
    for path in (ROOT / "programmes" / "instruments").glob("*.yml"):
        shutil.copy(path, folder / "instruments")
    return folder


def take_and_build(house: House) -> None:
    """One pass of ingest and a build."""
    list(ingest(house.workspace, house.programmes, house.clock, settle_seconds=0))
    build(house.workspace, house.programmes, house.clock)


def seuranta(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command, as typed on a machine where nothing of ours is set but ``environment``."""
    given = {"PATH": "/usr/bin:/bin", **({"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}), **environment}
    return subprocess.run([SEURANTA, *arguments], env=given, capture_output=True, text=True, check=False, timeout=300)


def in_house(house: House, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a house of this test."""
    folders = {"SEURANTA_HOME": str(house.workspace.home), "SEURANTA_PROGRAMMES": str(house.programmes_folder)}
    return seuranta(*arguments, **folders, **environment)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
