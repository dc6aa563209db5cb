"""All whole numbers that hidden cells could be, by what the readers of an audience know, and how far each can go.

Computed of what is published alone, never from the true numbers: whoever reads the reports can compute the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import csr_array, eye_array, hstack

from seuranta.disclosure.proving.moves import NODES_OF_A_MOVE, TOLERANCE, Part

INFEASIBLE = 2


class Unsolved(Exception):
    """The solver does not tell what is possible: then nothing more may be told of what hangs together with it."""


class Impossible(Exception):
    """Nothing fits."""


@dataclass(frozen=True)
class Space:
    """A column for each of the cells ``numbers``; what fits is whole, with matrix · x = right and low ≤ x ≤ high."""

    numbers: np.ndarray
    matrix: csr_array
    right: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @staticmethod
    def of(part: Part) -> Space:
        """The cells of a part: of what is known only the sums, which follow from it, are taken."""
        return Space(part.numbers, part.matrix.tocsr(), part.matrix @ part.values, part.least, np.full(len(part.numbers), np.inf))

    def within(self, column: int, low: float, high: float) -> Space:
        """The same where one cell lies in a range."""
        lows, highs = self.low.copy(), self.high.copy()
        lows[column], highs[column] = max(lows[column], low), min(highs[column], high)
        return replace(self, low=lows, high=highs)

    def fits(self, point: np.ndarray) -> bool:
        return bool((point >= self.low).all() and (point <= self.high).all())

    def least(self, goal: np.ndarray) -> np.ndarray:
        """The whole numbers that fit and have the least ``goal``; ``Impossible`` or ``Unsolved`` where there are none."""
        bounds = np.column_stack([self.low, self.high])
        solved = linprog(goal, A_eq=self.matrix, b_eq=self.right, bounds=bounds, method="highs")
        if solved.status == INFEASIBLE:
            raise Impossible
        whole = self._as_whole(solved.x) if solved.status == 0 else None
        if whole is not None:
            return whole
        limits = LinearConstraint(self.matrix, self.right, self.right)
        exact = milp(goal, constraints=limits, bounds=(self.low, self.high), integrality=np.ones(len(goal)), options={"node_limit": NODES_OF_A_MOVE})
        whole = self._as_whole(exact.x) if exact.status == 0 else None
        if whole is None:
            raise Unsolved
        return whole

    def raised(self, asked: np.ndarray, most: float) -> np.ndarray | None:
        """Whole numbers in which as much as can be of the cells asked about is at ``most`` or above; ``None`` where none are found."""
        several = len(asked)
        chosen = csr_array((np.ones(several), (np.arange(several), asked)), shape=(several, len(self.numbers)))
        solved = linprog(
            np.concatenate([np.zeros(len(self.numbers)), -np.ones(several)]),
            A_ub=hstack([-chosen, eye_array(several)]), b_ub=np.zeros(several),
            A_eq=hstack([self.matrix, csr_array((len(self.right), several))]), b_eq=self.right,
            bounds=np.column_stack([np.concatenate([self.low, np.zeros(several)]), np.concatenate([self.high, np.full(several, most)])]),
            method="highs",
        )  # fmt: skip
        return self._as_whole(solved.x[: len(self.numbers)]) if solved.status == 0 else None

    def _as_whole(self, found: np.ndarray) -> np.ndarray | None:
        whole: np.ndarray = np.round(found)
        is_whole = np.abs(found - whole).max(initial=0.0) <= TOLERANCE
        return whole if is_whole and self.fits(whole) and np.abs(self.matrix @ whole - self.right).max(initial=0.0) <= TOLERANCE else None
