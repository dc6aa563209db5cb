"""The files that the benchmarks drop: lists of visits like those of the sample project."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from seuranta.samples.hyvinvointi_plus import ACTIVITIES, STARTED, UNITS
from seuranta.samples.people import person_by_number
from seuranta.samples.workbooks import Cell, SheetRows, workbook

PROGRAMME = "hyvinvointi_plus"
RECEIVED_AT = "2026-09-15T09:00:00+03:00"
HEADER = ("Päivämäärä", "Ryhmä", "Yksikkö", "Osallistuja", "Klo", "Läsnä")
DAYS = 970  # from the programme's first, all before the receipt
VISITS_EACH = 10
WRONG_EVERY = 1_000
STRIDE = 13  # prime to DAYS: a person's visits fall on different days


def write_workbook(path: Path, number: int, rows: int, *, has_error: bool) -> None:
    """A list of visits; those of different numbers are of different days, so that none replaces another."""
    day = STARTED + timedelta(days=number % DAYS)
    visits: list[list[Cell]] = []
    for row in range(rows):
        person = person_by_number(row + 1, "B").identity_code
        mark = "p" if has_error and row == rows - 1 else "x"
        visits.append([day, ACTIVITIES[row % 2][0], UNITS[row % 3], person, "13–15", mark])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(workbook(SheetRows("Käynnit", HEADER, visits)))


def write_csv(path: Path, rows: int) -> None:
    """A text file of visits, ten by each person, one in a thousand with an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(";".join(HEADER) + "\r\n")
        file.writelines(_lines(rows))


def _lines(rows: int) -> Iterator[str]:
    people = rows // VISITS_EACH
    codes = [person_by_number(number, "B").identity_code for number in range(1, people + 1)]
    days = [f"{day.day}.{day.month}.{day.year}" for day in (STARTED + timedelta(days=offset) for offset in range(DAYS))]
    for row in range(rows):
        person, visit = row % people, row // people
        mark = "p" if row % WRONG_EVERY == WRONG_EVERY - 1 else "x"
        day = days[(person + STRIDE * visit) % DAYS]
        yield f"{day};{ACTIVITIES[visit % 2][0]};{UNITS[person % 3]};{codes[person]};13–15;{mark}\r\n"
