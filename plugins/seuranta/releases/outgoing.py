"""What a report must be before it leaves the house, asked through Great Expectations (``expectations/outgoing.yml``).

In: a protected report. Out: the rules that it breaks, and by which figures. Rerun: only looks.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache

import pandas as pd
from ruamel.yaml import YAML

from seuranta.intake.judging.catalogue import expectations_folder
from seuranta.intake.judging.rules import Expectations, Rule
from seuranta.intake.judging.suites import failing_rows, questions_of
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Figure, Report

NUMBERS = ("value", "numerator", "denominator", "n")


@dataclass(frozen=True)
class Broken:
    """A rule that a report breaks, and the figures that do, as texts."""

    rule: Rule
    figures: tuple[str, ...]


def broken_rules(report: Report, catalogue: Catalogue) -> list[Broken]:
    """Every outgoing rule that the report breaks."""
    frame = frame_of(report, catalogue)
    questions = [question for rule in outgoing().rules for question in questions_of(rule, {})]
    failing = failing_rows(frame, questions)
    return [
        Broken(question.rule, tuple(f"{frame['id'][row]} {frame['scope'][row]} {frame['breakdown'][row]}" for row in rows))
        for question, rows in zip(questions, failing, strict=True)
        if rows
    ]


@cache
def outgoing() -> Expectations:
    """The rules of ``outgoing.yml``."""
    text = (expectations_folder() / "outgoing.yml").read_text(encoding="utf-8")
    return Expectations.model_validate(YAML(typ="safe", pure=True).load(text))


def frame_of(report: Report, catalogue: Catalogue) -> pd.DataFrame:
    """One row per figure; columns as ``outgoing.yml`` describes them."""
    kinds = [catalogue.entry_of(figure.id).kind for figure in report.figures]
    return pd.DataFrame(
        {
            "id": pd.Series([figure.id for figure in report.figures], dtype="str"),
            "scope": pd.Series([figure.scope for figure in report.figures], dtype="str"),
            "breakdown": pd.Series([_text(figure.breakdown) for figure in report.figures], dtype="str"),
            **{name: pd.Series([getattr(figure, name) for figure in report.figures], dtype="float64") for name in NUMBERS},
            "is_suppressed": pd.Series([figure.suppressed for figure in report.figures], dtype="bool"),
            "is_share": pd.Series([kind == "share" for kind in kinds], dtype="bool"),
            "is_count": pd.Series([kind == "count" for kind in kinds], dtype="bool"),
            "numbers_left": pd.Series([_numbers_left(figure) for figure in report.figures], dtype="float64"),
            "off_by": pd.Series([*map(_or_missing, _differences(report))], dtype="float64"),
        }
    )


def _numbers_left(figure: Figure) -> int | None:
    return sum(getattr(figure, name) is not None for name in NUMBERS) if figure.suppressed else None


def _differences(report: Report) -> list[float | None]:
    """Per figure, how far its value is from the sum of its parts at most; ``None`` where there is nothing to add up."""
    parts: dict[tuple[str, str, str, str], list[float | int | None]] = {}
    for figure in report.figures:
        for dimension in figure.breakdown:
            rest = {name: code for name, code in figure.breakdown.items() if name != dimension}
            parts.setdefault((figure.id, figure.scope, _text(rest), dimension), []).append(figure.value)
    found: list[float | None] = []
    for figure in report.figures:
        sums = [parts.get((figure.id, figure.scope, _text(figure.breakdown), dimension), []) for dimension in figure.additive_over]
        complete = [values for values in sums if values and None not in values]
        differences = [abs(figure.value - sum(value or 0 for value in values)) for values in complete] if figure.value is not None else []
        found.append(max(differences, default=None))
    return found


def _or_missing(number: float | None) -> float:
    return math.nan if number is None else number


def _text(breakdown: dict[str, str]) -> str:
    return json.dumps(breakdown, sort_keys=True, ensure_ascii=False)
