"""What was released stays, can be derived again from itself, and what changed since adds up."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from seuranta.intake.archive import make_workspace
from seuranta.intake.ingesting import ingest
from seuranta.programmes.load import load_programmes
from seuranta.releases.capsule import Capsule
from seuranta.releases.comparing import Change, Comparison, compare
from seuranta.releases.gates import GateFailed
from seuranta.releases.releasing import Approval, House, release
from seuranta.releases.sealing import broken_files
from seuranta.releases.splitting import exact
from seuranta.releases.verifying import verify
from seuranta.samples.writing import write_samples
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.house_log import read_house_log
from seuranta.vocabulary.restatement import CAUSES
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.building import build

ROOT = Path(__file__).parents[2]
SEURANTA = Path(sys.executable).parent / "seuranta"
DROPPED = ("yhteydenotot kaikki", "syyskuu.csv", "loppukysely", "asiakasraati kaikki.xlsx")
OLD_VALUE = "    families.value,\n"
NEW_VALUE = "    families.value + case families.figure_id when 'attendance.max_per_session' then 1 else 0 end as value,\n"
ALL_AUDIENCES, AUDIENCES = "audiences: [internal, steering, funder, public]", "audiences: [internal, public]"
MAIJA = Approval(by="Maija Hyväksyjä")


@dataclass(frozen=True)
class Released:
    """A house with a first release and its restatement, and what was said before the second was let through."""

    house: House
    first: Capsule
    second: Capsule
    refused: str


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    home = tmp_path_factory.mktemp("release")
    with pytest.MonkeyPatch.context() as environment:
        project = shutil.copytree(ROOT / "dbt_project", home / "dbt_project", ignore=shutil.ignore_patterns("target", "logs"))
        environment.setenv("SEURANTA_DBT_PROJECT", str(project))
        house = house_of(home)
        first = release(house, "ikaalinen", 1, MAIJA)
        deliver_changed_contacts(house.workspace.drop / "ikaalinen")
        figures = project / "models" / "figures" / "figures.sql"
        assert figures.read_text(encoding="utf-8").count(OLD_VALUE) == 1
        figures.write_text(figures.read_text(encoding="utf-8").replace(OLD_VALUE, NEW_VALUE), encoding="utf-8")
        take_and_build(house)
        with pytest.raises(GateFailed) as refused:
            release(house, "ikaalinen", 1, MAIJA)
        second = release(house, "ikaalinen", 1, Approval(MAIJA.by, reason="yhteydenottoja puuttui", exception="rahoittaja pyysi tarkat luvut"))
    return Released(house, first, second, str(refused.value))


def house_of(home: Path) -> House:
    """A house with the pilot's files alone, in the warehouse."""
    workspace = Workspace(home / "workspace")
    make_workspace(workspace)
    for path in write_samples(workspace.drop):
        if path.parent.name != "ikaalinen" or not any(name in path.name for name in DROPPED):
            path.unlink()
    folder = home / "programmes"
    (folder / "instruments").mkdir(parents=True)
    text = (ROOT / "programmes" / "ikaalinen.yml").read_text(encoding="utf-8")
    assert ALL_AUDIENCES in text
    (folder / "ikaalinen.yml").write_text(text.replace(ALL_AUDIENCES, AUDIENCES), encoding="utf-8")
    for path in (ROOT / "programmes" / "instruments").glob("*.yml"):
        shutil.copy(path, folder / "instruments")
    house = House(workspace, load_programmes(folder), folder, Clock())
    take_and_build(house)
    return house


def take_and_build(house: House) -> None:
    assert all(receipt.status == "accepted" for receipt in ingest(house.workspace, house.programmes, house.clock, settle_seconds=0))
    build(house.workspace, house.programmes, house.clock)


def deliver_changed_contacts(folder: Path) -> None:
    """Two contacts more, and one who did not stay to the end after all."""
    book = openpyxl.load_workbook(folder / "yhteydenotot kaikki.xlsx")
    sheet = book.worksheets[0]
    assert (sheet["A3"].value, sheet["F3"].value) == ("IK-02", "Kyllä")
    sheet["F3"] = "Ei"
    for code in ("IK-51", "IK-52"):
        sheet.append([code, "Kamraatinkulma", datetime(2022, 8, 20), None, None, None])
    book.save(folder / "yhteydenotot täydennetty.xlsx")


def test_a_release_holds_a_report_for_every_audience_and_its_papers(released: Released) -> None:
    names = {path.relative_to(released.first.folder).as_posix() for path in released.first.folder.rglob("*")}
    for audience in ("internal", "public"):
        assert {f"reports/{audience}/report.{kind}" for kind in ("pdf", "xlsx", "html", "json")} <= names
    assert {"figures.json", "rows/contacts.parquet", "reference/coverage.parquet", "programmes/ikaalinen.yml", "dbt_project/figure_catalogue.yml"} <= names
    assert '"status": "released"' in (released.first.folder / "reports/public/report.json").read_text(encoding="utf-8")
    assert not [path for path in [released.first.folder, *released.first.folder.rglob("*")] if path.stat().st_mode & 0o277]


