"""What a reader can find out of hidden numbers: how small and how large each can be, and whether a class would tell more.

A class may be told where it leaves every cell as it was between 0 and the threshold, or shows it to be no small one,
where no cell is left with one value, and where at least three counts fit it (privacy.md 4.7).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from seuranta.disclosure.verbal_classes.space import Impossible, Space, Unsolved

# A class of so many counts at least is told.
COUNTS = 3
# Whole numbers that fit are kept to be tried first; of more than these, the oldest are forgotten.
KEPT = 400


@dataclass(frozen=True)
class Reader:
    """``checked``: columns of cells that may be small. ``lows``, ``highs``: how far each can go, no farther than the threshold.

    ``moving``: of which several values are possible; ``points``: whole numbers that fit.
    """

    space: Space
    threshold: float
    checked: np.ndarray
    lows: np.ndarray
    highs: np.ndarray
    moving: np.ndarray
    points: tuple[np.ndarray, ...]

    @staticmethod
    def of(space: Space, threshold: float, checked: np.ndarray) -> Reader:
        """A reader who is told no class yet; ``Unsolved`` where the solver does not tell what such a one knows."""
        ends = (np.minimum(space.low[checked], threshold), np.minimum(space.high[checked], threshold))
        search = _Search(space, threshold, checked, ends, ())
        lows, highs = search.lows(), search.highs()
        moving = np.array([search.moves(int(column)) for column in checked], bool)
        assert lows is not None
        assert highs is not None
        return Reader(space, threshold, checked, lows, highs, moving, search.kept())

    def told(self, column: int, low: float, high: float) -> Reader | None:
        """The reader after being told that a cell lies in a class; ``None`` where that must not be told.

        ``Impossible`` where no number that fits lies in it: then everybody knows that it is another.
        """
        space = self.space.within(column, low, high)
        search = _Search(space, self.threshold, self.checked, (self.lows, self.highs), self.points)
        if len(search.several_of(column, COUNTS)) < COUNTS:
            return None
        lows = search.lows(is_needed=True)
        highs = self.highs if lows is None else search.highs(is_needed=True)
        if lows is None or highs is None or ((lows > self.lows) & (lows < self.threshold)).any():
            return None
        if not all(search.moves(int(at)) for at in self.checked[self.moving]):
            return None
        return replace(self, space=space, lows=lows, highs=highs, points=search.kept())


class _Search:
    """Looks for whole numbers that fit and lie as far apart as can be."""

    def __init__(self, space: Space, threshold: float, checked: np.ndarray, ends: tuple[np.ndarray, np.ndarray], points: Sequence[np.ndarray]) -> None:
        self.space, self.threshold, self.checked = space, threshold, checked
        self.floors, self.ceilings = ends  # nothing goes beyond
        self.points = [point for point in points if space.fits(point)] or [space.least(np.zeros(len(space.numbers)))]

    def kept(self) -> tuple[np.ndarray, ...]:
        return tuple(self.points[-KEPT:])

    def lows(self, *, is_needed: bool = False) -> np.ndarray | None:
        """The least that each checked cell can be, or the threshold where it is above.

        ``is_needed``: every floor has to be reached, or else the threshold to be; ``None`` as soon as one is not.
        """
        while len(left := np.flatnonzero(self._seen(np.min) > self.floors)):
            before = self._seen(np.min)
            goal = np.zeros(len(self.space.numbers))
            goal[self.checked[left]] = 1.0
            with suppress(Unsolved):  # one by one, then
                self.points.append(self.space.least(goal))
            if (self._seen(np.min) == before).all():
                break
        for at in left:
            if self._seen(np.min)[at] > self.floors[at]:
                self.points.append(self.space.least(self._only(int(self.checked[at]), 1.0)))
                if is_needed and self.floors[at] < self._seen(np.min)[at] < self.threshold:
                    return None
        return self._seen(np.min)

    def highs(self, *, is_needed: bool = False) -> np.ndarray | None:
        """The most that each checked cell can be, or the threshold where it is above; ``is_needed``: every ceiling has to be reached."""
        while len(left := np.flatnonzero(self._seen(np.max) < self.ceilings)):
            before = self._seen(np.max)
            point = self.space.raised(self.checked[left], self.threshold)
            if point is not None:
                self.points.append(point)
            if (self._seen(np.max) == before).all():
                break
        for at in left:
            if self._seen(np.max)[at] < self.ceilings[at]:
                column = int(self.checked[at])
                self.points.append(self.space.within(column, -np.inf, self.threshold).least(self._only(column, -1.0)))
                if is_needed and self._seen(np.max)[at] < self.ceilings[at]:
                    return None
        return self._seen(np.max)

    def moves(self, column: int) -> bool:
        """Whether more than one value of a cell is possible."""
        return len(self.several_of(column, 2)) > 1

    def several_of(self, column: int, count: int) -> set[float]:
        """Values that a cell can have: so many, or all if there are fewer."""
        found = {float(point[column]) for point in self.points}
        if len(found) < count:
            self.points.append(self.space.least(self._only(column, 1.0)))
            lowest = float(self.points[-1][column])
            most = self.space.within(column, -np.inf, lowest + count - 1).least(self._only(column, -1.0))
            self.points.append(most)
            for value in np.arange(lowest + 1, float(most[column])):
                with suppress(Impossible):
                    self.points.append(self.space.within(column, value, value).least(np.zeros(len(most))))
            found = {float(point[column]) for point in self.points}
        return found

    def _seen(self, end: Callable[..., np.ndarray]) -> np.ndarray:
        seen: np.ndarray = np.minimum(end([point[self.checked] for point in self.points], axis=0), self.threshold)
        return seen

    def _only(self, column: int, factor: float) -> np.ndarray:
        goal = np.zeros(len(self.space.numbers))
        goal[column] = factor
        return goal
