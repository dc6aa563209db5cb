"""How our own feedback sheets are recognised when staff drop a corrected feedback workbook back as their file."""

from __future__ import annotations

from seuranta.vocabulary.sheets import Sheet

FEEDBACK_SHEET_MARK = "Seuranta · palaute · återkoppling · feedback"
"""Stands in A1 of every sheet that we put into a feedback workbook; such a sheet is never data."""

LOOKED_AT_ROWS = 3
LOOKED_AT_COLUMNS = 3


def is_feedback_sheet(sheet: Sheet) -> bool:
    """Whether we made the sheet. The mark may have moved a little: people insert a row or a column."""
    places = ((row, column) for row in range(LOOKED_AT_ROWS) for column in range(LOOKED_AT_COLUMNS))
    return any((sheet.value(row, column) or "").strip() == FEEDBACK_SHEET_MARK for row, column in places)
