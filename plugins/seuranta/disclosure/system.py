"""The cells of all figures as unknowns of one system, and the equations everybody can write down about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from seuranta.disclosure.cells import Cell, Spot
from seuranta.disclosure.printed import Printout, family_of

# Figures that hold the same number as another where both are made of the same rows: (quantity, dimension taken away, quantity).
TWINS: tuple[tuple[str, tuple[str, str] | None, str], ...] = (
    ("community.active_clients", None, "attendance.persons"),
    ("attendance.visits persons", None, "attendance.persons"),
    ("attendance.presences", ("role", "client"), "attendance.visits"),
    ("attendance.presences persons", ("role", "client"), "attendance.visits persons"),
)


@dataclass(frozen=True)
class Breakdown:
    """The cells of a family of figures by the same dimensions, whatever the period and scope.

    ``inhabited``: those of codes under which anybody is counted in any period. ``is_crossed``: whether another breakdown
    of the family shares a dimension with this one.
    """

    numbers: tuple[int, ...]
    inhabited: frozenset[int]
    is_crossed: bool


@dataclass
class System:
    """Cells by number, with their true values, who prints them, and equations Σ factor · cell = 0.

    ``spots`` of a cell are the figures that print it; of a cell that nobody prints (complements, rests) there are none.
    ``roles``: which cell a figure prints as its ``value``, ``numerator``, ``denominator`` and ``n``.
    """

    at: dict[Cell, int] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    spots: list[set[Spot]] = field(default_factory=list)
    equations: list[dict[int, int]] = field(default_factory=list)
    roles: dict[Spot, dict[str, int]] = field(default_factory=dict)
    _matrix: csr_array | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def matrix(self) -> csr_array:
        """The equations as rows, the cells as columns."""
        shape = len(self.equations), len(self.cells)
        if self._matrix is None or self._matrix.shape != shape:
            numbers = np.array([number for terms in self.equations for number in terms], int)
            factors = np.array([factor for terms in self.equations for factor in terms.values()], float)
            ends = np.cumsum([0, *map(len, self.equations)])
            self._matrix = csr_array((factors, numbers, ends), shape=shape)
            self._matrix.sort_indices()
        return self._matrix

    @cached_property
    def breakdowns(self) -> list[Breakdown]:
        """All breakdowns of numbers that somebody prints; asked for when everything is noted."""
        numbers: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
        for number, cell in enumerate(self.cells):
            dimensions = tuple(dimension for dimension, _ in cell.breakdown if dimension != "option")
            if dimensions and self.spots[number]:
                numbers[family_of(cell.quantity), dimensions].append(number)
        return [Breakdown(tuple(some), self._inhabited(some), _is_crossed(*key, numbers)) for key, some in numbers.items()]

    def _inhabited(self, numbers: Sequence[int]) -> frozenset[int]:
        codes = {self.cells[number].breakdown for number in numbers if self.values[number]}
        return frozenset(number for number in numbers if self.cells[number].breakdown in codes)

    def add(self, cell: Cell, value: int, spot: Spot | None = None) -> int:
        """The number of a cell, noted when it is new."""
        number = self.at.get(cell)
        if number is not None and self.values[number] != value:  # the same name for two numbers: never taken for one
            return self.add(cell.of(f"{cell.quantity} of {spot}"), value, spot)
        if number is None:
            number = self.at[cell] = len(self.cells)
            self.cells.append(cell)
            self.values.append(value)
            self.spots.append(set())
        if spot is not None:
            self.spots[number].add(spot)
        return number

    def equate(self, terms: dict[int, int]) -> bool:
        """Notes an equation if it holds in the true numbers; one that does not is no relation of these data."""
        terms = {number: factor for number, factor in terms.items() if factor}
        if sum(factor * self.values[number] for number, factor in terms.items()) != 0:
            return False
        if len(terms) > 1:
            self.equations.append(terms)
        return True

    def bound(self, less: Iterable[int], more: Iterable[int]) -> None:
        """Notes Σ less ≤ Σ more, if it holds, by a rest that nobody prints."""
        less, more = list(less), list(more)
        rest = sum(self.values[number] for number in more) - sum(self.values[number] for number in less)
        if rest < 0 or not less or not more or less == more:
            return
        slack = self.add(self.cells[more[0]].of(f"rest {len(self.equations)}"), rest)
        self.equate({**dict.fromkeys(less, 1), slack: 1, **dict.fromkeys(more, -1)})


def _is_crossed(family: str, dimensions: tuple[str, ...], others: Iterable[tuple[str, tuple[str, ...]]]) -> bool:
    return any(other != dimensions and not set(dimensions).isdisjoint(other) for name, other in others if name == family)


def build_system(printout: Printout) -> System:
    """The cells of all figures of all reports."""
    raw: dict[Cell, int] = {}
    for printed in printout.of_people:
        raw.update(printed.cells.values())
    system = System()
    for printed in printout.of_people:
        numbers = {role: system.add(_twin_of(cell, value, raw), value, printed.spot) for role, (cell, value) in printed.cells.items()}
        system.roles[printed.spot] = numbers
        for role, (cell, _) in printed.cells.items():
            system.at.setdefault(cell, numbers[role])
        if printed.complement:
            rest = system.add(*printed.complement)
            system.equate({numbers["numerator"]: 1, rest: 1, numbers["denominator"]: -1})
    return system


def _twin_of(cell: Cell, value: int, raw: dict[Cell, int]) -> Cell:
    """The cell under which the same number is noted, if it is the same."""
    for quantity, taken_away, twin in TWINS:
        if cell.quantity != quantity or (taken_away and taken_away not in cell.breakdown):
            continue
        other = Cell(twin, cell.period_no, cell.scope, tuple(pair for pair in cell.breakdown if pair != taken_away))
        if raw.get(other) == value:
            return _twin_of(other, value, raw)
    return cell
