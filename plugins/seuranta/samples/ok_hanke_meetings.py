"""Attendance of the OST project: the communities' matrices, visits lists of work and training, counts of the rotating meeting."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from seuranta.samples.attendance import VISITS_HEADER, Session, counts, matrix, visits, weekly
from seuranta.samples.participants import Participation
from seuranta.samples.texts import csv_file
from seuranta.samples.workbooks import Cell, Row, SheetRows, workbook

# activity, weekday, every how many weeks, klo
MEETINGS = (
    ("Yhteisökokous", 2, 3, "13–14.30"),
    ("Asiakasedustajakokous", 1, 4, "10–11"),
    ("Ryhmätoiminta", 3, 2, "12–14"),
)
DAYS_OUT = ((6, 9), (11, 16))  # recreation and development days: month and day
WORK = (("Työtoiminta", 0, 2), ("Kaapeli-yhteisövalmennus", 4, 4))
SITES = (
    "Palveluntuottaja A",
    "Palveluntuottaja B",
    "Hatanpään terveysasema",
    "Hervannan terveysasema",
    "Kaukajärven terveysasema",
    "Lielahden terveysasema",
    "Linnainmaan terveysasema",
    "Raholan terveysasema",
    "Tammelan terveysasema",
    "Tesoman terveysasema",
    "Päiväperho",
)
ROTATING = "Kiertävä kokous"
ROLES = ("Asiakkaat", "Sairaanhoitajat", "Lääkärit", "Kokemusasiantuntijat")
COUNTS_HEADER: Row = ("Päivämäärä", "Toiminta", "Toimipiste", *ROLES, "Teema")
THEMES = ("Hoitoon pääsy", "Työnohjaus", "Palaute", "Arki hoidon rinnalla")
MISCOUNTED_MONTH = 5  # of 2016: half a person


def activity_workbook(people: list[Participation], communities: dict[str, str], year: int, *, unclear_mark: bool = False) -> bytes:
    """A sheet per community and activity of one project year; ``unclear_mark`` puts an ``l`` (present? on leave?) in one."""
    sheets = [
        _community_sheet(people, unit, activity, held, hours, year)
        for unit in communities
        for activity, sessions, hours in _community_sessions(people, unit, year)
        if (held := [session for session in sessions if session.present])
    ]
    if unclear_mark:
        first = sheets[0]
        row = [first.rows[1][0], "l", *first.rows[1][2:]]
        sheets[0] = SheetRows(first.name, first.header, [first.rows[0], row, *first.rows[2:]], first.titles)
    return workbook(*sheets)


def work_and_training(people: list[Participation], year: int) -> bytes:
    """Visits to work activity and Kaapeli of every community in one project year."""
    rng = random.Random(f"work {year}")
    sessions = [
        Session(day, activity, unit, _some(_clients_on(people, unit, day), 0.3, rng))
        for unit in sorted({p.unit for p in people})
        for activity, weekday, weeks in WORK
        for day in _days(year, weekday, weeks)
    ]
    return csv_file([VISITS_HEADER, *visits(sorted(sessions, key=lambda s: (s.day, s.unit, s.activity)))])


def meetings_text(year: int) -> bytes:
    """The rotating meeting as a text file; in May 2016 the number of clients is no whole number."""
    rows = _meeting_rows(year)
    for row in rows:
        day = row[0]
        if isinstance(day, date) and day.month == MISCOUNTED_MONTH:
            row[3] = 3.5
    return csv_file([COUNTS_HEADER, *rows])


def meetings_workbook(year: int) -> bytes:
    """The rotating meeting as a workbook."""
    return workbook(SheetRows("Kokoukset", COUNTS_HEADER, _meeting_rows(year), (("Kiertävä kokous",), (f"Vuosi {year}–{year + 1}",))))


def forgotten_meeting() -> bytes:
    """The meeting of May 2016 alone, counted right."""
    return csv_file([COUNTS_HEADER, *(row for row in _meeting_rows(2016) if isinstance(row[0], date) and row[0].month == MISCOUNTED_MONTH)])


def _community_sessions(people: list[Participation], unit: str, year: int) -> Iterator[tuple[str, list[Session], str]]:
    rng = random.Random(f"{unit} {year}")
    for activity, weekday, weeks, hours in MEETINGS:
        yield activity, [Session(day, activity, unit, _some(_clients_on(people, unit, day), 0.6, rng)) for day in _days(year, weekday, weeks)], hours
    days_out = [date(year, month, day) for month, day in DAYS_OUT]
    yield "Virkistyspäivä", [Session(day, "Virkistyspäivä", unit, _some(_clients_on(people, unit, day), 0.8, rng)) for day in days_out], "10–16"


def _community_sheet(people: list[Participation], unit: str, activity: str, sessions: list[Session], hours: str, year: int) -> SheetRows:
    clients = sorted({p.person.code for p in people if p.unit == unit})
    lines: tuple[Row, ...] = ((f"Läsnäolot {year}–{year + 1}",), ("Ryhmä:", activity), ("Yksikkö:", unit), ("Klo:", hours))
    name = f"{unit.split(maxsplit=1)[0]} {activity}"[:31]
    return matrix(name, sessions, clients, random.Random(f"marks {name} {year}"), titles=lines)


def _meeting_rows(year: int) -> list[list[Cell]]:
    """About monthly, from site to site through the project's years, never in July."""
    rng = random.Random(f"meeting {year}")
    first = date(year, 4, 12)
    months = [first + timedelta(days=30 * n) for n in range(12)]
    sessions = [
        Session(
            day,
            ROTATING,
            SITES[((year - 2016) * 11 + n) % len(SITES)],
            others=dict(zip(ROLES, (rng.randint(4, 9), rng.randint(1, 3), rng.randint(0, 1), rng.randint(1, 2)), strict=True)),
        )
        for n, day in enumerate(day for day in months if day.month != 7)
    ]
    return [[*row, rng.choice(THEMES)] for row in counts(sessions, ROLES)]


def _days(year: int, weekday: int, weeks: int) -> list[date]:
    """Such weekdays of a project year (April to March), every so many weeks, not in July."""
    return [day for day in weekly(date(year, 4, 4), date(year + 1, 3, 31), (weekday,))[::weeks] if day.month != 7]


def _clients_on(people: list[Participation], unit: str, day: date) -> list[str]:
    return sorted({p.person.code for p in people if p.unit == unit and p.entry_on <= day and (p.exit_on is None or day <= p.exit_on)})


def _some(codes: list[str], share: float, rng: random.Random) -> tuple[str, ...]:
    return tuple(code for code in codes if rng.random() < share)
