"""A programme: its dates, periods, units, activities, instruments and what its funder is owed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field, model_validator

from seuranta.programmes.instrument import Code, Configured, Instrument, Language, Words
from seuranta.vocabulary.figures import Audience, Period
from seuranta.vocabulary.receipts import Dataset

PROJECT_CODE = r"^(S[123]|A[78]|J1)\d{4}$"


class Named(Configured):
    """Something with a code, a name and other names that files use for it."""

    code: Code
    """Its name in figures and in other parts of the file: a–z, 0–9 and _."""
    name: Words
    """What reports call it, and one of the texts that mean it in a file."""
    aliases: list[str] = []
    """Other texts that mean it in a file."""

    @property
    def all_names(self) -> list[str]:
        """Every text that means this one in a file: names in all languages, aliases and the code."""
        names = [self.name.fi, self.name.sv, self.name.en, *self.aliases, self.code]
        return list(dict.fromkeys(name for name in names if name))


class Unit(Named):
    """A place where the programme works."""

    implementer: Code | None = None
    """The implementer that runs it."""
    client_limit: int | None = Field(default=None, ge=1)
    """The most clients it may have (an OST community: 50): ``community.within_limit``."""


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
    """What is done in sessions."""

    default_hours: float | None = Field(default=None, gt=0)
    """The length of a session whose start or end is not known."""
    cadence_per_month: Cadence | None = None
    """How many sessions a month are aimed at: ``attendance.cadence_ok``."""
    units: list[Code] = []
    """The units that do it; all of them where empty."""


class Funder(Configured):
    """Who pays and is reported to."""

    code: Code
    name: Words


class Implementer(Configured):
    """An organisation that runs some of the units and delivers its own files."""

    code: Code
    name: Words


class Dates(Configured):
    """From when to when, both days included."""

    start: date
    end: date

    @model_validator(mode="after")
    def _is_a_range(self) -> Dates:
        if self.start > self.end:
            raise ValueError("start is after end")
        return self


class ListedPeriod(Configured):
    """A reporting period, both days included."""

    no: int = Field(ge=1)
    """1, 2, 3 … in order."""
    start: date
    """The day after the period before."""
    end: date
    due: date | None = None
    """When the report is to be with the funder."""


class PeriodRule(Configured):
    """Periods of one length; the last is cut at the programme's end."""

    anchor: date
    """The first day of period 1."""
    months: int = Field(ge=1, le=36)
    """Whole months of a period: 4 is thrice a year."""


class Estimate(Configured):
    """A number the project estimates itself (EECO12–17): never from person rows."""

    figure: str
    """Its id in the figure catalogue: ``esf.eeco12`` … ``esf.eeco17``."""
    period: int = Field(ge=1)
    """The number of the period."""
    gender: Literal["F", "M", "X"] | None = None
    """Whose number it is; the total is the sum over the genders given."""
    value: float = Field(ge=0)
    basis: Literal["estimate", "sample"] = "estimate"


class Target(Configured):
    """What the project promised: shown beside the figure with the attainment."""

    figure: str
    """Its id in the figure catalogue."""
    scope: Literal["period", "cumulative"] = "cumulative"
    """Whether it is promised for each period or from the start to each period's end."""
    value: float


class Grant(Configured):
    """Money, for ``grant.share``."""

    decision_eur: float | None = None
    """What the funder decided to pay."""
    total_cost_eur: float | None = None
    """What the whole project costs."""


# The steering group works with the project: the general literature's lower threshold (domain.md 7.2).
STEERING_THRESHOLD = 3


class Disclosure(Configured):
    """What may be shown to whom: the internal report is exact, all others are protected."""

    threshold: int = Field(default=5, ge=2)
    """The smallest number of people that funder and public may see; for the steering group it is at most 3."""
    audiences: list[Audience] = ["internal", "steering", "funder", "public"]
    """For whom reports are made."""
    exact: list[str] = []
    """Ids of figures that the funder is owed exactly, with ``*`` for a family: ``esf.*``. Nobody else sees them so."""
    verbal_classes: bool = False
    """Whether a hidden share may be told as "at most half" or "more than half", where that gives nobody away. For a data protection officer to decide."""

    def threshold_for(self, audience: Audience) -> int:
        """The smallest number of people that an audience which is protected may see."""
        return min(STEERING_THRESHOLD, self.threshold) if audience == "steering" else self.threshold


class Retention(Configured):
    """How long originals, rows and keys are kept. Releases stay."""

    archive_days: int = Field(default=30, ge=0)
    """Days after receipt, after which only an original's hash and metadata remain."""
    lake_days: int | None = Field(default=None, ge=0)
    """Days after the programme's end, after which its rows leave the lake; null keeps them."""
    keys_days: int | None = Field(default=None, ge=0)
    """Days after the programme's end, after which no key leads from a pseudonym to a person any more, also in releases; null keeps them."""


class Eligibility(Configured):
    """Whom the programme is for; who is not is a warning on the row, and counted."""

    min_age: int | None = Field(default=None, ge=0)
    """Completed years at entry."""


class Programme(Configured):
    """One programme file. ``code`` is its folder in the drop folder."""

    code: Code
    """The name of this file and of the programme's folder in the drop folder."""
    name: Words
    """What reports call it."""
    funder: Funder
    language: Language = "fi"
    """Of feedback and reports."""
    dates: Dates
    """The programme's own start and end: nothing outside them is counted."""
    periods: list[ListedPeriod] | PeriodRule
    """The reporting periods: listed, or by a rule."""
    esf: Literal["2014-2020", "2021-2027"] | None = None
    """Which common indicators are reported, if any."""
    project_code: Annotated[str, Field(pattern=PROJECT_CODE)] | None = None
    """The project's code in the funder's system; needed with ``esf``."""
    allow_test_ids: bool = False
    """Take identity codes of the range 900–999, which nobody has: for trials and the samples only."""
    units: list[Unit] = Field(min_length=1)
    implementers: list[Implementer] = []
    activities: list[Activity] = []
    groups: list[Named] = []
    """Respondent groups of surveys; without any, every text is taken and no breakdown is made."""
    marks: dict[str, Literal["present", "absent", "cancelled"]] = {}
    """What the programme's own marks in attendance lists mean, such as ``{p: present}``: without it ``p`` is asked about."""
    datasets: list[Dataset] = Field(min_length=1)
    """What is expected each period of each unit; others are still taken."""
    instruments: list[Code] = []
    """The instrument files whose surveys the programme uses."""
    invited: dict[Code, int | dict[int, int]] = {}
    """How many were asked, per instrument: once, or per number of the period."""
    eligibility: Eligibility = Eligibility()
    estimates: list[Estimate] = []
    targets: list[Target] = []
    approximate: list[str] = []
    """Ids of figures that the project knows only about."""
    grant: Grant = Grant()
    disclosure: Disclosure = Disclosure()
    retention: Retention = Retention()

    @property
    def all_periods(self) -> list[Period]:
        """The reporting periods, gap-free and in order."""
        if isinstance(self.periods, PeriodRule):
            return _periods_by_rule(self.periods, self.dates)
        return [Period(no=p.no, start=p.start, end=p.end, due=p.due) for p in self.periods]

    def periods_started(self, today: date) -> list[Period]:
        """Those of which there is something to see by ``today``, in order."""
        return [period for period in self.all_periods if period.start <= today]

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
