"""Attacks what is about to be published: the smallest and largest number that each small number could be.

In: internal reports (to know which numbers are small), the same protected, and what the audience's readers were given
before. Out: how many numbers were attacked, and those that gave themselves away. Rerun: deterministic. It has its own
reading of figures and its own equations (``attacked_numbers.py``, ``attacked_equations.py``) and knows nothing of how
cells are chosen (privacy.md 4.5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array

from seuranta.disclosure.attacked_equations import Equation, equations_among
from seuranta.disclosure.attacked_numbers import Number, Numbers, is_listed_because_counted, read_numbers, shown_numbers, small_numbers
from seuranta.disclosure.policy import Policy
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Report

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Audit:
    """``attacked`` small numbers; ``proven``: those whose smallness follows from what is published, as texts."""

    attacked: int
    proven: tuple[str, ...]


@dataclass(frozen=True)
class Unknowns:
    """Numbers that equations connect and nobody was shown: one column each. ``true``: what they are."""

    numbers: tuple[Number, ...]
    matrix: csr_array
    true: np.ndarray
    least: np.ndarray


def audit(reports: Sequence[Report], protected: Sequence[Report], released: Sequence[Report], policy: Policy, catalogue: Catalogue) -> Audit:
    """Attacks ``protected`` (the protected form of all ``reports``) together with ``released``: all that readers may hold."""
    numbers = read_numbers(reports, catalogue)
    known = shown_numbers(numbers, [*released, *protected], catalogue)
    equations = equations_among(numbers, catalogue)
    small = small_numbers(reports, numbers, known, policy, catalogue) & numbers.values.keys()
    proven = small & known
    for unknowns in _unknown_parts(numbers, equations, known):
        proven |= _given_away(unknowns, small, policy.threshold)
    return Audit(len(small), tuple(str(number) for number in sorted(proven)))


def _unknown_parts(numbers: Numbers, equations: Sequence[Equation], known: Collection[Number]) -> Iterator[Unknowns]:
    """What is not known, by the equations that connect it, what is known taken out of each."""
    neighbours: dict[Number, list[int]] = defaultdict(list)
    left = [{number: factor for number, factor in equation.items() if number not in known} for equation in equations]
    for row, terms in enumerate(left):
        for number in terms:
            neighbours[number].append(row)
    seen: set[Number] = set()
    for start in neighbours:
        if start not in seen:
            inside, rows = _reach(start, neighbours, left)
            seen |= inside
            yield _as_unknowns(numbers, sorted(inside), [left[row] for row in sorted(rows)])


def _reach(start: Number, neighbours: dict[Number, list[int]], left: Sequence[Equation]) -> tuple[set[Number], set[int]]:
    inside, rows, waiting = {start}, set[int](), [start]
    while waiting:
        for row in neighbours[waiting.pop()]:
            if row not in rows:
                rows.add(row)
                found = left[row].keys() - inside
                inside |= found
                waiting += found
    return inside, rows


def _as_unknowns(numbers: Numbers, inside: Sequence[Number], left: Sequence[Equation]) -> Unknowns:
    at = {number: index for index, number in enumerate(inside)}
    entries = [(row, at[number], factor) for row, terms in enumerate(left) for number, factor in terms.items()]
    rows, columns, factors = zip(*entries, strict=True)
    matrix = coo_array((np.array(factors, float), (rows, columns)), shape=(len(left), len(inside))).tocsr()
    true = np.array([numbers.values[number] for number in inside], float)
    least = np.array([float(is_listed_because_counted(number) and numbers.values[number] > 0) for number in inside])
    return Unknowns(tuple(inside), matrix, true, least)


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
