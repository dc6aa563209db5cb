"""Colours, comments and texts in cells of a returned workbook; never a formula that was not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.worksheet import Worksheet

from seuranta.feedback.marks import Mark
from seuranta.feedback.places import MADE_BY
from seuranta.vocabulary.receipts import Severity
from seuranta.words import Phrases

RED, YELLOW, BLUE = "FFFFC7CE", "FFFFEB9C", "FFDDEBF7"
FILLS: dict[str, PatternFill] = {
    Severity.FILE: PatternFill("solid", fgColor=RED),
    Severity.ROW: PatternFill("solid", fgColor=RED),
    Severity.WARN: PatternFill("solid", fgColor=YELLOW),
    Severity.HELD: PatternFill("solid", fgColor=BLUE),
}
TAB_COLOUR = "C00000"
STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
COMMENT_WIDTH = 320
LETTERS_A_LINE = 46
LONGEST_CELL_TEXT = 32_767


@dataclass(frozen=True)
class Place:
    """Where a mark lies in the returned workbook, counted from 1; without a row it is the sheet, without a column the row."""

    sheet: Worksheet
    row: int | None
    column: int | None

    @property
    def is_hidden(self) -> bool:
        return bool(self.sheet.sheet_state != "visible")

    @property
    def target(self) -> str:
        """The cell that a link leads to."""
        return f"{get_column_letter(self.column or 1)}{self.row or 1}"


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Writes ``text`` as text, whatever it starts with; returns the cell."""
    cell = cell_at(sheet, row, column)
    try:
        cell.value = text[:LONGEST_CELL_TEXT]
    except IllegalCharacterError:
        cell.value = "".join(letter for letter in text if letter.isprintable() or letter == "\n")
    cell.data_type = "s"
    if text.startswith(STARTS_OF_FORMULAS):
        cell.quotePrefix = True
    return cell


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell, or the top left one of the merged cells that it belongs to."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    assert isinstance(cell, Cell)
    return cell


def mark_cell(place: Place, marks: Sequence[Mark], words: Phrases) -> None:
    """Colours and comments the cell of ``place``; ``marks`` are all that point to it, most serious first."""
    sheet, row = place.sheet, place.row or 1
    cell = cell_at(sheet, row, place.column or _first_used(sheet, row))
    cell.fill = FILLS[marks[0].severity]
    texts = [_comment_text(mark, words) for mark in marks]
    if cell.comment is not None and cell.comment.author != MADE_BY:
        texts.append(cell.comment.text)
    text = "\n\n".join(texts)
    lines = sum(max(1, -(-len(line) // LETTERS_A_LINE)) for line in text.split("\n"))
    cell.comment = Comment(text, MADE_BY, width=COMMENT_WIDTH, height=min(600, 24 + 17 * lines))
    if sheet.sheet_properties.tabColor is None:
        sheet.sheet_properties.tabColor = TAB_COLOUR


def clear_earlier_marks(sheet: Worksheet) -> None:
    """Takes our colours and comments of an earlier round away: the workbook may be a feedback workbook dropped back."""
    # Of the cells that there are: iter_rows makes one for every place up to the last formatted row and column.
    for cell in list(sheet._cells.values()):
        if isinstance(cell, Cell) and cell.comment is not None and cell.comment.author == MADE_BY:
            cell.comment = None
            if cell.fill.fgColor.rgb in (RED, YELLOW, BLUE):
                cell.fill = PatternFill()


def _comment_text(mark: Mark, words: Phrases) -> str:
    found = "\n" + words("comment_found", found=mark.found) if mark.found else ""
    return f"{mark.message}{found}"


def _first_used(sheet: Worksheet, row: int) -> int:
    used = (column for column in range(1, sheet.max_column + 1) if sheet.cell(row, column).value is not None)
    return next(used, 1)
