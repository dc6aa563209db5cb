"""People stay where staff put them (privacy.md 1): every byte that commands wrote or said is searched for 26 who do not exist."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import urllib.parse
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.end_to_end.canaries.files import CODE, Dropped, decorated, participants, usable_files
from tests.end_to_end.canaries.house import CanaryHouse
from tests.end_to_end.canaries.lives import life_that_forgets, short_life, whole_life
from tests.end_to_end.canaries.persons import PERSONS
from tests.end_to_end.canaries.scanning import Scanner

LEAST_BYTES = 10_000_000


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner(PERSONS)


def test_nobody_is_found_outside_the_drop_folder(tmp_path: Path, scanner: Scanner) -> None:
    house = CanaryHouse(tmp_path / "house")
    short_life(house)
    assert len(PERSONS) > 25
    assert house.hits(scanner) == []
    assert scanner.bytes_searched > LEAST_BYTES
    assert all(any(hit.person == person.no for hit in scanner.search_folder(house.drop)) for person in PERSONS), "they were never there"


@pytest.mark.prove
def test_nobody_is_found_after_all_commands_and_failures(tmp_path: Path, scanner: Scanner) -> None:
    house = CanaryHouse(tmp_path / "house")
    met = whole_life(house)
    assert len(met) > 20, met
    assert house.hits(scanner) == []


@pytest.mark.prove
def test_nobody_is_found_after_somebody_was_forgotten(tmp_path: Path, scanner: Scanner) -> None:
    house = CanaryHouse(tmp_path / "house")
    life_that_forgets(house)
    assert house.hits(scanner) == []


@pytest.mark.parametrize(("plant", "place"), [("print_a_frame", "stdout of"), ("keep_default_results", "validations.json")])
def test_a_planted_leak_is_found(tmp_path: Path, scanner: Scanner, plant: str, place: str) -> None:
    house = planted(tmp_path, plant)
    hits = house.hits(scanner)
    assert hits
    assert all(place in hit.place for hit in hits), hits


def test_results_in_the_format_that_we_ask_for_would_name_nobody(tmp_path: Path, scanner: Scanner) -> None:
    house = planted(tmp_path, "keep_our_results")
    assert "unexpected_count" in (house.workspace / "work" / "validations.json").read_text(encoding="utf-8")
    assert house.hits(scanner) == []


def planted(folder: Path, plant: str) -> CanaryHouse:
    """A house in which the register was taken by a pass that leaks."""
    house = CanaryHouse(folder / "house")
    house.run("init")
    house.put(Dropped(f"{CODE}/osallistujat.xlsx", decorated(participants(), PERSONS[0])))
    said = house.run("ingest", plant=plant)
    assert said.code == 0, said.stderr
    return house


FORMS: dict[str, Callable[[str], bytes]] = {
    "as it is": lambda text: text.encode(),
    "in capitals": lambda text: text.upper().encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "JSON": lambda text: json.dumps({"a": text}).encode(),
    "JSON in JSON": lambda text: json.dumps(json.dumps([text])).encode(),
    "URL": lambda text: b"?name=" + urllib.parse.quote(text).encode(),
    "base64 from the start": lambda text: base64.b64encode(text.encode()),
    "base64 from the second": lambda text: base64.b64encode(b"x" + text.encode() + b"yz"),
    "base64 from the third": lambda text: base64.urlsafe_b64encode(b"xx" + text.encode() + b"y"),
    "in a workbook": lambda text: zipped(text + text),
    "far inside": lambda text: b"\0" * ((1 << 24) - 3) + text.encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_search_finds_every_form_of_everything_personal(scanner: Scanner, form: str) -> None:
    person = PERSONS[1]
    for trace in (person.identity_code, person.last_name, person.e_mail, person.phone, person.address, person.secret, person.born_on.isoformat()):
        assert {hit.person for hit in scanner.search("here", FORMS[form](trace))} == {1}, trace


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256"])
def test_the_search_finds_plain_hashes_of_identity_codes(scanner: Scanner, name: str) -> None:
    digest = hashlib.new(name, PERSONS[2].identity_code.encode(), usedforsecurity=False)
    for written in (digest.hexdigest().encode(), digest.digest(), b"x" + base64.b64encode(digest.digest())):
        assert [hit.person for hit in scanner.search("here", written)] == [2]


def test_the_search_reads_databases_row_by_row(scanner: Scanner, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute("create table t as select ? as said from range(5000)", [PERSONS[3].secret])
        connection.execute(f"copy t to '{tmp_path / 'a.parquet'}' (compression zstd)")
    assert {hit.place for hit in scanner.search_folder(tmp_path)} >= {"a.duckdb ▸ t", "a.parquet ▸ rows"}


def test_the_search_finds_nobody_where_nobody_is(scanner: Scanner) -> None:
    others = b"Aino Korhonen 010190-900X aino@example.org +358 40 123 4567"
    assert scanner.search("here", others) == []
    assert scanner.search("here", b"") == []


def zipped(text: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<t>{text}</t>" * 100)
    return content.getvalue()


def test_every_layout_of_every_dataset_is_among_the_files() -> None:
    assert len({file.path for file in usable_files()}) == 10
