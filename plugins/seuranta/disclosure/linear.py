"""A linear program that is solved again and again with other bounds and prices, each time from where it was.

A thin cover of HiGHS (``highspy``), for whole numbers too. It knows nothing of figures; protector and auditor both use it, and whoever takes an
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
        self.all = np.arange(matrix.shape[1], dtype=np.int32)
        self.solver = _solver(matrix, rows, columns)
        for name, value in (("presolve", "off"), ("solver", "simplex"), ("dual_simplex_cost_perturbation_multiplier", 0.0)):
            self.solver.setOptionValue(name, value)

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
        self.solver.setBasis()

    @property
    def is_without_end(self) -> bool:
        """Whether the last question had answers of any price."""
        return bool(self.solver.getModelStatus() == highspy.HighsModelStatus.kUnbounded)


def cheapest_in_whole_numbers(matrix: csc_array, rows: Bounds, columns: Bounds, prices: np.ndarray, nodes: int, gap: float = 0.0) -> np.ndarray | None:
    """The cheapest x of whole numbers that a search of so many nodes finds; ``None`` where it finds none.

    ``gap``: the share by which another may be cheaper.
    """
    solver = _solver(matrix, rows, columns)
    every = np.arange(matrix.shape[1], dtype=np.int32)
    solver.changeColsCost(len(every), every, np.asarray(prices, float))
    solver.changeColsIntegrality(len(every), every, np.full(len(every), int(highspy.HighsVarType.kInteger), np.uint8))
    # The jump takes longer than all the rest here.
    for name, value in (("mip_max_nodes", nodes), ("mip_rel_gap", gap), ("mip_heuristic_run_feasibility_jump", False)):
        solver.setOptionValue(name, value)
    solver.run()
    is_found = solver.getInfo().primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
    return np.array(solver.getSolution().col_value) if is_found else None


def _solver(matrix: csc_array, rows: Bounds, columns: Bounds) -> highspy.Highs:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_ = np.zeros(matrix.shape[1])
    model.row_lower_, model.row_upper_ = rows
    model.col_lower_, model.col_upper_ = columns
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data.astype(float)
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1)):
        solver.setOptionValue(name, value)
    solver.passModel(model)
    return solver
