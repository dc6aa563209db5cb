"""Contacts: whom the project reached, one row per person (exports.md 3.4).

In: a match of the dataset ``contacts``. Out: an ``Extract``, and lake rows of what was judged.
Rerun: the same file, programme and day of receipt give the same rows.
"""

from __future__ import annotations

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.extracting.attendance_codes import parse_people, parse_units
from seuranta.intake.extracting.eligibility import find_too_young_by_code
from seuranta.intake.extracting.sheet_rows import TypedRows, find_identity_codes, sheet_rows
from seuranta.intake.matching.match import Match
from seuranta.intake.values.booleans import parse_booleans
from seuranta.intake.values.dates import parse_dates
from seuranta.intake.values.parsing import EMPTY
from seuranta.vocabulary.extracts import Extract, Judged
from seuranta.vocabulary.receipts import Dataset
from seuranta.vocabulary.sheets import Workbook

DATASET: Dataset = "contacts"


def extract(match: Match, workbook: Workbook, context: Context) -> Extract:
    """The rows of all sheets. Names and identity codes become keys here."""
    rows = sheet_rows(match)
    typed = TypedRows(rows)
    typed.put("contact_key", parse_people(rows.text("contact_key"), context))
    typed.put("unit_code", parse_units(rows.text("unit_code"), context))
    for column in ("contacted_on", "committed_on", "ended_on"):
        typed.put(column, parse_dates(rows.text(column), workbook.is_date_1904))
    completed = parse_booleans(rows.text("is_completed"))
    typed.put("is_completed", completed)
    frame = typed.frame()
    has_committed = frame["committed_on__state"] != EMPTY
    typed.put_fact("is_completed_with_commitment", has_committed | ~completed.values.fillna(False).astype(bool))
    has_units = rows.has("unit_code") and bool(frame["unit_code"].notna().any())
    entered_on = frame["committed_on"].fillna(frame["contacted_on"])
    findings = (*find_identity_codes(match), *find_too_young_by_code(frame, "contact_key", entered_on, context))
    return Extract(DATASET, DATASET, typed.frame(), findings, has_units=has_units)


def lake_rows(judged: Judged) -> dict[str, pd.DataFrame]:
    """The loaded rows in the columns of the lake."""
    loaded = judged.extract.rows[judged.outcome == "loaded"]
    return {DATASET: loaded.reset_index(drop=True)}
