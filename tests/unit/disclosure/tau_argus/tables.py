"""Random tables of people, as both protectors take them, and what can be worked out of one with cells left out."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import LinearConstraint, milp

from seuranta.vocabulary.figures import Figure, Report
from tests.unit.disclosure.people import small_programme

TOTAL = ""
STATUSES = {TOTAL: "esf.eeco01", "unemployed": "esf.eeco02", "inactive": "esf.eeco04", "employed": "esf.eeco05"}
CODES = {"unit": tuple(f"unit_{no}" for no in range(1, 9)), "gender": ("F", "M"), "status": tuple(STATUSES)[1:]}
# A code for each dimension, or TOTAL for all of it.
Place = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """``people``: of each the code in every dimension."""

    dimensions: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    people: tuple[Place, ...]

    @property
    def cells(self) -> dict[Place, int]:
        """Every number of the table, its totals among them."""
        counts = Counter(place for person in self.people for place in product(*((code, TOTAL) for code in person)))
        return {place: counts[place] for place in product(*((*codes, TOTAL) for codes in self.codes))}

    @property
    def equations(self) -> list[tuple[Place, list[Place]]]:
        """Each number that is a sum over a dimension, with what it is a sum of."""
        return [
            (place, [(*place[:at], code, *place[at + 1 :]) for code in self.codes[at]])
            for place in self.cells for at, own in enumerate(place) if own == TOTAL
        ]  # fmt: skip


def random_table(seed: int, dimensions: tuple[str, ...], units: int, people: int) -> Table:
    """A table in which some codes are rarer than others."""
    chance = random.Random(seed)
    codes = tuple(CODES[dimension][: units if dimension == "unit" else None] for dimension in dimensions)
    weights = [[chance.random() + 0.1 for _ in some] for some in codes]
    drawn = tuple(tuple(chance.choices(some, weight)[0] for some, weight in zip(codes, weights, strict=True)) for _ in range(people))
    return Table(dimensions, codes, drawn)


def as_report(table: Table) -> tuple[Report, list[Place]]:
    """The table as figures of one period, and where each of them stands in it."""
    places, figures = list(table.cells), []
    for place in places:
        named = dict(zip(table.dimensions, place, strict=True))
        figure_id = STATUSES[named.pop("status", TOTAL)]
        breakdown = {dimension: code for dimension, code in named.items() if code != TOTAL}
        over = tuple(dimension for dimension in named if dimension not in breakdown)
        figures.append(Figure(id=figure_id, scope="period", breakdown=breakdown, value=table.cells[place], n=table.cells[place], additive_over=over))
    return Report(programme="small", audience="internal", period=small_programme().all_periods[0], figures=tuple(figures)), places


def provable(table: Table, hidden: Collection[Place], threshold: int) -> list[Place]:
    """The small cells that are shown, or that cannot be 0, or cannot be the threshold: all whole numbers that fit are tried."""
    cells = table.cells
    at = {place: column for column, place in enumerate(cells)}
    matrix = np.zeros((len(table.equations), len(cells)))
    for row, (whole, parts) in enumerate(table.equations):
        matrix[row, at[whole]] = -1
        matrix[row, [at[part] for part in parts]] = 1
    lower = np.array([0 if place in hidden else count for place, count in cells.items()])
    upper = np.array([np.inf if place in hidden else count for place, count in cells.items()])

    def farthest(place: Place, sign: float) -> int:
        goal, most = np.zeros(len(cells)), upper.copy()
        goal[at[place]] = sign
        most[at[place]] = min(most[at[place]], threshold)  # farther is of no interest
        found = milp(goal, constraints=LinearConstraint(matrix, 0, 0), bounds=(lower, most), integrality=np.ones(len(cells)))
        assert found.status == 0, "the true numbers fit"
        return abs(round(float(found.fun)))

    return [place for place, count in cells.items() if 0 < count < threshold and (farthest(place, 1.0) > 0 or farthest(place, -1.0) < threshold)]
