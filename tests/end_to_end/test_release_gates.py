"""Each gate that is shut keeps the report in the house, says why in a sentence, and the command leaves with 5."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from seuranta.intake.ingesting import ingest
from seuranta.releases.house import House
from tests.end_to_end.release_houses import in_house, pilot_house, take_and_build

CONTACTS = "yhteydenotot kaikki.xlsx"
RELEASE = ("release", "ikaalinen", "1", "--approved-by", "Maija Hyväksyjä")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Without the September visits and the workers' rating: something is missing."""
    return pilot_house(tmp_path_factory.mktemp("gates"))


@pytest.fixture
def house(built: House, tmp_path: Path) -> House:
    """A copy to do with as one likes."""
    shutil.copytree(built.workspace.home.parent, tmp_path / "house")
    workspace = type(built.workspace)(tmp_path / "house" / "workspace")
    return House(workspace, built.programmes, tmp_path / "house" / "programmes", built.clock)


def refused(house: House, *arguments: str, **environment: str) -> list[str]:
    """The sentences of a release that is refused; nothing of it is left."""
    done = in_house(house, *RELEASE, *arguments, **environment)
    assert (done.returncode, done.stdout) == (5, "")
    assert not list(house.workspace.releases.glob("*/*/*"))
    assert not house.workspace.house_log.exists() or "released" not in house.workspace.house_log.read_text(encoding="utf-8")
    first, *sentences = done.stderr.splitlines()
    assert first == "seuranta: not released:"
    return [sentence.strip() for sentence in sentences]


def drop_changed_contacts(house: House, keep: int) -> None:
    """The contacts again with the first ``keep`` alone."""
    folder = house.workspace.drop / "ikaalinen"
    book = openpyxl.load_workbook(folder / CONTACTS)
    book.worksheets[0].delete_rows(2 + keep, 100)
    book.save(folder / "yhteydenotot lyhyempi.xlsx")


def test_a_period_that_has_not_ended(house: House) -> None:
    assert "Kausi 1 päättyy 2022-11-15, ja tänään on 2022-11-15. Julkaise raportti aikaisintaan 2022-11-16." in refused(
        house, SEURANTA_NOW="2022-11-15T12:00:00+02:00"
    )


def test_a_warehouse_that_lacks_a_delivery(house: House) -> None:
    drop_changed_contacts(house, keep=38)
    assert [receipt.status for receipt in ingest(house.workspace, house.programmes, house.clock, settle_seconds=0)] == ["accepted"]
    assert refused(house) == ["Tietovarastosta puuttuu viimeisin aineisto tai ohjelmatiedosto on muuttunut. Aja 'seuranta build' ja tarkista luonnos."]


def test_a_delivery_that_waits_for_a_person(house: House) -> None:
    drop_changed_contacts(house, keep=20)
    [receipt] = ingest(house.workspace, house.programmes, house.clock, settle_seconds=0)
    assert receipt.status == "held"
    take_and_build(house)
    assert refused(house, "--exception", "puute sovittu") == [
        f"Toimitus {receipt.delivery_id} odottaa ihmisen päätöstä. Hyväksy se ('seuranta accept') tai pudota korjattu tiedosto samaan paikkaan."
    ]


def test_data_that_are_missing_without_a_written_exception(house: House) -> None:
    for path in house.workspace.lake.rglob("*.parquet"):
        if "contacts" in path.parts:
            path.unlink()
    take_and_build(house)
    assert refused(house) == [
        "Aineistosta puuttuu 1 odotetusta 3 osuudesta: kamraatinkulma contacts (1). "
        'Pyydä puuttuvat tiedostot, tai hyväksy puute kirjallisesti: --exception "…".'
    ]


def test_nobody_s_word_is_no_approval(house: House) -> None:
    done = in_house(house, "release", "ikaalinen", "1", "--approved-by", " ")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "seuranta: --approved-by: expected the name of a person, found nothing; say who approves the report\n"


def test_a_second_release_without_a_reason_is_refused_and_the_first_stays_as_it_is(house: House) -> None:
    done = in_house(house, *RELEASE)
    assert (done.returncode, done.stdout) == (0, "releases/ikaalinen/1/1\n"), done.stderr
    before = {path: path.read_bytes() for path in house.workspace.releases.rglob("*") if path.is_file()}
    again = in_house(house, *RELEASE)
    assert again.returncode == 5
    assert 'Kauden 1 raportti on julkaistu jo 1 kertaa. Uusi julkaisu on oikaisu: kerro sen syy, --reason "…".' in again.stderr
    assert {path: path.read_bytes() for path in house.workspace.releases.rglob("*") if path.is_file()} == before
