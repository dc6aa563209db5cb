"""One system for all audiences: what each may see, from the widest circle of readers to the smallest (privacy.md 4.3).

What is hidden from the steering group is hidden from everybody; what is hidden from the funder is hidden from the
public, but for figures that the funder is owed exactly. So whoever holds several reports knows no more than the one
for the innermost of the circles tells; and what others are owed exactly is taken as known when the rest is protected.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from seuranta.disclosure.cells import Spot
from seuranta.disclosure.choosing import Task, choose_hidden
from seuranta.disclosure.determined import WITHOUT_N, notes_of_determined
from seuranta.disclosure.ledger import known_in, spots_hidden
from seuranta.disclosure.policy import CIRCLES, Policy
from seuranta.disclosure.primary import find_primary
from seuranta.disclosure.relations import relate_all
from seuranta.disclosure.system import System, build_system
from seuranta.disclosure.telling import spots_of_telling_means, spots_of_telling_rows
from seuranta.programmes.instrument import Instrument
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Audience, Report

Notes = dict[Spot, str]


@dataclass(frozen=True)
class Outlook:
    """Everything that decides what is hidden: internal reports of all periods, what every audience was given, and the policies."""

    reports: Sequence[Report]
    released: Sequence[Report]
    policies: Mapping[Audience, Policy]
    instruments: Sequence[Instrument]
    catalogue: Catalogue
    owed: tuple[str, ...] = ()
    systems: dict[bool, System] = field(default_factory=dict)

    def system(self, without_owed: bool) -> System:
        """The system of all figures, or of those that nobody is owed exactly."""
        if without_owed not in self.systems:
            funder = self.policies["funder"]
            self.systems[without_owed] = build_system(self.reports, self.catalogue, replace(funder, exact=self.owed).is_exact if without_owed else _never)
            relate_all(self.systems[without_owed])
        return self.systems[without_owed]


def hidden_spots(outlook: Outlook, audience: Audience) -> Notes:
    """The figures to hide from an audience, each with its note."""
    funder = _protect(outlook, "funder", CIRCLES[:2], without_owed=True)
    if audience == "funder" or (audience == "public" and not outlook.owed):
        return funder
    public = _protect(outlook, "public", CIRCLES[:1], kept=funder) if outlook.owed else funder
    return public if audience == "public" else _protect_steering(outlook, funder, public)


def hidden_from_all(outlook: Outlook) -> dict[Audience, Notes]:
    """The same for every circle, each worked out once."""
    funder = hidden_spots(outlook, "funder")
    public = _protect(outlook, "public", CIRCLES[:1], kept=funder) if outlook.owed else funder
    return {"public": public, "funder": funder, "steering": _protect_steering(outlook, funder, public)}


def _protect_steering(outlook: Outlook, funder: Notes, public: Notes) -> Notes:
    inner = _protect(outlook, "steering", CIRCLES, may_hide=funder, without_owed=True)
    return _protect(outlook, "steering", CIRCLES, may_hide=public, kept=inner) if outlook.owed else inner


def _protect(
    outlook: Outlook,
    audience: Audience,
    readers_of: Collection[Audience],
    may_hide: Notes | None = None,
    kept: Notes | None = None,
    without_owed: bool = False,
) -> Notes:
    """One circle: hides at least ``kept``, and nothing beyond ``may_hide``; ``readers_of`` are the reports that its readers may hold."""
    system, policy = outlook.system(without_owed), outlook.policies[audience]
    owed = replace(policy, exact=outlook.owed)
    primary = find_primary(outlook.reports, owed if without_owed else replace(policy, exact=()), outlook.catalogue)
    # What nobody is owed has been protected before what somebody is: it is kept as it is.
    done = find_primary(outlook.reports, owed, outlook.catalogue).cells if kept is not None else set()
    given = [report for report in outlook.released if report.audience in readers_of]
    # Where nobody is owed anything, the public is shown what the funder is.
    alike = (audience,) if outlook.owed or audience == "steering" else CIRCLES[:2]
    released = spots_hidden(outlook.reports, [report for report in given if report.audience in alike])
    before = (kept or {}) | dict.fromkeys(released, "suppressed")
    known = known_in(system, given, outlook.catalogue)
    small = frozenset(number for cell in primary.cells if (number := system.at.get(cell)) is not None)
    pattern = choose_hidden(system, Task(
        primary=small - {system.at[cell] for cell in done if cell in system.at},
        threshold=policy.threshold,
        before=frozenset(_printed_only_by(system, before)) - known,
        known=known,
        may_hide=None if may_hide is None else frozenset(_printed_only_by(system, may_hide)),
    ))  # fmt: skip
    notes = dict.fromkeys(sorted(spot for number in pattern.hidden for spot in system.spots[number]), "suppressed")
    notes |= before | {spot: note for spot, note in primary.figures.items() if spot not in notes or note != "suppressed"}
    notes |= dict.fromkeys(spots_of_telling_means(outlook.reports, notes, outlook.instruments, policy.threshold), "suppressed")
    fixed = primary.figures.keys() | {spot for spot, note in before.items() if note != WITHOUT_N}
    notes = _without_determined(system, notes, fixed, known, small)
    return notes | dict.fromkeys(spots_of_telling_rows(outlook.reports, {spot for spot, note in notes.items() if note != WITHOUT_N}), "suppressed")


def _without_determined(system: System, notes: Notes, fixed: Collection[Spot], known: Collection[int], small: Collection[int]) -> Notes:
    """What is known anyway is shown; ``fixed`` figures stay hidden."""
    told = {spot: note for spot, note in notes_of_determined(system, notes, known, small).items() if spot not in fixed}
    return {spot: note for spot, note in (notes | told).items() if note}


def _printed_only_by(system: System, notes: Notes) -> set[int]:
    """The cells that no figure prints of which anything is shown but for the number of persons behind it."""
    printed = {number for spot, roles in system.roles.items() if spot not in notes for number in roles.values()}
    printed |= {
        number for spot, note in notes.items() if note == WITHOUT_N
        for role, number in system.roles[spot].items() if role != "n"
    }  # fmt: skip
    return {number for number, places in enumerate(system.spots) if places and number not in printed}


def _never(figure_id: str) -> bool:
    return False
