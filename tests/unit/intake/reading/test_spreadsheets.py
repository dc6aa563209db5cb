"""Workbooks: cells as text at the staff's own coordinates."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook as Book
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from seuranta.intake.reading.binary_errors import error_cells
from seuranta.intake.reading.raw import RawWorkbook
from seuranta.intake.reading.spreadsheets import read_open_document, read_open_xml
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.sheets import UNKNOWN_FORMULA
from tests.unit.intake.files import ROOT_RELATIONS, ods, ods_row, raw_xlsx, xlsx, zipped


def cells_of(workbook: RawWorkbook, sheet: int = 0) -> list[list[str | None]]:
    return [list(row.values()) for row in workbook.sheets[sheet].table.to_pylist()]


def test_values_become_the_texts_that_a_sheet_promises() -> None:
    day, moment, hour = datetime.date(2022, 7, 15), datetime.datetime(2022, 7, 15, 13, 0), datetime.time(13, 30)
    row = [3, 3.5, day, moment, hour, True, False, "teksti", None, datetime.timedelta(hours=30), 1e20, " "]
    assert cells_of(read_open_xml(xlsx(row))) == [
        ["3", "3.5", "2022-07-15", "2022-07-15T13:00:00", "13:30:00", "TOSI", "EPÄTOSI", "teksti", None, "30:00:00", "1e+20"]
    ]


def test_rows_and_columns_are_counted_from_a1() -> None:
    assert cells_of(read_open_xml(raw_xlsx('<row r="3"><c r="C3"><v>7</v></c></row>'))) == [[None] * 3, [None] * 3, [None, None, "7"]]


def test_hidden_sheets_are_read_and_known_as_hidden() -> None:
    workbook = read_open_xml(xlsx(["a"], hidden={"Piilossa": [["b"]]}))
    assert [(sheet.name, sheet.is_hidden) for sheet in workbook.sheets] == [("Taul1", False), ("Piilossa", True)]
    assert cells_of(workbook, 1) == [["b"]]


def test_errors_keep_their_english_code() -> None:
    assert cells_of(read_open_xml(raw_xlsx('<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1"><v>1</v></c></row>'))) == [["#DIV/0!", "1"]]


@pytest.mark.parametrize("cell", ['<c r="B1"><f>1+1</f></c>', '<c r="B1"><f>1+1</f><v/></c>', '<c r="B1"><f>1+1</f><v></v></c>', "<c><f>A1</f></c>"])
def test_a_formula_without_a_value_is_unknown_and_not_empty(cell: str) -> None:
    assert cells_of(read_open_xml(raw_xlsx(f'<row r="1"><c r="A1"><v>1</v></c>{cell}</row>'))) == [["1", UNKNOWN_FORMULA]]


def test_a_formula_that_gave_an_empty_text_is_empty() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f>1+1</f><v>2</v></c></row>'
    assert cells_of(read_open_xml(raw_xlsx(rows))) == [["1", None, "2"]]


def test_the_1904_date_system_is_told() -> None:
    book = Book()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.active["A1"] = datetime.date(2022, 7, 15)
    content = io.BytesIO()
    book.save(content)
    workbook = read_open_xml(content.getvalue())
    assert workbook.is_date_1904
    assert cells_of(workbook) == [["2022-07-15"]]
    assert not read_open_xml(xlsx(["a"])).is_date_1904


def test_macros_are_told_and_never_run() -> None:
    assert read_open_xml(raw_xlsx('<row r="1"><c r="A1"><v>1</v></c></row>', parts={"xl/vbaProject.bin": b"\0"})).has_macros
    assert not read_open_xml(xlsx(["a"])).has_macros


def test_an_open_document_is_read_with_its_repeats() -> None:
    gap = '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/></table:table-row>'
    assert cells_of(read_open_document(ods(ods_row("Pvm", "Ryhmä") + gap + ods_row("1.9.2022", "Retki")))) == [
        ["Pvm", "Ryhmä"],
        [None, None],
        [None, None],
        ["1.9.2022", "Retki"],
    ]


def test_an_open_document_with_a_formula_without_value_has_an_unknown_cell() -> None:
    row = '<table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'
    row += '<table:table-cell table:formula="of:=[.A1]+1"/></table:table-row>'
    assert cells_of(read_open_document(ods(row))) == [["1", UNKNOWN_FORMULA]]


def test_trailing_formatting_of_an_open_document_costs_nothing() -> None:
    rest = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    assert cells_of(read_open_document(ods(ods_row("a") + rest))) == [["a"]]


def test_an_encrypted_open_document_is_said_to_be_encrypted() -> None:
    with pytest.raises(Rejected, match=r"^FIL02$"):
        read_open_document(ods(ods_row("a"), {"META-INF/manifest.xml": "<m><encryption-data/></m>"}))


@pytest.mark.parametrize(("shown", "code"), [("#DIV/0!", "#DIV/0!"), ("#JAKO/0!", "#DIV/0!"), ("Err:502", "Err:502")])
def test_an_error_of_an_open_document_is_an_error_and_not_empty(shown: str, code: str) -> None:
    cell = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    row = f"<table:table-row><table:table-cell {cell}><text:p>{shown}</text:p></table:table-cell></table:table-row>"
    assert cells_of(read_open_document(ods(row))) == [[code]]


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def test_errors_of_a_binary_workbook_are_found_by_sheet() -> None:
    error_value = struct.pack("<HHHBB", 2, 1, 0, 0x07, 1)
    truth_value = struct.pack("<HHHBB", 3, 1, 0, 0x01, 0)
    failed_formula = struct.pack("<HHH", 4, 2, 0) + b"\x02\x00\x2a\x00\x00\x00\xff\xff" + bytes(8)
    sheet = record(0x0809, bytes(16)) + record(0x0205, error_value) + record(0x0205, truth_value) + record(0x0006, failed_formula) + record(0x000A, b"")
    name = "Läsnä"
    start = len(record(0x0809, bytes(16))) + len(record(0x0022, bytes(2))) + 4 + 8 + len(name) + 4
    bound = struct.pack("<IHBB", start, 0, len(name), 0) + name.encode("latin-1")
    found = error_cells(record(0x0809, bytes(16)) + record(0x0022, b"\x01\x00") + record(0x0085, bound) + record(0x000A, b"") + sheet)
    assert found.is_date_1904
    assert not found.is_encrypted
    assert found.marks["Läsnä"].texts == {(2, 1): "#DIV/0!", (4, 2): "#N/A"}


def test_a_binary_workbook_with_a_password_is_told() -> None:
    assert error_cells(record(0x0809, bytes(16)) + record(0x002F, bytes(54)) + record(0x000A, b"")).is_encrypted


@pytest.mark.parametrize(
    "renamed",
    [
        pytest.param(lambda name: name.replace("/", "\\"), id="backslashes"),
        pytest.param(lambda name: name.lower(), id="small letters"),
        pytest.param(lambda name: name.replace("xl/", "muualla/"), id="another folder"),
        pytest.param(lambda name: name.replace("xl/", ""), id="no folder"),
    ],
)
def test_parts_lie_where_the_package_says_so(renamed: Callable[[str], str]) -> None:
    with zipfile.ZipFile(io.BytesIO(raw_xlsx('<row><c><f>1+1</f></c><c t="e"><v>#N/A</v></c></row>'))) as package:
        parts: dict[str, str | bytes] = {renamed(name): package.read(name) for name in package.namelist()}
    place = renamed("xl/workbook.xml").replace("\\", "/")
    parts[renamed("_rels/.rels")] = ROOT_RELATIONS.replace("xl/workbook.xml", place)
    assert cells_of(read_open_xml(zipped(parts))) == [[UNKNOWN_FORMULA, "#N/A"]]
