"""What equations leave unknown, in parts that hang together; the auditor's own, used by nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from seuranta.disclosure.auditing.equations import Equation
from seuranta.disclosure.auditing.numbers import Number, Numbers, is_listed_because_counted


@dataclass(frozen=True)
class Unknowns:
    """Numbers that equations connect and nobody was shown: one column each. ``true``: what they are."""

    numbers: tuple[Number, ...]
    matrix: csr_array
    true: np.ndarray
    least: np.ndarray


def unknown_parts(
    numbers: Numbers, equations: Sequence[Equation], known: Collection[Number], asked: Collection[Number], listed: Collection[Number] | None = None
) -> Iterator[Unknowns]:
    """What is not known, by the equations that connect it, what is known taken out of each; only what hangs together with anything ``asked`` about.

    ``listed``: the numbers whose codes readers have seen in a report; ``None`` for all.
    """
    neighbours: dict[Number, list[int]] = defaultdict(list)
    left = [{number: factor for number, factor in equation.items() if number not in known} for equation in equations]
    for row, terms in enumerate(left):
        for number in terms:
            neighbours[number].append(row)
    seen: set[Number] = set()
    for start in neighbours:
        if start not in seen:
            inside, rows = _reach(start, neighbours, left)
            seen |= inside
            if not inside.isdisjoint(asked):
                yield _as_unknowns(numbers, sorted(inside), [left[row] for row in sorted(rows)], listed)


def _reach(start: Number, neighbours: dict[Number, list[int]], left: Sequence[Equation]) -> tuple[set[Number], set[int]]:
    inside, rows, waiting = {start}, set[int](), [start]
    while waiting:
        for row in neighbours[waiting.pop()]:
            if row not in rows:
                rows.add(row)
                found = left[row].keys() - inside
                inside |= found
                waiting += found
    return inside, rows


def _as_unknowns(numbers: Numbers, inside: Sequence[Number], left: Sequence[Equation], listed: Collection[Number] | None) -> Unknowns:
    at = {number: index for index, number in enumerate(inside)}
    entries = [(row, at[number], factor) for row, terms in enumerate(left) for number, factor in terms.items()]
    rows, columns, factors = zip(*entries, strict=True)
    matrix = coo_array((np.array(factors, float), (rows, columns)), shape=(len(left), len(inside))).tocsr()
    true = np.array([numbers.values[number] for number in inside], float)
    is_listed = [is_listed_because_counted(number) and (listed is None or number in listed) for number in inside]
    least = np.array([float(is_there and numbers.values[number] > 0) for number, is_there in zip(inside, is_listed, strict=True)])
    return Unknowns(tuple(inside), matrix, true, least)
