"""AsKu: three housing units, workshops and small groups as counts, a self-assessment before and after that cannot be compared."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from seuranta.samples.attendance import Session, counts, weekly
from seuranta.samples.exports import Export
from seuranta.samples.surveys import AGREEMENT, Question, Response, survey_rows
from seuranta.samples.texts import csv_file
from seuranta.samples.workbooks import Cell, Row, SheetRows, workbook

UNITS = ("Leppävaara", "Kotkankatu", "Rukkila")
ROLES = ("Henkilökunta", "Asiakkaat", "Hallitus")
COUNTS_HEADER: Row = ("Pvm", "Toiminta", "Yksikkö", *ROLES, "Klo")
WORKSHOPS = (date(2021, 5, 6), date(2021, 6, 10), date(2021, 9, 16), date(2021, 11, 4), date(2022, 1, 20), date(2022, 3, 24))
GROUPS_FROM, GROUPS_TO = date(2021, 4, 19), date(2022, 4, 25)
SUMMER = (date(2021, 6, 20), date(2021, 8, 15))
QUESTIONS = tuple(
    Question(text, AGREEMENT) for text in ("Vertaisuus toteutuu yksikössämme", "Osallistumme aktiivisesti kehittämiseen", "Kehitysideat otetaan vastaan")
)
BACKGROUND = ("Yksikkö", "Vastaajaryhmä", "Tunniste", "Mittauskerta")
RESPONDENT_GROUPS = ("Henkilöstö",) * 4 + ("Asiakkaat",) * 3 + ("Hallitus",)
ANSWERED_TWICE = 4  # the others of the second round are new: staff changed


def exports() -> list[Export]:
    """The project's files in the order in which they were dropped."""
    sessions = _sessions()
    before, after = _assessments()
    return [
        _dropped(
            "työpajat ja pienryhmät kevät 2021.xlsx",
            datetime(2021, 7, 30, 10, 0),
            _counts_workbook(sessions, (date(2021, 3, 26), date(2021, 7, 31)), misspelt=True),
        ),
        _dropped("itsearviointi alku.xlsx", datetime(2021, 7, 30, 10, 10), _assessment_workbook(before, unknown_group=True)),
        _dropped("itsearviointi alku korjattu.xlsx", datetime(2021, 8, 10, 9, 0), _assessment_workbook(before)),
        _dropped(
            "työpajat ja pienryhmät kevät 2021 korjattu.xlsx", datetime(2021, 8, 10, 9, 5), _counts_workbook(sessions, (date(2021, 3, 26), date(2021, 7, 31)))
        ),
        _dropped("syksy 2021.csv", datetime(2021, 12, 1, 14, 0), _counts_text(sessions, (date(2021, 8, 1), date(2021, 11, 30)))),
        _dropped("syksyn itsearviointi.txt", datetime(2021, 12, 1, 14, 5), csv_file([("Ei raportoitavaa",), ("Aineisto: Kysely",), ("Kausi: 2",)])),
        _dropped("talvi ja kevät 2022.xlsx", datetime(2022, 5, 2, 8, 20), _counts_workbook(sessions, (date(2021, 12, 1), date(2022, 4, 30)))),
        _dropped("itsearviointi alku ja loppu.csv", datetime(2022, 5, 2, 8, 40), _assessment_text([*before, *after])),
    ]


def _dropped(name: str, dropped_at: datetime, content: bytes) -> Export:
    return Export(f"asku/{name}", dropped_at, content)


def _sessions() -> list[Session]:
    """Workshops of each unit, and a small group every third Monday but in the summer."""
    rng = random.Random(210225)
    sessions = [
        Session(day + timedelta(days=n), "Työpaja", unit, hours="9–12", others=_present(rng, 12, 6, 2)) for day in WORKSHOPS for n, unit in enumerate(UNITS)
    ]
    for n, unit in enumerate(UNITS):
        mondays = [day for day in weekly(GROUPS_FROM, GROUPS_TO, (0,))[n::3] if not SUMMER[0] <= day <= SUMMER[1]]
        sessions += [Session(day, "Pienryhmä", unit, hours="13–14.30", others=_present(rng, 5, 4, 0)) for day in mondays]
    return sorted(sessions, key=lambda session: (session.day, session.unit, session.activity))


def _present(rng: random.Random, staff: int, clients: int, board: int) -> dict[str, int]:
    return {"Henkilökunta": rng.randint(staff - 3, staff), "Asiakkaat": rng.randint(clients - 2, clients + 2), "Hallitus": rng.randint(0, board)}


def _rows(sessions: list[Session], between: tuple[date, date]) -> list[list[Cell]]:
    chosen = [session for session in sessions if between[0] <= session.day <= between[1]]
    return [[*row, session.hours] for row, session in zip(counts(chosen, ROLES), chosen, strict=True)]


def _counts_workbook(sessions: list[Session], between: tuple[date, date], *, misspelt: bool = False) -> bytes:
    rows = _rows(sessions, between)
    if misspelt:
        rows[2][2] = "Rukila"
    return workbook(SheetRows("Tapaamiset", COUNTS_HEADER, rows, (("AsKu-hanke 210225",), ("Työpajat ja pienryhmät",))))


def _counts_text(sessions: list[Session], between: tuple[date, date]) -> bytes:
    return csv_file([COUNTS_HEADER, *_rows(sessions, between)])


def _assessments() -> tuple[list[Response], list[Response]]:
    rng = random.Random(62880)
    before = [_response(rng, n, datetime(2021, 4, 20, 12, 0), f"AS-{n:02d}", "alku", (2, 3, 3, 4)) for n in range(24)]
    after = [_response(rng, 100 + n, datetime(2022, 4, 12, 12, 0), f"AS-{n if n < ANSWERED_TWICE else 40 + n:02d}", "loppu", (3, 4, 4, 5)) for n in range(22)]
    return before, after


def _response(rng: random.Random, number: int, first_at: datetime, code: str, wave: str, answers: tuple[int, ...]) -> Response:
    place = number % 100
    background = (UNITS[place % 3], RESPONDENT_GROUPS[place % len(RESPONDENT_GROUPS)], code, wave)
    return Response(number + 1, first_at + timedelta(hours=place), background, tuple(rng.choice(answers) for _ in QUESTIONS))


def _assessment_workbook(responses: list[Response], *, unknown_group: bool = False) -> bytes:
    header, *rows = survey_rows(QUESTIONS, BACKGROUND, responses, as_texts=False)
    if unknown_group:
        rows[7][3] = "Johto"
    return workbook(SheetRows("Taul1", header, rows))


def _assessment_text(responses: list[Response]) -> bytes:
    return csv_file(survey_rows(QUESTIONS, BACKGROUND, responses, as_texts=True), encoding="utf-8-sig")
