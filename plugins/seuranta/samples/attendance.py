"""Sessions and who came, laid out in the three ways that staff keep them: visits, matrix, counts."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from seuranta.samples.workbooks import Cell, Row, SheetRows

PRESENT_MARKS = ("x", "x", "x", "X", "1")
ABSENT_MARKS = ("", "", "", "-", "poissa")
CANCELLED_MARK = "peruttu"
WEEKDAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")
VISITS_HEADER: Row = ("Päivämäärä", "Ryhmä", "Yksikkö", "Osallistuja", "Klo", "Läsnä")


@dataclass(frozen=True)
class Session:
    """One meeting: who was there (participants' codes), or that it was called off."""

    day: date
    activity: str
    unit: str
    present: tuple[str, ...] = ()
    hours: str | None = None
    is_cancelled: bool = False
    others: dict[str, int] = field(default_factory=dict)  # counted roles by their column


def weekly(start: date, end: date, weekdays: Iterable[int]) -> list[date]:
    """Every such weekday (Monday 0) of a range, both ends included."""
    wanted = set(weekdays)
    return [day for offset in range((end - start).days + 1) if (day := start + timedelta(days=offset)).weekday() in wanted]


def matrix(
    sheet_name: str,
    sessions: Sequence[Session],
    people: Sequence[str],
    rng: random.Random,
    *,
    titles: Sequence[Row] = (),
    with_totals: bool = False,
) -> SheetRows:
    """Participants × dates of one activity and unit. Staff count the marks in a last row when ``with_totals``."""
    header: list[Cell] = ["Osallistuja", *(f"{WEEKDAYS[s.day.weekday()]} {s.day.day}.{s.day.month}.{s.day.year}" for s in sessions)]
    rows: list[list[Cell]] = [[person, *(_mark(session, person, people, rng) for session in sessions)] for person in people]
    if with_totals:
        rows.append(["Yhteensä", *(len(session.present) for session in sessions)])
    return SheetRows(sheet_name, header, rows, titles)


def visits(sessions: Iterable[Session], unit_names: dict[str, str] | None = None) -> list[list[Cell]]:
    """One row per visit, in the columns of ``VISITS_HEADER``."""
    names = unit_names or {}
    return [[s.day, s.activity, names.get(s.unit, s.unit), person, s.hours, "x"] for s in sessions for person in s.present]


def counts(sessions: Iterable[Session], roles: Sequence[str]) -> list[list[Cell]]:
    """One row per session: date, activity, unit, and a number for each of ``roles``."""
    return [[s.day, s.activity, s.unit, *(s.others.get(role) for role in roles)] for s in sessions]


def _mark(session: Session, person: str, people: Sequence[str], rng: random.Random) -> str:
    if session.is_cancelled:
        return CANCELLED_MARK if person == people[0] else ""
    return rng.choice(PRESENT_MARKS) if person in session.present else rng.choice(ABSENT_MARKS)
