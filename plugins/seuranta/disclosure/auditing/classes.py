"""What an attacker is told by the class of a share: how its numerator and what it leaves over lie to each other.

Written for the auditor and used by nothing else; the protector has its own (``verbal_classes``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seuranta.disclosure.auditing.equations import Equation
from seuranta.disclosure.auditing.numbers import REMAINDER, Number, Numbers
from seuranta.vocabulary.figures import AT_MOST_HALF, CLASSES, Figure, Report


def classes_among(numbers: Numbers, told: Sequence[Report]) -> list[Equation]:
    """An equation for every class that the reports tell and that is still true; notes what is left over in it as a number.

    At most half: the numerator and something are as many as the others. More than half: the others, something and one
    more are as many as the numerator; the one is left out of the equation, for it is the same in all numbers that fit.
    """
    return [equation for figure, name in _told(told) if (equation := _equation(numbers, figure, name))]


def _told(told: Sequence[Report]) -> Iterator[tuple[Number, str]]:
    seen = set()
    for report in told:
        for figure in report.figures:
            if figure.suppressed and figure.note in CLASSES:
                number = _numerator(figure, report)
                if (number, figure.note) not in seen:
                    seen.add((number, figure.note))
                    yield number, figure.note


def _numerator(figure: Figure, report: Report) -> Number:
    return Number(figure.id, "numerator", report.period.no, figure.scope, tuple(sorted(figure.breakdown.items())))


def _equation(numbers: Numbers, share: Number, name: str) -> Equation | None:
    above, others = numbers.of(share), share._replace(place=REMAINDER)
    if above not in numbers.values or others not in numbers.values:
        return None
    more = numbers.values[above] - numbers.values[others]
    rest = share._replace(what=f"{share.what} {name}", place=REMAINDER)
    left_over = -more if name == AT_MOST_HALF else more - 1
    if left_over < 0:  # it was told of another number than it is now
        return None
    numbers.values[rest] = left_over
    return {above: 1, rest: 1, others: -1} if name == AT_MOST_HALF else {others: 1, rest: 1, above: -1}
