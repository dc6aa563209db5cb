"""What an attacker reads out of reports: every number that stands in a figure, under one name for each.

Written for the auditor and used by nothing else; the protector has its own reading (``cells.py``).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from seuranta.disclosure.policy import Policy
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.figures import Figure, Report

# What is counted of people; the rest counts sessions, hours, money.
COUNTED_OF_PEOPLE = ("persons", "visits", "presences", "responses", "answers", "points")
REMAINDER = "remainder"
# Figures that count everybody once: their n is their value, or their denominator.
COUNTS_EACH_ONCE = (
    r"esf\.|recruitment\.|attendance\.persons|community\.active_clients|"
    r"survey\.\w+\.(pairs|respondents|invited|response_rate|index|change|mean_first|mean_last|mean_change|share_up|share_same|share_down)\b"
)


class Number(NamedTuple):
    """``what``: a figure's id and the place in it (value, numerator, denominator, n)."""

    what: str
    place: str
    period_no: int
    scope: str
    codes: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.what} {self.place} (period {self.period_no}, {self.scope}{''.join(f', {k} {v}' for k, v in self.codes)})"


@dataclass(frozen=True)
class Numbers:
    """True values by name; ``same``: other names of a number."""

    values: dict[Number, int]
    same: dict[Number, Number]

    def of(self, number: Number) -> Number:
        """The one name of a number."""
        while number in self.same:
            number = self.same[number]
        return number


def numbers_in(figure: Figure, period_no: int, catalogue: Catalogue) -> dict[Number, int]:
    """The whole numbers that a figure shows, of people and of the invited; sums of codes are none."""
    entry = catalogue.entry_of(figure.id)
    if entry.unit not in (*COUNTED_OF_PEOPLE, "invited") or entry.kind in ("extreme", "flag"):
        return {}
    codes = tuple(sorted(figure.breakdown.items()))
    shown: dict[str, float | None] = {"n": figure.n}
    if entry.kind in ("count", "sum"):
        shown["value"] = figure.value
    else:
        shown["denominator"] = figure.denominator if not figure.id.startswith("attendance.mean") else None
        shown["numerator"] = figure.numerator if entry.kind in ("share", "rate") or figure.id.startswith("attendance.mean") else None
    return {Number(figure.id, place, period_no, figure.scope, codes): round(value) for place, value in shown.items() if value is not None}


def read_numbers(reports: Sequence[Report], catalogue: Catalogue) -> Numbers:
    """Every number of the internal reports, those that are the same by definition, and equal, under one name."""
    values = {number: value for report in reports for figure in report.figures for number, value in numbers_in(figure, report.period.no, catalogue).items()}
    numbers = Numbers({}, {})
    for number in sorted(values):
        for other in map(numbers.of, _others(number)):
            if other != number and values.get(other) == values[number]:
                numbers.same[number] = other
                break
    numbers.values.update({number: value for number, value in values.items() if number not in numbers.same})
    return numbers


def _others(number: Number) -> Iterator[Number]:
    """Where else the same number stands, by definition of the figures (figures.md)."""
    parts = number.what.split(".")
    if number.place == "n" and is_counted_once(number):
        yield number._replace(place="value")
        yield number._replace(place="denominator")
    if number.what == "attendance.mean_per_session":
        yield number._replace(what="attendance.visits", place="value" if number.place == "numerator" else "n")
    if number.what == "community.active_clients" or (number.what == "attendance.visits" and number.place == "n"):
        yield number._replace(what="attendance.persons", place="value")
    if number.what == "attendance.presences" and ("role", "client") in number.codes:
        yield number._replace(what="attendance.visits", codes=tuple(code for code in number.codes if code != ("role", "client")))
    if parts[0] == "recruitment" and parts[1].endswith("_rate"):
        above, below = ("committed", "contacted") if parts[1] == "commitment_rate" else ("completed", "committed")
        yield number._replace(what=f"recruitment.{above if number.place == 'numerator' else below}", place="value")
    if parts[0] == "survey" and parts[2] == "response_rate":
        yield number._replace(what=f"survey.{parts[1]}.{'responses' if number.place == 'numerator' else 'invited'}", place="value")
    if parts[0] == "survey" and len(parts) == 4 and number.place == "denominator":
        codes = tuple(code for code in number.codes if code[0] != "option")
        for kind in ("mean", "share_up", "top2", "change", "mean_first"):
            yield number._replace(what=f"survey.{parts[1]}.{kind}.{parts[3]}", codes=codes)


