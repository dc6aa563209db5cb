"""A linear program that is solved again and again with other bounds and prices, each time from where it was.

A thin cover of HiGHS (``highspy``). It knows nothing of figures; protector and auditor both use it, and whoever takes an
answer for a proof has to check that it fits. One thread and no limit of time: the same questions give the same answers.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy.sparse import csc_array

Bounds = tuple[np.ndarray, np.ndarray]


class Program:
    """Least price · x with low ≤ A·x ≤ high for the ``rows`` and low ≤ x ≤ high for the ``columns``; prices are 0 at first."""

    def __init__(self, matrix: csc_array, rows: Bounds, columns: Bounds) -> None:
        count = matrix.shape[1]
        self.all = np.arange(count, dtype=np.int32)
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = matrix.shape
        model.col_cost_ = np.zeros(count)
        model.row_lower_, model.row_upper_ = rows
        model.col_lower_, model.col_upper_ = columns
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data.astype(float)
        self.solver = highspy.Highs()
        for name, value in (("output_flag", False), ("threads", 1), ("presolve", "off"), ("solver", "simplex")):
            self.solver.setOptionValue(name, value)
        self.solver.passModel(model)

    def bound(self, lower: np.ndarray, upper: np.ndarray, columns: np.ndarray | None = None) -> None:
        """New bounds, of all columns or those numbered."""
        chosen = self.all if columns is None else columns.astype(np.int32)
        self.solver.changeColsBounds(len(chosen), chosen, np.asarray(lower, float), np.asarray(upper, float))

    def price(self, prices: np.ndarray, columns: np.ndarray | None = None) -> None:
        """New prices, of all columns or those numbered."""
        chosen = self.all if columns is None else columns.astype(np.int32)
        self.solver.changeColsCost(len(chosen), chosen, np.asarray(prices, float))

    def solve(self) -> np.ndarray | None:
        """The cheapest x; ``None`` where there is none, or none cheapest."""
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self.solver.getSolution().col_value)

    def forget(self) -> None:
        """Starts the next question from nothing."""
        self.solver.clearSolver()

    @property
    def is_without_end(self) -> bool:
        """Whether the last question had answers of any price."""
        return bool(self.solver.getModelStatus() == highspy.HighsModelStatus.kUnbounded)
