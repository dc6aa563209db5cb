"""The first sheet of a feedback workbook: the verdict, what to do, and every issue with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import quote_sheetname
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from seuranta.feedback.cells import FILLS, Place, cell_at, put_text
from seuranta.feedback.marks import Mark
from seuranta.feedback.verdict import Verdict
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.extracts import Touched
from seuranta.vocabulary.feedback_mark import FEEDBACK_SHEET_MARK
from seuranta.words import Phrases, phrases

LISTED_AT_MOST = 500
FIGURES_NAMED = 4
WIDTHS = {"A": 40, "B": 34, "C": 20, "D": 74, "E": 8}
FACE = "Calibri"
GREY = Font(name=FACE, color="808080", size=9)
LINK = Font(name=FACE, color="0563C1", underline="single", size=11)
LINE = Border(bottom=Side(style="thin", color="BFBFBF"))
WRAPPED = Alignment(wrap_text=True, vertical="top")
LINE_HEIGHT = 15.5


def add_first_sheet(book: Book, verdict: Verdict, marks: Sequence[Mark], places: Mapping[Mark, Place], language: str) -> Worksheet:
    """Puts the sheet first and opens the workbook on it. ``places``: where the marks lie that have a place."""
    words = phrases("feedback", language)
    sheet: Worksheet = book.create_sheet(words("sheet"), 0)
    _open_on(book, sheet)
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    put_text(sheet, 1, 1, FEEDBACK_SHEET_MARK).font = GREY
    row = _write_verdict(sheet, verdict, words)
    placed = [mark for mark in marks if not mark.is_about_the_file]
    if placed:
        _write_issues(sheet, row + 1, placed, places, words)
    return sheet


def _open_on(book: Book, sheet: Worksheet) -> None:
    """Only this sheet is selected: with two, whatever is typed goes into both."""
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_verdict(sheet: Worksheet, verdict: Verdict, words: Phrases) -> int:
    headline = _line(sheet, 2, verdict.headline, Font(name=FACE, bold=True, size=18))
    headline.fill = FILLS[verdict.tone]
    sheet.row_dimensions[2].height = 32
    headline.alignment = Alignment(vertical="center", indent=1)
    row = 3
    for sentence in verdict.sentences:
        _line(sheet, row, sentence, Font(name=FACE, size=12))
        row += 1
    for reason in verdict.reasons:
        _line(sheet, row, reason, Font(name=FACE, size=12, bold=True))
        row += 1
    _line(sheet, row + 1, words("what_to_do"), Font(name=FACE, bold=True, size=13))
    row += 2
    for number, step in enumerate(verdict.steps, start=1):
        _line(sheet, row, f"{number}.  {step}", Font(name=FACE, size=12))
        row += 1
    return row


def _line(sheet: Worksheet, row: int, text: str, font: Font) -> Cell:
    """A line over the whole width, high enough for its text."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(WIDTHS))
    cell = put_text(sheet, row, 1, text)
    cell.font, cell.alignment = font, Alignment(wrap_text=True, vertical="center")
    sheet.row_dimensions[row].height = 20 * _lines(text, sum(WIDTHS.values()) / 1.15)
    return cell


def _write_issues(sheet: Worksheet, row: int, marks: Sequence[Mark], places: Mapping[Mark, Place], words: Phrases) -> None:
    for number, key in enumerate(("consequence", "place", "found", "message", "rule"), start=1):
        cell = put_text(sheet, row, number, words(f"column_{key}"))
        cell.font, cell.border = Font(name=FACE, bold=True), LINE
    sheet.print_title_rows = f"{row}:{row}"
    for mark in marks[:LISTED_AT_MOST]:
        row += 1
        _write_issue(sheet, row, mark, places.get(mark), words)
    if len(marks) > LISTED_AT_MOST:
        put_text(sheet, row + 1, 1, words("more_marks", count=len(marks) - LISTED_AT_MOST))


def _write_issue(sheet: Worksheet, row: int, mark: Mark, place: Place | None, words: Phrases) -> None:
    texts = (_consequence(mark, words), place_text(mark, place, words), mark.found or "", mark.message, mark.rule)
    for column, text in enumerate(texts, start=1):
        cell = put_text(sheet, row, column, text)
        cell.alignment, cell.border = WRAPPED, LINE
    sheet.cell(row, 1).fill = FILLS[mark.severity]
    sheet.cell(row, 5).font = GREY
    if place is not None:
        _link(cell_at(sheet, row, 2), place)
    highest = max(_lines(text, WIDTHS["ABCDE"[column]]) for column, text in enumerate(texts))
    sheet.row_dimensions[row].height = LINE_HEIGHT * highest + 3


def _consequence(mark: Mark, words: Phrases) -> str:
    """What becomes of the row, and which numbers of which period's report change by it."""
    said = words(f"consequence_{mark.severity}")
    if not mark.touched.count:
        return said
    count = words("touches_one" if mark.touched.count == 1 else "touches_many", count=mark.touched.count)
    periods = words("touches_periods", periods=", ".join(str(no) for no in mark.touched.period_nos)) if mark.touched.period_nos else ""
    return f"{said}\n{count}{periods}: {_figure_names(mark.touched, words)}"


def _figure_names(touched: Touched, words: Phrases) -> str:
    """The first few of the figures by name, each name once."""
    names = list(dict.fromkeys(str(getattr(entry.name, words.language)) for entry in load_catalogue().entries if entry.pattern in touched.figures))
    shown = ", ".join(names[:FIGURES_NAMED])
    return shown if len(names) <= FIGURES_NAMED else f"{shown} {words('touches_others', count=len(names) - FIGURES_NAMED)}"


def _link(cell: Cell, place: Place) -> None:
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(place.sheet.title)}!{place.target}")
    cell.font = LINK


def place_text(mark: Mark, place: Place | None, words: Phrases) -> str:
    """Sheet, row and column as staff see them."""
    is_hidden = place is not None and place.is_hidden
    parts = [words("place_hidden" if is_hidden else "place_sheet", sheet=mark.sheet)] if mark.sheet else []
    parts += [words("place_row", row=mark.row)] if mark.row else []
    parts += [words("place_column", column=mark.column)] if mark.column else []
    if not parts:
        return words("place_file")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:] if not mark.sheet else text


def _lines(text: str, width: float) -> int:
    """How many lines the text takes in a column of so many characters."""
    return sum(max(1, -(-len(line) // max(1, int(width * 0.95)))) for line in text.split("\n"))
