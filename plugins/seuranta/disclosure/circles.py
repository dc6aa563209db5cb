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


def hidden_from_all(outlook: Outlook) -> dict[Audience, Notes]:
    """The figures to hide from each circle, each with its note.

    The innermost circle may have been shown so much before that it must hide what the others would show: then that is
    chosen first, and hidden from all.
    """
    found, is_safe = _hidden_beside(outlook, {}, {})
    if is_safe:
        return found
    inner, _ = _protect(outlook, "steering", CIRCLES, without_owed=True)
    whole = _protect(outlook, "steering", CIRCLES, kept=inner)[0] if outlook.owed else inner
    return _hidden_beside(outlook, inner, whole)[0]


def _hidden_beside(outlook: Outlook, inner: Notes, whole: Notes) -> tuple[dict[Audience, Notes], bool]:
    """Every circle when ``whole`` is hidden from all, and ``inner`` of it also from those who are owed figures exactly.

    With it, whether the steering group is safe without hiding anything that the others are shown.
    """
    funder, _ = _protect(outlook, "funder", CIRCLES[:2], also=inner, without_owed=True)
    public = _protect(outlook, "public", CIRCLES[:1], kept=funder, also=whole)[0] if outlook.owed else funder
    steering, is_safe = _protect(outlook, "steering", CIRCLES, may_hide=funder, without_owed=True)
    if outlook.owed:
        steering, is_whole_safe = _protect(outlook, "steering", CIRCLES, may_hide=public, kept=steering)
        is_safe = is_safe and is_whole_safe
    return {"public": public, "funder": funder, "steering": steering}, is_safe


def _protect(
    outlook: Outlook,
    audience: Audience,
    readers_of: Collection[Audience],
    may_hide: Notes | None = None,
    kept: Notes | None = None,
    also: Notes | None = None,
    without_owed: bool = False,
) -> tuple[Notes, bool]:
    """One circle: hides at least ``kept`` and ``also``, and nothing beyond ``may_hide``; ``readers_of`` are the reports that its readers may hold.

    With it, whether everything could be proven safe; what could not is withheld whole.
    """
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
        before=frozenset(_printed_only_by(system, before | (also or {}))) - known,
        known=known,
        may_hide=None if may_hide is None else frozenset(_printed_only_by(system, may_hide)),
    ))  # fmt: skip
    notes = dict.fromkeys(sorted(spot for number in pattern.hidden for spot in system.spots[number]), "suppressed")
    notes |= before | {spot: note for spot, note in primary.figures.items() if spot not in notes or note != "suppressed"}
    notes |= dict.fromkeys(spots_of_telling_means(outlook.reports, notes, outlook.instruments, policy.threshold), "suppressed")
    fixed = primary.figures.keys() | {spot for spot, note in before.items() if note != WITHOUT_N}
    notes = _without_determined(system, notes, fixed, known, small)
    hidden = {spot for spot, note in notes.items() if note != WITHOUT_N}
    return notes | dict.fromkeys(spots_of_telling_rows(outlook.reports, hidden), "suppressed"), pattern.is_safe


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
