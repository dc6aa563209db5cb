"""Attacks hidden figures for their exact value: what nothing else fits is no secret, and must not stand as hidden.

Part of the auditor (``audit.py``): it reads figures and equations as that does, and knows nothing of how the
protector finds the same (``proving/determined.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from seuranta.disclosure.auditing.equations import Equation
from seuranta.disclosure.auditing.numbers import Number, Numbers, numbers_in
from seuranta.disclosure.auditing.pushing import Push
from seuranta.disclosure.auditing.unknowns import Unknowns, unknown_parts
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Figure, Report

TOLERANCE = 1e-5
# As long as a question about all that is left settles so many, it is quicker than one about each.
MANY = 40
# How far a number has to go that is asked about alone.
STEP = 0.01
Name = tuple[str, int, str, str]


@dataclass(frozen=True)
class Seen:
    """Numbers that readers know, and those that were seen to fit elsewhere: these need not be tried again."""

    known: Collection[Number]
    elsewhere: Collection[Number]


def recovered_figures(
    reports: Sequence[Report],
    protected: Sequence[Report],
    released: Sequence[Report],
    numbers: Numbers,
    equations: Sequence[Equation],
    seen: Seen,
    catalogue: Catalogue,
) -> set[str]:
    """The hidden figures whose value has to be what it is.

    Not those that a release hid: what was hidden stays so, whatever follows from what was shown since.
    """
    hidden = _named(protected, True) - _named(protected, False) - _named(released, True)
    telling = {name: [numbers.of(number) for number in _telling(figure, report, catalogue)] for name, figure, report in _figures(reports) if name in hidden}
    asked = {number for some in telling.values() for number in some}.difference(seen.known, seen.elsewhere)
    certain = _certain(numbers, equations, seen.known, asked)
    return {_text(*name) for name, some in telling.items() if some and certain.issuperset(some)}


def _text(figure_id: str, period_no: int, scope: str, codes: str) -> str:
    return f"{figure_id} (period {period_no}, {scope}{codes})"


def _figures(reports: Sequence[Report]) -> Iterator[tuple[Name, Figure, Report]]:
    for report in reports:
        for figure in report.figures:
            yield (figure.id, report.period.no, figure.scope, "".join(f", {key} {code}" for key, code in sorted(figure.breakdown.items()))), figure, report


def _named(reports: Sequence[Report], is_hidden: bool) -> set[Name]:
    return {name for name, figure, _ in _figures(reports) if figure.suppressed == is_hidden}


def _telling(figure: Figure, report: Report, catalogue: Catalogue) -> list[Number]:
    """The numbers that make up the figure's value; none where the value is not made of whole numbers alone."""
    found = [number for number in numbers_in(figure, report.period.no, catalogue) if number.place != "n"]
    return found if any(number.place in ("value", "numerator") for number in found) else []


def _certain(numbers: Numbers, equations: Sequence[Equation], known: Collection[Number], asked: Collection[Number]) -> set[Number]:
    certain = set(known)
    last: set[Number] = set(known)
    while last:  # the only unknown of an equation is known
        last = {next(iter(left)) for terms in equations if len(left := terms.keys() - certain) == 1}
        certain |= last
    for unknowns in unknown_parts(numbers, equations, certain, set(asked) - certain):
        targets = np.array([number in asked for number in unknowns.numbers])
        still = _still(unknowns, targets)
        certain |= {number for number, is_still in zip(unknowns.numbers, still, strict=True) if is_still}
    return certain


def _still(unknowns: Unknowns, targets: np.ndarray) -> np.ndarray:
    """The targets that have one value only: first many are pushed to and fro at once, then each that did not move by itself."""
    chance, left = np.random.default_rng(1), targets.copy()
    push = Push(unknowns, targets, np.zeros(len(targets)))
    is_worth_it = left.sum() > MANY
    while is_worth_it:
        moved = left & _moved(push, _pushed(push, left, np.where(left, chance.choice([-1.0, 1.0], len(left)), 0.0)))
        left &= ~moved
        is_worth_it = moved.sum() > MANY
    push.alone()
    for index in np.flatnonzero(left):
        for step in (STEP, -STEP):
            if left[index] and unknowns.true[index] + step >= 0:
                left &= ~_moved(push, push.at(int(index), unknowns.true[index] + step))
    return left


def _pushed(push: Push, left: np.ndarray, goal: np.ndarray) -> np.ndarray | None:
    """The numbers farthest that way that fit everything known, each target by 1 at most."""
    true = push.unknowns.true
    return push.farthest(goal, np.where(left, np.maximum(true - 1, 0.0), 0.0), np.where(left, true + 1, np.inf))


def _moved(push: Push, found: np.ndarray | None) -> np.ndarray:
    """What is elsewhere."""
    return np.zeros(len(push.lower), bool) if found is None else np.asarray(np.abs(found - push.unknowns.true) > TOLERANCE)
