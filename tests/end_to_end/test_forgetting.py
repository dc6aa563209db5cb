"""Over the sample exports: a person is forgotten and keys are changed; figures and releases stay what they were."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

from seuranta.forgetting.finishing import finish_what_was_begun
from seuranta.forgetting.requests import change_keys
from seuranta.forgetting.surroundings import Surroundings
from seuranta.intake.archive import make_workspace, open_original
from seuranta.intake.ingesting import ingest
from seuranta.intake.keys import read_master
from seuranta.intake.pseudonyms import programme_key
from seuranta.intake.receipts import read_receipts
from seuranta.programmes.load import load_programmes
from seuranta.releases.capsule import Capsule
from seuranta.releases.releasing import Approval, House, release
from seuranta.releases.verifying import differing_figures, seal_in_log, verify
from seuranta.reporting.publishing import publish_drafts
from seuranta.samples.writing import write_samples
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.house_log import read_house_log
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.building import build
from seuranta.warehouse.reading import read_reports
from tests.unit.forgetting.houses import forms_of
from tests.unit.intake.crashing import killed_by, steps_in

ROOT = Path(__file__).parents[2]
SEURANTA = Path(sys.executable).parent / "seuranta"
DROPPED = ("yhteydenotot kaikki", "syyskuu.csv", "loppukysely", "asiakasraati kaikki.xlsx")
ALL_AUDIENCES, AUDIENCES = "audiences: [internal, steering, funder, public]", "audiences: [internal, public]"
PSEUDONYM = re.compile(rb"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
THEIRS, OTHERS = "IK-02", "IK-03"


@dataclass(frozen=True)
class Stage:
    """What there was at one time: rows of others by lake file, figures, and the bytes of what was published."""

    rows: dict[str, list[str]]
    published: dict[str, bytes]


@dataclass(frozen=True)
class Forgotten:
    """A house before and after somebody was forgotten by the command."""

    house: House
    capsule: Capsule
    key: str
    hits_before: list[str]
    before: Stage
    answer: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def forgotten(tmp_path_factory: pytest.TempPathFactory) -> Forgotten:
    house = house_of(tmp_path_factory.mktemp("forgetting"))
    capsule = release(house, "ikaalinen", 1, Approval("Maija Hyväksyjä"))
    publish_drafts(house.workspace, house.programmes, house.clock, "ikaalinen")
    key = pseudonym_of(house, THEIRS)
    before = Stage(rows_without(house, key), published_in(capsule))
    hits_before = hits(house.workspace, key, THEIRS)
    return Forgotten(house, capsule, key, hits_before, before, command(house, THEIRS, "erase", "--programme", "ikaalinen"))


def house_of(home: Path) -> House:
    """The pilot's files alone, in the warehouse."""
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
    ingest(workspace, house.programmes, house.clock, settle_seconds=0)
    build(workspace, house.programmes, house.clock)
    return house


