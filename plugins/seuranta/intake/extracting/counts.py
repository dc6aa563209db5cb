"""Attendance with a row per session and a count per role."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.extracting.attendance_codes import CANCELLED, COUNTED, parse_activities, parse_units
from seuranta.intake.extracting.control_totals import Stated, Total, disagreeing, means_in, totals_in
from seuranta.intake.extracting.sheet_rows import SheetRows, TypedRows, sheet_rows
from seuranta.intake.extracting.visits import put_times
from seuranta.intake.judging.catalogue import expectations_of
from seuranta.intake.matching.match import Match, SheetMatch
from seuranta.intake.values.booleans import parse_booleans
from seuranta.intake.values.dates import parse_dates
from seuranta.intake.values.numbers import parse_whole_numbers
from seuranta.intake.values.parsing import EMPTY, OK, UNREADABLE, Parsed
from seuranta.intake.values.text import folded_lookup, parse_codes
from seuranta.vocabulary.extracts import Finding

COUNT_ENDING = "_count"


def count_columns(columns: Iterable[str]) -> list[str]:
    """The columns that count people, one per role, among ``columns``."""
    return [name for name in columns if name.endswith(COUNT_ENDING) and name != "first_count"]


def role_of(column: str) -> str:
    """The role that a column counts."""
    return column.removesuffix(COUNT_ENDING)


def count_rows(match: Match, context: Context) -> pd.DataFrame:
    """A row per session; ``<role>_count`` are whole numbers, empty ones 0 where another count of the row is given."""
    rows = sheet_rows(match)
    typed = TypedRows(rows)
    typed.put("session_on", parse_dates(rows.text("session_on"), match.is_date_1904))
    typed.put("unit_code", parse_units(rows.text("unit_code"), context))
    typed.put("activity_code", parse_activities(rows.text("activity_code"), context))
    cancellations = _cancellations(rows)
    typed.put("mark", cancellations, source="is_cancelled")
    typed.put_fact("kind", cancellations.values.fillna(COUNTED).mask(~cancellations.states.isin([OK, EMPTY])))
    _put_counts(typed, rows)
    put_times(typed, rows)
    return typed.frame()


def count_findings(sheet: SheetMatch, rows: pd.DataFrame) -> list[Finding]:
    """ATT09: sums and means of a role below its column, sums of a session at the end of its row, and the sum of all in the corner."""
    counted = {sheet.columns[name]: name for name in count_columns(sheet.columns)}
    totals: list[tuple[Stated, Total | None]] = []
    for row in sheet.total_rows:
        totals += [(total, _sum(rows, [counted[total.column]])) for total in totals_in(sheet, row, counted)]
        totals += [(mean, _mean(rows, counted[mean.column])) for mean in means_in(sheet, row, counted)]
        totals += [(total, _sum(rows, list(counted.values()))) for total in totals_in(sheet, row, sheet.total_columns)]
    for row in sheet.data_rows:
        session = rows[rows["_row"] == row + 1] if sheet.total_columns else rows
        totals += [(total, _sum(session, list(counted.values()))) for total in totals_in(sheet, row, sheet.total_columns)]
    return disagreeing(sheet, [(total, found) for total, found in totals if found is not None])


def _put_counts(typed: TypedRows, rows: SheetRows) -> None:
    names = [name for name in expectations_of("attendance").layouts["counts"].columns if name.endswith(COUNT_ENDING) and rows.has(name)]
    counts = {name: _count(rows.text(name)) for name in names}
    states = pd.DataFrame({name: parsed.states for name, parsed in counts.items()})
    is_any_given = (states != EMPTY).any(axis=1)
    for name, parsed in counts.items():
        typed.put(name, Parsed(parsed.values.mask(is_any_given & (parsed.states == EMPTY), 0), parsed.states))
    first = pd.Series(OK, index=rows.lineage.index, dtype="str").mask(~is_any_given, EMPTY)
    typed.put("first_count", Parsed(first, first), source=names[0])


def _count(texts: pd.Series) -> Parsed:
    parsed = parse_whole_numbers(texts)
    is_negative = (parsed.values < 0).fillna(False)
    return Parsed(parsed.values.mask(is_negative), parsed.states.mask(is_negative, UNREADABLE))


def _cancellations(rows: SheetRows) -> Parsed:
    """``cancelled`` where the column Peruttu says so, in the words of yes and no or of the mark itself."""
    texts = rows.text("is_cancelled")
    said = parse_booleans(texts)
    marked = parse_codes(texts, folded_lookup({CANCELLED: expectations_of("attendance").codes["mark"][CANCELLED]}))
    is_cancelled = said.values.fillna(False).astype(bool) | (marked.states == OK)
    values = pd.Series(CANCELLED, index=texts.index, dtype="str").where(is_cancelled)
    return Parsed(values, said.states.mask(marked.states == OK, OK))


def _sum(rows: pd.DataFrame, names: list[str]) -> Total | None:
    """The sum, or nothing to compare with where a count cannot be read."""
    if any((rows[f"{name}__state"] == UNREADABLE).any() for name in names):
        return None
    total = float(sum(rows[name].fillna(0).sum() for name in names))
    return Total(total, total)


def _mean(rows: pd.DataFrame, name: str) -> Total | None:
    """The mean per session; whoever made it may have left empty counts out or taken them as 0."""
    total = _sum(rows, [name])
    given = int((rows[f"{name}__state"] == OK).sum())
    return Total(total.least / len(rows), total.most / given) if total and given else None
