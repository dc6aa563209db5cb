"""Attacks what is about to be published: the smallest and largest number that each small cell could be.

In: internal reports, the same protected, and what the audience was given before. Out: how many cells were attacked,
and those that gave themselves away. Rerun: deterministic. It knows the equations and what is printed, and nothing of
how cells were chosen (privacy.md 4.5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from seuranta.disclosure.cells import Cell, Place, System, build_system, cells_of, is_about_persons
from seuranta.disclosure.policy import Policy
from seuranta.disclosure.primary import find_primary
from seuranta.disclosure.relations import relate_all
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Report

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Audit:
    """``attacked`` small cells; ``proven``: those whose smallness follows from what is published, as texts."""

    attacked: int
    proven: tuple[str, ...]


def audit(reports: Sequence[Report], protected: Sequence[Report], released: Sequence[Report], policy: Policy, catalogue: Catalogue) -> Audit:
    """Attacks ``protected`` (the protected form of all ``reports``) together with ``released``."""
    system = build_system(reports, catalogue, policy.is_exact)
    relate_all(system)
    primary = find_primary(reports, policy, catalogue).cells
    known = _known(system, [*released, *protected], catalogue)
    proven = [cell for cell in primary if cell in known]
    known |= _among_nobody(system, known)
    for cells, equations in _unknown_parts(system, known):
        small = [cell for cell in cells if cell in primary]
        if small:
            proven += _attack(cells, equations, system, small, policy.threshold)
    return Audit(len(primary), tuple(f"{cell.quantity} (period {cell.place.period_no}, {cell.place.scope})" for cell in sorted(proven)))


def _known(system: System, shown: Sequence[Report], catalogue: Catalogue) -> set[Cell]:
    """Cells that a printed figure gives at the value they have."""
    known = set()
    for report in shown:
        for figure in report.figures:
            if figure.suppressed or not is_about_persons(figure.id, catalogue):
                continue
            where = Place(report.period.no, figure.scope, tuple(sorted(figure.breakdown.items())))
            for cell, value in cells_of(figure, where, catalogue.entry_of(figure.id).kind).values():
                if system.values.get(cell) == round(value):
                    known.add(cell)
    return known


def _among_nobody(system: System, known: set[Cell]) -> set[Cell]:
    """Parts of a shown zero: that nobody of nobody is in a group tells nothing of anybody."""
    nobody: set[Cell] = set()
    while True:
        found: set[Cell] = set()
        for terms in system.equations:
            left = {cell: factor for cell, factor in terms.items() if cell not in known and cell not in nobody}
            is_zero = all(system.values[cell] == 0 for cell in terms if cell not in left)
            if left and len(left) < len(terms) and is_zero and len({factor > 0 for factor in left.values()}) == 1:
                found.update(left)
        if not found:
            return nobody
        nobody |= found


def _unknown_parts(system: System, known: set[Cell]) -> list[tuple[list[Cell], list[dict[Cell, int]]]]:
    """The unknown cells by the equations that connect them, what is known taken out of each."""
    parent: dict[Cell, Cell] = {}

    def root(cell: Cell) -> Cell:
        while parent.setdefault(cell, cell) != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    open_equations = [left for terms in system.equations if (left := {cell: factor for cell, factor in terms.items() if cell not in known})]
    for left in open_equations:
        first, *others = left
        for other in others:
            parent[root(other)] = root(first)
    grouped: dict[Cell, list[dict[Cell, int]]] = defaultdict(list)
    for left in open_equations:
        grouped[root(next(iter(left)))].append(left)
    return [(sorted({cell for left in equations for cell in left}), equations) for equations in grouped.values()]


def _attack(cells: list[Cell], equations: list[dict[Cell, int]], system: System, small: list[Cell], threshold: int) -> list[Cell]:
    """The small cells that cannot be 0, or cannot be the threshold."""
    at = {cell: index for index, cell in enumerate(cells)}
    entries = [(row, at[cell], factor) for row, left in enumerate(equations) for cell, factor in left.items()]
    rows, columns, factors = zip(*entries, strict=True)
    matrix = coo_array((np.array(factors, float), (rows, columns)), shape=(len(equations), len(cells))).tocsr()
    true = np.array([system.values[cell] for cell in cells], float)
    given_away: set[Cell] = set()
    for sign in (1.0, -1.0):
        waiting = {at[cell]: cell for cell in small}
        is_together = True
        while waiting:
            # All at once as long as that clears some, then one by one. No more than the threshold is asked of any.
            asked = list(waiting) if is_together else [next(iter(waiting))]
            goal, upper = np.zeros(len(cells)), np.full(len(cells), np.inf)
            goal[asked] = sign
            if sign < 0:
                upper[asked] = np.maximum(true[asked], threshold)
            found = linprog(goal, A_eq=matrix, b_eq=matrix @ true, bounds=np.column_stack([np.zeros(len(cells)), upper]), method="highs")
            safe = {index for index in waiting if found.status == 0 and _is_safe(found.x[index], sign, threshold)}
            if not safe and not is_together:
                given_away.add(waiting.pop(asked[0]))
            is_together = is_together and bool(safe)
            waiting = {index: cell for index, cell in waiting.items() if index not in safe}
    return sorted(given_away)


def _is_safe(value: float, sign: float, threshold: int) -> bool:
    return bool(value <= TOLERANCE) if sign > 0 else bool(value >= threshold - TOLERANCE)
