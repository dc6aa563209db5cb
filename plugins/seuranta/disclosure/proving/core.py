"""A part without what needs no column of its own: cells that stand in one equation only and may be anything bound it instead.

Most of them are complements and rests, which nobody prints; without them a program is a third as large.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array

from seuranta.disclosure.linear import Bounds
from seuranta.disclosure.proving.moves import TOLERANCE, Part


@dataclass(frozen=True)
class Core:
    """``kept`` columns of a part with their ``matrix`` and the bounds of its ``rows``; ``loose`` are the others.

    ``row`` and ``factor``: the one equation in which each loose cell stands, and how often.
    """

    part: Part
    kept: np.ndarray
    matrix: csc_array
    rows: Bounds
    loose: np.ndarray
    row: np.ndarray
    factor: np.ndarray

    def whole_move(self, found: np.ndarray) -> np.ndarray | None:
        """The move over all cells that belongs to one of those kept, if it is one of whole numbers."""
        whole = np.round(found)
        if np.abs(found - whole).max(initial=0.0) > TOLERANCE:
            return None
        move = np.zeros(len(self.part.numbers))
        move[self.kept] = whole
        move[self.loose] = -(self.matrix @ whole)[self.row] / self.factor
        return move if is_move(self.part, move) else None


def is_move(part: Part, move: np.ndarray) -> bool:
    """Whether whole numbers are added such that every equation still holds."""
    return bool((move == np.round(move)).all() and not np.abs(part.matrix @ move).max(initial=0.0))


def core_of(part: Part, may_be_loose: np.ndarray, room: np.ndarray) -> Core:
    """The core of a part; ``may_be_loose`` are cells that may move in every question and that none is about, ``room`` how far down."""
    matrix = part.matrix
    single = np.flatnonzero((np.diff(matrix.indptr) == 1) & may_be_loose)
    row, first = np.unique(matrix.indices[matrix.indptr[single]], return_index=True)
    loose = single[first]
    factor = matrix.data[matrix.indptr[loose]]
    kept = np.setdiff1d(np.arange(len(part.numbers)), loose)
    room = factor * room[loose]
    low, high = np.zeros(matrix.shape[0]), np.zeros(matrix.shape[0])
    low[row], high[row] = np.where(factor > 0, -np.inf, room), np.where(factor > 0, room, np.inf)
    return Core(part, kept, matrix[:, kept], (low, high), loose, row, factor)
