"""A file comes back with its faults marked in it, and nothing else changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from seuranta.feedback.cells import RED, YELLOW
from seuranta.feedback.copies import LARGEST_ROWS
from seuranta.feedback.workbook import Said, write_feedback
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.extracts import Finding, Touched
from seuranta.vocabulary.feedback_mark import FEEDBACK_SHEET_MARK
from seuranta.vocabulary.receipts import Receipt, RowCounts, Severity, Status
from seuranta.vocabulary.sheets import Workbook
from tests.unit.feedback.builders import ROWS, UNKNOWN_MARK, finding, issue, read, receipt, save

Sheets = dict[str, list[list[object]]]


def give_back(  # one argument for each thing that a test varies
    folder: Path,
    given: Receipt,
    workbook: Workbook | None,
    findings: list[Finding],
    original: Path | None = None,
    language: str = "fi",
    touched_figures: Sequence[Touched] = (),
) -> Path | None:
    return write_feedback(Said(given.file_name, workbook, given, findings, language, touched_figures), original, folder / "palaute")


def marked(folder: Path, sheets: Sheets | None = None, language: str = "fi") -> Book:
    """The feedback on a workbook whose cell C2 of the sheet Elo holds an unknown mark."""
    sheets = sheets or {"Elo": ROWS}
    original = save(folder / "copy.xlsx", sheets)
    fault = issue()
    path = give_back(folder, receipt(issues=[fault]), read({**sheets}), [finding(fault, "?")], original, language)
    assert path is not None
    return load_workbook(path)


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_offending_cell_is_coloured_and_says_what_is_wrong_and_what_was_found(tmp_path: Path) -> None:
    cell = marked(tmp_path)["Elo"]["C2"]
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment is not None
    assert cell.comment.text == f"{UNKNOWN_MARK}\nLöytyi: ”?”"


def test_the_first_sheet_says_the_verdict_the_steps_and_the_place(tmp_path: Path) -> None:
    book = marked(tmp_path)
    sheet = book.worksheets[0]
    assert book.active is sheet
    assert sheet.title == "Korjattavaa"
    assert texts(sheet) == [
        FEEDBACK_SHEET_MARK,
        "1 merkintä puuttuu raportista",
        "Tiedostossa oli 4 merkintää. Mukana: 3 merkintää. Puuttuu, kunnes tiedosto on korjattu: 1 merkintä.",
        "Tee näin",
        "1.  Napsauta alla olevaa sinistä paikkaa: pääset värilliseen soluun. Ohje lukee myös solun kommentissa.",
        "2.  Korjaa solut tähän työkirjaan: ensin punaiset, sitten tarkista keltaiset. Värejä ja tätä lehteä ei tarvitse poistaa.",
        "3.  Tallenna nimellä ”elokuu.xlsx” yhtä kansiota ylemmäs, vanhan päälle. (palaute-kansiota ei lueta.)",
        "Seuraus",
        "Paikka (napsauta)",
        "Löytyi",
        "Mikä on vialla ja mitä tehdä",
        "Sääntö",
        "✗ Ei mukana",
        "Elo, rivi 2, sarake C",
        "?",
        UNKNOWN_MARK,
        "ATT05",
    ]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'Elo'!C2"]


@pytest.mark.parametrize(
    ("language", "title", "headline"), [("sv", "Att rätta", "1 markering saknas i rapporten"), ("en", "To correct", "1 mark missing from the report")]
)
def test_the_programme_decides_the_language(tmp_path: Path, language: str, title: str, headline: str) -> None:
    book = marked(tmp_path, language=language)
    assert book.worksheets[0].title == title
    assert book.worksheets[0]["A2"].value == headline
    assert book["Elo"]["C2"].comment.text.startswith(f"{language}: {UNKNOWN_MARK}")


def test_formatting_formulas_widths_and_hidden_sheets_stay(tmp_path: Path) -> None:
    original = tmp_path / "copy.xlsx"
    notes: list[list[object]] = [["muistiinpano"]]
    save(original, {"Elo": [*ROWS, ["Yht.", '=COUNTIF(B2:B3,"x")', None]], "Heinä": notes}, hidden=["Heinä"])
    book = load_workbook(original)
    book["Elo"].column_dimensions["A"].width = 33
    book["Elo"]["A2"].font = Font(bold=True, color="FF00B050")
    book["Elo"]["C2"].comment = Comment("oma kommentti", "Aino")
    book.save(original)
    fault = issue()
    path = give_back(tmp_path, receipt(issues=[fault]), read({"Elo": ROWS, "Heinä": notes}), [finding(fault, "?")], original)
    assert path is not None
    returned = load_workbook(path)
    assert returned.sheetnames == ["Korjattavaa", "Elo", "Heinä"]
    assert returned["Heinä"].sheet_state == "hidden"
    assert returned["Elo"].column_dimensions["A"].width == 33
    assert returned["Elo"]["A2"].font.color.rgb == "FF00B050"
    assert returned["Elo"]["B4"].value == '=COUNTIF(B2:B3,"x")'
    assert returned["Elo"]["C2"].comment.text.endswith("oma kommentti")


def test_only_the_first_sheet_is_selected(tmp_path: Path) -> None:
    book = marked(tmp_path, {"Elo": ROWS, "Syys": ROWS})
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, False, False]


def test_a_row_without_a_column_is_marked_in_its_first_used_cell(tmp_path: Path) -> None:
    rows: list[list[object]] = [["", "Tunniste", "Yhteydenotto"], [None, "IK-01", "18.7.2022"]]
    fault = issue("CON04", Severity.WARN, ("Elo", 2, None), "Sama henkilö on tiedostossa kahdesti.")
    given = receipt(Status.ACCEPTED_WITH_WARNINGS, [fault], layout="contacts", rows=RowCounts(received=1, loaded=1))
    path = give_back(tmp_path, given, read({"Elo": rows}), [finding(fault, None)], save(tmp_path / "copy.xlsx", {"Elo": rows}))
    assert path is not None
    sheet = load_workbook(path)["Elo"]
    assert sheet["B2"].fill.fgColor.rgb == YELLOW
    assert sheet["B2"].comment.text == "Sama henkilö on tiedostossa kahdesti."


def test_issues_are_ordered_by_severity_then_by_the_figures_they_touch(tmp_path: Path) -> None:
    faults = [
        issue("ATT09", Severity.WARN, ("Elo", 3, "B"), "Summa ei täsmää."),
        issue("ATT05", Severity.ROW, ("Elo", 2, "B"), "Vähän lukuja."),
        issue("ATT05", Severity.ROW, ("Elo", 3, "C"), "Monta lukua."),
    ]
    given = receipt(issues=faults)
    findings = [finding(fault, "?") for fault in faults]
    path = give_back(
        tmp_path,
        given,
        read({"Elo": ROWS}),
        findings,
        save(tmp_path / "copy.xlsx", {"Elo": ROWS}),
        touched_figures=[Touched(9), Touched(1), Touched(5, ("attendance.visits",), (1,))],
    )
    assert path is not None
    column = [cell.value for cell in load_workbook(path).worksheets[0]["D"]]
    assert [text for text in column if text in {"Summa ei täsmää.", "Vähän lukuja.", "Monta lukua."}] == ["Monta lukua.", "Vähän lukuja.", "Summa ei täsmää."]
    told = [str(cell.value) for cell in load_workbook(path).worksheets[0]["A"] if cell.value]
    assert any("Koskee 5 lukua (kausi 1): " in text for text in told)


def test_a_text_file_comes_back_as_a_workbook_with_the_same_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Päivämäärä", "Osallistuja"], ["31.2.2022", "=1+1"], ["1.8.2022", "007"]]
    fault = issue("ATT01", place=(None, 2, "A"), text="Sellaista päivää ei ole.")
    given = receipt(issues=[fault], file_name="käynnit.csv", layout="visits", rows=RowCounts(received=2, loaded=1, quarantined=1))
    path = give_back(tmp_path, given, read({None: rows}, kind="text"), [finding(fault, "31.2.2022")])
    assert path == tmp_path / "palaute" / "käynnit – KORJATTAVAA.xlsx"
    book = load_workbook(path)
    assert book.sheetnames == ["Korjattavaa", "Taul1"]
    assert [[cell.value for cell in row] for row in book["Taul1"].iter_rows()] == rows
    assert book["Taul1"]["A2"].fill.fgColor.rgb == RED
    assert book["Taul1"]["B2"].data_type == "s"
    assert book["Taul1"]["B2"].quotePrefix


def test_a_found_value_never_becomes_a_formula(tmp_path: Path) -> None:
    fault = issue()
    original = save(tmp_path / "copy.xlsx", {"Elo": ROWS})
    path = give_back(tmp_path, receipt(issues=[fault]), read({"Elo": ROWS}), [finding(fault, '=HYPERLINK("http://invalid")')], original)
    assert path is not None
    cells = [cell for sheet in load_workbook(path).worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert any(cell.value == '=HYPERLINK("http://invalid")' for cell in cells)


def test_numbers_and_days_of_an_old_workbook_stay_numbers_and_days(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Päivämäärä", "Asiakkaat"], ["2022-08-01", "12"], ["2022-08-02", "-1"]]
    fault = issue("ATT07", place=("Elo", 3, "B"), text="Luvun pitää olla vähintään 0.")
    path = give_back(tmp_path, receipt(issues=[fault], file_name="luvut.xls"), read({"Elo": rows}, kind="xls"), [finding(fault, "-1")])
    assert path is not None
    sheet = load_workbook(path)["Elo"]
    assert (sheet["A2"].is_date, sheet["A2"].number_format, sheet["B2"].value, sheet["B3"].value) == (True, "d.m.yyyy", 12, -1)


def test_a_file_that_cannot_be_read_is_explained(tmp_path: Path) -> None:
    fault = issue("FIL02", Severity.FILE, (None, None, None), "Tiedosto on suojattu salasanalla.")
    path = give_back(tmp_path, receipt(Status.REJECTED, [fault], file_name="palkat.xlsx", layout=None), None, [finding(fault, None)])
    assert path is not None
    book = load_workbook(path)
    assert book.sheetnames == ["Korjattavaa"]
    assert texts(book.worksheets[0])[1:4] == [
        "Tiedostoa ei voitu ottaa mukaan",
        "Mitään tästä tiedostosta ei ole raportissa.",
        "Tiedosto on suojattu salasanalla.",
    ]


def test_of_a_very_long_file_only_the_offending_rows_come_back_and_are_never_data(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Päivämäärä", "Osallistuja"], *[list[object]((f"{day % 28 + 1}.8.2022", f"A{day}")) for day in range(LARGEST_ROWS)]]
    rows[15000] = ["31.2.2022", "A14999"]
    fault = issue("ATT01", place=("Elo", 15001, "A"), text="Sellaista päivää ei ole.")
    path = give_back(tmp_path, receipt(issues=[fault], layout="visits"), read({"Elo": rows}), [finding(fault, "31.2.2022")])
    assert path is not None
    book = load_workbook(path)
    sheet = book["Rivit"]
    assert sheet["A1"].value == FEEDBACK_SHEET_MARK
    assert [cell.value for cell in sheet[3]] == ["Elo", 15001, "31.2.2022", "A14999"]
    assert sheet["C3"].fill.fgColor.rgb == RED
    assert "2.  Korjaa kohdat omaan tiedostoosi ”elokuu.xlsx”. Tässä työkirjassa on vain korjattavat rivit: älä toimita sitä." in texts(book.worksheets[0])


def test_a_feedback_workbook_that_is_dropped_back_loses_our_marks_and_sheet(tmp_path: Path) -> None:
    marked(tmp_path)
    dropped = tmp_path / "palaute" / "elokuu – KORJATTAVAA.xlsx"
    fault = issue(place=("Elo", 3, "B"))
    given = receipt(issues=[fault], file_name="elokuu – KORJATTAVAA.xlsx", path="klubi/elokuu – KORJATTAVAA.xlsx")
    second = tmp_path / "second"
    second.mkdir()
    path = give_back(second, given, read({"Elo": ROWS}), [finding(fault, "x")], dropped)
    assert path is not None
    assert path.name == "elokuu – KORJATTAVAA.xlsx"
    book = load_workbook(path)
    assert book.sheetnames == ["Korjattavaa", "Elo"]
    assert book["Elo"]["C2"].comment is None
    assert book["Elo"]["C2"].fill.fill_type is None
    assert book["Elo"]["B3"].fill.fgColor.rgb == RED


def test_a_corrected_file_takes_our_older_feedback_away(tmp_path: Path) -> None:
    marked(tmp_path)
    given = receipt(Status.ACCEPTED, rows=RowCounts(received=4, loaded=4))
    assert give_back(tmp_path, given, read({"Elo": ROWS}), []) is None
    assert list((tmp_path / "palaute").iterdir()) == []


@pytest.mark.parametrize("status", [Status.DUPLICATE, Status.NOTHING_TO_REPORT])
def test_where_nothing_is_to_fix_there_is_no_workbook(tmp_path: Path, status: Status) -> None:
    assert give_back(tmp_path, receipt(status), None, []) is None
    assert not (tmp_path / "palaute").exists()


def test_a_folder_that_is_a_link_is_not_written_to(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "palaute").symlink_to(elsewhere)
    fault = issue("FIL02", Severity.FILE, (None, None, None))
    with pytest.raises(OperationFailed, match="feedback in the drop folder: expected a file that can be written, found a link instead of a folder"):
        give_back(tmp_path, receipt(Status.REJECTED, [fault]), None, [])
    assert list(elsewhere.iterdir()) == []


def test_no_half_written_file_is_left_or_taken_for_a_delivery(tmp_path: Path) -> None:
    marked(tmp_path)
    assert [path.name for path in (tmp_path / "palaute").iterdir()] == ["elokuu – KORJATTAVAA.xlsx"]


def test_a_day_that_does_not_exist_comes_back_as_the_text_it_is(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Osallistuja", "2022-02-30", "2022-08-02"], *ROWS[1:]]
    fault = issue()
    path = give_back(tmp_path, receipt(issues=[fault]), read({"Elo": rows}, kind="xls"), [finding(fault, "?")])
    assert path is not None
    sheet = load_workbook(path)["Elo"]
    assert (sheet["B1"].value, sheet["C1"].is_date) == ("2022-02-30", True)
