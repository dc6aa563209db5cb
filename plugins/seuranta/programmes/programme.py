"""A programme: its dates, periods, units, activities, instruments and what its funder is owed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field, model_validator

from seuranta.programmes.instrument import Code, Configured, Instrument, Language, Words
from seuranta.vocabulary.figures import Audience, Period
from seuranta.vocabulary.receipts import Dataset


class Named(Configured):
    """Something with a code, a name and other names that files use for it."""

    code: Code
    name: Words
    aliases: list[str] = []

    @property
    def all_names(self) -> list[str]:
        """Every text that means this one in a file: names in all languages, aliases and the code."""
        names = [self.name.fi, self.name.sv, self.name.en, *self.aliases, self.code]
        return list(dict.fromkeys(name for name in names if name))


class Unit(Named):
    """A place where the programme works; ``client_limit`` is the most clients it may have (an OST community: 50)."""

    implementer: Code | None = None
    client_limit: int | None = Field(default=None, ge=1)


class Cadence(Configured):
    """How many sessions a month are aimed at, both ends included."""

    min: float = Field(ge=0)
    max: float = Field(ge=0)

    @model_validator(mode="after")
    def _is_a_range(self) -> Cadence:
        if self.min > self.max:
            raise ValueError("min is above max")
        return self


class Activity(Named):
    """What is done in sessions; ``units`` are those that do it, all where empty."""

    default_hours: float | None = Field(default=None, gt=0)
    cadence_per_month: Cadence | None = None
    units: list[Code] = []


class Funder(Configured):
    code: Code
    name: Words


class Implementer(Configured):
    code: Code
    name: Words


class Dates(Configured):
    start: date
    end: date

    @model_validator(mode="after")
    def _is_a_range(self) -> Dates:
        if self.start > self.end:
            raise ValueError("start is after end")
        return self


class ListedPeriod(Configured):
    no: int = Field(ge=1)
    start: date
    end: date
    due: date | None = None


class PeriodRule(Configured):
    """Periods of ``months`` whole months from ``anchor``; the last is cut at the programme's end."""

    anchor: date
    months: int = Field(ge=1, le=36)


class Estimate(Configured):
    """A number the project estimates itself (EECO12–17): never from person rows."""

    figure: str
    period: int = Field(ge=1)
    gender: Literal["F", "M", "X"] | None = None
    value: float = Field(ge=0)
    basis: Literal["estimate", "sample"] = "estimate"


class Target(Configured):
    figure: str
    scope: Literal["period", "cumulative"] = "cumulative"
    value: float


class Grant(Configured):
    decision_eur: float | None = None
    total_cost_eur: float | None = None


class Disclosure(Configured):
    """What may be shown to whom (privacy.md 4)."""

    threshold: int = Field(default=5, ge=2)
    audiences: list[Audience] = ["internal", "steering", "funder", "public"]
    exact: list[str] = []
    verbal_classes: bool = False


class Retention(Configured):
    """How long originals are kept before only their hash and metadata remain."""

    archive_days: int = Field(default=30, ge=0)


class Eligibility(Configured):
    min_age: int | None = Field(default=None, ge=0)


class Programme(Configured):
    """One programme file. ``code`` is its folder in the drop folder."""

    code: Code
    name: Words
    funder: Funder
    language: Language = "fi"
    dates: Dates
    periods: list[ListedPeriod] | PeriodRule
    esf: Literal["2014-2020", "2021-2027"] | None = None
    project_code: Annotated[str, Field(pattern=r"^(S[123]|A[78]|J1)\d{4}$")] | None = None
    allow_test_ids: bool = False
    units: list[Unit] = Field(min_length=1)
    implementers: list[Implementer] = []
    activities: list[Activity] = []
    groups: list[Named] = []
    marks: dict[str, Literal["present", "absent", "cancelled"]] = {}
    datasets: list[Dataset] = Field(min_length=1)
    instruments: list[Code] = []
    invited: dict[Code, int | dict[int, int]] = {}
    eligibility: Eligibility = Eligibility()
    estimates: list[Estimate] = []
    targets: list[Target] = []
    approximate: list[str] = []
    grant: Grant = Grant()
    disclosure: Disclosure = Disclosure()
    retention: Retention = Retention()

    @property
    def all_periods(self) -> list[Period]:
        """The reporting periods, gap-free and in order."""
        if isinstance(self.periods, PeriodRule):
            return _periods_by_rule(self.periods, self.dates)
        return [Period(no=p.no, start=p.start, end=p.end, due=p.due) for p in self.periods]

    def period(self, no: int) -> Period | None:
        return next((period for period in self.all_periods if period.no == no), None)


class Programmes(Configured):
    """All programme files and the instruments they use, checked together. ``digest`` is the SHA-256 of their bytes."""

    programmes: dict[str, Programme]
    instruments: dict[str, Instrument]
    digest: str

    def instruments_of(self, programme: Programme) -> list[Instrument]:
        return [self.instruments[code] for code in programme.instruments]


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _periods_by_rule(rule: PeriodRule, dates: Dates) -> list[Period]:
    periods: list[Period] = []
    start = rule.anchor
    while start <= dates.end:
        no = len(periods) + 1
        following = add_months(rule.anchor, no * rule.months)
        periods.append(Period(no=no, start=start, end=min(following - timedelta(days=1), dates.end)))
        start = following
    return periods
