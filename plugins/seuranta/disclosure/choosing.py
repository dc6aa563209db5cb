"""Chooses what else must be hidden so that nobody can work out that a primary cell is small.

A primary cell is safe when the published numbers allow it to be 0 and to be the threshold (privacy.md 4.3). For each
primary cell and each direction a linear program finds the cheapest way in which the other cells could make up for
it; what that way moves gets hidden, and the way itself is the proof that the cell is safe. Hiding more later only
leaves more ways. Where no way exists, everything connected is withheld: it fails closed. What was released before can
neither be hidden nor moved any more; where a primary cell is not safe beside it, nothing may be published.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csr_array, hstack

from seuranta.disclosure.cells import Cell, System
from seuranta.disclosure.policy import WITHHELD_SHARE
from seuranta.vocabulary.errors import OperationFailed

# Numbers that people look for first cost more to hide.
TOTAL_WEIGHT, CUMULATIVE_WEIGHT = 20.0, 2.0
HIDDEN_COST = 1e-3


@dataclass(frozen=True)
class Component:
    """Cells that equations connect.

    ``mirrored`` has a row per equation and two columns per cell, [A, −A]: its ups and its downs.
    """

    cells: tuple[Cell, ...]
    mirrored: csr_array
    values: np.ndarray


class CannotProtect(OperationFailed):
    """A small number could be worked out from what was released before: nothing may be published."""

    def __init__(self, cell: Cell) -> None:
        found = f"one: {cell.quantity} (period {cell.place.period_no}, {cell.place.scope})"
        super().__init__("disclosure", "that no small number can be worked out from what was released", found, "nothing was published")


@dataclass(frozen=True)
class Before:
    """What earlier releases left: cells ``known`` at the value they still have, and cells ``hidden`` then."""

    known: frozenset[Cell] = frozenset()
    hidden: frozenset[Cell] = frozenset()


def choose_hidden(system: System, primary: set[Cell], threshold: int, before: Before = Before()) -> set[Cell]:
    """All cells that must be hidden: the printed primary ones, what protects them, and blocks withheld whole.

    Raises ``CannotProtect`` where what is known from ``before`` gives a primary cell away.
    """
    for cell in sorted(primary & before.known):
        raise CannotProtect(cell)
    withheld, unbound = withheld_blocks(system, primary, before.known)
    hidden = {cell for cell in primary if cell not in system.virtual} | withheld | before.hidden
    for component in _components(system, unbound):
        hidden |= _protect_component(component, system, primary, hidden, threshold, before.known)
    return hidden


def withheld_blocks(system: System, primary: set[Cell], known: Collection[Cell] = ()) -> tuple[set[Cell], set[Cell]]:
    """Breakdowns in which too many cells of a family are primary: hidden for the whole family, in every period and scope.

    The second set is the part of them that binds nobody any more: where no other breakdown of the family crosses the
    dimension, the people behind a total can be told apart in any way, so every number from 0 to the total is possible.
    That does not hold where one of them is known already.
    """
    blocks: dict[tuple[str, tuple[str, ...]], list[Cell]] = defaultdict(list)
    for cell in system.values:
        if cell.place.breakdown and cell not in system.virtual:
            blocks[_family(cell), tuple(dimension for dimension, _ in cell.place.breakdown)].append(cell)
    withheld: set[Cell] = set()
    unbound: set[Cell] = set()
    for (family, dimensions), cells in blocks.items():
        telling = sum(1 for cell in cells if system.values[cell] or cell in primary)
        if not telling or sum(1 for cell in cells if cell in primary) <= WITHHELD_SHARE * telling:
            continue
        withheld.update(cell for cell in cells if cell not in known)
        is_known = any(cell in known for cell in cells)
        if not is_known and not any(other != dimensions and set(dimensions) & set(other) for name, other in blocks if name == family):
            unbound.update(cells)
    return withheld, unbound


def _family(cell: Cell) -> str:
    parts = cell.quantity.split(".")
    return ".".join(parts[:2]) if parts[0] == "survey" else parts[0]


def _components(system: System, unbound: set[Cell]) -> Iterator[Component]:
    """The connected parts of the system without the cells that bind nobody."""
    binding = [terms for terms in system.equations if not unbound & terms.keys()]
    parent: dict[Cell, Cell] = {}

    def root(cell: Cell) -> Cell:
        while parent.setdefault(cell, cell) != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    for terms in binding:
        first, *others = terms
        for other in others:
            parent[root(other)] = root(first)
    grouped: dict[Cell, list[dict[Cell, int]]] = defaultdict(list)
    for terms in binding:
        grouped[root(next(iter(terms)))].append(terms)
    for equations in grouped.values():
        cells = tuple(sorted({cell for terms in equations for cell in terms}))
        at = {cell: index for index, cell in enumerate(cells)}
        entries = [(row, at[cell], factor) for row, terms in enumerate(equations) for cell, factor in terms.items()]
        rows, columns, factors = zip(*entries, strict=True)
        matrix = coo_array((np.array(factors, float), (rows, columns)), shape=(len(equations), len(cells)))
        yield Component(cells, hstack([matrix, -matrix]).tocsr(), np.array([system.values[cell] for cell in cells], float))


def _protect_component(component: Component, system: System, primary: set[Cell], hidden: set[Cell], threshold: int, known: Collection[Cell]) -> set[Cell]:
    """The cells of one component to hide besides those that are hidden already."""
    fixed = np.array([cell in known for cell in component.cells])
    free = np.array([cell in hidden or cell in system.virtual for cell in component.cells])
    secret = np.array([cell in primary for cell in component.cells])
    if not secret.any():
        return set()
    cost = np.array([_cost(cell, system.values[cell]) for cell in component.cells])
    for goal in (threshold, 0):
        unsafe = secret & (component.values < goal if goal else component.values > 0)
        _prove_together(component, unsafe, goal, free)
        for index in np.flatnonzero(unsafe):
            if not unsafe[index]:
                continue
            move = _cheapest_move(component, int(index), goal, np.where(free, HIDDEN_COST, cost), free, fixed)
            if move is None and fixed.any():
                raise CannotProtect(component.cells[index])
            if move is None:
                return {cell for cell in component.cells if cell not in system.virtual}
            free |= np.abs(move) > 0
            unsafe &= ~_reaches(component.values + move, goal)
    return {cell for cell, is_free in zip(component.cells, free, strict=True) if is_free and cell not in system.virtual}


def _reaches(values: np.ndarray, goal: int) -> np.ndarray:
    return values >= goal if goal else values <= 0


def _prove_together(component: Component, unsafe: np.ndarray, goal: int, free: np.ndarray) -> None:
    """Clears from ``unsafe`` what can be proven safe many at a time, moving hidden cells only."""
    count = len(component.cells)
    while unsafe.any():
        need = np.where(unsafe, np.abs(goal - component.values), 0.0)
        # Ups or downs of the unsafe cells are worth something up to what they need, all other moves cost a little.
        up, down = np.where(free, np.inf, 0.0), np.where(free, component.values, 0.0)
        worth = np.full(2 * count, HIDDEN_COST)
        towards = slice(0, count) if goal else slice(count, 2 * count)
        upper = np.concatenate([up, down])
        upper[towards] = np.where(unsafe & free, need, upper[towards])
        worth[towards] = np.where(unsafe & free, -1.0, worth[towards])
        found = linprog(worth, A_eq=component.mirrored, b_eq=np.zeros(component.mirrored.shape[0]), bounds=np.column_stack([np.zeros(2 * count), upper]))
        if found.status != 0:
            return
        move = np.round(found.x[:count] - found.x[count:])
        proven = unsafe & _reaches(component.values + move, goal)
        if not proven.any() or np.abs(component.mirrored @ np.concatenate([move, np.zeros(count)])).max() > 0:
            return
        unsafe &= ~proven


def _cheapest_move(component: Component, index: int, goal: int, cost: np.ndarray, free: np.ndarray, fixed: np.ndarray) -> np.ndarray | None:
    """Whole numbers to add to the cells so that cell ``index`` becomes ``goal`` and every equation still holds.

    A zero that is shown stays zero, unless there is no other way; what is ``fixed`` stays as it is.
    """
    for may_move_zeros in (False, True):
        movable = (free | (component.values > 0) | may_move_zeros) & ~fixed
        move = _solve(component, index, goal, cost, movable)
        if move is not None:
            return move
    return None


def _solve(component: Component, index: int, goal: int, cost: np.ndarray, movable: np.ndarray) -> np.ndarray | None:
    count = len(component.cells)
    up = np.where(movable, np.inf, 0.0)
    down = np.where(movable, component.values, 0.0)
    distance = goal - component.values[index]
    lower = np.zeros(2 * count)
    upper = np.concatenate([up, down])
    lower[index], upper[index] = max(distance, 0.0), max(distance, 0.0)
    lower[count + index], upper[count + index] = max(-distance, 0.0), max(-distance, 0.0)
    matrix = component.mirrored
    costs = np.concatenate([cost, cost])
    found = linprog(costs, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=np.column_stack([lower, upper]), method="highs")
    if found.status != 0:
        return None
    move = found.x[:count] - found.x[count:]
    if np.abs(move - np.round(move)).max() > 1e-6:
        whole = milp(costs, constraints=LinearConstraint(matrix, 0, 0), bounds=(lower, upper), integrality=np.ones(2 * count), options={"time_limit": 5.0})
        if whole.x is None:
            return None
        move = whole.x[:count] - whole.x[count:]
    rounded: np.ndarray = np.round(move)
    return rounded


def _cost(cell: Cell, value: int) -> float:
    """What hiding a shown cell costs: more for larger numbers, totals and cumulative ones."""
    weight = 1.0 + math.log1p(value)
    if not cell.place.breakdown:
        weight *= TOTAL_WEIGHT
    return weight * CUMULATIVE_WEIGHT if cell.place.scope == "cumulative" else weight
