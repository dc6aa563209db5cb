"""Recognises the report-format workbook of a survey tool: a sheet per question with its shares, instead of raw rows (SUR04)."""

from __future__ import annotations

from seuranta.intake.matching.candidates import filled_rows, read_header
from seuranta.vocabulary.sheets import Sheet, Workbook

_COUNTS = frozenset({"n", "lkm", "maara", "lukumaara", "kpl", "antal", "count", "vastausmaara"})
_SHARES = frozenset({"prosentti", "prosenttia", "prosenttiosuus", "osuus", "%", "procent", "andel", "percent", "percentage", "share"})
_ROWS_LOOKED_AT = 8


def is_report_format(workbook: Workbook) -> bool:
    """Whether most of the sheets with content hold a question and a table of its counts and shares."""
    filled = [sheet for sheet in workbook.sheets if filled_rows(sheet)]
    reports = [sheet for sheet in filled if _is_question_sheet(sheet)]
    return bool(reports) and 2 * len(reports) > len(filled)


def _is_question_sheet(sheet: Sheet) -> bool:
    rows = filled_rows(sheet)[:_ROWS_LOOKED_AT]
    for position, row in enumerate(rows):
        headers = set(read_header(sheet, row).places)
        if headers & _COUNTS and headers & _SHARES and len(headers) <= 4:
            return position > 0
    return False
