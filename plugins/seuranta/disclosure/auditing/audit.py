"""Attacks what is about to be published: the smallest and largest number that each small number could be.

In: internal reports (to know which numbers are small), the same protected, and what the audience's readers were given
before. Out: how many numbers were attacked, those that give themselves away now and did not before, and hidden figures
that are no secret. Rerun: deterministic. It has its own reading of figures and its own equations
(``numbers.py``, ``equations.py``) and knows nothing of how cells are chosen (privacy.md 4.5).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from seuranta.disclosure.auditing.classes import classes_among
from seuranta.disclosure.auditing.equations import equations_among
from seuranta.disclosure.auditing.known_before import newly_proven, what_readers_have
from seuranta.disclosure.auditing.numbers import Number, read_numbers, shown_numbers, small_numbers
from seuranta.disclosure.auditing.pushing import Push
from seuranta.disclosure.auditing.recovering import Seen, recovered_figures
from seuranta.disclosure.auditing.unknowns import Unknowns, unknown_parts
from seuranta.disclosure.policy import Policy
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Report

TOLERANCE, MOVED = 1e-6, 1e-5
# As long as a question about all that is left settles so many, it is quicker than one about each.
MANY = 40


@dataclass(frozen=True)
class Audit:
    """``attacked`` small numbers; ``proven``: those whose smallness follows from what is published and did not before, as texts.

    ``recovered``: figures that stand as hidden, though their value follows from what is published.
    """

    attacked: int
    proven: tuple[str, ...]
    recovered: tuple[str, ...] = ()


def audit(reports: Sequence[Report], protected: Sequence[Report], released: Sequence[Report], policy: Policy, catalogue: Catalogue) -> Audit:
    """Attacks ``protected`` (the protected form of all ``reports``) together with ``released``: all that readers may hold."""
    numbers = read_numbers(reports, catalogue)
    known = shown_numbers(numbers, [*released, *protected], catalogue)
    before = equations_among(numbers, catalogue)
    before += classes_among(numbers, released)
    equations = [*before, *classes_among(numbers, protected)]
    small = small_numbers(reports, numbers, known, policy, catalogue) & numbers.values.keys()
    proven, elsewhere = small & known, set[Number]()
    for unknowns in unknown_parts(numbers, equations, known, small):
        given_away, moved = _given_away(unknowns, small, policy.threshold)
        proven, elsewhere = proven | given_away, elsewhere | moved
    proven = newly_proven(proven, numbers, (before, equations), known, what_readers_have(released, protected, policy), policy.threshold, catalogue)
    # What follows only from what somebody is owed exactly must not stand in other figures, which others may see.
    seen = shown_numbers(numbers, [_without_owed(report, policy) for report in (*released, *protected)], catalogue)
    recovered = recovered_figures(reports, protected, released, numbers, equations, Seen(seen, elsewhere), catalogue)
    return Audit(len(small), tuple(str(number) for number in sorted(proven)), tuple(sorted(recovered)))


def _without_owed(report: Report, policy: Policy) -> Report:
    return report.model_copy(update={"figures": tuple(figure for figure in report.figures if not policy.is_exact(figure.id))}) if policy.exact else report


def _given_away(unknowns: Unknowns, small: Collection[Number], threshold: int) -> tuple[set[Number], set[Number]]:
    """The small numbers that cannot be 0, or cannot be the threshold; and all that were seen to be able to be something else than they are."""
    targets = np.array([number in small for number in unknowns.numbers])
    found, moved = np.zeros(len(targets), bool), np.zeros(len(targets), bool)
    for is_upwards in (True, False):
        waiting = targets & (unknowns.true < threshold if is_upwards else unknowns.true > 0)
        if waiting.any():
            attack = _Attack(unknowns, targets, threshold, is_upwards)
            found |= attack.failures(waiting)
            moved |= attack.moved
    given_away, elsewhere = ({unknowns.numbers[index] for index in np.flatnonzero(some)} for some in (found, moved))
    return given_away, elsewhere


class _Attack:
    """Tries to take small numbers up to the threshold, or down to zero, beside everything published."""

    def __init__(self, unknowns: Unknowns, targets: np.ndarray, threshold: int, is_upwards: bool) -> None:
        self.unknowns, self.threshold, self.is_upwards = unknowns, threshold, is_upwards
        self.lower = np.minimum(unknowns.least, unknowns.true) if is_upwards else np.zeros(len(targets))
        self.push = Push(unknowns, targets, self.lower)
        self.moved = np.zeros(len(targets), bool)

    def failures(self, waiting: np.ndarray) -> np.ndarray:
        """Those of the numbers that get nowhere: many at a time as long as that clears many, then one by one."""
        is_worth_it = waiting.sum() > MANY
        while is_worth_it:
            cleared = waiting & self._reached(self._together(waiting))
            waiting = waiting & ~cleared
            is_worth_it = cleared.sum() > MANY
        return self._one_by_one(waiting) if waiting.any() else waiting

    def _one_by_one(self, waiting: np.ndarray) -> np.ndarray:
        found, left = np.zeros(len(waiting), bool), waiting.copy()
        self.push.alone()
        for index in np.flatnonzero(waiting):
            if left[index]:
                reached = self._reached(self.push.at(int(index), float(self.threshold) if self.is_upwards else 0.0))
                found[index] = not reached[index]
                left &= ~reached
        return found

    def _together(self, targets: np.ndarray) -> np.ndarray | None:
        """Numbers that fit everything published, the targets as large (up to the threshold) or as small as can be."""
        upper = np.where(targets & self.is_upwards, np.maximum(self.unknowns.true, self.threshold), np.inf)
        return self.push.farthest(np.where(targets, -1.0 if self.is_upwards else 1.0, 0.0), self.lower, upper)

    def _reached(self, found: np.ndarray | None) -> np.ndarray:
        """Which numbers are far enough; notes which are elsewhere."""
        if found is None:
            return np.zeros(len(self.lower), bool)
        self.moved |= np.abs(found - self.unknowns.true) > MOVED
        return np.asarray(found >= self.threshold - TOLERANCE if self.is_upwards else found <= TOLERANCE)
