"""The workbook that marks go into: the staff's own, opened again, or a new one with the same cells at the same places.

A private copy is opened only where reading accepted it before (pre-flighted: size, DOCTYPE, bounding box) and where it is
small enough to be opened with its formatting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from seuranta.feedback.cells import Place, cell_at, clear_earlier_marks, put_text
from seuranta.feedback.marks import Mark
from seuranta.feedback.verdict import Form
from seuranta.vocabulary.feedback_mark import FEEDBACK_SHEET_MARK, is_feedback_sheet
from seuranta.vocabulary.sheets import Sheet, Workbook
from seuranta.words import phrases

LARGEST_ROWS = 20_000
LARGEST_CELLS = 400_000
LARGEST_SHEETS_BYTES = 32 * 1024 * 1024
OPENED_KINDS = ("xlsx", "xlsm")
WHOLE_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})")
DECIMAL_NUMBER = re.compile(r"-?(0|[1-9]\d{0,9})\.\d{1,6}")
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?")
WIDEST_COLUMN = 45
FIRST_DATA_ROW = 3  # of a workbook with rows only: our mark and the headings stand above
LEADING_COLUMNS = 2  # the sheet and the row that a row came from

Sheets = dict[str | None, Worksheet]


def open_own(original: Path) -> tuple[Book, Sheets] | None:
    """The staff's workbook with all its formatting and without macros; ``None`` where it is too large for that.

    Called within limits alone (``bytes_within_limits``), where a failure of any kind means that the file is given back rebuilt:
    calamine reads more than openpyxl does, and openpyxl raises whatever it runs into.
    """
    if _unpacked_sheets_bytes(original) > LARGEST_SHEETS_BYTES:
        return None
    with original.open("rb") as file:
        book = load_workbook(file, keep_vba=False, rich_text=True)
    for sheet in list(book.worksheets):
        if str(sheet["A1"].value or "") == FEEDBACK_SHEET_MARK:
            book.remove(sheet)
        else:
            clear_earlier_marks(sheet)
    if not book.worksheets:
        return None
    return book, {sheet.title: sheet for sheet in book.worksheets}


def rebuild(workbook: Workbook, language: str) -> tuple[Book, Sheets]:
    """A new workbook with the cells that were read, at the same rows and columns."""
    book, sheets = Book(), Sheets()
    book.remove(book.worksheets[0])
    is_text_file = workbook.delimiter is not None or workbook.encoding is not None
    for sheet in workbook.sheets:
        if is_feedback_sheet(sheet):
            continue
        made = book.create_sheet(_title(sheet, language))
        made.sheet_state = "hidden" if sheet.is_hidden else "visible"
        for row, values in enumerate(sheet.cells.itertuples(index=False), start=1):
            _put_row(made, row, values, is_text_file)
        _fit_columns(made)
        sheets[sheet.name] = made
    return book, sheets


def rows_only(workbook: Workbook, marks: Sequence[Mark], language: str) -> tuple[Book, dict[Mark, Place]]:
    """A workbook with the offending rows of a large file alone; it carries our mark, so that it is never taken as data.

    Also says where in it each mark lies.
    """
    words = phrases("feedback", language)
    book = Book()
    made = book.worksheets[0]
    made.title = words("rows_sheet")
    put_text(made, 1, 1, FEEDBACK_SHEET_MARK)
    for column, key in enumerate(("rows_sheet_name", "rows_original"), start=1):
        put_text(made, 2, column, words(key)).font = Font(bold=True)
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    at: dict[tuple[str | None, int], int] = {}
    places: dict[Mark, Place] = {}
    for mark in marks:
        sheet = sheets.get(mark.sheet)
        if sheet is None or mark.row is None or mark.row > len(sheet.cells):
            continue
        row = (mark.sheet, mark.row)
        if row not in at and len(at) < LARGEST_ROWS:
            at[row] = len(at) + FIRST_DATA_ROW
            _put_row(made, at[row], (mark.sheet, str(mark.row), *sheet.cells.iloc[mark.row - 1]), is_text=False)
        if row in at:
            column = column_index_from_string(mark.column) + LEADING_COLUMNS if mark.column else LEADING_COLUMNS
            places[mark] = Place(made, at[row], column)
    _fit_columns(made)
    return book, places


def form_for(workbook: Workbook | None) -> Form:
    """In which form a file is given back."""
    if workbook is None or not workbook.sheets:
        return Form.EXPLANATION
    if max(len(sheet.cells) for sheet in workbook.sheets) > LARGEST_ROWS or sum(sheet.cells.size for sheet in workbook.sheets) > LARGEST_CELLS:
        return Form.ROWS_ONLY
    return Form.OWN if workbook.kind in OPENED_KINDS else Form.REBUILT


def _unpacked_sheets_bytes(path: Path) -> int:
    with ZipFile(path) as archive:
        return sum(part.file_size for part in archive.infolist() if part.filename.startswith("xl/worksheets/") or part.filename == "xl/sharedStrings.xml")


def _title(sheet: Sheet, language: str) -> str:
    """The sheet's name; a text file's only sheet is named as Excel would: a name that says nothing about the data."""
    return re.sub(r"[\\*?:/\[\]]", "_", sheet.name)[:31] if sheet.name else phrases("feedback", language)("default_sheet")


def _put_row(sheet: Worksheet, row: int, values: Sequence[object], is_text: bool) -> None:
    for column, value in enumerate(values, start=1):
        if isinstance(value, str):  # what is missing is no text
            _put_value(sheet, row, column, value, is_text)


def _put_value(sheet: Worksheet, row: int, column: int, text: str, is_text: bool) -> None:
    """A number or a date where that reads back as the same text, else the text."""
    cell = cell_at(sheet, row, column)
    if WHOLE_NUMBER.fullmatch(text):
        cell.value = int(text)
    elif not is_text and DECIMAL_NUMBER.fullmatch(text) and str(float(text)) == text:
        cell.value = float(text)
    elif not is_text and (moment := _moment_in(text)) is not None:
        _put_date(cell, moment, text)
    else:
        put_text(sheet, row, column, text)


def _moment_in(text: str) -> datetime | None:
    """The day or moment of a text that a workbook can hold as one; an ISO date cell may well say 30 February."""
    if not ISO_DATE.fullmatch(text) or text < "1900-03-01":
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _put_date(cell: Cell, moment: datetime, text: str) -> None:
    cell.value = moment if "T" in text else date(moment.year, moment.month, moment.day)
    cell.number_format = "d.m.yyyy hh:mm" if "T" in text else "d.m.yyyy"


def _fit_columns(sheet: Worksheet) -> None:
    widths: dict[int, int] = {}
    for row in sheet.iter_rows(max_row=200):
        for cell in row:
            if cell.value is not None:
                length = 10 if isinstance(cell.value, date) else len(str(cell.value))
                widths[cell.column] = max(widths.get(cell.column, 0), length)
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST_COLUMN, max(8, width + 2))
