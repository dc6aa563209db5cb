"""The invented ESF+ project: three meeting places, participants' register, visits lists, ESIS before and after.

Nothing is later than 31.8.2026, the end of its eighth period.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

from seuranta.samples.attendance import VISITS_HEADER, Session, visits, weekly
from seuranta.samples.exports import Export
from seuranta.samples.participants import COLUMNS_2021, Participation, draw_participation, ended, register_rows
from seuranta.samples.people import person_by_number
from seuranta.samples.surveys import AGREEMENT, Question, Response, survey_rows
from seuranta.samples.texts import csv_file
from seuranta.samples.workbooks import Cell, SheetRows, workbook

PROJECT = "S39999"
UNITS = ("Keskustan kohtaamispaikka", "Rannan kohtaamispaikka", "Mäkelän kohtaamispaikka")
STARTED, LAST_DAY = date(2024, 1, 1), date(2026, 8, 31)
PARTICIPANTS = 72
RETURNED = (4, 17)  # left and came back: one person with two records
ACTIVITIES = (("Avoin kohtaaminen", (1, 15), "10–13"), ("Vertaisryhmä", (3, 21), "14–16"))  # weekday, every so many days
STATEMENTS = (
    "Tunnen, että päivittäiset tekemiseni ovat merkityksellisiä.",
    "Saan myönteistä palautetta tekemisistäni.",
    "Kuulun itselleni tärkeään ryhmään tai yhteisöön.",
    "Olen tarpeellinen muille ihmisille.",
    "Pystyn vaikuttamaan oman elämäni kulkuun.",
    "Tunnen, että elämälläni on tarkoitus.",
    "Pystyn tavoittelemaan minulle tärkeitä asioita.",
    "Saan itse apua silloin, kun sitä todella tarvitsen.",
    "Koen, että minuun luotetaan.",
    "Pystyn vaikuttamaan joihinkin elinympäristöni asioihin.",
)
ESIS = tuple(Question(statement, AGREEMENT) for statement in STATEMENTS)
BACKGROUND = ("Tunniste", "Yksikkö", "Mittauskerta")


def exports() -> list[Export]:
    """The project's files in the order in which they were dropped."""
    people = _participations()
    sessions = _sessions(people)
    esis = _esis(people)
    return [
        _dropped("osallistujat 2024.csv", datetime(2025, 1, 7, 9, 0), _register_with_errors(people, date(2024, 12, 31))),
        _dropped("osallistujat 2024 korjattu.csv", datetime(2025, 1, 9, 9, 0), _register(people, date(2024, 12, 31))),
        *(_dropped(f"{unit.split()[0].lower()}/käynnit 2024.csv", datetime(2025, 1, 8, 9, n), _visits(sessions, 2024, unit)) for n, unit in enumerate(UNITS)),
        _dropped("esis 2024.xlsx", datetime(2025, 1, 9, 9, 30), _esis_workbook([r for r in esis if r.answered_at.year == 2024])),
        _dropped("osallistujat 2025.xlsx", datetime(2026, 1, 8, 9, 0), _register_workbook(people, date(2025, 12, 31))),
        _dropped("kaikki/käynnit 2025.xlsx", datetime(2026, 1, 8, 10, 0), _visits_with_error(sessions, 2025)),
        _dropped("kaikki/käynnit 2025 korjattu.xlsx", datetime(2026, 1, 12, 10, 0), _visits_workbook(sessions, 2025)),
        _dropped("osallistujat vain uudet.csv", datetime(2026, 5, 5, 9, 0), _newcomers_only(people, date(2026, 4, 30))),
        _dropped("osallistujat elokuu 2026.csv", datetime(2026, 9, 2, 9, 0), _register(people, LAST_DAY)),
        _dropped("kaikki/käynnit 2026.csv", datetime(2026, 9, 2, 9, 10), _visits(sessions, 2026)),
        _dropped("esis kaikki.csv", datetime(2026, 9, 2, 9, 20), csv_file(survey_rows(ESIS, BACKGROUND, esis, as_texts=True), encoding="utf-8-sig")),
        _dropped("kaikki/käynnit 2026 varmuuden vuoksi.csv", datetime(2026, 9, 3, 9, 0), _visits(sessions, 2026)),
    ]


def _dropped(name: str, dropped_at: datetime, content: bytes) -> Export:
    return Export(f"hyvinvointi_plus/{name}", dropped_at, content)


