"""Breakdowns that are withheld whole, because most of what they hold is small.

Where no other breakdown of the same rows crosses a withheld one, the people behind a total can be told apart in any
way, so every number from 0 to the total is possible: such a block binds nobody and needs no solver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from seuranta.disclosure.policy import WITHHELD_SHARE
from seuranta.disclosure.primary import family_of
from seuranta.disclosure.system import System

# A family of figures and the dimensions it is broken down by.
Block = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Withheld:
    """Cells of withheld breakdowns; ``unbound`` are those, and the zeros beside them, that bind nobody."""

    hidden: frozenset[int] = frozenset()
    unbound: frozenset[int] = frozenset()


def withhold(system: System, primary: Collection[int], known: Collection[int], may_hide: Collection[int] | None = None) -> Withheld:
    """The breakdowns of a family in which too many cells are primary, in every period and scope.

    Codes under which the family counts nobody in any period stay out of it, and parts of zeros: theirs are shown. A breakdown
    that may not be hidden whole (``may_hide``; ``None`` for all) is left to the solver.
    """
    blocks: dict[Block, list[int]] = defaultdict(list)
    for number, cell in enumerate(system.cells):
        dimensions = tuple(dimension for dimension, _ in cell.breakdown if dimension != "option")
        if dimensions and system.spots[number]:
            blocks[family_of(cell.quantity), dimensions].append(number)
    hidden: set[int] = set()
    unbound: set[int] = set()
    for (family, dimensions), numbers in blocks.items():
        inhabited = _inhabited(system, numbers)
        telling = sum(1 for number in numbers if system.values[number] or number in primary)
        if not telling or sum(1 for number in numbers if number in primary) <= WITHHELD_SHARE * telling:
            continue
        is_told = any(number in known and system.values[number] for number in numbers)
        is_crossed = any(other != dimensions and set(dimensions) & set(other) for name, other in blocks if name == family)
        if is_crossed:  # what is crossed has to be solved anyway, and then less needs to be hidden
            continue
        whole = {
            number for number in numbers if number not in known and (number in primary or (number in inhabited and not _is_of_zero(system, number, primary)))
        }
        if may_hide is not None and not whole <= set(may_hide) | set(primary):
            continue
        hidden |= whole
        if not is_told and len({system.cells[number].breakdown for number in inhabited}) > 1:
            unbound.update(numbers)
    return Withheld(frozenset(hidden), frozenset(unbound))


def _is_of_zero(system: System, number: int, primary: Collection[int]) -> bool:
    """Whether the number is a part of a zero that is shown."""
    cell = system.cells[number]
    wholes = [system.at.get(cell._replace(breakdown=tuple(pair for pair in cell.breakdown if pair[0] != name))) for name, _ in cell.breakdown]
    return any(whole is not None and not system.values[whole] and whole not in primary for whole in wholes)


def _inhabited(system: System, numbers: list[int]) -> set[int]:
    """The cells of codes under which anybody is counted in any period."""
    codes = {system.cells[number].breakdown for number in numbers if system.values[number]}
    return {number for number in numbers if system.cells[number].breakdown in codes}
