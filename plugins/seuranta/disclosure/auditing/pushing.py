"""Pushes unknown numbers as far as what is published lets them; part of the auditor.

An answer is passed on only if it fits every equation and every bound: that is checked here, whatever the solver says.
"""

from __future__ import annotations

import numpy as np

from seuranta.disclosure.auditing.unknowns import Unknowns
from seuranta.disclosure.linear import Program

FITS = 1e-5


class Push:
    """All numbers that fit, as one program. ``lower`` is the least that each can be; questions are about ``targets`` alone.

    A number in one equation only that no question is about has no column: it bounds its equation.
    """

    def __init__(self, unknowns: Unknowns, targets: np.ndarray, lower: np.ndarray) -> None:
        self.unknowns, self.lower = unknowns, lower
        self.equal, self.true = unknowns.matrix @ unknowns.true, unknowns.true
        columns = unknowns.matrix.tocsc()
        alone = np.flatnonzero((np.diff(columns.indptr) == 1) & ~targets)
        self.rows, first = np.unique(columns.indices[columns.indptr[alone]], return_index=True)
        self.left_out = alone[first]
        self.factors = columns.data[columns.indptr[self.left_out]]
        self.columns = np.setdiff1d(np.arange(len(lower)), self.left_out)
        self.matrix = columns[:, self.columns]
        # In the program everything is counted from the true numbers, which fit.
        least, most = np.zeros(len(self.equal)), np.zeros(len(self.equal))
        end = self.factors * (self.true - lower)[self.left_out]
        least[self.rows], most[self.rows] = np.where(self.factors > 0, -np.inf, end), np.where(self.factors > 0, end, np.inf)
        bounds = ((lower - self.true)[self.columns], np.full(len(self.columns), np.inf))
        self.program = Program(self.matrix, (least, most), bounds)

    def farthest(self, goal: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray | None:
        """Numbers that fit with the least Σ goal · number; goal and bounds differ from the first ones for targets alone."""
        self.program.bound((lower - self.true)[self.columns], (upper - self.true)[self.columns])
        self.program.price(goal[self.columns])
        return self._solve(lower, upper)

    def alone(self) -> None:
        """From now on questions are about one number each, and start from numbers near the true ones."""
        self.program.bound((self.lower - self.true)[self.columns], np.full(len(self.columns), np.inf))
        self.program.price(np.zeros(len(self.columns)))
        self.program.forget()

    def at(self, index: int, value: float) -> np.ndarray | None:
        """Numbers that fit with one target at the value; only after ``alone``."""
        column = np.searchsorted(self.columns, [index])
        there = np.array([value - self.true[index]])
        self.program.bound(there, there, column)
        found = self._solve(self.lower, np.full(len(self.lower), np.inf))
        self.program.bound((self.lower - self.true)[[index]], np.array([np.inf]), column)
        return found

    def _solve(self, lower: np.ndarray, upper: np.ndarray) -> np.ndarray | None:
        found = self.program.solve()
        if found is None:
            return None
        numbers = self.true.copy()
        numbers[self.columns] += found
        numbers[self.left_out] -= (self.matrix @ found)[self.rows] / self.factors
        off = np.abs(self.unknowns.matrix @ numbers - self.equal).max(initial=0.0)
        return numbers if off < FITS and (numbers > lower - FITS).all() and (numbers < upper + FITS).all() else None
