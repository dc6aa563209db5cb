"""Checks as a Great Expectations suite over a frame in memory: which rows fail which check.

In: a frame with a fresh index and checks. Out: the failing positions of each. Nothing is stored and no value leaves
memory: results hold positions and counts, usage statistics are off, and the library is imported only when first needed.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from seuranta.intake.judging.library import great_expectations
from seuranta.intake.judging.narrowing import narrowed
from seuranta.intake.judging.parameters import with_parameters
from seuranta.intake.judging.rules import Check, Rule
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.receipts import Severity

STATE = "__state"
RESULT_FORMAT = {"result_format": "COMPLETE", "exclude_unexpected_values": True, "include_unexpected_rows": False}


@dataclass(frozen=True)
class Question:
    """One check of one rule for one column, its arguments filled in."""

    rule: Rule
    check: Check
    column: str | None
    arguments: dict[str, Any]

    @property
    def asks_about_several_rows(self) -> bool:
        """Whether the rule is about rows that repeat each other (exports.md 2: "a rule about two rows")."""
        return self.check.expect.endswith("_to_be_unique")

    @property
    def read_columns(self) -> list[str]:
        """Columns of the frame that are looked at."""
        named = [self.arguments.get(key) for key in ("column", "column_A", "column_B")]
        return [name for name in [*named, *self.arguments.get("column_list", [])] if name]


def questions_of(rule: Rule, parameters: dict[str, Any], columns: Iterable[str] = ()) -> list[Question]:
    """A rule's checks, one per column they name; ``item.*`` stands for all such cells among the ``columns`` of the frame."""
    judged = [name.removesuffix(STATE) for name in columns if name.endswith(STATE)]
    return [
        Question(rule, check, column, with_parameters(_arguments(check, column), parameters))
        for check in rule.checks
        for pattern in check.columns
        for column in _columns_like(pattern, judged)
    ]


def failing_rows(frame: pd.DataFrame, questions: Sequence[Question]) -> list[list[int]]:
    """The positions of ``frame`` (whose index is 0, 1, …) that fail each question, in its order."""
    if frame.empty or not questions:
        return [[] for _ in questions]
    gx = great_expectations()
    narrow, arguments = narrowed(frame, [(question.arguments, question.check.when) for question in questions])
    expectations = [_expectation(gx, number, question, arguments[number]) for number, question in enumerate(questions)]
    results = (
        _frames().get_batch({"dataframe": narrow}).validate(gx.ExpectationSuite(name="rows", expectations=expectations), result_format=RESULT_FORMAT).results
    )
    found = {result.expectation_config.meta["question"]: _positions(result, questions) for result in results}
    return [found[number] for number in range(len(questions))]


def _columns_like(pattern: str | None, judged: list[str]) -> list[str | None]:
    return [*fnmatch.filter(judged, pattern)] if pattern and "*" in pattern else [pattern]


def _arguments(check: Check, column: str | None) -> dict[str, Any]:
    if check.refuse_states:
        return {"column": f"{column}__state", "value_set": list(check.refuse_states)}
    needs_column = not {"column", "column_A", "column_list"} & set(check.arguments)
    return {**({"column": column} if needs_column else {}), **check.arguments}


@cache
def _frames() -> Any:
    context = great_expectations().get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    return context.data_sources.add_pandas("memory").add_dataframe_asset("extract").add_batch_definition_whole_dataframe("rows")


def _expectation(gx: Any, number: int, question: Question, arguments: dict[str, Any]) -> Any:
    kind = getattr(gx.expectations, "".join(part.capitalize() for part in question.check.expect.split("_")))
    severity = "warning" if question.rule.severity is Severity.WARN else "critical"
    return kind(**arguments, severity=severity, meta={"question": number, "rule": question.rule.rule})


def _positions(result: Any, questions: Sequence[Question]) -> list[int]:
    """The failing positions, cross-checked with the count that is reported beside them."""
    rule = questions[result.expectation_config.meta["question"]].rule.rule
    # What could not be evaluated is no success either, but has no result; its exception info may quote a value.
    if "unexpected_count" not in result.result:
        raise OperationFailed(f"rule {rule}", "an expectation that can be evaluated", "an error in it", f"correct the checks of {rule} in expectations/*.yml")
    positions = sorted(set(result.result.get("unexpected_index_list") or []))
    count = result.result["unexpected_count"]
    if len(positions) != count:
        raise OperationFailed(f"rule {rule}", f"{count} failing rows", f"{len(positions)} positions", "nothing was loaded; report it as a defect")
    return positions
