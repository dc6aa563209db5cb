"""Chooses what else must be hidden so that nobody can work out that a primary cell is small.

A primary cell is safe when what is published allows it to be 0 and to be the threshold (privacy.md 4.3). Small systems
are solved exactly (``exact.py``). In larger ones the cheapest move for each primary cell in turn says what else to
hide, and then every cell is shown again that no proof needs. Where no move exists, everything connected is withheld:
it fails closed. What was released before can neither be hidden nor moved any more.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from seuranta.disclosure.blocks import withhold
from seuranta.disclosure.exact import solve_exactly
from seuranta.disclosure.proving.finding import Finder
from seuranta.disclosure.proving.moves import Part, goal_of
from seuranta.disclosure.proving.parts import parts_of
from seuranta.disclosure.proving.proofs import Proofs
from seuranta.disclosure.system import System

# Numbers that people look for first cost more to hide.
TOTAL_WEIGHT, CUMULATIVE_WEIGHT = 20.0, 2.0
# After so many moves, everything that is hidden by now is tried as a proof for all that is left.
PROVEN_EVERY = 8


@dataclass(frozen=True)
class Task:
    """What is to be protected: numbers of cells.

    ``before`` were hidden in a release and stay so; ``known`` were shown and are; ``may_hide`` are the only cells that
    may be hidden (``None``: all). ``within`` are the ranges in which readers know primary cells to be anyway.
    """

    primary: frozenset[int]
    threshold: int
    before: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()
    may_hide: frozenset[int] | None = None
    within: Mapping[int, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Pattern:
    """Cells to hide; ``withheld``: those among them that are hidden because no proof was found for something connected.

    ``unbound``: cells of breakdowns that bind nobody. ``is_safe``: a proof was found for everything.
    """

    hidden: frozenset[int]
    withheld: frozenset[int] = frozenset()
    unbound: frozenset[int] = frozenset()
    is_safe: bool = True


@dataclass(frozen=True)
class Start:
    """What is hidden before anything is proven, and the ``unbound`` cells of breakdowns that are withheld whole."""

    hidden: frozenset[int]
    unbound: frozenset[int]


def start_of(system: System, task: Task) -> Start:
    """The primary cells, what was hidden before, and the breakdowns that are withheld whole."""
    blocks = withhold(system, task.primary, task.known, task.may_hide)
    hidden = task.primary | blocks.hidden | task.before
    return Start(hidden | _printed_by_hidden_alone(system, hidden), blocks.unbound)


def choose_hidden(system: System, task: Task, start: Start | None = None) -> Pattern:
    """All cells that must be hidden: those of the start, what protects them, and parts withheld whole."""
    start = start or start_of(system, task)
    hidden, withheld, is_safe = set(start.hidden), set[int](), True
    parts = list(parts_of(system, task.known, start.unbound, task.primary, task.within))
    pieces = [piece for part in parts for piece in part.split(_movable(part, system, task, start.hidden))]
    stuck = task.primary.difference(*(piece.numbers.tolist() for piece in pieces))
    with ThreadPoolExecutor() as at_once:  # they have nothing in common, and the solver needs no interpreter
        found = at_once.map(lambda piece: _protect(piece, system, task, start.hidden), pieces)
        for piece, chosen in zip(pieces, found, strict=True):
            hidden |= chosen or set()
            if chosen is None:
                withheld |= {number for number in piece.numbers.tolist() if _may_hide(task, number)}
                is_safe = False
    hidden |= withheld
    is_safe = is_safe and not any(_must_move(part, stuck, task.threshold) for part in parts)
    return Pattern(frozenset(number for number in hidden if system.spots[number]), frozenset(withheld), start.unbound, is_safe)


def loss_of(system: System, number: int) -> float:
    """What hiding a shown cell costs: more for larger numbers, totals and cumulative ones; nothing for what nobody prints."""
    cell = system.cells[number]
    if not system.spots[number]:
        return 0.0
    weight = 1.0 + math.log1p(system.values[number])
    if not cell.breakdown:
        weight *= TOTAL_WEIGHT
    return weight * CUMULATIVE_WEIGHT if cell.scope == "cumulative" else weight


def _printed_by_hidden_alone(system: System, hidden: Collection[int]) -> set[int]:
    """Cells that no shown figure prints any more."""
    spots = {spot for number in hidden for spot in system.spots[number]}
    return {number for number, places in enumerate(system.spots) if places and places <= spots}


def _may_hide(task: Task, number: int) -> bool:
    return number not in task.known and (task.may_hide is None or number in task.may_hide)


def _movable(part: Part, system: System, task: Task, hidden: Collection[int]) -> np.ndarray:
    """Which cells of a part are hidden, or may be."""
    return np.array([number in hidden or not system.spots[number] or _may_hide(task, number) for number in part.numbers.tolist()])


def _must_move(part: Part, numbers: Collection[int], threshold: int) -> bool:
    """Whether any of the cells is not where it must be able to go."""
    chosen = np.array([number in numbers for number in part.numbers.tolist()])
    return any((goal_of(part, threshold, upwards)[chosen] > 0).any() for upwards in (True, False))


def _protect(part: Part, system: System, task: Task, hidden: Collection[int]) -> set[int] | None:
    """The cells of one part to hide, those hidden already included; ``None`` where a primary cell cannot be made safe."""
    secret = np.array([number in task.primary for number in part.numbers])
    if not secret.any():
        return set()
    loss = np.array([loss_of(system, int(number)) for number in part.numbers])
    may_hide = np.array([_may_hide(task, int(number)) for number in part.numbers])
    free = np.array([number in hidden or not system.spots[number] for number in part.numbers])
    chosen = solve_exactly(part, secret, free, may_hide, loss, task.threshold)
    if chosen is None:
        chosen = _grow(part, secret, free, may_hide, loss, task.threshold)
    return None if chosen is None else {int(number) for number in part.numbers[chosen] if system.spots[number]}


def _grow(part: Part, secret: np.ndarray, free: np.ndarray, may_hide: np.ndarray, loss: np.ndarray, threshold: int) -> np.ndarray | None:
    """Hides along the cheapest move of each cell that is not safe yet, then shows again what no proof needs."""
    proofs = Proofs(part, secret, threshold, free)
    given = free.copy()
    for upwards in (True, False):
        proofs.prove(free, upwards)
        if not proofs.unsafe[upwards].any():
            continue
        goal, found = goal_of(part, threshold, upwards), 0
        finder = Finder(part, free, secret, may_hide, loss, upwards)
        for index in np.argsort(-goal, kind="stable"):
            if not proofs.unsafe[upwards][index]:
                continue
            move = finder.cheapest(int(index), float(goal[index]))
            if move is None:
                return None
            free = free | (move != 0)
            finder.release(free)
            proofs.note(move, upwards)
            found += 1
            if found % PROVEN_EVERY == 0:
                proofs.prove(free, upwards)
    hidden: np.ndarray = given | _shown_again(part, secret, free, given, loss, threshold)
    return hidden


def _shown_again(part: Part, secret: np.ndarray, free: np.ndarray, given: np.ndarray, loss: np.ndarray, threshold: int) -> np.ndarray:
    """The cells that stay hidden when every one that no proof needs is shown."""
    kept = np.zeros(len(part.numbers), bool)
    at = {int(number): index for index, number in enumerate(part.numbers)}
    for piece in part.split(free):
        columns = np.array([at[int(number)] for number in piece.numbers])
        if secret[columns].any():
            needed = Proofs(piece, secret[columns], threshold, given[columns]).needed(given[columns], loss[columns])
            kept[columns[needed]] = True
    return kept
