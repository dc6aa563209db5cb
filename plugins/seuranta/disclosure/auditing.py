"""Attacks what is about to be published: the smallest and largest number that each small number could be.

In: internal reports (to know which numbers are small), the same protected, and what the audience's readers were given
before. Out: how many numbers were attacked, those that give themselves away now and did not before, and hidden figures
that are no secret. Rerun: deterministic. It has its own reading of figures and its own equations
(``attacked_numbers.py``, ``attacked_equations.py``) and knows nothing of how cells are chosen (privacy.md 4.5).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from seuranta.disclosure.attacked_classes import classes_among
from seuranta.disclosure.attacked_equations import equations_among
from seuranta.disclosure.attacked_numbers import Number, read_numbers, shown_numbers, small_numbers
from seuranta.disclosure.known_before import newly_proven, what_readers_have
from seuranta.disclosure.policy import Policy
from seuranta.disclosure.recovering import recovered_figures
from seuranta.disclosure.unknowns import Unknowns, unknown_parts
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Report

TOLERANCE = 1e-6


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
    proven = small & known
    for unknowns in unknown_parts(numbers, equations, known):
        proven |= _given_away(unknowns, small, policy.threshold)
    proven = newly_proven(proven, numbers, (before, equations), known, what_readers_have(released, protected, policy), policy.threshold, catalogue)
    # What follows only from what somebody is owed exactly must not stand in other figures, which others may see.
    seen = shown_numbers(numbers, [_without_owed(report, policy) for report in (*released, *protected)], catalogue)
    recovered = recovered_figures(reports, protected, released, numbers, equations, seen, catalogue)
    return Audit(len(small), tuple(str(number) for number in sorted(proven)), tuple(sorted(recovered)))


def _without_owed(report: Report, policy: Policy) -> Report:
    return report.model_copy(update={"figures": tuple(figure for figure in report.figures if not policy.is_exact(figure.id))}) if policy.exact else report


def _given_away(unknowns: Unknowns, small: Collection[Number], threshold: int) -> set[Number]:
    """The small numbers that cannot be 0, or cannot be the threshold."""
    targets = np.array([number in small for number in unknowns.numbers])
    found = np.zeros(len(targets), bool)
    for is_upwards in (True, False):
        waiting = targets & (unknowns.true < threshold if is_upwards else unknowns.true > 0)
        while waiting.any():
            # Many at a time as long as that clears some, then one by one.
            cleared = waiting & _reaches(_extreme(unknowns, waiting, threshold, is_upwards), threshold, is_upwards)
            if not cleared.any():
                found |= _one_by_one(unknowns, waiting, threshold, is_upwards)
                break
            waiting &= ~cleared
    return {number for number, is_found in zip(unknowns.numbers, found, strict=True) if is_found}


def _one_by_one(unknowns: Unknowns, waiting: np.ndarray, threshold: int, is_upwards: bool) -> np.ndarray:
    found, left = np.zeros(len(waiting), bool), waiting.copy()
    for index in np.flatnonzero(waiting):
        if left[index]:
            only = np.zeros(len(waiting), bool)
            only[index] = True
            reached = _reaches(_extreme(unknowns, only, threshold, is_upwards), threshold, is_upwards)
            found[index] = not reached[index]
            left &= ~reached
    return found


def _extreme(unknowns: Unknowns, targets: np.ndarray, threshold: int, is_upwards: bool) -> np.ndarray:
    """Numbers that fit everything published, the targets as large (up to the threshold) or as small as can be."""
    lower = unknowns.least if is_upwards else np.zeros(len(targets))
    upper = np.where(targets & is_upwards, np.maximum(unknowns.true, threshold), np.inf)
    goal = np.where(targets, -1.0 if is_upwards else 1.0, 0.0)
    equal = unknowns.matrix @ unknowns.true
    solved = linprog(goal, A_eq=unknowns.matrix, b_eq=equal, bounds=np.column_stack([np.minimum(lower, unknowns.true), upper]), method="highs")
    return np.asarray(solved.x) if solved.status == 0 else unknowns.true


def _reaches(found: np.ndarray, threshold: int, is_upwards: bool) -> np.ndarray:
    return found >= threshold - TOLERANCE if is_upwards else found <= TOLERANCE
