"""Cells and equations of a system as matrices, one for everything that hangs together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np
from scipy.sparse import block_array, csc_array
from scipy.sparse.csgraph import connected_components

from seuranta.disclosure.cells import is_listed_where_counted
from seuranta.disclosure.proving.moves import Part
from seuranta.disclosure.system import System

# Of most numbers nothing is known before.
EVERYTHING = (0.0, float("inf"))


def parts_of(
    system: System, known: Collection[int], unbound: Collection[int], asked: Collection[int], within: Mapping[int, tuple[float, float]] | None = None
) -> Iterator[Part]:
    """The connected parts with a cell that is ``asked`` about, without the equations that bind nobody and the cells that are known.

    ``within``: the ranges of cells of which readers know one already.
    """
    is_known, is_asked, is_unbound = (_marked(numbers, len(system.cells)) for numbers in (known, asked, unbound))
    columns = np.flatnonzero(~is_known)
    matrix = system.matrix if not is_unbound.any() else system.matrix[abs(system.matrix) @ is_unbound.astype(float) == 0]
    matrix = matrix[:, columns]
    matrix = matrix[np.diff(matrix.indptr) > 0]
    _, labels = connected_components(block_array([[None, matrix], [matrix.T, None]]), directed=False)
    of_row, of_column = labels[: matrix.shape[0]], labels[matrix.shape[0] :]
    for label in np.intersect1d(of_column[is_asked[columns]], of_row):
        inside = np.flatnonzero(of_column == label)
        yield _part(system, columns[inside], matrix[of_row == label][:, inside].tocsc(), within or {})


def _marked(numbers: Collection[int], count: int) -> np.ndarray:
    found = np.zeros(count, bool)
    found[np.fromiter(numbers, int, len(numbers))] = True
    return found


def _part(system: System, numbers: np.ndarray, matrix: csc_array, within: Mapping[int, tuple[float, float]]) -> Part:
    values = np.array([system.values[number] for number in numbers], float)
    least = [float(bool(system.values[number]) and is_listed_where_counted(system.cells[number])) for number in numbers]
    ends = np.array([within.get(int(number), EVERYTHING) for number in numbers])
    return Part(numbers, matrix, values, np.array(least), ends[:, 0], ends[:, 1])
