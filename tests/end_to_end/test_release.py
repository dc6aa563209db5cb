"""What was released stays, can be derived again from itself, and what changed since adds up."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from seuranta.releases.capsule import Capsule
from seuranta.releases.comparing import compare
from seuranta.releases.gates import GateFailed
from seuranta.releases.house import Approval, House
from seuranta.releases.releasing import release
from seuranta.releases.sealing import broken_files, seal
from seuranta.releases.splitting import exact
from seuranta.releases.tombstones import erase_rows
from seuranta.releases.verifying import ReleaseDiffers, verify
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.house_log import read_house_log
from tests.end_to_end.release_houses import MAIJA, ROOT, contents, pilot_house, seuranta, take_and_build

OLD_VALUE = "    families.value,\n"
NEW_VALUE = "    families.value + case families.figure_id when 'attendance.max_per_session' then 1 else 0 end as value,\n"


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
        house = pilot_house(home)
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


def deliver_changed_contacts(folder: Path) -> None:
    """Two contacts more, one who did not stay to the end after all, and one who is no contact of ours."""
    book = openpyxl.load_workbook(folder / "yhteydenotot kaikki.xlsx")
    sheet = book.worksheets[0]
    assert (sheet["A3"].value, sheet["F3"].value) == ("IK-02", "Kyllä")
    sheet["F3"] = "Ei"
    for code in ("IK-51", "IK-52"):
        sheet.append([code, "Kamraatinkulma", datetime(2022, 8, 20), None, None, None])
    assert (sheet["A2"].value, sheet["D2"].value) == ("IK-01", None)
    sheet.delete_rows(2)
    book.save(folder / "yhteydenotot täydennetty.xlsx")


def test_a_release_holds_a_report_for_every_audience_and_its_papers(released: Released) -> None:
    names = {path.relative_to(released.first.folder).as_posix() for path in released.first.folder.rglob("*")}
    for audience in ("internal", "public"):
        assert {f"reports/{audience}/report.{kind}" for kind in ("pdf", "xlsx", "html", "json")} <= names
    assert {
        "figures.json",
        "rows/contacts.parquet",
        "reference/coverage.parquet",
        "programmes/ikaalinen.yml",
        "dbt_project/figure_catalogue/esf_2014_2020.yml",
    } <= names
    assert '"status": "released"' in (released.first.folder / "reports/public/report.json").read_text(encoding="utf-8")
    assert not [path for path in [released.first.folder, *released.first.folder.rglob("*")] if path.stat().st_mode & 0o277]


def test_a_release_is_verified_elsewhere_without_the_workspace(released: Released, tmp_path: Path) -> None:
    """Somewhere else, by somebody whose home is empty, with nothing of the house set."""
    shutil.copytree(released.first.folder, tmp_path / "anywhere", copy_function=shutil.copyfile)
    (tmp_path / "home").mkdir()
    nowhere = {"SEURANTA_HOME": str(tmp_path / "home"), "SEURANTA_PROGRAMMES": "/nowhere", "SEURANTA_DBT_PROJECT": "/nowhere"}
    before = contents(tmp_path / "anywhere")
    done = seuranta("verify", str(tmp_path / "anywhere"), HOME=str(tmp_path / "home"), **nowhere)
    assert (done.returncode, done.stderr) == (0, "")
    figures = sum(len(report.figures) for report in released.first.internal_reports())
    assert done.stdout == f"as released: every file has its hash, and {figures} figures came out of the rows again\n"
    assert contents(tmp_path / "anywhere") == before


def files_of(copy: Path) -> list[Path]:
    paths = sorted(path for path in copy.rglob("*") if path.is_file())
    assert len(paths) > 100
    return paths


def test_one_flipped_byte_anywhere_is_found_and_named(released: Released, tmp_path: Path) -> None:
    copy = shutil.copytree(released.first.folder, tmp_path / "copy", copy_function=shutil.copyfile)
    chance = random.Random(20221115)
    for path in files_of(copy):
        content = path.read_bytes()
        for position in {0, len(content) - 1, chance.randrange(len(content))} if content else ():
            path.write_bytes(content[:position] + bytes([content[position] ^ 1 << chance.randrange(8)]) + content[position + 1 :])
            assert [line for line in broken_files(copy) if path.relative_to(copy).as_posix() in line], f"{path}, byte {position}"
        path.write_bytes(content)
    assert broken_files(copy) == []


def test_a_file_that_goes_comes_or_takes_another_name_is_named(released: Released, tmp_path: Path) -> None:
    copy = shutil.copytree(released.first.folder, tmp_path / "copy", copy_function=shutil.copyfile)
    copy.chmod(0o700)
    for folder in copy.rglob("*/"):
        folder.chmod(0o700)
    for path in files_of(copy):
        other = path.with_name(f"{path.name}.2")
        name, renamed = path.relative_to(copy).as_posix(), other.relative_to(copy).as_posix()
        shutil.copyfile(path, other)
        assert broken_files(copy) == [f"{renamed}: not of this release"]
        path.unlink()
        assert any(line.startswith(f"{name}: ") for line in broken_files(copy)), name
        other.rename(path)
    assert broken_files(copy) == []


def test_a_capsule_that_was_sealed_again_is_found_by_the_house_log(released: Released, tmp_path: Path) -> None:
    """Whoever makes every hash fit has another seal than the one that was noted when it was released."""
    home = tmp_path / "house"
    shutil.copytree(released.house.workspace.releases, home / "releases", copy_function=shutil.copyfile)
    shutil.copy(released.house.workspace.house_log, home / "house_log")
    forged = home / "releases" / "ikaalinen" / "1" / "1"
    for folder in (forged, *forged.rglob("*/")):
        folder.chmod(0o700)
    approval = forged / "approval.json"
    approval.write_text(approval.read_text(encoding="utf-8").replace("Maija", "Raija"), encoding="utf-8")
    seal(forged)
    done = seuranta("verify", "ikaalinen/1/1", SEURANTA_HOME=str(home))
    assert done.returncode == 6
    assert done.stderr.splitlines() == [
        "seuranta: release 1: 1 difference(s) to what was released:", "  MANIFEST.sha256: another than in house_log; every file was made to fit it"
    ]  # fmt: skip


def test_the_command_names_the_changed_file_and_leaves_with_6(released: Released, tmp_path: Path) -> None:
    copy = shutil.copytree(released.first.folder, tmp_path / "copy", copy_function=shutil.copyfile)
    with (copy / "rows" / "contacts.parquet").open("r+b") as file:
        file.write(b"X")
    done = seuranta("verify", str(copy))
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


def told(capsule: Capsule) -> dict[str, Any]:
    """What the capsule of a restatement says of it, with its changes of the cumulative totals by figure."""
    content: dict[str, Any] = json.loads(capsule.restatement.read_text(encoding="utf-8"))
    totals = {change["id"]: change for change in content["changes"] if change["scope"] == "cumulative" and not change["breakdown"]}
    return content | {"totals": totals}


def test_the_causes_of_a_restatement_add_up_all_at_once(released: Released) -> None:
    assert not released.first.restatement.exists()
    restated = told(released.second)
    assert restated["rows"] == {"late": {"contacts": 2}, "retracted": {"contacts": 1}, "corrected": {"contacts": 1}}
    assert restated["people"] == {"late": 2, "corrected": 1, "retracted": 1}
    assert restated["is_definition_changed"]
    contacted, completed, largest = (restated["totals"][id_] for id_ in ("recruitment.contacted", "recruitment.completed", "attendance.max_per_session"))
    assert (contacted["old"], contacted["new"], parts_of(contacted)) == (40, 41, {"late": 2, "retracted": -1})
    assert (completed["old"], completed["new"], parts_of(completed)) == (7, 6, {"corrected": -1})
    assert parts_of(largest) == {"definition": 1}
    kinds = {load_catalogue().entry_of(change["id"]).kind for change in restated["changes"]}
    assert {"count", "rate", "extreme"} <= kinds
    for change in restated["changes"]:
        assert sum(exact(part) for part in change["causes"].values()) == exact(change["new"]) - exact(change["old"])


def parts_of(change: dict[str, Any]) -> dict[str, float]:
    return {cause: part for cause, part in change["causes"].items() if part}


def test_the_command_says_what_changed_and_why(released: Released) -> None:
    done = seuranta("diff", str(released.first.folder), str(released.second.folder), "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {name: found[name] for name in ("changes", "rows")} == {name: told(released.second)[name] for name in ("changes", "rows")}


def test_the_report_of_a_restatement_says_what_changed(released: Released) -> None:
    page = (released.second.report_folder("internal") / "report.html").read_text(encoding="utf-8")
    assert "yhteydenottoja puuttui" in page
    assert "ikaalinen/1/1" in page
    assert "yhteydenottoja puuttui" not in (released.first.report_folder("internal") / "report.html").read_text(encoding="utf-8")


@pytest.mark.prove
def test_forgotten_people_are_a_cause_of_their_own(released: Released, tmp_path: Path) -> None:
    """The one whose contact was retracted is forgotten everywhere: published totals stay, and the parts still add up."""
    keys = [set(pq.read_table(capsule.rows / "contacts.parquet")["contact_key"].to_pylist()) for capsule in (released.first, released.second)]
    old, new = (forgetting(capsule, keys[0] - keys[1], tmp_path / capsule.folder.name) for capsule in (released.first, released.second))
    assert (old.has_forgotten, new.has_forgotten) == (True, True)
    assert verify(old).changed_since > 0
    assert verify(new).changed_since == 0
    comparison = compare(old, new)
    [contacted] = [change for change in comparison.changes if (change.id, change.scope, change.breakdown) == ("recruitment.contacted", "cumulative", {})]
    assert {cause: int(part) for cause, part in (contacted.causes or {}).items() if part} == {"late": 2, "erased": -1}
    for change in comparison.changes:
        assert change.causes is not None
        assert sum(change.causes.values()) == exact(change.new or 0) - exact(change.old or 0)


def forgetting(capsule: Capsule, keys: set[str], folder: Path) -> Capsule:
    copy = Capsule(shutil.copytree(capsule.folder, folder, copy_function=shutil.copyfile))
    for path in (copy.folder, *copy.folder.rglob("*/")):
        path.chmod(0o700)
    erase_rows(copy, keys, "1")
    seal(copy.folder)
    return copy


@pytest.mark.prove
def test_a_forged_figure_is_named_though_every_hash_is_right(released: Released, tmp_path: Path) -> None:
    copy = shutil.copytree(released.first.folder, tmp_path / "copy", copy_function=shutil.copyfile)
    report = copy / "reports" / "public" / "report.json"
    text = report.read_text(encoding="utf-8")
    assert '"value": 40,' in text
    report.write_text(text.replace('"value": 40,', '"value": 50,'), encoding="utf-8")
    seal(copy)
    with pytest.raises(ReleaseDiffers, match="public report, figure recruitment.contacted period : 50 is written, 40 is derived"):
        verify(Capsule(copy))
