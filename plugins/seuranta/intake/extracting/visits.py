"""Attendance with a row per visit."""

from __future__ import annotations

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.extracting.attendance_codes import PRESENT, parse_activities, parse_marks, parse_people, parse_roles, parse_units
from seuranta.intake.extracting.control_totals import Total, disagreeing, totals_in
from seuranta.intake.extracting.sheet_rows import SheetRows, TypedRows, sheet_rows
from seuranta.intake.matching.match import Match, SheetMatch
from seuranta.intake.values.dates import parse_dates
from seuranta.intake.values.parsing import OK, Parsed
from seuranta.intake.values.times import parse_time_ranges
from seuranta.vocabulary.extracts import Finding


def visit_rows(match: Match, context: Context) -> pd.DataFrame:
    """A row per visit or absence; ``kind`` is missing where the mark is not known."""
    rows = sheet_rows(match)
    typed = TypedRows(rows)
    typed.put("session_on", parse_dates(rows.text("session_on"), match.is_date_1904))
    typed.put("unit_code", parse_units(rows.text("unit_code"), context))
    typed.put("activity_code", parse_activities(rows.text("activity_code"), context))
    typed.put("role_code", parse_roles(rows.text("role_code")))
    typed.put("participant_key", parse_people(rows.text("participant_key"), context))
    marks = _marks(rows, context)
    typed.put("mark", marks)
    typed.put_fact("kind", marks.values)
    put_times(typed, rows)
    return typed.frame()


def put_times(typed: TypedRows, rows: SheetRows) -> None:
    """Start and end of the session, missing where not given or not readable."""
    times = parse_time_ranges(rows.text("start_time"))
    typed.put_fact("start_time", times.starts)
    typed.put_fact("end_time", times.ends)


def visit_findings(sheet: SheetMatch, rows: pd.DataFrame) -> list[Finding]:
    """ATT09: a total of visits below the list that is neither its visits, its visits without repeats, nor its rows."""
    present = rows[rows["kind"].isna() | (rows["kind"] == PRESENT)]
    certain = int((rows["kind"] == PRESENT).sum())
    distinct = len(present.drop_duplicates(["session_on", "unit_code", "activity_code", "start_time", "participant_key"]))
    counted = [column for name in ("mark", "participant_key") if (column := sheet.columns.get(name)) is not None]
    totals = [total for row in sheet.total_rows for total in totals_in(sheet, row, counted)]
    return disagreeing(sheet, [(total, Total(min(certain, distinct), max(len(present), len(rows)))) for total in totals])


def _marks(rows: SheetRows, context: Context) -> Parsed:
    if rows.has("mark"):
        return parse_marks(rows.text("mark"), context)
    index = rows.lineage.index
    return Parsed(pd.Series(PRESENT, index=index, dtype="str"), pd.Series(OK, index=index, dtype="str"))