def test_a_release_is_verified_elsewhere_without_the_workspace(released: Released, tmp_path: Path) -> None:
    shutil.copytree(released.first.folder, tmp_path / "anywhere")
    elsewhere = {"SEURANTA_HOME": "/nowhere", "SEURANTA_PROGRAMMES": "/nowhere", "SEURANTA_DBT_PROJECT": "/nowhere", "PATH": "/usr/bin:/bin"}
    done = subprocess.run([SEURANTA, "verify", str(tmp_path / "anywhere")], env=elsewhere, capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("as released: every file has its hash")


def test_one_flipped_byte_anywhere_is_found_and_named(released: Released, tmp_path: Path) -> None:
    copy = shutil.copytree(released.first.folder, tmp_path / "copy", copy_function=shutil.copyfile)
    paths = sorted(path for path in copy.rglob("*") if path.is_file())
    assert len(paths) > 100
    for path in paths:
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        assert [line for line in broken_files(copy) if path.relative_to(copy).as_posix() in line], path
        path.write_bytes(content)
    assert broken_files(copy) == []


def test_the_command_names_the_changed_file_and_leaves_with_6(released: Released, tmp_path: Path) -> None:
    copy = shutil.copytree(released.first.folder, tmp_path / "copy", copy_function=shutil.copyfile)
    with (copy / "rows" / "contacts.parquet").open("r+b") as file:
        file.write(b"X")
    done = subprocess.run([SEURANTA, "verify", str(copy)], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 6
    assert "rows/contacts.parquet: changed" in done.stderr


def test_a_restatement_needs_a_reason_and_a_word_on_small_differences(released: Released) -> None:
    assert "Kauden 1 raportti on julkaistu jo 1 kertaa. Uusi julkaisu on oikaisu: kerro sen syy" in released.refused
    assert "Oikaisu (public) muuttaa" in released.refused
    assert (released.first.folder.name, released.second.folder.name) == ("1", "2")


def test_what_was_hidden_stays_hidden(released: Released) -> None:
    def hidden(capsule: Capsule) -> set[str]:
        return {f"{f.id} {f.scope} {f.breakdown}" for f in capsule.released_report("public").figures if f.suppressed}

    assert hidden(released.first)
    assert hidden(released.first) <= hidden(released.second)


def test_approvals_and_releases_stand_in_the_house_log(released: Released) -> None:
    log = [(line["what"], line["release"]) for line in read_house_log(released.house.workspace) if "release" in line]
    assert log == [(what, f"ikaalinen/1/{no}") for no in (1, 2) for what in ("release_approved", "released")]


def change_of(comparison: Comparison, figure_id: str) -> Change:
    return next(change for change in comparison.changes if change.id == figure_id and change.scope == "cumulative" and not change.breakdown)


def test_the_causes_of_a_restatement_add_up(released: Released) -> None:
    comparison = compare(released.first, released.second)
    assert comparison.rows == {"late": {"contacts": 2}, "retracted": {}, "corrected": {"contacts": 1}}
    assert comparison.is_definition_changed
    contacted = change_of(comparison, "recruitment.contacted")
    assert (contacted.old, contacted.new, contacted.causes) == (40, 42, parts(late=2))
    completed = change_of(comparison, "recruitment.completed")
    assert (completed.old, completed.new, completed.causes) == (7, 6, parts(corrected=-1))
    largest = change_of(comparison, "attendance.max_per_session")
    assert largest.causes == parts(definition=1)
    for change in comparison.changes:
        assert change.causes is not None
        assert change.old is not None
        assert change.new is not None
        assert sum(change.causes.values()) == exact(change.new) - exact(change.old)


def parts(**given: int) -> dict[str, int]:
    return dict.fromkeys(CAUSES, 0) | given


@pytest.mark.prove
def test_a_forged_figure_is_named_though_every_hash_is_right(released: Released, tmp_path: Path) -> None:
    from seuranta.releases.sealing import seal
    from seuranta.releases.verifying import ReleaseDiffers

    copy = shutil.copytree(released.first.folder, tmp_path / "copy", copy_function=shutil.copyfile)
    report = copy / "reports" / "public" / "report.json"
    text = report.read_text(encoding="utf-8")
    assert '"value": 40,' in text
    report.write_text(text.replace('"value": 40,', '"value": 50,'), encoding="utf-8")
    seal(copy)
    with pytest.raises(ReleaseDiffers, match="public report, figure recruitment.contacted period : 50 is written, 40 is derived"):
        verify(Capsule(copy))