def shown_numbers(numbers: Numbers, shown: Sequence[Report], catalogue: Catalogue) -> set[Number]:
    """The numbers that a figure gives at the value they have, and what shares leave over."""
    known: set[Number] = set()
    for report in shown:
        for figure in report.figures:
            if figure.suppressed:
                continue
            try:
                found = numbers_in(figure, report.period.no, catalogue)
            except UnknownName:  # a figure that the catalogue has dropped since
                continue
            known.update(name for number, value in found.items() if numbers.values.get(name := numbers.of(number)) == value)
    return known


def small_numbers(reports: Sequence[Report], numbers: Numbers, known: Collection[Number], policy: Policy, catalogue: Catalogue) -> set[Number]:
    """What must not be told (privacy.md 4.2): numbers under the threshold, what shares leave over, zeros that tell something.

    A zero that is part of a zero which is ``known`` tells nothing more.
    """
    found: set[Number] = set()
    nobody = _places_of_nobody(reports, catalogue)
    for report in reports:
        for figure in report.figures:
            entry = catalogue.entry_of(figure.id)
            if policy.is_exact(figure.id) or entry.unit not in COUNTED_OF_PEOPLE or entry.kind in ("extreme", "flag"):
                continue
            inside = numbers_in(figure, report.period.no, catalogue)
            is_telling = policy.is_sensitive(figure.id, figure.breakdown) and not nobody & {_place(figure, report), _place(figure, report, without_gender=True)}
            for number, value in inside.items():
                is_zero = value == 0 and is_telling and number.place in ("value", "numerator") and not _is_of_known_zero(number, numbers, known)
                if 0 < value < policy.threshold or is_zero:
                    found.add(numbers.of(number))
            rest = remainder_of(figure, report.period.no, catalogue)
            if rest and (0 < rest[1] < policy.threshold or (rest[1] == 0 and is_telling)):
                found.add(rest[0])
    return found


def _is_of_known_zero(number: Number, numbers: Numbers, known: Collection[Number]) -> bool:
    wholes = [numbers.of(number._replace(codes=tuple(pair for pair in number.codes if pair != code))) for code in number.codes if code[0] != "option"]
    group = "esf.participants_total" if re.match(r"esf\.co1[567]$", number.what) else {"esf.cr05": "esf.leavers", "esf.cr09": "esf.cr06"}.get(number.what, "")
    wholes.append(numbers.of(number._replace(what=group)))
    return any(whole in known and numbers.values[whole] == 0 for whole in wholes)


def remainder_of(figure: Figure, period_no: int, catalogue: Catalogue) -> tuple[Number, int] | None:
    """Those behind a share who are not in its numerator; of a rate of return they are nobody's business to protect."""
    is_share = catalogue.entry_of(figure.id).kind in ("share", "rate") and not figure.id.endswith(".response_rate")
    if not is_share or figure.numerator is None or figure.denominator is None:
        return None
    codes = tuple(sorted(figure.breakdown.items()))
    return Number(figure.id, REMAINDER, period_no, figure.scope, codes), round(figure.denominator - figure.numerator)


def is_counted_once(number: Number) -> bool:
    """Whether the figure counts everybody behind it once, so that its n is its value, or its denominator."""
    return re.match(COUNTS_EACH_ONCE, number.what) is not None


def is_listed_because_counted(number: Number) -> bool:
    """Whether the report would not name the code if nobody were counted under it."""
    names = {name for name, _ in number.codes}
    return number.place == "value" and bool(names & {"role", "wave", "group"}) and number.what.split(".")[-1] in ("presences", "responses")


def _place(figure: Figure, report: Report, without_gender: bool = False) -> tuple[str, int, str, str]:
    parts, left_out = figure.id.split("."), {"option", "gender"} if without_gender else {"option"}
    codes = sorted((name, code) for name, code in figure.breakdown.items() if name not in left_out)
    return ".".join(parts[: 2 if parts[0] == "survey" else 1]), report.period.no, figure.scope, str(codes)


def _places_of_nobody(reports: Sequence[Report], catalogue: Catalogue) -> set[tuple[str, int, str, str]]:
    """Tables without anybody in them; that nobody of nobody has a trait tells nothing. Of gender X even that is not told."""
    people: Counter[tuple[str, int, str, str]] = Counter()
    sizes: dict[tuple[str, int, str, str], float] = defaultdict(float)
    for report in reports:
        for figure in report.figures:
            if catalogue.entry_of(figure.id).unit in COUNTED_OF_PEOPLE and figure.breakdown.get("gender") != "X":
                people[_place(figure, report)] += 1
                sizes[_place(figure, report)] += abs(figure.value or 0) + (figure.n or 0)
    return {place for place in people if sizes[place] == 0}
