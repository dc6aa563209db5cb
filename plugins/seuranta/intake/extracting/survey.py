"""Survey answers and Outcomes Star readings: matched sheets → typed rows, one per response.

In: a match of the dataset ``survey``. Out: an ``Extract`` with a column per item, and lake rows of what was judged; or
``Rejected(SUR03)``. Rerun: the same file, programme and day of receipt give the same rows.

Free text is scanned and dropped here: no column of the extract holds it.
"""

from __future__ import annotations

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.extracting.answers import Answers, count_zeros, read_answers
from seuranta.intake.extracting.eligibility import find_too_young_by_code
from seuranta.intake.extracting.responses import parse_groups, parse_units, parse_waves
from seuranta.intake.extracting.sheet_rows import SheetRows, TypedRows, find_identity_codes, finding_at, sheet_rows
from seuranta.intake.judging.catalogue import expectations_of
from seuranta.intake.matching.match import Match
from seuranta.intake.values.dates import parse_moments
from seuranta.intake.values.parsing import Parsed, parse_each
from seuranta.intake.values.personal_patterns import has_contact_data
from seuranta.programmes.instrument import Instrument
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.extracts import Extract, Finding, Judged
from seuranta.vocabulary.lake_tables import LINEAGE, TABLES
from seuranta.vocabulary.receipts import Dataset
from seuranta.vocabulary.sheets import Workbook

DATASET: Dataset = "survey"
# "Blank cells as zeros" (SUR03): so many zeros where 0 is no code, or such a share of the answers.
ZEROS_AT_LEAST = 3
ZERO_SHARE_AT_LEAST = 0.2


def extract(match: Match, workbook: Workbook, context: Context) -> Extract:
    """The responses of all sheets. Besides the lake's columns: ``item.<code>`` (``.<option>``) for every item's cells,
    ``answer.<code>`` (``.<option>``) for what they answer, ``given_item_count`` (answers, wrong ones included) and ``responded_on`` (the day)."""
    instrument = next(found for found in context.instruments if found.code == match.instrument_code)
    rows = sheet_rows(match)
    _refuse_blanks_as_zeros(instrument, rows)
    typed = TypedRows(rows)
    _put_response(typed, rows, instrument.type == "star", workbook.is_date_1904)
    _put_respondent(typed, rows, context)
    words = expectations_of(DATASET).codes["option"]
    answers = [read_answers(item, rows, words) for item in instrument.answerable]
    _put_answers(typed, rows, answers)
    frame = typed.frame()
    too_young = find_too_young_by_code(frame, "respondent_key", frame["responded_on"], context)
    findings = (*find_identity_codes(match), *_find_contact_data(match, instrument), *too_young)
    return Extract(DATASET, instrument.code, frame, findings, instrument.code, has_units=bool(frame["has_units"].any()))


def lake_rows(judged: Judged, instrument: Instrument) -> dict[str, pd.DataFrame]:
    """The loaded responses and their answers in the columns of the lake, without programme and delivery, which the lake adds."""
    loaded = judged.extract.rows[judged.outcome == "loaded"].assign(instrument_code=instrument.code)
    added = {name for name, _ in LINEAGE} - set(loaded.columns)
    columns = {table: [name for name in TABLES[table].names if name not in added] for table in ("survey_response", "survey_answer")}
    return {
        "survey_response": loaded[columns["survey_response"]].reset_index(drop=True),
        "survey_answer": _answer_rows(loaded, instrument)[columns["survey_answer"]],
    }


def _refuse_blanks_as_zeros(instrument: Instrument, rows: SheetRows) -> None:
    counts = [count_zeros(item, rows) for item in instrument.answerable]
    zeros, answers = sum(found for found, _ in counts), sum(found for _, found in counts)
    if zeros >= ZEROS_AT_LEAST or (zeros and zeros >= ZERO_SHARE_AT_LEAST * answers):
        raise Rejected("SUR03", data_rows=len(rows.lineage))


