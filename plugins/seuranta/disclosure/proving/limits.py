"""What readers know of small numbers before anything else is shown: from earlier reports, and from what they are owed exactly.

Such a number is no secret to them: where only one value is possible it is shown again, where the range is narrower
than from 0 to the threshold, what is shown now must not narrow it further (privacy.md 4.4).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog

from seuranta.disclosure.proving.determined import left_alone
from seuranta.disclosure.proving.finding import Prover
from seuranta.disclosure.proving.moves import TOLERANCE, Part, goal_of, lowest
from seuranta.disclosure.proving.parts import parts_of
from seuranta.disclosure.system import System

Range = tuple[float, float]


@dataclass(frozen=True)
class Limits:
    """The ranges of cells that cannot be 0 or cannot be the threshold, or whose value is ``certain``."""

    within: Mapping[int, Range] = field(default_factory=dict)

    @property
    def certain(self) -> frozenset[int]:
        return frozenset(number for number, (low, high) in self.within.items() if low == high)


def limits_of(system: System, known: Collection[int], asked: Collection[int], threshold: int) -> Limits:
    """What the ``known`` cells alone tell of the cells ``asked`` about."""
    if not known:
        return Limits()
    certain = set(known) | left_alone(system, known)
    told = {number for terms in system.equations if not certain.isdisjoint(terms) for number in terms} - certain
    within: dict[int, Range] = {number: (float(system.values[number]), float(system.values[number])) for number in certain.intersection(asked)}
    for part in parts_of(system, certain, (), set(asked) - certain) if told else ():
        if not told.isdisjoint(part.numbers.tolist()):
            targets = np.array([number in asked for number in part.numbers])
            within |= _narrow_ranges(part, targets, threshold)
    return Limits(within)


def _narrow_ranges(part: Part, targets: np.ndarray, threshold: int) -> dict[int, Range]:
    """The ranges of those targets that cannot go to 0, or not to the threshold, by number."""
    lows, highs = np.zeros(len(targets)), np.full(len(targets), float(threshold))
    for upwards, ends in ((True, highs), (False, lows)):
        distance = goal_of(part, threshold, upwards)
        left = targets & (distance > 0)
        for _, reached in Prover(part, ~targets, upwards).prove(np.ones(len(targets), bool), left, distance):
            left = left & ~reached
        for index in np.flatnonzero(left):
            ends[index] = _end(part, int(index), upwards)
    narrow = np.flatnonzero(targets & ((lows > 0) | (highs < threshold)))
    return {int(part.numbers[index]): (float(lows[index]), float(highs[index])) for index in narrow}


def _end(part: Part, index: int, upwards: bool) -> float:
    """The smallest or largest whole number that a cell can be."""
    goal = np.zeros(len(part.numbers))
    goal[index] = -1.0 if upwards else 1.0
    bounds = np.column_stack([np.minimum(lowest(part, upwards), part.values), np.full(len(goal), np.inf)])
    solved = linprog(goal, A_eq=part.matrix, b_eq=part.matrix @ part.values, bounds=bounds, method="highs")
    if solved.status != 0:
        return np.inf if upwards else 0.0  # a range that is taken for wider than it is is never reached: it fails closed
    return float(floor(solved.x[index] + TOLERANCE) if upwards else ceil(solved.x[index] - TOLERANCE))
