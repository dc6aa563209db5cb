"""Breakdowns that are withheld whole, because most of what they hold is small.

Where no other breakdown of the same rows crosses a withheld one, the people behind a total can be told apart in any
way, so every number from 0 to the total is possible: such a block binds nobody and needs no solver.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from seuranta.disclosure.policy import WITHHELD_SHARE
from seuranta.disclosure.system import System


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
    hidden: set[int] = set()
    unbound: set[int] = set()
    for block in system.breakdowns:
        small = sum(1 for number in block.numbers if number in primary)
        if not small or block.is_crossed:  # what is crossed has to be solved anyway, and then less needs to be hidden
            continue
        if small <= WITHHELD_SHARE * sum(1 for number in block.numbers if system.values[number] or number in primary):
            continue
        is_told = any(number in known and system.values[number] for number in block.numbers)
        whole = {
            number for number in block.numbers
            if number not in known and (number in primary or (number in block.inhabited and not _is_of_zero(system, number, primary)))
        }  # fmt: skip
        if may_hide is not None and not whole <= set(may_hide) | set(primary):
            continue
        hidden |= whole
        if not is_told and len({system.cells[number].breakdown for number in block.inhabited}) > 1:
            unbound.update(block.numbers)
    return Withheld(frozenset(hidden), frozenset(unbound))


def _is_of_zero(system: System, number: int, primary: Collection[int]) -> bool:
    """Whether the number is a part of a zero that is shown."""
    cell = system.cells[number]
    wholes = [system.at.get(cell._replace(breakdown=tuple(pair for pair in cell.breakdown if pair[0] != name))) for name, _ in cell.breakdown]
    return any(whole is not None and not system.values[whole] and whole not in primary for whole in wholes)
