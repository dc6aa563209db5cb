"""Periods as the page shows them: a table of units and datasets, how much has come, and how long there is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from seuranta.feedback.dates import day_text
from seuranta.feedback.slots import Slot
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.figures import Period
from seuranta.vocabulary.receipts import DATASETS, Dataset
from seuranta.words import Phrases, phrases


@dataclass(frozen=True)
class UnitShown:
    """A unit's row: a state per dataset."""

    name: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class PeriodShown:
    """A period's table. ``deadline`` is a sentence; ``is_late`` where it has passed and something is missing."""

    title: str
    deadline: str
    coverage: str
    share: float
    is_late: bool
    datasets: tuple[Dataset, ...]
    units: tuple[UnitShown, ...]


def periods_shown(programme: Programme, slots: Sequence[Slot], today: date) -> tuple[list[PeriodShown], list[PeriodShown]]:
    """The periods to show in full and those to fold, latest first.

    In full: the current one (the last, once the programme is over), those whose deadline is still ahead, and the latest with data.
    """
    started = programme.periods_started(today)
    with_data = {slot.period_no for slot in slots if slot.state.is_filled}
    in_full = {period.no for period in started if (period.due or period.end) >= today}
    in_full |= {max(no for no in numbers) for numbers in (with_data, {period.no for period in started}) if numbers}
    shown = {period.no: _period(programme, period, [slot for slot in slots if slot.period_no == period.no], today) for period in reversed(started)}
    return [one for no, one in shown.items() if no in in_full], [one for no, one in shown.items() if no not in in_full]


def _period(programme: Programme, period: Period, slots: list[Slot], today: date) -> PeriodShown:
    language = programme.language
    words = phrases("situation", language)
    states = {(slot.unit_code, slot.dataset): slot.state for slot in slots}
    datasets = tuple(dataset for dataset in DATASETS if dataset in programme.datasets)
    filled = sum(state.is_filled for state in states.values())
    return PeriodShown(
        title=words("period", no=period.no, start=day_text(period.start, language), end=day_text(period.end, language)),
        deadline=_deadline(period, today, words),
        coverage=words("coverage", filled=filled, expected=len(states)),
        share=filled / len(states) if states else 0,
        is_late=(period.due or period.end) < today and filled < len(states),
        datasets=datasets,
        units=tuple(UnitShown(unit.name.in_language(language), tuple(states[unit.code, dataset].value for dataset in datasets)) for unit in programme.units),
    )


def _deadline(period: Period, today: date, words: Phrases) -> str:
    """Days to the day the report is due, or to the period's end where no such day is set."""
    day = period.due or period.end
    left = (day - today).days
    tense = "today" if left == 0 else "in" if left > 0 else "past"
    days = words("days_one" if abs(left) == 1 else "days_many", count=abs(left))
    return words(f"{'due' if period.due else 'ends'}_{tense}", day=day_text(day, words.language), days=days)
