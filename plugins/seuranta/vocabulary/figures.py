"""One shape for every number of a report (figures.md): schema ``seuranta.report/1``."""

from __future__ import annotations

from datetime import date
from typing import Literal

from seuranta.vocabulary.receipts import Fact

Scope = Literal["period", "cumulative"]
Basis = Literal["collected", "sample", "estimate"]
Audience = Literal["internal", "steering", "funder", "public"]
AUDIENCES: tuple[Audience, ...] = ("internal", "steering", "funder", "public")
# Notes of hidden shares of which a class is told instead of the number (privacy.md 4.7): every share is of one of the two.
AT_MOST_HALF, MORE_THAN_HALF = "at_most_half", "more_than_half"
CLASSES = (AT_MOST_HALF, MORE_THAN_HALF)
REPORT_SCHEMA = "seuranta.report/1"


class Figure(Fact):
    """A number of the catalogue. ``value`` is unrounded, shares are 0…1; breakdowns hold codes, not labels."""

    id: str
    scope: Scope
    breakdown: dict[str, str] = {}
    value: float | int | None
    numerator: float | int | None = None
    denominator: float | int | None = None
    n: int | None = None
    basis: Basis = "collected"
    suppressed: bool = False
    additive_over: tuple[str, ...] = ()
    note: str | None = None
    target: float | int | None = None
    attainment: float | None = None


def class_of(numerator: float, denominator: float) -> str:
    """The class of a share."""
    return MORE_THAN_HALF if 2 * numerator > denominator else AT_MOST_HALF


class Period(Fact):
    """A reporting period of a programme, both ends included."""

    no: int
    start: date
    end: date
    due: date | None = None


class Report(Fact):
    """The figures of one programme, period and audience: what ``report.json`` holds and every rendering shows."""

    programme: str
    audience: Audience
    status: Literal["draft", "released"] = "draft"
    period: Period
    figures: tuple[Figure, ...]
