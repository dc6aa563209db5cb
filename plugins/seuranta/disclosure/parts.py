"""Cells and equations of a system as matrices, one for everything that hangs together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

import numpy as np
from scipy.sparse import coo_array

from seuranta.disclosure.cells import is_listed_where_counted
from seuranta.disclosure.moves import Part
from seuranta.disclosure.system import System

# Of most numbers nothing is known before.
EVERYTHING = (0.0, float("inf"))


def parts_of(
    system: System, known: Collection[int], unbound: Collection[int], asked: Collection[int], within: Mapping[int, tuple[float, float]] | None = None
) -> Iterator[Part]:
    """The connected parts with a cell that is ``asked`` about, without the equations that bind nobody and the cells that are known.

    ``within``: the ranges of cells of which readers know one already.
    """
    bound = [terms for terms in system.equations if not any(number in unbound for number in terms)]
    kept = [left for terms in bound if (left := {number: factor for number, factor in terms.items() if number not in known})]
    root = _roots(kept)
    grouped: dict[int, list[dict[int, int]]] = defaultdict(list)
    for terms in kept:
        grouped[root[next(iter(terms))]].append(terms)
    for equations in grouped.values():
        numbers = sorted({number for terms in equations for number in terms})
        if not any(number in asked for number in numbers):
            continue
        at = {number: index for index, number in enumerate(numbers)}
        rows, columns, factors = zip(*((row, at[n], factor) for row, terms in enumerate(equations) for n, factor in terms.items()), strict=True)
        matrix = coo_array((np.array(factors, float), (rows, columns)), shape=(len(equations), len(numbers))).tocsc()
        values = np.array([system.values[number] for number in numbers], float)
        least = [float(bool(system.values[number]) and is_listed_where_counted(system.cells[number])) for number in numbers]
        ends = np.array([(within or {}).get(number, EVERYTHING) for number in numbers])
        yield Part(np.array(numbers), matrix, values, np.array(least), ends[:, 0], ends[:, 1])


def _roots(equations: list[dict[int, int]]) -> dict[int, int]:
    """For each cell, one that stands for all it is connected with."""
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while parent.setdefault(number, number) != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for terms in equations:
        first, *others = terms
        for other in others:
            parent[root(other)] = root(first)
    return {number: root(number) for terms in equations for number in terms}
