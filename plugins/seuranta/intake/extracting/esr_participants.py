"""Participant records of the European Social Fund: matched sheets → typed rows with a key for a person.

In: a match of the dataset ``esr_participants``. Out: an ``Extract`` whose columns are those of the lake, and lake rows of
what was judged. Rerun: the same file, programme and day of receipt give the same rows.

Merging a person's participations is not done here: it needs all deliveries, and is a model of the warehouse.
"""

from __future__ import annotations

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.extracting.eligibility import age_on, find_too_young
from seuranta.intake.extracting.participants import Participants, read_participants
from seuranta.intake.extracting.responses import parse_units
from seuranta.intake.extracting.sheet_rows import SheetRows, TypedRows, find_identity_codes, sheet_rows
from seuranta.intake.judging.catalogue import expectations_of
from seuranta.intake.matching.match import Match
from seuranta.intake.values.booleans import parse_booleans, parse_refusable
from seuranta.intake.values.dates import parse_dates
from seuranta.intake.values.numbers import parse_numbers
from seuranta.intake.values.parsing import EMPTY, OK, Parsed, parse_each
from seuranta.intake.values.text import folded_lookup, parse_codes
from seuranta.vocabulary.extracts import Extract, Judged
from seuranta.vocabulary.lake_tables import LINEAGE, TABLES
from seuranta.vocabulary.receipts import Dataset
from seuranta.vocabulary.sheets import Workbook

DATASET: Dataset = "esr_participants"
_BOOLEANS = ("has_qualification_exit", "is_lm_improved_6m", "is_record_signed", "is_in_target_group")
_SENSITIVE = ("sens_migrant_code", "sens_disability_code", "sens_other_disadvantage_code")
# What the words of one answer say besides the status itself (exports.md 3.1).
_STATUS_OF = {"LONG_TERM_UNEMPLOYED": "UNEMPLOYED", "INACTIVE_IN_EDUCATION": "INACTIVE"}
_SIX_MONTHS = pd.DateOffset(months=6)


def extract(match: Match, workbook: Workbook, context: Context) -> Extract:
    """The typed rows of all sheets. Identity codes become keys here; no clear identifier is in the result but as ``__text``."""
    rows = sheet_rows(match)
    typed = TypedRows(rows)
    participants = read_participants(rows, context, workbook.is_date_1904)
    _put_person(typed, rows, participants)
    _put_programme(typed, rows, context)
    _put_dates(typed, rows, participants, workbook.is_date_1904)
    _put_entry_status(typed, rows)
    _put_results(typed, rows)
    frame = typed.frame()
    letters = frame["birth_on__column"].where(frame["birth_on__state"] == OK, frame["hetu__column"])
    findings = (*find_identity_codes(match), *find_too_young(frame, frame["age_at_entry"], letters, context))
    return Extract(DATASET, DATASET, frame, findings, has_units=rows.has("unit_code"))


def lake_rows(judged: Judged) -> dict[str, pd.DataFrame]:
    """The loaded rows in the columns of the lake, without programme and delivery, which the lake adds."""
    loaded = judged.extract.rows[judged.outcome == "loaded"]
    added = {name for name, _ in LINEAGE} - set(loaded.columns)
    return {DATASET: loaded[[name for name in TABLES[DATASET].names if name not in added]].reset_index(drop=True)}


def _put_person(typed: TypedRows, rows: SheetRows, participants: Participants) -> None:
    has_number = rows.text("customer_no").notna()
    is_given = has_number | (participants.hetu.states != EMPTY)
    given = pd.Series(OK, index=is_given.index, dtype="str").where(is_given, EMPTY)
    typed.put("participant_key", Parsed(participants.key, given), source="hetu" if rows.has("hetu") else "customer_no")
    typed.put("hetu", participants.hetu)
    stated = parse_codes(rows.text("gender_code"), _codes("gender_code"))
    typed.put("gender_code", Parsed(stated.values.fillna(participants.gender_of_code.where(stated.states == EMPTY)), stated.states))
    typed.put_fact("hetu_gender_code", participants.gender_of_code)


def _put_programme(typed: TypedRows, rows: SheetRows, context: Context) -> None:
    programme = context.programme
    typed.put("project_code", parse_each(rows.text("project_code"), lambda text: "".join(text.split()).upper(), "str"))
    typed.put("unit_code", parse_units(rows.text("unit_code"), programme))
    every_row = pd.Series(True, index=rows.lineage.index)
    typed.put_fact("has_unit_column", every_row & rows.has("unit_code"))
    typed.put_fact("has_signature_column", every_row & rows.has("is_record_signed") & (programme.esf == "2014-2020"))


def _put_dates(typed: TypedRows, rows: SheetRows, participants: Participants, is_date_1904: bool) -> None:
    entry = parse_dates(rows.text("entry_on"), is_date_1904)
    exit_ = parse_dates(rows.text("exit_on"), is_date_1904)
    typed.put("entry_on", entry)
    typed.put("exit_on", exit_)
    typed.put_fact("six_months_after_exit_on", exit_.values + _SIX_MONTHS)
    stated = participants.birth_on
    typed.put("birth_on", stated)
    typed.put_fact("hetu_birth_on", participants.birth_on_of_code)
    born = stated.values.fillna(participants.birth_on_of_code.where(stated.states == EMPTY))
    typed.put_fact("birth_year", born.dt.year.astype("Int32"))
    typed.put_fact("age_at_entry", age_on(born, entry.values))


def _put_entry_status(typed: TypedRows, rows: SheetRows) -> None:
    said = parse_codes(rows.text("lm_status_entry_code"), _codes("lm_status_entry_code"))
    typed.put("lm_status_entry_code", Parsed(said.values.replace(_STATUS_OF), said.states))
    is_long_term = (said.values == "LONG_TERM_UNEMPLOYED").astype("boolean")
    typed.put_fact("is_long_term_unemployed", is_long_term.where(is_long_term))
    education = parse_booleans(rows.text("is_in_education_entry"))
    typed.put("is_in_education_entry", Parsed(education.values.mask((said.values == "INACTIVE_IN_EDUCATION").fillna(False), True), education.states))
    typed.put("unemployment_months", parse_numbers(rows.text("unemployment_months")))
    typed.put("isced_entry", parse_codes(rows.text("isced_entry"), _codes("isced_entry"), "Int32"))


def _put_results(typed: TypedRows, rows: SheetRows) -> None:
    without_bracket = rows.text("lm_status_exit_code").str.replace(r"\s*\(.*\)\s*$", "", regex=True)
    typed.put("lm_status_exit_code", parse_codes(without_bracket, _codes("lm_status_exit_code")))
    typed.put("lm_status_6m_code", parse_codes(rows.text("lm_status_6m_code"), _codes("lm_status_6m_code")))
    for column in _BOOLEANS:
        typed.put(column, parse_booleans(rows.text(column)))
    for column in _SENSITIVE:
        typed.put(column, parse_refusable(rows.text(column)))


def _codes(column: str) -> dict[str, object]:
    codes = expectations_of(DATASET).layouts[DATASET].columns[column].codes
    return folded_lookup({int(code) if code.isdigit() else code: texts for code, texts in codes.items()})