def _put_response(typed: TypedRows, rows: SheetRows, is_star: bool, is_date_1904: bool) -> None:
    order = ("read_on", "responded_at") if is_star else ("responded_at", "read_on")
    source = next((column for column in order if rows.has(column)), order[0])
    moments = parse_moments(rows.text(source), is_date_1904)
    typed.put("responded_at", moments, source)
    typed.put_fact("responded_on", moments.values.dt.normalize())
    typed.put_fact("has_time_column", pd.Series(rows.has(source), index=rows.lineage.index))
    typed.put("wave", parse_waves(rows.text("wave"), expectations_of(DATASET).codes["wave"]))


def _put_respondent(typed: TypedRows, rows: SheetRows, context: Context) -> None:
    for column, spoken_of in (("response_key", "response"), ("respondent_key", "")):
        given = parse_each(rows.text(column), lambda text: text, "str")
        # Response 12 must never look like customer 12.
        named = f"{spoken_of}\0" + given.values.str.strip() if spoken_of else given.values
        typed.put(column, Parsed(context.pseudonymise(named), given.states))
    typed.put("unit_code", parse_units(rows.text("unit_code"), context.programme))
    typed.put_fact("has_units", pd.Series(bool(rows.text("unit_code").notna().any()), index=rows.lineage.index))
    typed.put("group_code", parse_groups(rows.text("group_code"), context.programme))


def _put_answers(typed: TypedRows, rows: SheetRows, answers: list[Answers]) -> None:
    for answer in answers:
        for column, cell in answer.cells.items():
            typed.put(column, cell)
        for option, value in answer.values.items():
            typed.put_fact(_answer_column(answer.item.code, option), value)
    nothing = pd.Series(0, index=rows.lineage.index)
    typed.put_fact("answered_item_count", sum((answer.is_answered.astype("int") for answer in answers), nothing).astype("int32"))
    typed.put_fact("given_item_count", sum((answer.is_given.astype("int") for answer in answers), nothing).astype("int32"))


def _find_contact_data(match: Match, instrument: Instrument) -> list[Finding]:
    """PII02 in the instrument's free text."""
    found: list[Finding] = []
    free_text = [f"item.{item.code}" for item in instrument.items if item.kind == "text"]
    for sheet in match.sheets:
        for column in (sheet.columns[name] for name in free_text if name in sheet.columns):
            texts = sheet.sheet.cells.iloc[list(sheet.data_rows), column].set_axis(sheet.data_rows)
            found += [finding_at(sheet, "PII02", row, column, str(texts.loc[row])) for row in texts.index[has_contact_data(texts)]]
    return found


def _answer_rows(loaded: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """One row per answer: of a scale its code, of a choice 1 or 0 per option."""
    lineage = loaded[["_sheet", "_row", "instrument_code"]]
    parts = []
    for item in instrument.answerable:
        options: list[str | None] = [None] if item.kind == "scale" else [option.code for option in item.options]
        for option in options:
            answer, letters = loaded[_answer_column(item.code, option)], _letters(loaded, item.code, option)
            part = lineage.assign(_column=letters, item_code=item.code, option_code=option, answer=answer)
            parts.append(part[part["answer"].notna()].astype({"item_code": "str", "option_code": "str", "answer": "float64"}))
    return pd.concat(parts, ignore_index=True)


def _letters(loaded: pd.DataFrame, item: str, option: str | None) -> pd.Series:
    """The letters of the column an answer stood in: its option's where it has one of its own."""
    names = [f"item.{item}.{option}__column", f"item.{item}__column"]
    found = next((loaded[name] for name in names if name in loaded), pd.Series(None, index=loaded.index, dtype="str"))
    return found.astype("str")


def _answer_column(item: str, option: str | None) -> str:
    return ".".join(("answer", item, *([option] if option else [])))
