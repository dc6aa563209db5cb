"""The Thursday Club: Thursdays klo 13–15 of one autumn, visits by identity code, one person under the age of 30."""

from __future__ import annotations

import random
from datetime import date, datetime

from seuranta.samples.attendance import VISITS_HEADER, Session, visits, weekly
from seuranta.samples.exports import Export
from seuranta.samples.people import Person, person_aged
from seuranta.samples.surveys import Question, Response, survey_rows
from seuranta.samples.texts import csv_file
from seuranta.samples.workbooks import Cell, Row, SheetRows, workbook

ACTIVITY, UNIT, HOURS = "Torstaiklubi", "Rovaniemi", "13–15"
STARTED, ENDED = date(2022, 9, 1), date(2022, 11, 30)
MEMBERS, TOO_YOUNG = 10, 1
ANSWERED_TWICE = 8
SATISFACTION = ("Erittäin tyytymätön", "Tyytymätön", "Siltä väliltä", "Tyytyväinen", "Erittäin tyytyväinen")
QUESTIONS = (Question("Kuinka tyytyväinen olet itseesi?", SATISFACTION), Question("Kuinka tyytyväinen olet omiin taitoihisi?", SATISFACTION))
BACKGROUND = ("Tunniste", "Mittauskerta")


def exports() -> list[Export]:
    """The club's files in the order in which they were dropped."""
    members = _members()
    sessions = _sessions(members)
    before, after = _answers(members)
    return [
        _dropped("alkukysely.xlsx", datetime(2022, 9, 9, 10, 0), _survey_workbook(before)),
        _dropped("syyskuu.xlsx", datetime(2022, 9, 30, 9, 15), _september_with_impossible_day(sessions)),
        _dropped("syyskuu korjattu.csv", datetime(2022, 10, 3, 12, 30), _month(sessions, 9)),
        _dropped("lokakuu.csv", datetime(2022, 10, 31, 14, 0), _month(sessions, 10)),
        _dropped("marraskuu.xlsx", datetime(2022, 11, 30, 15, 20), _month_workbook("Marraskuu", visits(_of_month(sessions, 11)))),
        _dropped("alku- ja loppukysely.csv", datetime(2022, 12, 1, 9, 0), _both_surveys(before, after)),
    ]


def _dropped(name: str, dropped_at: datetime, content: bytes) -> Export:
    return Export(f"torstaiklubi/{name}", dropped_at, content)


def _members() -> list[Person]:
    rng = random.Random(30)
    old_enough = [person_aged(rng, f"TK-{n:02d}", range(31, 60), STARTED) for n in range(1, MEMBERS)]
    return [*old_enough, person_aged(rng, f"TK-{MEMBERS:02d}", range(26, 28), STARTED)]


def _sessions(members: list[Person]) -> list[Session]:
    rng = random.Random(13)
    days = weekly(STARTED, ENDED, (3,))
    present = [rng.sample(members, rng.randint(6, 9)) for _ in days]
    return [Session(day, ACTIVITY, UNIT, tuple(person.identity_code for person in people), HOURS) for day, people in zip(days, present, strict=True)]


def _of_month(sessions: list[Session], month: int) -> list[Session]:
    return [session for session in sessions if session.day.month == month]


def _month(sessions: list[Session], month: int) -> bytes:
    return csv_file([VISITS_HEADER, *visits(_of_month(sessions, month))])


def _month_workbook(title: str, rows: list[list[Cell]]) -> bytes:
    titles: tuple[Row, ...] = ((f"Torstaiklubi, {title.lower()} 2022",), ())
    return workbook(SheetRows(title, VISITS_HEADER, rows, titles))


def _september_with_impossible_day(sessions: list[Session]) -> bytes:
    rows = visits(_of_month(sessions, 9))
    rows[-1][0] = "31.9.2022"
    return _month_workbook("Syyskuu", rows)


def _answers(members: list[Person]) -> tuple[list[Response], list[Response]]:
    """Everybody at the first meeting, most again at the last: a little better."""
    rng = random.Random(5)
    before = [
        Response(n, datetime(2022, 9, 8, 13, 5 + n), (member.identity_code, "alku"), (rng.randint(1, 4), rng.randint(1, 4)))
        for n, member in enumerate(members, 1)
    ]
    after = [
        Response(
            100 + n,
            datetime(2022, 11, 24, 14, 30 + n),
            (first.background[0], "loppu"),
            tuple(min(5, answer + rng.choice((0, 0, 1, 1, 2))) for answer in first.answers if isinstance(answer, int)),
        )
        for n, first in enumerate(before[:ANSWERED_TWICE], 1)
    ]
    return before, after


def _survey_workbook(responses: list[Response]) -> bytes:
    header, *rows = survey_rows(QUESTIONS, BACKGROUND, responses, as_texts=False)
    return workbook(SheetRows("Vastaukset", header, rows, (("Torstaiklubin alkukysely",),)))


def _both_surveys(before: list[Response], after: list[Response]) -> bytes:
    return csv_file(survey_rows(QUESTIONS, BACKGROUND, [*before, *after], as_texts=True), encoding="utf-8-sig")
