"""Hidden numbers that follow from what is shown: hiding them keeps nobody from knowing them, so they are shown.

A reader who knows every equation knows a number for certain where no change of the hidden numbers that fits the
equations changes it. All changes that exist form a cone: of what is hidden, nothing that is 0 can become less.
"""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from seuranta.disclosure.cells import Spot
from seuranta.disclosure.linear import Program
from seuranta.disclosure.proving.core import Core, core_of
from seuranta.disclosure.proving.moves import Part
from seuranta.disclosure.proving.parts import parts_of
from seuranta.disclosure.system import System

WITHOUT_N = "without_n"
"""A note of a figure that is shown, but not how many persons stand behind it: its value follows from others, they do not."""
# What a change must reach to be one, and what the solver may be wrong by.
MOVED, NOTHING = 1e-4, 1e-6


def notes_of_determined(
    system: System,
    notes: dict[Spot, str],
    known: Collection[int],
    secret: Collection[int],
    unseen: Collection[Spot] = (),
    unbound: Collection[int] = (),
) -> dict[Spot, str]:
    """What the hidden figures become whose value follows from what is shown: ``""`` for shown, or ``WITHOUT_N``.

    ``known`` are cells that readers know from before; a ``secret`` one is never shown; figures that are ``unseen`` are
    no help. ``unbound`` cells can be anything up to their total, and bind nobody.
    """
    shown = set(known).union(*(system.roles[spot].values() for spot in system.roles if spot not in notes and spot not in unseen))
    asked = {number for spot in notes.keys() & system.roles.keys() for number in system.roles[spot].values()} - set(secret)
    certain = shown | determined_cells(system, shown, asked, unbound)
    found = {}
    for spot in notes.keys() & system.roles.keys():
        roles = system.roles[spot]
        told = {number for role, number in roles.items() if role != "n"}
        if ("value" in roles or "numerator" in roles) and told <= certain and not told & set(secret):
            found[spot] = "" if set(roles.values()) <= certain else WITHOUT_N
    return found


def determined_cells(system: System, shown: Collection[int], asked: Collection[int], unbound: Collection[int] = ()) -> set[int]:
    """Those of the cells ``asked`` about that what is shown leaves one value."""
    found = left_alone(system, shown)
    parts = parts_of(system, {*shown, *found}, unbound, set(asked).difference(unbound))
    with ThreadPoolExecutor() as at_once:  # they have nothing in common, and the solver needs no interpreter
        for numbers in at_once.map(lambda part: part.numbers[_unmoved(part, np.array([number in asked for number in part.numbers.tolist()]))], parts):
            found |= set(numbers.tolist())
    return found & set(asked)


def left_alone(system: System, shown: Collection[int]) -> set[int]:
    """The cells that are the last unknown of an equation, one after another."""
    pattern = abs(system.matrix).sign()
    unknown = np.ones(len(system.cells))
    unknown[np.fromiter(shown, int, len(shown))] = 0.0
    found: set[int] = set()
    while True:
        is_last = pattern @ unknown == 1
        if not is_last.any():
            return found
        last = np.unique((pattern @ (unknown * np.arange(len(unknown))))[is_last].astype(int))  # one number each: their sum is the number
        unknown[last] = 0.0
        found.update(last.tolist())


def _unmoved(part: Part, left: np.ndarray) -> np.ndarray:
    """Those of the cells ``left`` that no change of the part moves.

    Changes of random directions sort out what they move, until in no direction anything is left to move. Weights that
    are random make sure that what is left does not merely cancel out; they are the same every time.
    """
    chance = np.random.default_rng(len(part.numbers))
    room = np.where(part.values > 0, np.inf, 0.0)
    core = core_of(part, ~left, room)
    asked = left[core.kept]
    program = Program(core.matrix, core.rows, (-room[core.kept], np.full(len(core.kept), np.inf)))
    while asked.any():
        weights = np.where(asked, chance.uniform(0.5, 1.5, len(asked)), 0.0)
        program.bound(np.maximum(-room[core.kept], np.where(asked, -1.0, -np.inf)), np.where(asked, 1.0, np.inf))
        moved = np.zeros(len(asked), bool)
        for sign in (1.0, -1.0):
            change = _change(program, sign * weights)
            if change is None:
                return np.zeros(len(left), bool)
            moved = asked & (np.abs(change) > MOVED)
            if moved.any():
                break
            if abs(float(weights @ change)) >= NOTHING:
                return np.zeros(len(left), bool)
        if not moved.any():
            break
        asked &= ~moved
    return _among(core, asked, len(left))


def _among(core: Core, asked: np.ndarray, count: int) -> np.ndarray:
    found = np.zeros(count, bool)
    found[core.kept] = asked
    return found


def _change(program: Program, weights: np.ndarray) -> np.ndarray | None:
    """The change that goes farthest in a direction; what is asked about by 1 at most."""
    program.price(-weights)
    return program.solve()
