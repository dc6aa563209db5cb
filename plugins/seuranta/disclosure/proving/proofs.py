"""The moves that prove each primary cell safe, and the hidden cells that no proof needs."""

from __future__ import annotations

import numpy as np

from seuranta.disclosure.proving.finding import Move, Prover
from seuranta.disclosure.proving.moves import Part, cells_moved, goal_of

# How many hidden cells of a part are tried for showing again, the dearest first.
TRIED_AT_MOST = 250


class Proofs:
    """Proofs of one part: moves upwards and downwards, each with the cells it takes where they must be able to go.

    ``unsafe``: the cells that no move has been found for. ``always_free`` may move in all of them.
    """

    def __init__(self, part: Part, secret: np.ndarray, threshold: int, always_free: np.ndarray) -> None:
        self.part, self.loose = part, always_free & ~secret
        self.provers: dict[bool, Prover] = {}
        self.distance = {upwards: goal_of(part, threshold, upwards) for upwards in (True, False)}
        self.targets = {upwards: secret & (self.distance[upwards] > 0) for upwards in (True, False)}
        self.found: dict[bool, list[Move]] = {True: [], False: []}
        self.unsafe = {upwards: self.targets[upwards].copy() for upwards in (True, False)}

    def note(self, move: np.ndarray, upwards: bool) -> None:
        """Keeps a move as the proof of every cell it takes far enough."""
        reached = self.targets[upwards] & ((1.0 if upwards else -1.0) * move >= self.distance[upwards])
        self.found[upwards].append((move, reached))
        self.unsafe[upwards] = self.unsafe[upwards] & ~reached

    def prove(self, free: np.ndarray, upwards: bool) -> None:
        """Looks for proofs of everything unsafe among moves of free cells."""
        if self.unsafe[upwards].any():
            if upwards not in self.provers:
                self.provers[upwards] = Prover(self.part, self.loose, upwards)
            for move, _ in self.provers[upwards].prove(free, self.unsafe[upwards], self.distance[upwards]):
                self.note(move, upwards)

    def needed(self, given: np.ndarray, loss: np.ndarray) -> np.ndarray:
        """The cells that must stay hidden beside those that are ``given``, when all of the part may move.

        Shows again what nobody moves, then cell by cell, the dearest first, what others can stand in for. Where the
        proofs cannot be found again together, everything stays hidden.
        """
        free: np.ndarray = np.ones(len(given), bool)
        for upwards in (True, False):
            self.prove(free, upwards)
        if any(unsafe.any() for unsafe in self.unsafe.values()):
            return free
        free = given | self._moved()
        extra = [int(index) for index in np.argsort(-loss, kind="stable") if free[index] and not given[index]]
        for index in extra[:TRIED_AT_MOST]:
            if free[index] and self._does_without(index, free):
                free = given | (free & self._moved())
        return free

    def _moved(self) -> np.ndarray:
        return cells_moved([move for moves in self.found.values() for move, _ in moves], len(self.part.numbers))

    def _does_without(self, index: int, free: np.ndarray) -> bool:
        """Whether everything that was proven by moving the cell can be proven without; then those proofs are kept instead."""
        before, safe_before = dict(self.found), dict(self.unsafe)
        without = free.copy()
        without[index] = False
        for upwards in (True, False):
            kept = [(move, reached) for move, reached in self.found[upwards] if not move[index]]
            self.found[upwards], self.unsafe[upwards] = [], self.targets[upwards].copy()
            for move, _ in kept:
                self.note(move, upwards)
            self.prove(without, upwards)
            if self.unsafe[upwards].any():
                self.found, self.unsafe = before, safe_before
                return False
        return True
