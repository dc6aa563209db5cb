"""Participant records of ESF projects, as the national systems export them: one row per participant and start."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from seuranta.samples.people import Person
from seuranta.samples.workbooks import Cell

EDUCATIONS = ("Perusaste", "Perusaste", "Toinen aste", "Toinen aste", "Toinen aste", "Opistoaste", "Korkea-aste")
STATUSES = ("Työtön", "Pitkäaikaistyötön", "Pitkäaikaistyötön", "Työvoiman ulkopuolella", "Eläkkeellä", "Opiskelija", "Työssä")
EXITS = ("Työtön työnhakija", "Koulutuksessa", "Työssä", "Ei missään edellä mainituista", "Ei missään edellä mainituista")
LATER = {"Työssä": "Työssä", "Koulutuksessa": "Työtön", "Työtön työnhakija": "Työtön", "Ei missään edellä mainituista": "Työvoiman ulkopuolella"}
DAYS_TO_FOLLOW_UP = 190  # a little over six months, when the project calls again
ANSWERS = ("Kyllä", "Ei", "Ei", "Ei", "En halua vastata")


@dataclass(frozen=True)
class Participation:
    """What a participant told at the start, at the end and half a year later, in the forms' own words."""

    person: Person
    unit: str
    entry_on: date
    status: str
    months_unemployed: int | None
    education: str
    migrant: str
    disability: str
    disadvantage: str
    exit_on: date | None = None
    exit_status: str | None = None
    qualification: str | None = None
    status_6m: str | None = None
    improved_6m: str | None = None

    def as_known_on(self, day: date) -> Participation:
        """The record as it stood in the register on ``day``."""
        known = self
        if self.exit_on is None or self.exit_on > day:
            known = replace(known, exit_on=None, exit_status=None, qualification=None)
        if self.exit_on is None or self.exit_on + timedelta(days=DAYS_TO_FOLLOW_UP) > day:
            known = replace(known, status_6m=None, improved_6m=None)
        return known


def draw_participation(rng: random.Random, person: Person, unit: str, entries: tuple[date, date], last_day: date) -> Participation:
    """A record with an entry in ``entries`` and, for two in three, an exit by ``last_day``."""
    entry_on = entries[0] + timedelta(days=rng.randrange((entries[1] - entries[0]).days + 1))
    status = rng.choice(STATUSES)
    started = Participation(
        person=person,
        unit=unit,
        entry_on=entry_on,
        status=status,
        months_unemployed=rng.randint(2, 11) if status == "Työtön" else rng.randint(13, 60) if status == "Pitkäaikaistyötön" else None,
        education=rng.choice(EDUCATIONS),
        migrant=rng.choice(ANSWERS),
        disability=rng.choice(ANSWERS),
        disadvantage="Kyllä",
    )
    exit_on = entry_on + timedelta(days=rng.randint(90, 540))
    return ended(rng, started, exit_on) if exit_on <= last_day and rng.random() < 2 / 3 else started


def ended(rng: random.Random, started: Participation, exit_on: date) -> Participation:
    """The same record with an exit, its results and the follow-up."""
    exit_status = rng.choice(EXITS)
    return replace(
        started,
        exit_on=exit_on,
        exit_status=exit_status,
        qualification=rng.choice(("Kyllä", "Ei", "Ei")),
        status_6m=LATER[exit_status],
        improved_6m=rng.choice(("Kyllä", "Ei")) if started.status == "Työssä" else "Ei",
    )


Column = tuple[str, Callable[[Participation], Cell]]

_COMMON: tuple[Column, ...] = (
    ("Yksikkö", lambda p: p.unit),
    ("Työttömyyden kesto kk", lambda p: p.months_unemployed),
    ("Koulutuksessa aloittaessa", lambda p: "Kyllä" if p.status == "Opiskelija" else "Ei"),
    ("Työmarkkina-asema 6 kk", lambda p: p.status_6m),
    ("Parantunut asema 6 kk", lambda p: p.improved_6m),
)
COLUMNS_2014: tuple[Column, ...] = (
    ("Henkilötunnus", lambda p: p.person.identity_code),
    ("Sukupuoli", lambda p: {"F": "Nainen", "M": "Mies", "X": "Muu"}[p.person.gender]),
    ("Aloituspäivä", lambda p: p.entry_on),
    ("Työmarkkina-asema aloittaessa", lambda p: p.status),
    ("Koulutusaste", lambda p: p.education),
    ("Lopetuspäivä", lambda p: p.exit_on),
    ("Työmarkkina-asema lopettaessa", lambda p: p.exit_status),
    ("Tutkinto/ammattipätevyys", lambda p: p.qualification),
    ("Maahanmuuttajatausta", lambda p: p.migrant),
    ("Vamma tai pitkäaikaissairaus", lambda p: p.disability),
    ("Muu heikossa asemassa oleva", lambda p: p.disadvantage),
    ("Allekirjoitettu", lambda p: "Kyllä"),
    *_COMMON,
)
# ESF+ asks nobody for what is special-category data, and takes people without an identity code.
COLUMNS_2021: tuple[Column, ...] = (
    ("Asiakasnumero", lambda p: p.person.code),
    ("Henkilötunnus", lambda p: p.person.identity_code or None),
    ("Syntymäaika", lambda p: p.person.born_on),
    ("Sukupuoli", lambda p: {"F": "Nainen", "M": "Mies", "X": "Muu"}[p.person.gender]),
    ("Päivämäärä, jolloin aloitit hankkeessa", lambda p: p.entry_on),
    ("Työmarkkina-asema aloittaessa", lambda p: p.status),
    ("Ylin suoritettu koulutus", lambda p: p.education),
    ("Päivämäärä, jolloin lopetit hankkeessa", lambda p: p.exit_on),
    ("Mikä on työmarkkina-asemasi lopettaessasi hankkeen?", lambda p: p.exit_status),
    ("Suorititko tutkinnon tai saavutitko muun ammattipätevyyden hankkeeseen osallistumisen ansiosta?", lambda p: p.qualification),
    *_COMMON,
)


def register_rows(project_code: str, columns: Sequence[Column], participations: Iterable[Participation], day: date) -> list[list[Cell]]:
    """Header and rows of an export of ``day``: everybody who had started, and of their ends what was known then."""
    header: list[Cell] = ["Hankekoodi", *(title for title, _ in columns)]
    started = sorted((p for p in participations if p.entry_on <= day), key=lambda p: (p.entry_on, p.person.code))
    return [header, *([project_code, *(value(p.as_known_on(day)) for _, value in columns)] for p in started)]
