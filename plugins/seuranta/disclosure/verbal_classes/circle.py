"""The readers of one audience, and what they could find out of everything that is hidden from them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from seuranta.disclosure.circles import Notes, Outlook
from seuranta.disclosure.proving.determined import WITHOUT_N
from seuranta.disclosure.proving.moves import Part
from seuranta.disclosure.proving.parts import parts_of
from seuranta.disclosure.system import System
from seuranta.disclosure.telling import rooms_left
from seuranta.disclosure.verbal_classes.reader import Reader
from seuranta.disclosure.verbal_classes.space import Impossible, Space, Unsolved
from seuranta.disclosure.verbal_classes.told import told_before, with_told
from seuranta.vocabulary.figures import Audience

IMPOSSIBLE: Literal["impossible"] = "impossible"


@dataclass
class Circle:
    """``parts`` of what is hidden, with a reader of each as soon as one is asked for; ``rooms``: ranges that means leave cells."""

    system: System
    threshold: int
    parts: Sequence[Part]
    rooms: Mapping[int, tuple[int, int]]
    part_of: dict[int, int] = field(default_factory=dict)
    readers: dict[int, Reader | None] = field(default_factory=dict)

    @staticmethod
    def both(outlook: Outlook, notes: Notes, audience: Audience, known: Collection[int], asked: Collection[int]) -> tuple[Circle, ...]:
        """Two circles of an audience: those who see what means leave room for, and those who do not; a class must suit either.

        Of the parts those with a cell ``asked`` about. Classes told before are known.
        """
        told = told_before(outlook.system, outlook.reports, outlook.held_by(audience))
        system = with_told(outlook.system, told, known)
        parts = list(parts_of(system, known, (), set(asked) - set(known)))
        hidden = {spot for spot, note in notes.items() if note != WITHOUT_N}
        rooms = {outlook.system.roles[spot]["numerator"]: room for spot, room in rooms_left(outlook.reports, hidden, outlook.instruments).items()}
        part_of = {int(number): index for index, part in enumerate(parts) for number in part.numbers}
        threshold = outlook.policies[audience].threshold
        plain = Circle(system, threshold, parts, {}, part_of)
        return (plain, Circle(system, threshold, parts, rooms, part_of)) if rooms.keys() & part_of.keys() else (plain,)

    def told(self, part: int, number: int, low: float, high: float) -> Reader | Literal["impossible"] | None:
        """The reader of a part after being told the range of a cell; ``None`` where that must not be told."""
        try:
            reader = self._reader(part)
            return None if reader is None else reader.told(int(np.searchsorted(reader.space.numbers, number)), low, high)
        except Impossible:
            return IMPOSSIBLE
        except Unsolved:
            return None

    def _reader(self, part: int) -> Reader | None:
        if part not in self.readers:
            self.readers[part] = None  # also where the solver does not tell: then nothing is
            self.readers[part] = self._new_reader(self.parts[part])
        return self.readers[part]

    def _new_reader(self, part: Part) -> Reader:
        space = Space.of(part)
        for column, number in enumerate(part.numbers):
            if int(number) in self.rooms:
                space = space.within(column, *self.rooms[int(number)])
        may_be_small = [bool(self.system.spots[number]) or self.system.cells[number].quantity.endswith(" complement") for number in part.numbers]
        return Reader.of(space, float(self.threshold), np.flatnonzero(may_be_small))
