"""Splits the change of a number by cause, so that the parts add up to the change exactly.

In: a number in each of several states, and what led from one to the next. Out: its parts. Rerun: values in, values out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from seuranta.vocabulary.restatement import CAUSES, Cause

Number = float | int | None
# Fractions are compared and split to so many decimals: sums of floats in another order differ in the sixteenth.
DECIMALS = Decimal("1e-9")


def exact(number: float) -> Decimal:
    """The number in decimals, which add up as people add."""
    return Decimal(str(number)).quantize(DECIMALS, ROUND_HALF_EVEN)


def is_same(one: Number, other: Number) -> bool:
    """Whether two numbers are one, or both are missing."""
    if one is None or other is None:
        return one is other
    return exact(one) == exact(other)


def parts_of(causes: Sequence[Cause], values: Sequence[Number]) -> dict[Cause, Decimal] | None:
    """The part of every cause in last − first; ``None`` where one of the two is no number.

    ``values`` has one more than ``causes``. A state on the way without a number (a mean of nothing) is passed over: the
    next that has one carries the change since the last that had.
    """
    if values[0] is None or values[-1] is None:
        return None
    parts = dict.fromkeys(CAUSES, Decimal(0))
    before = exact(values[0])
    for cause, value in zip(causes, values[1:], strict=True):
        if value is not None:
            parts[cause] += exact(value) - before
            before = exact(value)
    return parts


def rounded(parts: Mapping[Cause, Decimal], unit: Decimal) -> dict[Cause, Decimal]:
    """The parts in whole units, adding up to their rounded sum: whoever adds up what is printed comes to the change.

    Each is rounded down; the units that are missing go to those that lost most.
    """
    units = {cause: (part / unit).to_integral_value(ROUND_FLOOR) for cause, part in parts.items()}
    whole = (sum(parts.values(), Decimal(0)) / unit).to_integral_value(ROUND_HALF_UP)
    by_loss = sorted(parts, key=lambda cause: units[cause] - parts[cause] / unit)
    for cause in by_loss[: int(whole - sum(units.values()))]:
        units[cause] += 1
    return {cause: count * unit for cause, count in units.items()}


def causes_of(causes: Sequence[Cause], values: Sequence[Number]) -> tuple[Cause, ...]:
    """The causes that made the number another one, in the order of ``CAUSES``."""
    had = {cause for cause, before, after in zip(causes, values, values[1:], strict=False) if not is_same(before, after)}
    return tuple(cause for cause in CAUSES if cause in had)
