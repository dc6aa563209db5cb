"""What changed between two releases of a period, figure by figure, and why: the causes add up to the change.

In: two capsules, wherever they lie. Out: each figure that changed, split by cause. Rerun: only reads, and builds in a
temporary folder. What a step from the old release to the new one changes in a figure is the part of that step's cause.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from seuranta.releases.capsule import Capsule
from seuranta.releases.gates import report_of
from seuranta.releases.row_changes import changes_between, counted, people_in, read_rows
from seuranta.releases.splitting import Number, causes_of, is_same, parts_of
from seuranta.releases.states import has_other_definitions, states_between
from seuranta.reporting.publishing import has_data
from seuranta.vocabulary.catalogue import Catalogue, load_catalogue
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.figures import Figure, Report
from seuranta.vocabulary.restatement import Cause

Place = tuple[str, str, tuple[tuple[str, str], ...]]
BESIDE = ("numerator", "denominator", "n")
# A number of these that is not listed is a zero: only codes that occur have a breakdown.
ADDED_UP = ("count", "sum")


@dataclass(frozen=True)
class Split:
    """A number that changed; ``causes`` add up to new − old, ``None`` where one of the two is no number."""

    old: Number
    new: Number
    causes: dict[Cause, Decimal] | None


@dataclass(frozen=True)
class Change:
    """A figure that changed: its value, or a number beside it (``beside``, by name, where that changed).

    ``causes`` as in ``Split``; ``caused_by`` are those that had a part, also where nothing can be split.
    """

    id: str
    scope: str
    breakdown: dict[str, str]
    old: Number
    new: Number
    causes: dict[Cause, Decimal] | None
    caused_by: tuple[Cause, ...]
    beside: dict[str, Split]


@dataclass(frozen=True)
class Comparison:
    """``rows`` counts units by cause and table, ``people`` by cause whose rows they are; ``later_periods`` have cumulative
    figures that changed too, and ``released_later`` of them are released."""

    changes: tuple[Change, ...]
    rows: dict[str, dict[str, int]]
    people: dict[str, int]
    is_definition_changed: bool
    later_periods: tuple[int, ...]
    released_later: tuple[int, ...]


def compare(old: Capsule, new: Capsule) -> Comparison:
    """Compares two releases of one period; ``OperationFailed`` where they are not."""
    for name in ("programme", "period"):
        if old.facts[name] != new.facts[name]:
            raise OperationFailed("diff", f"two releases of one {name}", f"'{old.facts[name]}' and '{new.facts[name]}'", "name two of the same")
    period_no = int(old.facts["period"])
    between = changes_between(read_rows(old), read_rows(new))
    before, after = old.internal_reports(), new.internal_reports()
    with tempfile.TemporaryDirectory(prefix="seuranta-diff-") as folder:
        steps = list(states_between(old, new, between, Path(folder)))
    states = [numbers_of(report_of(reports, period_no)) for reports in (before, *(reports for _, reports in steps))]
    changes = tuple(changes_in([cause for cause, _ in steps], states, load_catalogue(new.dbt_project)))
    units = {"late": between.late, "corrected": [unit for pair in between.corrected for unit in pair], "retracted": between.retracted}
    later = tuple(_changed_later(before, after, period_no, changes))
    released = {report.period.no for audience in new.programme.disclosure.audiences for report in new.earlier_reports(audience)}
    return Comparison(
        changes=changes,
        rows={"late": counted(between.late), "corrected": counted([unit for _, unit in between.corrected]), "retracted": counted(between.retracted)},
        people={cause: people_in(changed) for cause, changed in units.items()},
        is_definition_changed=has_other_definitions(old, new),
        later_periods=later,
        released_later=tuple(no for no in later if no in released),
    )


def numbers_of(report: Report) -> dict[Place, Figure]:
    """The figures of a report by id, scope and breakdown."""
    return {(figure.id, figure.scope, tuple(sorted(figure.breakdown.items()))): figure for figure in report.figures}


def changes_in(causes: Sequence[Cause], states: Sequence[Mapping[Place, Figure]], catalogue: Catalogue) -> Iterator[Change]:
    """Every figure that is another at the end than at the beginning; ``states`` has one more than ``causes``."""
    for place in sorted({*states[0], *states[-1]}):
        values = _through(place, "value", states, catalogue)
        beside = {name: _through(place, name, states, catalogue) for name in BESIDE}
        changed = {name: numbers for name, numbers in beside.items() if not is_same(numbers[0], numbers[-1])}
        if is_same(values[0], values[-1]) and not changed:
            continue
        yield Change(
            id=place[0],
            scope=place[1],
            breakdown=dict(place[2]),
            old=values[0],
            new=values[-1],
            causes=parts_of(causes, values),
            caused_by=causes_of(causes, values),
            beside={name: Split(numbers[0], numbers[-1], parts_of(causes, numbers)) for name, numbers in changed.items()},
        )


def _through(place: Place, name: str, states: Sequence[Mapping[Place, Figure]], catalogue: Catalogue) -> list[Number]:
    missing = 0 if name == "value" and _kind(place[0], catalogue) in ADDED_UP else None
    return [getattr(figures[place], name) if place in figures else missing for figures in states]


def _kind(figure_id: str, catalogue: Catalogue) -> str:
    try:
        return catalogue.entry_of(figure_id).kind
    except UnknownName:  # a figure that the catalogue has dropped since
        return ""


def _changed_later(before: Sequence[Report], after: Sequence[Report], period_no: int, changes: Sequence[Change]) -> Iterator[int]:
    """Later periods with data whose cumulative figures changed where those of the restated period did."""
    changed = {(change.id, change.scope, tuple(sorted(change.breakdown.items()))) for change in changes if change.scope == "cumulative"}
    old = {report.period.no: numbers_of(report) for report in before}
    for report in after:
        if report.period.no > period_no and report.period.no in old and has_data(report):
            one, two = old[report.period.no], numbers_of(report)
            if any(_value(one, place) != _value(two, place) for place in changed):
                yield report.period.no


def _value(figures: Mapping[Place, Figure], place: Place) -> Number:
    return figures[place].value if place in figures else None
