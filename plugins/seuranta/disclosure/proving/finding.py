"""Finds moves: many at a time among cells that are hidden already, or the cheapest for one cell, which says what else to hide."""

from __future__ import annotations

import numpy as np
from scipy.sparse import hstack

from seuranta.disclosure.linear import Program, cheapest_in_whole_numbers
from seuranta.disclosure.proving.core import core_of, is_move
from seuranta.disclosure.proving.moves import NODES_OF_A_MOVE, Part, room_of

FREE_COST = 1e-3
Move = tuple[np.ndarray, np.ndarray]


class Prover:
    """Moves of free cells in one direction. ``always_free`` are cells that are so in every question, and none is about."""

    def __init__(self, part: Part, always_free: np.ndarray, upwards: bool) -> None:
        room = room_of(part, upwards)
        self.core, self.upwards = core_of(part, always_free, room), upwards
        nothing = np.zeros(len(self.core.kept))
        self.program = Program(self.core.matrix, self.core.rows, (nothing, nothing))
        self.least = -room[self.core.kept]

    def prove(self, free: np.ndarray, targets: np.ndarray, distance: np.ndarray) -> list[Move]:
        """Moves, each with the targets it takes where they must be able to go, as many targets at a time as possible."""
        found: list[Move] = []
        kept, sign, waiting = self.core.kept, 1.0 if self.upwards else -1.0, targets & free
        while waiting.any():
            asked, way = waiting[kept], distance[kept]
            lower, upper = np.where(free[kept], self.least, 0.0), np.where(free[kept], np.inf, 0.0)
            self.program.bound(np.where(asked, 0.0 if self.upwards else -way, lower), np.where(asked, way if self.upwards else 0.0, upper))
            self.program.price(np.where(asked, -sign, 0.0))
            solved = self.program.solve()
            move = None if solved is None else self.core.whole_move(solved)
            if move is None or not (waiting & (sign * move >= distance)).any():
                return found
            reached = waiting & (sign * move >= distance)
            found.append((move, reached))
            waiting = waiting & ~reached
        return found


class Finder:
    """The cheapest moves of single cells in one direction, where moving what is not ``free`` costs its loss."""

    def __init__(self, part: Part, free: np.ndarray, secret: np.ndarray, may_hide: np.ndarray, loss: np.ndarray, upwards: bool) -> None:
        self.part, self.upwards, self.room = part, upwards, room_of(part, upwards)
        self.core = core_of(part, free & ~secret, self.room)
        kept = self.core.kept
        self.free, self.loss = free.copy(), loss
        self.movable, self.zeros = free | (may_hide & (part.values > 0)), may_hide & (part.values == 0) & ~free
        ahead, back = np.where(self.movable[kept], np.inf, 0.0), np.where(self.movable[kept], self.room[kept], 0.0)
        mirrored = hstack([self.core.matrix, -self.core.matrix]).tocsc()
        self.upper = np.concatenate([ahead, back])
        self.program = Program(mirrored, self.core.rows, (np.zeros(2 * len(kept)), self.upper))
        self.program.price(np.tile(np.where(free, FREE_COST, loss)[kept], 2))

    def release(self, columns: np.ndarray) -> None:
        """Takes columns for free from now on."""
        count, more = len(self.core.kept), columns & ~self.free
        self.free = self.free | columns
        self.movable = self.movable | columns
        changed = np.flatnonzero(more[self.core.kept])
        self.upper[changed], self.upper[count + changed] = np.inf, self.room[self.core.kept][changed]
        both = np.concatenate([changed, count + changed])
        self.program.price(np.full(len(both), FREE_COST), both)
        self.program.bound(np.zeros(len(both)), self.upper[both], both)

    def cheapest(self, index: int, distance: float) -> np.ndarray | None:
        """The move that takes one cell as far as it must be able to go; a zero that is shown is moved only where there is no other way."""
        move = self._solve(index, distance, self.movable)
        zeros = self.zeros & ~self.free
        if move is not None or not zeros.any():
            return move
        opened = np.flatnonzero(zeros[self.core.kept])
        self.program.bound(np.zeros(len(opened)), np.full(len(opened), np.inf), opened)
        move = self._solve(index, distance, self.movable | zeros)
        self.program.bound(np.zeros(len(opened)), self.upper[opened], opened)
        return move

    def _solve(self, index: int, distance: float, movable: np.ndarray) -> np.ndarray | None:
        count = len(self.core.kept)
        at = int(np.searchsorted(self.core.kept, index))
        ahead, back = (at, count + at) if self.upwards else (count + at, at)
        both = np.array([ahead, back])
        self.program.bound(np.array([distance, 0.0]), np.array([distance, 0.0]), both)
        self.program.forget()  # the move of another cell is farther away than none
        found = self.program.solve()
        self.program.bound(np.zeros(2), self.upper[both], both)
        if found is None:
            return None
        move = self.core.whole_move(found[:count] - found[count:])
        return move if move is not None else self._in_whole_numbers(index, distance, movable)

    def _in_whole_numbers(self, index: int, distance: float, movable: np.ndarray) -> np.ndarray | None:
        columns, matrix = self.part.restricted(movable)
        count, at = len(columns), int(np.searchsorted(columns, index))
        lower, upper = np.zeros(2 * count), np.concatenate([np.full(count, np.inf), self.room[columns]])
        ahead, back = (at, count + at) if self.upwards else (count + at, at)
        lower[ahead] = upper[ahead] = distance
        upper[back] = 0.0
        costs = np.tile(np.where(self.free, FREE_COST, self.loss)[columns], 2)
        mirrored, nothing = hstack([matrix, -matrix]).tocsc(), np.zeros(matrix.shape[0])
        found = cheapest_in_whole_numbers(mirrored, (nothing, nothing), (lower, upper), costs, NODES_OF_A_MOVE)
        if found is None:
            return None
        move = np.zeros(len(self.part.numbers))
        move[columns] = np.round(found[:count] - found[count:])
        return move if is_move(self.part, move) else None
