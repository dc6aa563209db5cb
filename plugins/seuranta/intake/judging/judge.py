"""Extract → Judged: every rule asked of every row, and what becomes of each.

In: an ``Extract``. Out: ``Judged`` with an outcome and the rules per row, and findings at the staff's own coordinates.
Rerun: a pure function of the extract, the programme and the day of receipt.

A row that breaks a rule of severity ``row`` is quarantined. Rules about rows that repeat each other are asked of the
rows that are left. A value that cannot be read is missing in its typed column, and so not judged further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from openpyxl.utils import column_index_from_string

from seuranta.intake.context import Context
from seuranta.intake.judging.catalogue import expectations_of, rule_of, severity_of
from seuranta.intake.judging.coverage import coverage_of
from seuranta.intake.judging.parameters import check_parameters, message_facts
from seuranta.intake.judging.suites import Question, failing_rows, questions_of
from seuranta.vocabulary.extracts import Extract, Finding, Judged
from seuranta.vocabulary.receipts import Severity

LOADED, QUARANTINED, IGNORED = "loaded", "quarantined", "ignored"
OUTCOMES = (LOADED, IGNORED, QUARANTINED)
IS_IGNORED = "_is_ignored"  # rows that an extractor leaves out itself: the other marks of a cancelled session


class _Verdicts:
    """Collects, row by row, the rules that spoke and what becomes of the row."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows = rows
        self._outcomes = np.zeros(len(rows), dtype="int8")  # places in OUTCOMES, the gravest last
        self.rules: dict[int, set[str]] = {}
        if IS_IGNORED in rows:
            self._outcomes[rows[IS_IGNORED].to_numpy()] = OUTCOMES.index(IGNORED)

    def add(self, positions: Iterable[int], rule: str) -> None:
        outcome = OUTCOMES.index(QUARANTINED if severity_of(rule) is Severity.ROW else rule_of(rule).then)
        for position in positions:
            self.rules.setdefault(position, set()).add(rule)
            self._outcomes[position] = max(self._outcomes[position], outcome)

    @property
    def outcome(self) -> pd.Series:
        return pd.Series(OUTCOMES, dtype="str").iloc[self._outcomes].set_axis(self.rows.index)

    def those(self, *outcomes: str) -> pd.DataFrame:
        """The rows that have one of these outcomes so far."""
        are_meant = np.isin(self._outcomes, [OUTCOMES.index(outcome) for outcome in outcomes])
        return self.rows if are_meant.all() else self.rows[are_meant]

    @property
    def rules_of_rows(self) -> pd.Series:
        texts = {position: ",".join(sorted(rules)) for position, rules in self.rules.items()}
        distinct = ["", *dict.fromkeys(texts.values())]
        places = np.zeros(len(self.rows), dtype="int64")
        places[list(texts)] = [distinct.index(text) for text in texts.values()]
        return pd.Series(distinct, dtype="str").iloc[places].set_axis(self.rows.index)


def judge(extract: Extract, context: Context) -> Judged:
    """Asks every rule of the dataset; the findings of the extract itself count like any other."""
    rows = extract.rows.reset_index(drop=True)
    verdicts = _Verdicts(rows)
    findings = list(extract.findings)
    for finding in extract.findings:
        verdicts.add(_rows_at(rows, finding), finding.rule)
    parameters = check_parameters(context)
    questions = [question for rule in expectations_of(extract.dataset).rules for question in questions_of(rule, parameters, rows.columns)]
    askable = [question for question in questions if all(column in rows for column in question.read_columns)]
    for question, positions in _answers(verdicts, askable):
        if positions:
            verdicts.add(positions, question.rule.rule)
            findings += _findings(rows, positions, question, context)
    judged_extract = Extract(extract.dataset, extract.layout, rows, extract.findings, extract.instrument_code, extract.has_units)
    return Judged(judged_extract, verdicts.outcome, _in_order(findings, rows), coverage_of(judged_extract, verdicts.outcome), verdicts.rules_of_rows)


def _answers(verdicts: _Verdicts, questions: list[Question]) -> Iterator[tuple[Question, list[int]]]:
    """Failing rows of each question; the caller records them in ``verdicts`` before it asks on.

    Where nothing repeats among all rows, nothing does among those that are left: only what did is asked again.
    """
    answers = _ask(verdicts.those(LOADED, QUARANTINED), questions)
    yield from ((question, failing) for question, failing in answers if not question.asks_about_several_rows)
    repeated = [question for question, failing in answers if question.asks_about_several_rows and failing]
    if repeated:
        yield from _ask(verdicts.those(LOADED), repeated)


def _ask(frame: pd.DataFrame, questions: list[Question]) -> list[tuple[Question, list[int]]]:
    failing = failing_rows(frame.reset_index(drop=True), questions)
    return [(question, list(frame.index[_beyond_the_spared(frame, question, positions)])) for question, positions in zip(questions, failing, strict=True)]


def _beyond_the_spared(frame: pd.DataFrame, question: Question, positions: list[int]) -> list[int]:
    """Of rows that repeat each other, all but the one that stands; of others, all."""
    if not question.asks_about_several_rows or not positions:
        return positions
    repeats = frame[question.read_columns].iloc[positions].duplicated(keep=question.check.spares or "first")
    return [position for position, is_repeat in zip(positions, repeats, strict=True) if is_repeat]


def _rows_at(rows: pd.DataFrame, finding: Finding) -> list[int]:
    """The data rows that a finding in a cell is about: in a matrix the mark in this very cell, else all of the line."""
    if finding.row is None:
        return []
    same_sheet = rows["_sheet"].isna() if finding.sheet is None else rows["_sheet"] == finding.sheet
    of_row = rows[same_sheet & (rows["_row"] == finding.row)]
    exact = of_row[of_row["_column"] == finding.column]
    return list((of_row if exact.empty else exact).index)


def _findings(rows: pd.DataFrame, positions: list[int], question: Question, context: Context) -> list[Finding]:
    """One finding per place: several marks may fail by one cell, as the role of their row or the date of their column."""
    facts = message_facts(question.rule, context)
    column = question.column
    sources = {
        "sheet": "_sheet",
        "row": f"{column}__row" if f"{column}__row" in rows else "_row",
        "column": f"{column}__column" if f"{column}__column" in rows else "_column",
        "found": f"{column}__text" if f"{column}__text" in rows else None,
    }
    places = pd.DataFrame({name: rows[source].loc[positions] if source else None for name, source in sources.items()}, index=positions)
    return [
        Finding(question.rule.rule, _or_none(place.sheet), _number(place.row), _or_none(place.column), _or_none(place.found), facts)
        for place in places.drop_duplicates(["sheet", "row", "column"]).itertuples(index=False)
    ]


def _in_order(findings: list[Finding], rows: pd.DataFrame) -> tuple[Finding, ...]:
    """Findings once per rule and place, in the order of the file."""
    sheets = {_or_none(sheet): position for position, sheet in enumerate(rows["_sheet"].unique())}
    unique = {(finding.rule, finding.sheet, finding.row, finding.column): finding for finding in reversed(findings)}

    def place(finding: Finding) -> tuple[int, int, int, str]:
        column = column_index_from_string(finding.column) if finding.column else 0
        return sheets.get(finding.sheet, len(sheets)), finding.row or 0, column, finding.rule

    return tuple(sorted(unique.values(), key=place))


def _or_none(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


def _number(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
