"""Hidden numbers that follow from what is shown: hiding them keeps nobody from knowing them, so they are shown.

A reader who knows every equation knows a number for certain where no change of the hidden numbers that fits the
equations changes it. All changes that exist form a cone: of what is hidden, nothing that is 0 can become less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import numpy as np
from scipy.optimize import linprog

from seuranta.disclosure.cells import Spot
from seuranta.disclosure.moves import Part
from seuranta.disclosure.parts import parts_of
from seuranta.disclosure.system import System

WITHOUT_N = "without_n"
"""A note of a figure that is shown, but not how many persons stand behind it: its value follows from others, they do not."""
# What a change must reach to be one, and what the solver may be wrong by.
MOVED, NOTHING = 1e-4, 1e-6


def notes_of_determined(system: System, notes: dict[Spot, str], known: Collection[int], secret: Collection[int]) -> dict[Spot, str]:
    """What the hidden figures become whose value follows from what is shown: ``""`` for shown, or ``WITHOUT_N``.

    ``known`` are cells that readers know from before; a ``secret`` one is never shown.
    """
    shown = set(known).union(*(system.roles[spot].values() for spot in system.roles if spot not in notes))
    asked = {number for spot in notes.keys() & system.roles.keys() for number in system.roles[spot].values()} - set(secret)
    certain = shown | determined_cells(system, shown, asked)
    found = {}
    for spot in notes.keys() & system.roles.keys():
        roles = system.roles[spot]
        told = {number for role, number in roles.items() if role != "n"}
        if ("value" in roles or "numerator" in roles) and told <= certain and not told & set(secret):
            found[spot] = "" if set(roles.values()) <= certain else WITHOUT_N
    return found


def determined_cells(system: System, shown: Collection[int], asked: Collection[int]) -> set[int]:
    """Those of the cells ``asked`` about that what is shown leaves one value."""
    found = left_alone(system, shown)
    for part in parts_of(system, {*shown, *found}, (), asked):
        found |= {int(number) for number in part.numbers[_unmoved(part, np.array([int(number) in asked for number in part.numbers]))]}
    return found & set(asked)


def left_alone(system: System, shown: Collection[int]) -> set[int]:
    """The cells that are the last unknown of an equation, one after another."""
    left = [{number for number in terms if number not in shown} for terms in system.equations]
    rows: dict[int, list[int]] = defaultdict(list)
    for row, numbers in enumerate(left):
        for number in numbers:
            rows[number].append(row)
    found: set[int] = set()
    waiting = [row for row, numbers in enumerate(left) if len(numbers) == 1]
    while waiting:
        for number in tuple(left[waiting.pop()]):
            found.add(number)
            for row in rows[number]:
                left[row].discard(number)
                if len(left[row]) == 1:
                    waiting.append(row)
    return found


def _unmoved(part: Part, left: np.ndarray) -> np.ndarray:
    """Those of the cells ``left`` that no change of the part moves.

    Changes of random directions sort out what they move, until in no direction anything is left to move. Weights that
    are random make sure that what is left does not merely cancel out; they are the same every time.
    """
    chance = np.random.default_rng(len(part.numbers))
    while left.any():
        weights = np.where(left, chance.uniform(0.5, 1.5, len(left)), 0.0)
        changes = [_change(part, left, sign * weights) for sign in (1.0, -1.0)]
        if any(change is None for change in changes):
            return np.zeros(len(left), bool)
        moved = np.max([np.abs(change) for change in changes if change is not None], axis=0) > MOVED
        if not (moved & left).any():
            is_still = all(abs(float(weights @ change)) < NOTHING for change in changes if change is not None)
            return left if is_still else np.zeros(len(left), bool)
        left = left & ~moved
    return left


def _change(part: Part, left: np.ndarray, weights: np.ndarray) -> np.ndarray | None:
    """The change that goes farthest in a direction; what is ``left`` by 1 at most."""
    lower = np.where(part.values > 0, np.where(left, -1.0, -np.inf), 0.0)
    upper = np.where(left, 1.0, np.inf)
    solved = linprog(-weights, A_eq=part.matrix, b_eq=np.zeros(part.matrix.shape[0]), bounds=np.column_stack([lower, upper]), method="highs")
    return np.asarray(solved.x) if solved.status == 0 else None
