"""Classes of shares that readers were told before: what they know of the numbers behind them (privacy.md 4.4, 4.7).

In: the reports that readers hold. Out: the ranges of numerators, and a system that holds to them. Rerun: only computes.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence

from seuranta.disclosure.cells import Spot, place_of
from seuranta.disclosure.system import System
from seuranta.vocabulary.figures import AT_MOST_HALF, CLASSES, Report, class_of

INFINITE = float("inf")


def told_before(system: System, reports: Sequence[Report], held: Sequence[Report]) -> dict[Spot, str]:
    """The shares of which a class was told that still holds; of one that was restated since, it was told of another number."""
    told = {place_of(figure, report): figure.note for report in held for figure in report.figures if figure.suppressed and figure.note in CLASSES}
    if not told:
        return {}
    places = {
        (position, index): told.get(place_of(figure, report)) for position, report in enumerate(reports) for index, figure in enumerate(report.figures)
    }  # fmt: skip
    return {spot: name for spot, name in places.items() if name is not None and name == true_class(system, spot)}


def true_class(system: System, spot: Spot) -> str | None:
    """The class of a share; ``None`` of a figure that is none."""
    roles = system.roles.get(spot, {})
    if not {"numerator", "denominator"} <= roles.keys():
        return None
    return class_of(system.values[roles["numerator"]], system.values[roles["denominator"]])


def range_of(name: str, denominator: int) -> tuple[float, float]:
    """The least and most that the numerator of a share of a class can be."""
    return (0, denominator // 2) if name == AT_MOST_HALF else (denominator // 2 + 1, denominator)


def with_told(system: System, told: Mapping[Spot, str], known: Collection[int]) -> System:
    """The system of a reader who knows the classes; of shares whose denominators are known.

    A class is an equation with a rest that nobody prints: numerator + rest = half of the denominator, or numerator − rest
    = one more than that. What is constant in an equation no move changes.
    """
    if not told:
        return system
    bound = System(
        dict(system.at), list(system.cells), list(system.values), [set(spots) for spots in system.spots], list(system.equations), copy.copy(system.roles)
    )
    for spot, name in told.items():
        numerator, denominator = system.roles[spot]["numerator"], system.roles[spot]["denominator"]
        if denominator not in known:
            continue
        low, high = range_of(name, system.values[denominator])
        is_upper = name == AT_MOST_HALF
        value = system.values[numerator]
        rest = bound.add(system.cells[numerator].of(f"rest of {name} {spot}"), int(high - value if is_upper else value - low))
        bound.equations.append({numerator: 1, rest: 1} if is_upper else {numerator: 1, rest: -1})
    return bound
