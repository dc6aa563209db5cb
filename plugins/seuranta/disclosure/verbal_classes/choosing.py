"""Chooses the hidden shares of which a class is told: "at most half", or "more than half" (privacy.md 4.7).

In: what is hidden from each audience. Out: the same, where some shares have their class for a note. Rerun: the same.
A class is told where readers could be told either one: then neither being told nor not being told says anything else,
for they can compute that themselves. Every share is of one of the two classes, so that exactly half is not left over.
It must suit every circle from which the share is hidden; so that it is not told to a wider one can hang on numbers that
only a narrower one is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seuranta.disclosure.cells import Spot
from seuranta.disclosure.circles import Notes, Outlook
from seuranta.disclosure.ledger import known_in
from seuranta.disclosure.policy import CIRCLES
from seuranta.disclosure.proving.determined import WITHOUT_N
from seuranta.disclosure.system import System
from seuranta.disclosure.verbal_classes.circle import IMPOSSIBLE, Circle
from seuranta.disclosure.verbal_classes.told import range_of, true_class
from seuranta.vocabulary.figures import CLASSES, Audience

# Shares of everybody who answered; the options of a choice divide them.
DIMENSIONS = {"option"}


def with_classes(outlook: Outlook, notes: Mapping[Audience, Notes]) -> dict[Audience, Notes]:
    """What is hidden from each audience, each share of which a class is told with that for its note."""
    if not any(policy.verbal_classes for policy in outlook.policies.values()):
        return dict(notes)
    known = {audience: known_to(outlook, notes, audience) for audience in CIRCLES}
    candidates = list(_candidates(outlook, notes, known))
    asked = {outlook.system.roles[spot]["numerator"] for spot in candidates}
    circles = {audience: Circle.both(outlook, notes[audience], audience, known[audience], asked) for audience in CIRCLES}
    told: dict[Spot, str] = {}
    for spot in candidates:
        name = _told(outlook.system, spot, [circle for audience, both in circles.items() if spot in notes[audience] for circle in both])
        if name is not None:
            told[spot] = name
    return {audience: hidden | {spot: name for spot, name in told.items() if spot in hidden} for audience, hidden in notes.items()}


def known_to(outlook: Outlook, notes: Mapping[Audience, Notes], audience: Audience) -> set[int]:
    """The cells that readers of an audience know: from before, from their own reports and from those of wider circles."""
    known = set(known_in(outlook.system, outlook.held_by(audience), outlook.catalogue))
    for circle in CIRCLES[: CIRCLES.index(audience) + 1]:
        is_own = circle == audience or circle != "funder"
        for spot, roles in outlook.system.roles.items():
            note = notes[circle].get(spot)
            if note in (None, WITHOUT_N) and (is_own or not _is_owed(outlook, spot)):
                known |= {number for role, number in roles.items() if note is None or role != "n"}
    return known


def _is_owed(outlook: Outlook, spot: Spot) -> bool:
    position, index = spot
    return outlook.policies["funder"].is_exact(outlook.reports[position].figures[index].id)


def _candidates(outlook: Outlook, notes: Mapping[Audience, Notes], known: Mapping[Audience, set[int]]) -> Iterator[Spot]:
    """Hidden shares whose persons and denominators are shown and many enough, the latest period first, its whole before itself."""
    found = []
    for spot, roles in outlook.system.roles.items():
        figure = outlook.reports[spot[0]].figures[spot[1]]
        hiding = [audience for audience in CIRCLES if spot in notes[audience]]
        if not hiding or any(notes[audience][spot] != "suppressed" for audience in hiding) or not figure.breakdown.keys() <= DIMENSIONS:
            continue
        # Of a rate of return those who are not in it are nobody's to protect: it is hidden for other reasons, and stays so.
        if "numerator" not in roles or figure.n is None or outlook.system.cells[roles["numerator"]].of(f"{figure.id} complement") not in outlook.system.at:
            continue
        shown = {number for role, number in roles.items() if role != "numerator"}
        least = min(figure.n, outlook.system.values[roles["denominator"]])
        if all(shown <= known[audience] and least > 2 * outlook.policies[audience].threshold for audience in hiding):
            found.append((-outlook.reports[spot[0]].period.no, figure.scope != "cumulative", spot))
    yield from (spot for *_, spot in sorted(found))


def _told(system: System, spot: Spot, circles: list[Circle]) -> str | None:
    """The class of a share, if everybody from whom the share is hidden may be told either class."""
    numerator, denominator = system.roles[spot]["numerator"], system.roles[spot]["denominator"]
    name, after = true_class(system, spot), []
    for circle in circles:
        part = circle.part_of.get(numerator)
        if part is None:  # they know the number
            continue
        found = {each: circle.told(part, numerator, *range_of(each, system.values[denominator])) for each in CLASSES}
        mine = found.get(name or "")
        if mine is None or None in found.values() or mine == IMPOSSIBLE:
            return None
        after.append((circle, part, mine))
    for circle, part, reader in after:
        circle.readers[part] = reader
    return name