def _participations() -> list[Participation]:
    """Everybody once, and those who came back a second time after half a year."""
    rng = random.Random(39999)
    entries = (date(2024, 1, 8), date(2026, 7, 31))
    first = [draw_participation(rng, person_by_number(n, "HP"), UNITS[n % 3], entries, LAST_DAY) for n in range(1, PARTICIPANTS + 1)]
    # Six have no identity code: the customer number stands for them.
    first = [replace(p, person=replace(p.person, identity_code="")) if n % 12 == 0 else p for n, p in enumerate(first, 1)]
    for n in RETURNED:
        early = replace(first[n], entry_on=date(2024, 2, 5) + timedelta(days=n))
        first[n] = ended(rng, early, early.entry_on + timedelta(days=120))
    again = [replace(draw_participation(rng, first[n].person, first[n].unit, (date(2025, 2, 1), date(2025, 6, 1)), STARTED)) for n in RETURNED]
    return [*first, *again]


def _register(people: list[Participation], day: date) -> bytes:
    return csv_file(register_rows(PROJECT, COLUMNS_2021, people, day))


def _register_workbook(people: list[Participation], day: date) -> bytes:
    header, *rows = register_rows(PROJECT, COLUMNS_2021, people, day)
    return workbook(SheetRows("Osallistujat", header, rows, (("EURA 2021, osallistujat",), (f"Hanke {PROJECT}",))))


def _register_with_errors(people: list[Participation], day: date) -> bytes:
    """The first export: somebody typed the code of another project and an education that is no level."""
    rows = register_rows(PROJECT, COLUMNS_2021, people, day)
    rows[3][0] = "S38888"
    rows[6][7] = "Kansanopisto"
    return csv_file(rows)


def _newcomers_only(people: list[Participation], day: date) -> bytes:
    """Not the whole register but those of the year: it would retract everybody else, so it is held."""
    return csv_file(register_rows(PROJECT, COLUMNS_2021, [p for p in people if p.entry_on.year == day.year], day))


def _sessions(people: list[Participation]) -> list[Session]:
    rng = random.Random(3)
    sessions: list[Session] = []
    for unit in UNITS:
        for activity, (weekday, days_between), hours in ACTIVITIES:
            days = weekly(STARTED + timedelta(days=13), LAST_DAY, (weekday,))[:: days_between // 7]
            for day in days:
                there = sorted({p.person.code for p in people if p.unit == unit and p.entry_on <= day <= (p.exit_on or LAST_DAY)})
                if there and day.month != 7:
                    sessions.append(Session(day, activity, unit, tuple(sorted(rng.sample(there, max(1, len(there) * 2 // 3)))), hours))
    return sorted(sessions, key=lambda session: (session.day, session.unit, session.activity))


def _visit_rows(sessions: list[Session], year: int, unit: str | None = None) -> list[list[Cell]]:
    return visits(session for session in sessions if session.day.year == year and unit in (None, session.unit))


def _visits(sessions: list[Session], year: int, unit: str | None = None) -> bytes:
    return csv_file([VISITS_HEADER, *_visit_rows(sessions, year, unit)])


def _visits_workbook(sessions: list[Session], year: int) -> bytes:
    return workbook(SheetRows("Käynnit", VISITS_HEADER, _visit_rows(sessions, year), ((f"Käynnit {year}",),)))


def _visits_with_error(sessions: list[Session], year: int) -> bytes:
    """One visit at a place that the project does not have, one without the visitor."""
    rows = _visit_rows(sessions, year)
    rows[10][2] = "Satama"
    rows[25][3] = None
    return workbook(SheetRows("Käynnit", VISITS_HEADER, rows, ((f"Käynnit {year}",),)))


def _esis(people: list[Participation]) -> list[Response]:
    """Two weeks after the start, and for most again about nine months later."""
    rng = random.Random(100)
    responses: list[Response] = []
    for number, participation in enumerate(people[:PARTICIPANTS], 1):
        background = (participation.person.code, participation.unit)
        first_day, last_day = (datetime.combine(participation.entry_on, datetime.min.time()) + timedelta(days=d, hours=11) for d in (14, 280))
        level = rng.choice((2, 3, 3, 4))
        if first_day.date() <= LAST_DAY:
            responses.append(Response(number, first_day, (*background, "alku"), _statements(rng, level)))
        if last_day.date() <= LAST_DAY and rng.random() < 0.8:
            responses.append(Response(500 + number, last_day, (*background, "loppu"), _statements(rng, level + rng.choice((0, 0, 1)))))
    return sorted(responses, key=lambda response: response.answered_at)


def _statements(rng: random.Random, level: int) -> tuple[int | None, ...]:
    """Ten answers around ``level``; a few are left empty."""
    return tuple(None if rng.random() < 0.04 else min(5, max(1, level + rng.choice((-1, 0, 0, 1)))) for _ in STATEMENTS)


def _esis_workbook(responses: list[Response]) -> bytes:
    header, *rows = survey_rows(ESIS, BACKGROUND, responses, as_texts=False)
    return workbook(SheetRows("Vastaukset", header, rows, (("Osallisuusindikaattori 2024",), (f"Vastaajien kokonaismäärä: {len(responses)}",))))
