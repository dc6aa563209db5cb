"""Empty workbooks say what goes where, and hold no data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from seuranta.feedback.template_sheets import LISTS
from seuranta.feedback.templates import write_templates
from seuranta.intake.judging.catalogue import dataset_expectations
from seuranta.programmes.load import load_programmes
from seuranta.programmes.programme import Programmes

PROGRAMMES = Path(__file__).parents[3] / "programmes"


@pytest.fixture(scope="module")
def programmes() -> Programmes:
    return load_programmes(PROGRAMMES)


@pytest.fixture(scope="module")
def written(programmes: Programmes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("templates")
    paths = write_templates(programmes, dataset_expectations(), out)
    assert len(paths) == len(set(paths)) > 20
    return out


def test_lists_that_are_too_long_for_a_cell_stand_on_a_sheet_that_is_no_data(written: Path) -> None:
    book = load_workbook(next(written.glob("ok_hanke/Käynnit*.xlsx")))
    assert book.sheetnames[1:] == [LISTS]
    assert book[LISTS].sheet_state == "hidden"
    sources = [rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation]
    assert any(str(source).startswith(f"{LISTS}!") for source in sources)


def test_headers_carry_notes_and_no_row_is_data(written: Path) -> None:
    sheet = load_workbook(written / "ikaalinen" / "Yhteydenotot.xlsx").worksheets[0]
    notes = {cell.value: cell.comment.text for cell in sheet[1] if cell.comment}
    assert notes["Yhteydenotto"] == "Päivä muodossa päivä.kuukausi.vuosi.\nPakollinen.\nEsimerkki: 15.7.2022"
    assert "Esimerkkirivi (älä kopioi): Tunniste = IK-01; " in notes["Tunniste"]
    assert "Yksikkö" not in notes


def test_a_note_says_what_else_would_do(written: Path) -> None:
    sheet = load_workbook(written / "ok_hanke" / "Osallistujat.xlsx").worksheets[0]
    needs = {cell.value: cell.comment.text.split("\n")[1] for cell in sheet[1] if cell.comment}
    assert needs["Asiakasnumero"] == "Täytä tämä tai: Henkilötunnus."
    assert needs["Syntymäaika"] == "Pakollinen, jos tyhjä: Henkilötunnus."
    assert needs["Yksikkö"] == "Pakollinen."
    assert needs["Lopetuspäivä"] == "Voi jättää tyhjäksi."


def test_a_name_from_a_programme_file_starts_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "programmes" / "torstaiklubi.yml"
    shutil.copytree(PROGRAMMES / "instruments", path.parent / "instruments")
    text = (
        (PROGRAMMES / path.name)
        .read_text(encoding="utf-8")
        .replace("fi: Rovaniemen aikuissosiaalityö", "fi: '=1+1'")
        .replace("fi: Torstaiklubi,", "fi: '@SUM(A1)',")
    )
    path.write_text(text, encoding="utf-8")
    paths = [made for made in write_templates(load_programmes(path.parent), dataset_expectations(), tmp_path / "out") if made.suffix == ".xlsx"]
    cells = [cell for each in paths for sheet in load_workbook(each).worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.value for cell in cells} >= {"=1+1"}
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_same_programme_file_makes_the_same_bytes(programmes: Programmes, tmp_path: Path) -> None:
    first = write_templates(programmes, dataset_expectations(), tmp_path / "first")
    second = write_templates(programmes, dataset_expectations(), tmp_path / "second")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
