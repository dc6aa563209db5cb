"""How many reported numbers each finding touches: the file's rows counted with and without those the finding is about.

In: ``Judged``. Out: per finding how many, of which figures and periods, for the order in which staff should look at them. Rerun: a pure function of the
file, the programme and the day of receipt. Other files are not asked, and not what a number would be, only whether it changes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.impact.numbers import Number, numbers_of, pattern_of
from seuranta.intake.judging.judge import IGNORED, LOADED
from seuranta.vocabulary.extracts import Extract, Finding, Judged, Touched

ROWS_AT_MOST = 1_000  # of the findings' rows; a first sheet lists no more findings than half of these
NEIGHBOURS_AT_MOST = 10_000  # loaded rows about the same people or sessions
_TOLD_APART = ("participant_key", "contact_key", "respondent_key", "session")
_Place = tuple[str | None, int, str | None]


def touched_figures(judged: Judged, findings: Sequence[Finding], context: Context) -> tuple[Touched, ...]:
    """Aligned with ``findings`` of this file: the numbers that change when the finding's rows come in, or for a warning go out."""
    rows = judged.extract.rows
    of_findings = _rows_of(rows, findings)
    wanted = list(dict.fromkeys(position for positions in of_findings for position in positions))[:ROWS_AT_MOST]
    if not wanted:
        return (Touched(),) * len(findings)
    numbers = {position: _numbers(row, judged.extract, context) for position, row in _dicts(rows.loc[wanted])}
    is_loaded = judged.outcome == LOADED
    counted = Counter(each for _, row in _dicts(_neighbours(rows, is_loaded, rows.loc[wanted])) for each in _numbers(row, judged.extract, context))
    touched = []
    for positions in of_findings:
        told = [position for position in positions if position in numbers and judged.outcome[position] != IGNORED]
        touched.append(_touched(_changed([numbers[position] for position in told], [bool(is_loaded[position]) for position in told], counted)))
    return tuple(touched)


def _changed(of_rows: Sequence[set[tuple[Number, str | None]]], are_loaded: Sequence[bool], counted: Mapping[tuple[Number, str | None], int]) -> set[Number]:
    own = Counter(each for numbers, is_loaded in zip(of_rows, are_loaded, strict=True) if is_loaded for each in numbers)
    return {each[0] for numbers in of_rows for each in numbers if each[1] is None or counted[each] <= own[each]}


def _touched(changed: set[Number]) -> Touched:
    """How many, the catalogue's patterns of their figures, and the periods of the rows' own days."""
    periods = {no for _, _, (no, scope) in changed if scope == "period" and no is not None}
    return Touched(len(changed), tuple(sorted({pattern_of(name) for name, _, _ in changed})), tuple(sorted(periods)))


def _numbers(row: Mapping[str, Any], extract: Extract, context: Context) -> set[tuple[Number, str | None]]:
    return set(numbers_of(row, extract, context))


def _rows_of(rows: pd.DataFrame, findings: Sequence[Finding]) -> list[list[int]]:
    """Positions of the rows that each finding is about: of its cell, of a cell above a matrix, else of its line."""
    places = _positions_by_place(rows, findings)
    found = []
    for finding in findings:
        exact = places.get((finding.sheet, finding.row, finding.column), []) if finding.row is not None else []
        found.append(exact or (places.get((finding.sheet, finding.row, None), []) if finding.row is not None else []))
    return found


def _positions_by_place(rows: pd.DataFrame, findings: Sequence[Finding]) -> dict[_Place, list[int]]:
    lines = {finding.row for finding in findings}
    places: dict[_Place, list[int]] = defaultdict(list)
    above = [name.removesuffix("__row") for name in rows.columns if name.endswith("__row")]
    for row_name, column_name in [("_row", None), ("_row", "_column"), *((f"{name}__row", f"{name}__column") for name in above)]:
        near = rows[rows[row_name].isin(lines)]
        columns = near[column_name] if column_name else [None] * len(near)
        for position, sheet, row, column in zip(near.index, near["_sheet"], near[row_name], columns, strict=True):
            place = (_known(sheet), int(row), _known(column))
            if column_name is None or place[2] is not None:
                places[place].append(position)
    return places


def _neighbours(rows: pd.DataFrame, is_loaded: pd.Series, wanted: pd.DataFrame) -> pd.DataFrame:
    """The loaded rows that may already be in a number: about the same person or session."""
    is_near = pd.Series(False, index=rows.index)
    for name in _TOLD_APART:
        if name in rows:
            is_near |= rows[name].isin(wanted[name].dropna().unique())
    return rows.loc[rows.index[is_near & is_loaded][:NEIGHBOURS_AT_MOST]]


def _dicts(rows: pd.DataFrame) -> list[tuple[int, dict[str, Any]]]:
    records = ({str(name): value for name, value in record.items()} for record in rows.to_dict(orient="records"))
    return list(zip(rows.index, records, strict=True))


def _known(value: object) -> str | None:
    return value if isinstance(value, str) else None
