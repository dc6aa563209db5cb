"""Leaves out the rows of people who were forgotten, and tells how many, not whose.

In: judged rows, the workbook, keys of the forgotten. Out: the same without them. Rerun: the same input, the same output.
The coverage stays: what a file replaces does not depend on who asked to be forgotten.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from seuranta.vocabulary.extracts import Finding, Judged
from seuranta.vocabulary.lake_tables import PERSON_KEYS
from seuranta.vocabulary.sheets import Sheet, Workbook

ERASED_RULE = "ERA01"
PLACE = ["_sheet", "_row", "_column"]

Rows = set[tuple[str | None, int]]
"""Sheet and 1-based row."""


def without_forgotten(judged: Judged, workbook: Workbook, forgotten: Collection[str]) -> tuple[Judged, Workbook, int]:
    """Their rows are ignored, without a place, findings or cells; and how many there were."""
    rows = judged.extract.rows
    is_theirs = pd.Series(False, index=rows.index)
    for column in PERSON_KEYS:
        if forgotten and column in rows:
            is_theirs |= rows[column].isin(list(forgotten))
    count = int(is_theirs.sum())
    if not count:
        return judged, workbook, 0
    theirs: Rows = {
        (sheet if isinstance(sheet, str) else None, int(row)) for sheet, row in zip(rows["_sheet"][is_theirs], rows["_row"][is_theirs], strict=True)
    }
    kept = tuple(finding for finding in judged.findings if (finding.sheet, finding.row) not in theirs)
    extract = replace(judged.extract, rows=rows.assign(**{column: rows[column].mask(is_theirs) for column in PLACE}), findings=kept)
    left = Judged(
        extract=extract,
        outcome=judged.outcome.mask(is_theirs, "ignored"),
        findings=(*kept, Finding(ERASED_RULE, facts={"erased": str(count)})),
        coverage=judged.coverage,
        rules=judged.rules.mask(is_theirs, "") if len(judged.rules) else judged.rules,
    )
    return left, _without_rows(workbook, theirs), count


def _without_rows(workbook: Workbook, theirs: Rows) -> Workbook:
    """The cells of their rows are empty: what is given back to staff is made of this."""
    return replace(workbook, sheets=tuple(_emptied(sheet, theirs) for sheet in workbook.sheets))


def _emptied(sheet: Sheet, theirs: Rows) -> Sheet:
    places = [row - 1 for name, row in theirs if name == sheet.name]
    if not places:
        return sheet
    cells = sheet.cells.copy()
    cells.iloc[places, :] = None
    return replace(sheet, cells=cells)
