"""One system for all audiences: what each may see, from the widest circle of readers to the smallest (privacy.md 4.3).

What is hidden from the steering group is hidden from everybody; what is hidden from the funder is hidden from the
public, but for figures that the funder is owed exactly. So whoever holds several reports knows no more than the one
for the innermost of the circles tells; and what others are owed exactly is taken as known when the rest is protected.
What an audience was shown before, or what follows from that, is no secret to it and shown again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from seuranta.disclosure.cells import Spot
from seuranta.disclosure.choosing import Pattern, Task, choose_hidden, start_of
from seuranta.disclosure.ledger import held_by, known_in, spots_hidden, spots_shown
from seuranta.disclosure.policy import CIRCLES, Policy
from seuranta.disclosure.primary import Primary, find_primary
from seuranta.disclosure.printed import Printout, read_printed
from seuranta.disclosure.proving.determined import WITHOUT_N, notes_of_determined
from seuranta.disclosure.proving.limits import Range, limits_of
from seuranta.disclosure.relations import relate_all
from seuranta.disclosure.system import System, build_system
from seuranta.disclosure.telling import spots_of_telling_means, spots_of_telling_rows
from seuranta.disclosure.verbal_classes.told import told_before, with_told
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

    @cached_property
    def system(self) -> System:
        system = build_system(self.printout)
        relate_all(system)
        return system

    @cached_property
    def printout(self) -> Printout:
        return read_printed(self.reports, self.catalogue)

    @cached_property
    def owed_spots(self) -> frozenset[Spot]:
        """The figures of cells that the funder is owed exactly."""
        is_owed = replace(self.policies["funder"], exact=self.owed).is_exact
        return frozenset(spot for spot in self.system.roles if is_owed(self.reports[spot[0]].figures[spot[1]].id))

    @cached_property
    def owed_cells(self) -> frozenset[int]:
        return frozenset(number for spot in self.owed_spots for number in self.system.roles[spot].values())

    def system_of(self, audience: Audience) -> System:
        """The system as readers of an audience know it: with the classes of shares that they were told before."""
        held = self.held_by(audience)
        return with_told(self.system, told_before(self.system, self.reports, held), known_in(self.system, held, self.catalogue))

    def given_to(self, *audiences: Audience) -> list[Report]:
        return [report for report in self.released if report.audience in audiences]

    def held_by(self, audience: Audience) -> list[Report]:
        """What readers of an audience may have from before."""
        return held_by(audience, {circle: self.given_to(circle) for circle in CIRCLES}, self.owed)


@dataclass(frozen=True)
class Circle:
    """What is hidden from an audience. ``is_safe``: everything could be proven; what could not is withheld whole.

    ``secret``: the primary cells of which nothing could be known before.
    """

    notes: Notes
    is_safe: bool = True
    secret: frozenset[int] = frozenset()


NOBODY = Circle({})


def hidden_from_all(outlook: Outlook) -> dict[Audience, Notes]:
    """The figures to hide from each circle, each with its note.

    The innermost circle may have been shown so much before that it must hide what the others would show: then that is
    chosen first, and hidden from all.
    """
    found, is_safe = _hidden_beside(outlook, {}, {})
    if is_safe:
        return found
    inner = _protect(outlook, "steering", beside_owed=True)
    whole = _protect(outlook, "steering", kept=inner) if outlook.owed else inner
    return _hidden_beside(outlook, inner.notes, whole.notes)[0]


def _hidden_beside(outlook: Outlook, inner: Notes, whole: Notes) -> tuple[dict[Audience, Notes], bool]:
    """Every circle when ``whole`` is hidden from all, and ``inner`` of it also from those who are owed figures exactly.

    With it, whether the steering group is safe without hiding anything that the others are shown.
    """
    funder = _protect(outlook, "funder", also=inner, beside_owed=True)
    is_alike = not outlook.owed and _known_before(outlook, "public") == _known_before(outlook, "funder")
    public = funder if is_alike else _protect(outlook, "public", kept=funder, also=whole)
    steering = _protect(outlook, "steering", may_hide=funder.notes, beside_owed=True)
    is_safe = steering.is_safe
    if outlook.owed:
        hidden_around = {spot: note for spot, note in public.notes.items() if spot in funder.notes or spot in outlook.owed_spots}
        steering = _protect(outlook, "steering", may_hide=hidden_around, kept=steering)
    return {"public": public.notes, "funder": funder.notes, "steering": steering.notes}, is_safe and steering.is_safe


def _protect(
    outlook: Outlook, audience: Audience, may_hide: Notes | None = None, kept: Circle = NOBODY, also: Notes | None = None, beside_owed: bool = False
) -> Circle:
    """One circle: hides at least what is ``kept`` and ``also``, and nothing beyond ``may_hide``.

    ``beside_owed``: the figures that the funder is owed exactly are known, and only the others protected; ``kept`` is
    what was found so before.
    """
    policy = outlook.policies[audience]
    # Where nobody is owed anything, the public is shown what the funder is.
    alike = (audience,) if outlook.owed or audience == "steering" else CIRCLES[:2]
    shown = spots_shown(outlook.reports, outlook.held_by(audience)) - spots_hidden(outlook.reports, outlook.given_to(audience))
    released = dict.fromkeys(spots_hidden(outlook.reports, outlook.given_to(*alike)) - shown, "suppressed")
    before = released | {spot: note for spot, note in kept.notes.items() if may_hide is None or spot in may_hide}
    chosen = _choose(outlook, audience, before, kept.secret, may_hide, also, beside_owed)
    notes = dict.fromkeys(sorted(spot for number in chosen.pattern.hidden for spot in outlook.system.spots[number]), "suppressed")
    figures = chosen.primary.figures
    notes |= before | {spot: note for spot, note in figures.items() if spot not in notes or note != "suppressed"}
    notes |= dict.fromkeys(spots_of_telling_means(outlook.reports, notes, outlook.instruments, policy.threshold), "suppressed")
    # What follows from what the funder is owed is not told by any other figure, which others may see.
    seen = chosen.known - outlook.owed_cells if beside_owed else chosen.known
    fixed, unseen = figures.keys() | released.keys(), outlook.owed_spots if beside_owed else ()
    follow = notes_of_determined(outlook.system_of(audience), notes, seen, chosen.small, unseen, chosen.pattern.unbound)
    notes = {spot: note for spot, note in (notes | {spot: note for spot, note in follow.items() if spot not in fixed}).items() if note}
    hidden = {spot for spot, note in notes.items() if note != WITHOUT_N}
    notes |= dict.fromkeys(spots_of_telling_rows(outlook.reports, hidden), "suppressed")
    told = {spot: note for spot, note in notes.items() if spot not in shown or note != "suppressed"}
    return Circle(told, chosen.pattern.is_safe, chosen.small - chosen.within.keys())


@dataclass(frozen=True)
class _Choice:
    """A pattern and what it was made of: ``small`` cells, ``known`` ones, and ``within`` which range small ones are known to be."""

    pattern: Pattern
    primary: Primary
    small: frozenset[int]
    known: frozenset[int]
    within: Mapping[int, Range]


def _choose(
    outlook: Outlook, audience: Audience, before: Notes, done: Collection[int], may_hide: Notes | None, also: Notes | None, beside_owed: bool
) -> _Choice:
    """Chooses again where a zero had to be hidden on which others leant: parts of a zero are no secret only while it is shown."""
    system, policy = outlook.system_of(audience), replace(outlook.policies[audience], exact=outlook.owed if beside_owed else ())
    had = _known_before(outlook, audience)
    known = had | outlook.owed_cells if beside_owed else had
    hidden = set(before | (also or {}))
    while True:
        primary = find_primary(outlook.printout, policy, hidden)
        small = frozenset(number for cell in primary.cells if (number := system.at.get(cell)) is not None) - known
        small -= limits_of(system, had, small, policy.threshold).certain
        within = limits_of(system, known, small, policy.threshold).within
        task = Task(
            primary=small.difference(done),
            threshold=policy.threshold,
            before=frozenset(_printed_only_by(system, before | (also or {}))) - known,
            known=known,
            may_hide=None if may_hide is None else frozenset(_printed_only_by(system, may_hide)),
            within=within,
        )
        start = start_of(system, task)
        leant = _spots_of(system, start.hidden) & primary.leant_on
        if leant <= hidden:
            pattern = choose_hidden(system, task, start)
            leant = _spots_of(system, pattern.hidden) & primary.leant_on
            if leant <= hidden:
                return _Choice(pattern, primary, small, known, within)
        hidden |= leant


def _spots_of(system: System, numbers: Collection[int]) -> set[Spot]:
    return {spot for number in numbers for spot in system.spots[number]}


def _known_before(outlook: Outlook, audience: Audience) -> frozenset[int]:
    return known_in(outlook.system, outlook.held_by(audience), outlook.catalogue)


def _printed_only_by(system: System, notes: Notes) -> set[int]:
    """The cells that no figure prints of which anything is shown but for the number of persons behind it."""
    printed = {number for spot, roles in system.roles.items() if spot not in notes for number in roles.values()}
    printed |= {
        number for spot, note in notes.items() if note == WITHOUT_N
        for role, number in system.roles[spot].items() if role != "n"
    }  # fmt: skip
    return {number for number, places in enumerate(system.spots) if places and number not in printed}
