"""Attacks hidden figures for their exact value: what nothing else fits is no secret, and must not stand as hidden.

Part of the auditor (``auditing.py``): it reads figures and equations as that does, and knows nothing of how the
protector finds the same (``determined.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from scipy.optimize import linprog

from seuranta.disclosure.attacked_equations import Equation
from seuranta.disclosure.attacked_numbers import Number, Numbers, numbers_in
from seuranta.disclosure.unknowns import Unknowns, unknown_parts
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Figure, Report

TOLERANCE = 1e-5
# After so many attempts in a row that moved nothing, what is left is tried one by one.
IN_VAIN = 2
Name = tuple[str, int, str, str]


def recovered_figures(
    reports: Sequence[Report],
    protected: Sequence[Report],
    released: Sequence[Report],
    numbers: Numbers,
    equations: Sequence[Equation],
    known: Collection[Number],
    catalogue: Catalogue,
) -> set[str]:
    """The hidden figures whose value has to be what it is.

    Not those that a release hid: what was hidden stays so, whatever follows from what was shown since.
    """
    hidden = _named(protected, True) - _named(protected, False) - _named(released, True)
    telling = {name: [numbers.of(number) for number in _telling(figure, report, catalogue)] for name, figure, report in _figures(reports) if name in hidden}
    asked = {number for some in telling.values() for number in some} - set(known)
    certain = _certain(numbers, equations, known, asked)
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
    for unknowns in unknown_parts(numbers, equations, certain):
        targets = np.array([number in asked for number in unknowns.numbers])
        still = _still(unknowns, targets)
        certain |= {number for number, is_still in zip(unknowns.numbers, still, strict=True) if is_still}
    return certain


def _still(unknowns: Unknowns, targets: np.ndarray) -> np.ndarray:
    """The targets that have one value only: first many are pushed to and fro at once, then each that did not move by itself."""
    chance, left, in_vain = np.random.default_rng(1), targets.copy(), 0
    while left.any() and in_vain < IN_VAIN:
        moved = _moved(unknowns, left, np.where(left, chance.choice([-1.0, 1.0], len(left)), 0.0))
        in_vain = 0 if (left & moved).any() else in_vain + 1
        left &= ~moved
    for index in np.flatnonzero(left):
        for sign in (1.0, -1.0):
            if left[index]:
                only = np.zeros(len(left))
                only[index] = sign
                left &= ~_moved(unknowns, left, only)
    return left


def _moved(unknowns: Unknowns, left: np.ndarray, goal: np.ndarray) -> np.ndarray:
    """What is elsewhere in the numbers farthest that way that fit everything known, each target by 1 at most."""
    lower = np.where(left, np.maximum(unknowns.true - 1, 0.0), 0.0)
    upper = np.where(left, unknowns.true + 1, np.inf)
    equal = unknowns.matrix @ unknowns.true
    solved = linprog(goal, A_eq=unknowns.matrix, b_eq=equal, bounds=np.column_stack([lower, upper]), method="highs")
    if solved.status != 0:
        return np.zeros(len(left), bool)
    return np.asarray(np.abs(solved.x - unknowns.true) > TOLERANCE)
