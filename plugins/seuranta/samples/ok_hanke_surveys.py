"""Surveys of the OST project: clients and staff each spring, Outcomes Star readings of clients."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from seuranta.samples.participants import Participation
from seuranta.samples.surveys import AGREEMENT, Question, Response, survey_rows
from seuranta.samples.texts import csv_file
from seuranta.samples.workbooks import Cell, Row, SheetRows, workbook

TAKEN_PART = "Missä toiminnassa olet ollut mukana?"
CLIENT_QUESTIONS = (
    Question("Voin vaikuttaa yhteisöni asioihin", AGREEMENT),
    Question("Yhteisössä on turvallista olla", AGREEMENT),
    *(Question(f"{TAKEN_PART}: {option}", (option,)) for option in ("Yhteisökokoukset", "Ryhmät", "Työtoiminta", "Yhteisövalmennus")),
    Question("Mitä haluat sanoa yhteisön kehittämisestä?"),
)
CLIENT_BACKGROUND = ("Tunniste", "Yhteisö", "Mittauskerta")
GREETINGS = (None, None, None, "Lisää yhteisiä retkiä", "Kahvia", "Kokouksiin enemmän aikaa")
GREETING_WITH_ADDRESS = "Kirjoittakaa minulle: vastaaja@example.org"
STAFF_QUESTIONS = (Question("Asiakkaiden osallisuus näkyy työssäni", AGREEMENT), Question("Saan johdolta tukea muutokseen", AGREEMENT))
STAFF_BACKGROUND = ("Yhteisö", "Mittauskerta")
STAFF_EACH = 3
FIRST_ASKED, THEN_ASKED = datetime(2017, 3, 6, 10, 0), datetime(2018, 3, 5, 10, 0)
STAR_HEADER: Row = ("Tunniste", "Yhteisö", "Pvm", *(f"Alue {n:02d}" for n in range(1, 11)))
STAR_EVERY_DAYS = 200


def client_survey_workbook(people: list[Participation]) -> bytes:
    """The first round as numbers; one greeting holds an e-mail address, which is dropped with a warning."""
    header, *rows = survey_rows(CLIENT_QUESTIONS, CLIENT_BACKGROUND, _client_responses(people, FIRST_ASKED, "1"), as_texts=False)
    rows[4][-1] = GREETING_WITH_ADDRESS
    titles: tuple[Row, ...] = (("Asiakaskysely 2017",), (f"Vastaajien kokonaismäärä: {len(rows)}",))
    return workbook(SheetRows("Vastaukset", header, rows, titles))


def client_survey_text(people: list[Participation]) -> bytes:
    """Both rounds as texts: a cumulative export."""
    responses = [*_client_responses(people, FIRST_ASKED, "1"), *_client_responses(people, THEN_ASKED, "2")]
    return csv_file(survey_rows(CLIENT_QUESTIONS, CLIENT_BACKGROUND, responses, as_texts=True), encoding="utf-8-sig")


def staff_survey_workbook() -> bytes:
    """The first round of the staff as numbers."""
    header, *rows = survey_rows(STAFF_QUESTIONS, STAFF_BACKGROUND, _staff_responses(FIRST_ASKED, "1", (2, 3, 3, 4)), as_texts=False)
    return workbook(SheetRows("Vastaukset", header, rows))


def staff_survey_text() -> bytes:
    """The second round of the staff as texts, as Excel saves CSV."""
    return csv_file(survey_rows(STAFF_QUESTIONS, STAFF_BACKGROUND, _staff_responses(THEN_ASKED, "2", (3, 4, 4, 5)), as_texts=True))


def star_workbook(people: list[Participation], until: date, *, half_point: bool) -> bytes:
    """Readings up to a day; the first export has a point between two steps, which the scale does not know."""
    rows = [row for row in _star_rows(people) if isinstance(row[2], date) and row[2] <= until]
    if half_point:
        rows[3][5] = 7.5
    return workbook(SheetRows("Lukemat", STAR_HEADER, rows, (("Tulostähden lukemat",),)))


def _client_responses(people: list[Participation], first_at: datetime, wave: str) -> list[Response]:
    """Seven in ten of those who were clients then; the second round is a little better."""
    rng = random.Random(f"clients {wave}")
    there = {p.person.code: p.unit for p in people if p.entry_on <= first_at.date() and (p.exit_on is None or p.exit_on >= first_at.date())}
    start = 1 if wave == "1" else 201
    return [
        Response(number, first_at + timedelta(hours=number - start), (code, unit, wave), _client_answers(rng, int(wave)))
        for number, (code, unit) in enumerate(sorted(there.items()), start)
        if rng.random() < 0.7
    ]


def _client_answers(rng: random.Random, better: int) -> tuple[int | str | None, ...]:
    opinions = [min(5, rng.randint(1, 4) + better - 1) for _ in range(2)]
    chosen = [1 if rng.random() < 0.5 else None for _ in range(4)]
    return (*opinions, *chosen, rng.choice(GREETINGS))


def _staff_responses(first_at: datetime, wave: str, answers: tuple[int, ...]) -> list[Response]:
    rng = random.Random(f"staff {wave}")
    units = ("Kallion yhteisö", "Sörnäisten yhteisö", "Malmin yhteisö", "Pispalan yhteisö", "Kalevan yhteisö")
    return [
        Response(int(wave) * 100 + n, first_at + timedelta(hours=n), (units[n % len(units)], wave), (rng.choice(answers), rng.choice(answers)))
        for n in range(STAFF_EACH * len(units))
    ]


def _star_rows(people: list[Participation]) -> list[list[Cell]]:
    """A reading soon after the start and again every 200 days, drifting upwards."""
    rng = random.Random("star")
    rows: list[list[Cell]] = []
    for p in people[::2]:
        areas = [rng.randint(2, 7) for _ in range(10)]
        day = p.entry_on + timedelta(days=21)
        while day <= (p.exit_on or date(2019, 3, 15)):
            rows.append([p.person.code, p.unit, day, *areas])
            areas = [min(10, max(1, area + rng.choice((-1, 0, 0, 1, 1, 2)))) for area in areas]
            day += timedelta(days=STAR_EVERY_DAYS)
    return sorted(rows, key=lambda row: (str(row[2]), str(row[0])))
