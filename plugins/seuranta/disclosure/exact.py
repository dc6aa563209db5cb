"""The least loss of information, exactly: one mixed-integer program for a small part (privacy.md 4.3)."""

from __future__ import annotations

import numpy as np
from scipy.sparse import block_diag, csr_array, eye_array, hstack, kron, vstack

from seuranta.disclosure.linear import Bounds, cheapest_in_whole_numbers
from seuranta.disclosure.proving.moves import Part, goal_of, lowest

# Variables of a program that is still solved exactly, and nodes that its search may visit.
VARIABLES_AT_MOST, NODES_AT_MOST = 2500, 300
# Good enough: the best pattern may be this much better than the one found.
GAP = 0.02
# What hiding costs a cell that nobody prints, so that every number has a price.
NO_LOSS = 1e-3


def solve_exactly(part: Part, secret: np.ndarray, free: np.ndarray, may_hide: np.ndarray, loss: np.ndarray, threshold: int) -> np.ndarray | None:
    """Which cells to hide; ``None`` where the program is too large, has no solution or is not solved within its nodes.

    z ∈ {0, 1}: hidden. For each primary cell and direction a move y with A·y = 0, (least − value)·z ≤ y ≤ cap·z, that
    takes the cell where it must be able to go. Least Σ loss·z.
    """
    moves = [(int(index), upwards) for upwards in (True, False) for index in np.flatnonzero(secret & (goal_of(part, threshold, upwards) > 0))]
    count = len(part.numbers)
    if not moves or (len(moves) + 1) * count > VARIABLES_AT_MOST:
        return free.copy() if not moves else None
    for zeros in (False, True):
        can_hide = free | (may_hide & ((part.values > 0) | zeros))
        found = _solve(part, moves, free, can_hide, loss, threshold)
        if found is not None:
            return found
    return None


def _solve(part: Part, moves: list[tuple[int, bool]], free: np.ndarray, can_hide: np.ndarray, loss: np.ndarray, threshold: int) -> np.ndarray | None:
    count, several = len(part.numbers), len(moves)
    cap = 2.0 * max(float(goal_of(part, threshold, upwards)[index]) for index, upwards in moves)
    lower = np.concatenate([free.astype(float), np.full(count * several, -np.inf)])
    upper = np.concatenate([can_hide.astype(float), np.full(count * several, np.inf)])
    floors = []
    for row, (index, upwards) in enumerate(moves):
        distance = goal_of(part, threshold, upwards)[index]
        at = count * (row + 1) + index
        lower[at], upper[at] = (distance, np.inf) if upwards else (-np.inf, -distance)
        floors.append(part.values - np.minimum(lowest(part, upwards), part.values))
    zero = csr_array((part.matrix.shape[0] * several, count))
    equations = hstack([zero, block_diag([part.matrix] * several)])
    ceiling = hstack([kron(np.full((several, 1), -cap), eye_array(count)), eye_array(count * several)])
    floor = hstack([vstack([_diagonal(values) for values in floors]), eye_array(count * several)])
    rows = [np.concatenate(ends) for ends in zip(_ends(equations, 0.0, 0.0), _ends(ceiling, -np.inf, 0.0), _ends(floor, 0.0, np.inf), strict=True)]
    prices = np.concatenate([np.maximum(loss, NO_LOSS), np.zeros(count * several)])
    found = cheapest_in_whole_numbers(vstack([equations, ceiling, floor]).tocsc(), (rows[0], rows[1]), (lower, upper), prices, NODES_AT_MOST, GAP)
    return None if found is None else np.round(found[:count]).astype(bool)


def _ends(rows: csr_array, low: float, high: float) -> Bounds:
    return np.full(rows.shape[0], low), np.full(rows.shape[0], high)


def _diagonal(values: np.ndarray) -> csr_array:
    return csr_array((values, (np.arange(len(values)), np.arange(len(values)))), shape=(len(values), len(values)))
