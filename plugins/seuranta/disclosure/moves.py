"""Ways in which hidden numbers could be others while everything that is shown stays as it is.

A *move* adds whole numbers to cells so that every equation still holds. One that takes a small cell to the threshold,
or to zero, is the proof that its smallness cannot be worked out. Solved with HiGHS; limits are counts of nodes, never
of seconds, so that the same input gives the same answer on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import block_array, csc_array, csr_array, hstack
from scipy.sparse.csgraph import connected_components

FREE_COST = 1e-3
NODES_OF_A_MOVE = 200
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Part:
    """Cells that equations connect: a column of ``matrix`` each, a row per equation.

    ``least`` is the lowest number that a reader can take a cell for: 1 where a code is listed because it is counted. On
    the way down it is 0: nothing can undo what the list tells, and it does not tell that a number is small. ``floor`` and
    ``ceiling`` are how far a secret cell must be able to go at most, where what is known anyway leaves it no more.
    """

    numbers: np.ndarray
    matrix: csc_array
    values: np.ndarray
    least: np.ndarray
    floor: np.ndarray
    ceiling: np.ndarray

    def restricted(self, columns: np.ndarray) -> tuple[np.ndarray, csr_array]:
        """Those of the columns that can move at all, by index, and the equations that say anything about them.

        What stands alone in an equation cannot move.
        """
        chosen = np.flatnonzero(columns)
        matrix = self.matrix[:, chosen].tocsr()
        while (np.diff(matrix.indptr) == 1).any():
            alone = np.zeros(len(chosen), bool)
            alone[matrix.indices[matrix.indptr[:-1][np.diff(matrix.indptr) == 1]]] = True
            chosen, matrix = chosen[~alone], matrix[:, ~alone]
        return chosen, matrix[np.diff(matrix.indptr) > 0]

    def split(self, columns: np.ndarray) -> Iterator[Part]:
        """The parts of their own into which the columns fall when all other cells stay as they are."""
        chosen, matrix = self.restricted(columns)
        count, labels = connected_components(block_array([[None, matrix], [matrix.T, None]]), directed=False)
        of_column, of_row = labels[matrix.shape[0] :], labels[: matrix.shape[0]]
        for label in range(count):
            inside = chosen[of_column == label]
            rows = matrix[of_row == label][:, of_column == label]
            yield Part(self.numbers[inside], rows.tocsc(), self.values[inside], self.least[inside], self.floor[inside], self.ceiling[inside])

    def around(self, index: int, movable: np.ndarray, steps: int) -> np.ndarray:
        """The movable columns that so many equations in a row lead to."""
        reached = np.zeros(len(self.numbers), bool)
        reached[index] = True
        for _ in range(steps):
            rows = np.asarray(self.links @ reached.astype(float)) > 0
            reached |= movable & (np.asarray(self.links.T @ rows.astype(float)) > 0)
        return reached

    @cached_property
    def links(self) -> csr_array:
        return abs(self.matrix).tocsr()

    @cached_property
    def zero(self) -> np.ndarray:
        return np.zeros(len(self.numbers))


def goal_of(part: Part, threshold: int, upwards: bool) -> np.ndarray:
    """How far each cell is from where it must be able to go: to the threshold, or to zero, or as near as known numbers let it. Never negative."""
    way: np.ndarray = np.minimum(threshold, part.ceiling) - part.values if upwards else part.values - part.floor
    farther: np.ndarray = np.maximum(way, 0.0)
    return farther


def lowest(part: Part, upwards: bool) -> np.ndarray:
    return part.least if upwards else part.zero


def prove_together(part: Part, free: np.ndarray, targets: np.ndarray, distance: np.ndarray, upwards: bool) -> list[tuple[np.ndarray, np.ndarray]]:
    """Moves of free cells, each with the targets it takes where they must be able to go, as many targets at a time as possible."""
    found: list[tuple[np.ndarray, np.ndarray]] = []
    columns, matrix = part.restricted(free)
    waiting = np.zeros(len(part.numbers), bool)
    waiting[columns] = targets[columns]
    sign = 1.0 if upwards else -1.0
    while waiting.any():
        lower = (lowest(part, upwards) - part.values)[columns]
        upper = np.full(len(columns), np.inf)
        asked = waiting[columns]
        upper[asked] = distance[columns][asked] if upwards else 0.0
        lower[asked] = 0.0 if upwards else -distance[columns][asked]
        solved = linprog(np.where(asked, -sign, 0.0), A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=np.column_stack([lower, upper]), method="highs")
        move = _whole_move(part, columns, solved.x) if solved.status == 0 else None
        reached = waiting & (sign * move >= distance) if move is not None else None
        if move is None or reached is None or not reached.any():
            return found
        found.append((move, reached))
        waiting = waiting & ~reached
    return found


def cheapest_move(part: Part, index: int, distance: float, cost: np.ndarray, movable: np.ndarray, upwards: bool) -> np.ndarray | None:
    """The move that takes one cell as far as it must be able to go and costs least; ``None`` where there is none."""
    columns, matrix = part.restricted(movable)
    if index not in columns:
        return None
    at = int(np.searchsorted(columns, index))
    count = len(columns)
    lower = np.zeros(2 * count)
    upper = np.concatenate([np.full(count, np.inf), np.maximum(part.values - lowest(part, upwards), 0.0)[columns]])
    ahead, back = (at, count + at) if upwards else (count + at, at)
    lower[ahead] = upper[ahead] = distance
    upper[back] = 0.0
    mirrored, costs = hstack([matrix, -matrix]).tocsr(), np.concatenate([cost[columns], cost[columns]])
    solved = linprog(costs, A_eq=mirrored, b_eq=np.zeros(matrix.shape[0]), bounds=np.column_stack([lower, upper]), method="highs")
    if solved.status != 0:
        return None
    move = _whole_move(part, columns, solved.x[:count] - solved.x[count:])
    if move is not None:
        return move
    limits, whole = LinearConstraint(mirrored, 0, 0), np.ones(2 * count)
    exact = milp(costs, constraints=limits, bounds=(lower, upper), integrality=whole, options={"node_limit": NODES_OF_A_MOVE})
    return None if exact.x is None else _whole_move(part, columns, exact.x[:count] - exact.x[count:])


def cells_moved(moves: Sequence[np.ndarray], count: int) -> np.ndarray:
    """Which cells any of the moves touches."""
    moved = np.zeros(count, bool)
    for move in moves:
        moved |= move != 0
    return moved


def _whole_move(part: Part, columns: np.ndarray, found: np.ndarray) -> np.ndarray | None:
    """The move over all cells, if it is one of whole numbers."""
    whole = np.round(found)
    if np.abs(found - whole).max(initial=0.0) > TOLERANCE:
        return None
    move = np.zeros(len(part.numbers))
    move[columns] = whole
    return move if not np.abs(part.matrix @ move).max(initial=0.0) else None
