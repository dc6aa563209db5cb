"""What was made of a figure or row is found again by the very same one: audiences share every figure of which nothing is hidden from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")
MOST_KNOWN = 30_000


class MadeOnce(Generic[Thing, Made]):
    """Keeps what was made, at most 30,000; what is equal but not the same is made anew."""

    def __init__(self) -> None:
        self._about: tuple[object, ...] = ()
        self._known: dict[int, tuple[Thing, Made]] = {}

    def about(self, *objects: object) -> None:
        """Forgets everything unless it was about these same objects."""
        if len(objects) != len(self._about) or any(one is not other for one, other in zip(objects, self._about, strict=True)):
            self._about, self._known = objects, {}

    def get(self, thing: Thing, make: Callable[[Thing], Made]) -> Made:
        """What ``make`` gives of it, now or before."""
        known = self._known.get(id(thing))
        if known is None:  # what is known holds the thing, so that its id is no other's
            if len(self._known) >= MOST_KNOWN:
                self._known = {}
            known = self._known[id(thing)] = (thing, make(thing))
        return known[1]
