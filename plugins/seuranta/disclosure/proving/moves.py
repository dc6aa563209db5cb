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
from scipy.sparse import block_array, csc_array, csr_array
from scipy.sparse.csgraph import connected_components

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

    @cached_property
    def zero(self) -> np.ndarray:
        return np.zeros(len(self.numbers))


def goal_of(part: Part, threshold: int, upwards: bool) -> np.ndarray:
    """How far each cell is from where it must be able to go: to the threshold, or to zero, or as near as known numbers let it. Never negative."""
    way: np.ndarray = np.minimum(threshold, part.ceiling) - part.values if upwards else part.values - part.floor
    farther: np.ndarray = np.maximum(way, 0.0)
    return farther


def room_of(part: Part, upwards: bool) -> np.ndarray:
    """How far down each cell can go while others go where they must be able to."""
    room: np.ndarray = np.maximum(part.values - lowest(part, upwards), 0.0)
    return room


def lowest(part: Part, upwards: bool) -> np.ndarray:
    return part.least if upwards else part.zero


def cells_moved(moves: Sequence[np.ndarray], count: int) -> np.ndarray:
    """Which cells any of the moves touches."""
    moved = np.zeros(count, bool)
    for move in moves:
        moved |= move != 0
    return moved
