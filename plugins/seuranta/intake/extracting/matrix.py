"""Attendance as a matrix, participants × dates: a row per mark."""

from __future__ import annotations

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.extracting.attendance_codes import (
    ABSENT,
    CANCELLED,
    PRESENT,
    parse_activities,
    parse_marks,
    parse_people,
    parse_roles,
    parse_units,
)
from seuranta.intake.extracting.control_totals import Stated, Total, disagreeing, totals_in
from seuranta.intake.extracting.session_headers import session_dates
from seuranta.intake.matching.match import Match, SheetMatch
from seuranta.intake.values.parsing import EMPTY, OK, Parsed, blank_as_missing
from seuranta.intake.values.text import fold_text
from seuranta.intake.values.times import parse_time_ranges
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.extracts import Finding
from seuranta.vocabulary.sheets import column_letter


def mark_rows(sheet: SheetMatch, match: Match, context: Context) -> pd.DataFrame:
    """A row per mark: each cell that is neither empty nor an absence, row by row.

    ``per`` or ``peruttu`` anywhere in a column cancels its session: the other marks of the column are ignored.
    """
    cells = _marks_of(sheet, context)
    rows = pd.DataFrame({"_sheet": pd.Series(sheet.sheet.name, index=cells.index, dtype="str"), "_row": (cells["row"] + 1).astype("int32")})
    rows["_column"] = cells["column"].map(column_letter).astype("str")
    rows["kind"] = cells["mark"].astype("str")
    is_of_cancelled = cells["column"].isin(cells.loc[cells["mark"] == CANCELLED, "column"])
    rows["_is_ignored"] = is_of_cancelled & (cells["mark"] != CANCELLED)
    _put(rows, "mark", Parsed(cells["mark"], cells["state"]), cells["text"], rows["_row"], rows["_column"])
    _put_people(rows, cells, sheet, context)
    _put_dates(rows, cells, sheet, match, context)
    _put_session(rows, sheet, context)
    return rows


def mark_findings(sheet: SheetMatch, rows: pd.DataFrame) -> list[Finding]:
    """ATT09: sums of present marks under a session, beside a person, and in the corner."""
    marks = rows[rows["kind"] != CANCELLED]
    found: list[tuple[Stated, Total]] = []
    for row in sheet.total_rows:
        found += [(total, _between(marks[marks["_column"] == column_letter(total.column)])) for total in totals_in(sheet, row, sheet.date_columns)]
        found += [(total, _between(marks)) for total in totals_in(sheet, row, sheet.total_columns)]
    for row in sheet.data_rows:
        found += [(total, _between(marks[marks["_row"] == row + 1])) for total in totals_in(sheet, row, sheet.total_columns)]
    return disagreeing(sheet, found)


def _marks_of(sheet: SheetMatch, context: Context) -> pd.DataFrame:
    """``row, column`` (0-based), ``text``, ``mark`` and ``state`` of every cell that is a mark."""
    block = sheet.sheet.cells.iloc[list(sheet.data_rows), list(sheet.date_columns)]
    block = block.set_axis(list(sheet.data_rows), axis=0).set_axis(list(sheet.date_columns), axis=1)
    texts = blank_as_missing(pd.Series(block.astype("object").stack()).astype("str"))
    parsed = parse_marks(texts, context)
    cells = pd.DataFrame({"text": texts, "mark": parsed.values, "state": parsed.states.mask(texts.isna(), EMPTY)})
    cells.index = cells.index.set_names(["row", "column"])
    cells = cells[cells["text"].notna() & (cells["mark"] != ABSENT)]
    return cells.reset_index()


def _put_people(rows: pd.DataFrame, cells: pd.DataFrame, sheet: SheetMatch, context: Context) -> None:
    names = _cells_at(sheet, cells["row"], sheet.columns["participant_key"])
    people = parse_people(names, context)
    is_cancelled = cells["mark"] == CANCELLED  # a cancelled session has nobody, whoever's cell says so
    _put(rows, "participant_key", Parsed(people.values.mask(is_cancelled), people.states), names, rows["_row"], column_letter(sheet.columns["participant_key"]))
    role_column = sheet.columns.get("role_code")
    words = _cells_at(sheet, cells["row"], role_column)
    roles = parse_roles(words)
    states = roles.states.mask(is_cancelled, OK)
    _put(rows, "role_code", Parsed(roles.values.mask(is_cancelled), states), words, rows["_row"], None if role_column is None else column_letter(role_column))


def _put_dates(rows: pd.DataFrame, cells: pd.DataFrame, sheet: SheetMatch, match: Match, context: Context) -> None:
    dates = session_dates(sheet, context.programme, match.is_date_1904)
    texts = cells["column"].map({column: sheet.sheet.value(sheet.header_row, column) for column in sheet.date_columns}).astype("str")
    values = cells["column"].map(dates.values).astype("datetime64[us]")
    states = cells["column"].map(dates.states).astype("str")
    _put(rows, "session_on", Parsed(values, states), texts, sheet.header_row + 1, rows["_column"])


def _put_session(rows: pd.DataFrame, sheet: SheetMatch, context: Context) -> None:
    """Unit, activity and time of the whole sheet: from the lines above the header, else the sheet's name as activity."""
    unit, activity, time = (sheet.lines.get(name) for name in ("unit_code", "activity_code", "start_time"))
    for name, line, parse in (("unit_code", unit, parse_units), ("activity_code", activity, parse_activities)):
        text = line.value if line else _activity_in_name(sheet, context.programme) if name == "activity_code" else None
        texts = pd.Series(text, index=rows.index, dtype="str")
        _put(rows, name, parse(texts, context), texts, line.row + 1 if line else None, column_letter(line.column) if line else None)
    times = parse_time_ranges(pd.Series(time.value if time else None, index=rows.index, dtype="str"))
    rows["start_time"], rows["end_time"] = times.starts, times.ends


def _activity_in_name(sheet: SheetMatch, programme: Programme) -> str | None:
    """The sheet's name where it may be an activity: a month's name says nothing in a programme with a single one."""
    name = sheet.sheet.name
    known = {fold_text(text) for activity in programme.activities for text in activity.all_names}
    return name if name and (len(programme.activities) > 1 or fold_text(name) in known) else None


def _put(rows: pd.DataFrame, column: str, parsed: Parsed, texts: pd.Series, row: object, letter: object) -> None:
    rows[column] = parsed.values.set_axis(rows.index)
    rows[f"{column}__state"] = parsed.states.set_axis(rows.index)
    rows[f"{column}__row"] = pd.Series(row, index=rows.index, dtype="Int32")
    rows[f"{column}__column"] = pd.Series(letter, index=rows.index, dtype="str")
    rows[f"{column}__text"] = texts.set_axis(rows.index)


def _cells_at(sheet: SheetMatch, rows: pd.Series, column: int | None) -> pd.Series:
    texts = {row: None if column is None else sheet.sheet.value(row, column) for row in rows.unique()}
    return pd.Series([texts[row] for row in rows], index=rows.index, dtype="str")


def _between(marks: pd.DataFrame) -> Total:
    """Certain marks at least, unknown marks and those of cancelled sessions at most."""
    certain = ~marks["_is_ignored"] & (marks["kind"] == PRESENT)
    return Total(float(certain.sum()), float(len(marks)))
