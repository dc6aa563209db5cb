"""Attendance: visits, matrices and counts → rows of one shape (exports.md 3.2).

In: a match of the dataset ``attendance``. Out: an ``Extract``, and lake rows of what was judged.
Rerun: the same file, programme and day of receipt give the same rows.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.extracting.attendance_codes import CANCELLED, CLIENT, COUNTED, PRESENT, sessions_of
from seuranta.intake.extracting.counts import count_columns, count_findings, count_rows, role_of
from seuranta.intake.extracting.eligibility import find_too_young_by_code
from seuranta.intake.extracting.matrix import mark_findings, mark_rows
from seuranta.intake.extracting.sheet_rows import find_identity_codes
from seuranta.intake.extracting.visits import visit_findings, visit_rows
from seuranta.intake.matching.match import Match, SheetMatch
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.extracts import Extract, Finding, Judged
from seuranta.vocabulary.lake_tables import TABLES
from seuranta.vocabulary.receipts import Dataset
from seuranta.vocabulary.sheets import Workbook

DATASET: Dataset = "attendance"


def extract(match: Match, workbook: Workbook, context: Context) -> Extract:
    """The rows of all sheets. Names and identity codes become keys here; ``kind`` is present, absent, counted or cancelled.

    Raises ``Rejected(FIL03)`` where no sheet holds a row, or a matrix no mark.
    """
    parts = [_of_sheet(sheet, match, context) for sheet in match.sheets if sheet.data_rows]
    filled = [rows for rows, _ in parts if len(rows)]
    if not filled:
        raise Rejected("FIL03")
    rows = pd.concat(filled, ignore_index=True)
    if "_is_ignored" in rows:
        rows["_is_ignored"] = rows["_is_ignored"].fillna(False).astype(bool)
    rows["session"] = sessions_of(rows)
    findings = [*find_identity_codes(match), *(finding for _, found in parts for finding in found), *_too_young(rows, context)]
    return Extract(DATASET, match.layout, rows, tuple(findings), has_units=True)


def lake_rows(judged: Judged) -> dict[str, pd.DataFrame]:
    """The loaded rows in the columns of the lake: a row of counts becomes one per role that its file counts."""
    rows = judged.extract.rows
    wanted = [name for name in rows if name in TABLES[DATASET].names or name in ("kind", *count_columns(rows.columns))]
    loaded = rows.loc[judged.outcome == "loaded", wanted]
    people = loaded[loaded["kind"] != COUNTED]
    people = people.assign(
        role_code=people["role_code"].mask(people["kind"] == CANCELLED) if "role_code" in people else None,
        participant_key=people.get("participant_key"),
        visit_count=(people["kind"] == PRESENT).astype("Int32").mask(people["kind"] == CANCELLED),
    )
    counted = loaded[loaded["kind"] == COUNTED]
    parts = [people] + [_counted_in_role(counted, name) for name in count_columns(loaded.columns)]
    return {DATASET: pd.concat([part for part in parts if len(part)] or [people], ignore_index=True)}


def _of_sheet(sheet: SheetMatch, match: Match, context: Context) -> tuple[pd.DataFrame, list[Finding]]:
    alone = replace(match, sheets=(sheet,))
    if sheet.layout == "matrix":
        rows = mark_rows(sheet, match, context)
        return rows, mark_findings(sheet, rows)
    if sheet.layout == "counts":
        rows = count_rows(alone, context)
        return rows, count_findings(sheet, rows)
    rows = visit_rows(alone, context)
    return rows, visit_findings(sheet, rows)


def _too_young(rows: pd.DataFrame, context: Context) -> list[Finding]:
    """ELI01 of clients who were there; a sheet of counts names nobody."""
    if "participant_key" not in rows:
        return []
    if context.programme.eligibility.min_age is None:
        return []
    looked_at = ["_sheet", "_row", "session_on", "participant_key__text", "participant_key__column"]
    clients = rows.loc[(rows["kind"] == PRESENT) & (rows["role_code"] == CLIENT), looked_at]
    return find_too_young_by_code(clients, "participant_key", clients["session_on"], context)


def _counted_in_role(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """The sessions whose sheet counts this role."""
    counted = rows[rows[column].notna()]
    return counted.assign(role_code=role_of(column), participant_key=None, visit_count=counted[column].astype("Int32"))