def command(house: House, said: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the product, with what is typed on its standard input."""
    environment = {"SEURANTA_HOME": str(house.workspace.home), "SEURANTA_PROGRAMMES": str(house.programmes_folder), "PATH": "/usr/bin:/bin"}
    return subprocess.run([SEURANTA, *arguments], input=f"{said}\n", env=environment, capture_output=True, text=True, check=False, timeout=300)


def pseudonym_of(house: House, identifier: str) -> str:
    return programme_key(read_master(house.workspace), "ikaalinen").pseudonym(identifier)


def hits(workspace: Workspace, *texts: str) -> list[str]:
    """Every file outside the drop folder that holds one of a few texts in any form."""
    forms = [form for text in texts for form in forms_of(text)]
    return [name for name, content in everything_kept(workspace) if any(form in content for form in forms)]


def pseudonyms_kept(workspace: Workspace) -> dict[str, list[str]]:
    """Everything that looks like a pseudonym, by file."""
    return {name: [found.decode() for found in PSEUDONYM.findall(content)] for name, content in everything_kept(workspace)}


def everything_kept(workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file outside the drop folder; tables also as their rows, originals also as what they encrypt."""
    receipts = {receipt.delivery_id: receipt for receipt in read_receipts(workspace)}
    for path in sorted(path for path in workspace.home.rglob("*") if path.is_file() and not path.is_relative_to(workspace.drop)):
        content = path.read_bytes() + path.name.encode()
        if path.suffix == ".parquet":
            content += str(pq.read_table(path, partitioning=None).to_pylist()).encode()
        if path.suffix == ".duckdb":
            content += rows_in(path)
        if path.suffix == ".age":
            content += open_original(workspace, receipts[path.stem]) or b""
        if not (path.is_relative_to(workspace.releases) and "dbt_project" in path.parts):  # the definitions name nobody
            yield path.relative_to(workspace.home).as_posix(), content


def rows_in(database: Path) -> bytes:
    """Every row of every table: a DuckDB file may hold texts compressed."""
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        return "".join(str(connection.execute(f'select * from "{schema}"."{name}"').fetchall()) for schema, name in tables).encode()


def rows_without(house: House, key: str) -> dict[str, list[str]]:
    """Rows of the tables of people by file, without those about one key."""
    tables = ("attendance", "survey_response", "esr_participants", "contacts")
    paths = sorted(path for table in tables for path in (house.workspace.lake / table).rglob("*.parquet"))
    return {path.name + path.parts[-3]: [str(row) for row in pq.read_table(path, partitioning=None).to_pylist() if key not in str(row)] for path in paths}


def published_in(capsule: Capsule) -> dict[str, bytes]:
    """What was published and what it was made from, but the row lists."""
    folders = (capsule.folder / "reports", capsule.folder / "earlier", capsule.reference)
    paths = [capsule.figures, *(path for folder in folders for path in folder.rglob("*") if path.is_file())]
    return {path.relative_to(capsule.folder).as_posix(): path.read_bytes() for path in paths}


def test_the_person_was_in_every_place_and_is_in_none(forgotten: Forgotten) -> None:
    for part in ("archive/", "lake/", "releases/ikaalinen/1/1/rows/", "warehouse.duckdb"):
        assert any(name.startswith(part) for name in forgotten.hits_before), f"the search finds nothing in {part}, so it proves nothing"
    assert hits(forgotten.house.workspace, forgotten.key, THEIRS) == []


def test_the_command_says_what_it_did_and_not_to_whom(forgotten: Forgotten) -> None:
    assert (forgotten.answer.returncode, forgotten.answer.stderr) == (0, "")
    assert forgotten.answer.stdout.startswith("erased: ")
    assert "releases resealed: ikaalinen/1/1; what was published stays" in forgotten.answer.stdout
    assert THEIRS not in forgotten.answer.stdout


def test_everybody_elses_rows_and_what_was_published_are_the_same_bytes(forgotten: Forgotten) -> None:
    assert rows_without(forgotten.house, forgotten.key) == forgotten.before.rows
    assert published_in(forgotten.capsule) == forgotten.before.published
    assert hits(forgotten.house.workspace, pseudonym_of(forgotten.house, OTHERS)) != []


def test_the_release_is_verified_under_its_new_seal(forgotten: Forgotten) -> None:
    workspace, capsule = forgotten.house.workspace, forgotten.capsule
    seals = [line for line in read_house_log(workspace) if line["what"] in ("released", "release_resealed")]
    assert [line["what"] for line in seals] == ["released", "release_resealed"]
    assert seals[1]["seal_before"] == seals[0]["seal"]
    verified = verify(Capsule(capsule.folder), seal_in_log(workspace, capsule))
    assert verified.figures > 0
    assert verified.changed_since > 0


def test_the_drafts_are_gone_and_the_warehouse_counts_one_less(forgotten: Forgotten) -> None:
    house = forgotten.house
    assert not (house.workspace.reports / "ikaalinen").exists()
    (report,) = read_reports(house.workspace, house.programmes, "ikaalinen")
    contacted = next(figure for figure in report.figures if figure.id == "recruitment.contacted" and not figure.breakdown and figure.scope == "period")
    assert contacted.value == 39


def test_nobody_by_that_name_is_said_with_2_and_leaves_nothing(forgotten: Forgotten) -> None:
    before = forgotten.house.workspace.house_log.read_bytes()
    answer = command(forgotten.house, "010190-900P", "erase", "--programme", "ikaalinen")
    assert answer.returncode == 2
    assert answer.stderr.startswith("seuranta: erase: expected what programme 'ikaalinen' knows a person by ")
    assert "010190" not in answer.stderr + answer.stdout
    assert forgotten.house.workspace.house_log.read_bytes() == before
    assert hits(forgotten.house.workspace, "010190-900P") == []


def test_an_identifier_as_an_argument_is_refused_and_not_repeated(forgotten: Forgotten) -> None:
    answer = command(forgotten.house, "", "erase", "--programme", "ikaalinen", "010190-900P")
    assert answer.returncode == 1
    assert "010190" not in answer.stderr + answer.stdout


@pytest.fixture(scope="module")
def rotated(forgotten: Forgotten) -> tuple[Forgotten, list[str], list[str]]:
    """The same house under new keys: the old pseudonyms of everybody, and where they were found before."""
    workspace = forgotten.house.workspace
    reports = read_reports(workspace, forgotten.house.programmes, "ikaalinen")
    paths = [path for path in workspace.lake.rglob("*.parquet") if path.parts[-3] != "outcome"]
    rows = [row for path in paths for row in pq.read_table(path, partitioning=None).to_pylist()]
    old = {value for row in rows for name, value in row.items() if name.endswith("_key") and value}
    hits_before = [name for name, found in pseudonyms_kept(workspace).items() if old & set(found)]
    answer = command(forgotten.house, "", "rotate-key")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert differing_figures(reports, read_reports(workspace, forgotten.house.programmes, "ikaalinen")) == []
    return forgotten, sorted(old), hits_before


def test_no_old_pseudonym_is_left(rotated: tuple[Forgotten, list[str], list[str]]) -> None:
    forgotten, old, hits_before = rotated
    assert len(old) > 40
    for part in ("lake/", "releases/ikaalinen/1/1/rows/", "warehouse.duckdb"):
        assert any(name.startswith(part) for name in hits_before), f"the search finds nothing in {part}, so it proves nothing"
    assert [name for name, found in pseudonyms_kept(forgotten.house.workspace).items() if set(old) & set(found)] == []
    assert hits(forgotten.house.workspace, *old[:5]) == []
    verify(Capsule(forgotten.capsule.folder), seal_in_log(forgotten.house.workspace, forgotten.capsule))


def test_files_are_known_again_and_the_forgotten_stay_forgotten(rotated: tuple[Forgotten, list[str], list[str]]) -> None:
    house = rotated[0].house
    drop = house.workspace.drop / "ikaalinen"
    assert ingest(house.workspace, house.programmes, house.clock, settle_seconds=0) == []
    book = openpyxl.load_workbook(drop / "yhteydenotot kaikki.xlsx")
    assert (book.worksheets[0]["A3"].value, book.worksheets[0]["F3"].value) == (THEIRS, "Kyllä")
    book.worksheets[0]["F4"] = "Ei"
    book.save(drop / "yhteydenotot korjattu.xlsx")
    (taken,) = ingest(house.workspace, house.programmes, house.clock, settle_seconds=0)
    assert (taken.erased, taken.status) == (1, "accepted_with_warnings")
    assert hits(house.workspace, pseudonym_of(house, THEIRS), THEIRS) == []
    assert pseudonym_of(house, OTHERS) in str(rows_without(house, "nobody"))


@pytest.mark.prove
def test_a_change_of_keys_that_was_killed_is_finished(tmp_path: Path) -> None:
    house = house_of(tmp_path / "house")
    reports = read_reports(house.workspace, house.programmes, "ikaalinen")
    old = pseudonym_of(house, OTHERS)
    listed = copy_of(house, tmp_path / "listed")
    steps = steps_in(lambda: change(listed))
    journal = len(steps) - steps[::-1].index("rename .json") - 1
    begun = next(at for at, step in enumerate(steps) if step == "rename lake")
    points = [0, begun // 2, begun, begun + 1, journal, len(steps) - 1]  # each step between: tests/unit/forgetting/test_rekeying.py
    for at in dict.fromkeys(points):
        crashed = copy_of(house, tmp_path / f"crashed {at}")
        killed_by(partial(change, crashed), at)
        finish_what_was_begun(crashed.workspace, crashed.programmes, crashed.clock)
        if at >= begun:
            assert hits(crashed.workspace, old) == [], f"killed before '{steps[at]}' ({at})"
        assert not crashed.workspace.changing_keys.exists()
        assert differing_figures(reports, read_reports(crashed.workspace, crashed.programmes, "ikaalinen")) == []
        assert ingest(crashed.workspace, crashed.programmes, crashed.clock, settle_seconds=0) == []
        shutil.rmtree(crashed.workspace.home)


def copy_of(house: House, folder: Path) -> House:
    """The same house elsewhere."""
    shutil.copytree(house.workspace.home, folder, copy_function=shutil.copy2)
    return House(Workspace(folder), house.programmes, house.programmes_folder, house.clock)


def change(house: House) -> None:
    change_keys(Surroundings(house.workspace, house.programmes, house.clock))
