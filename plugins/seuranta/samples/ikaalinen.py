"""The day activity pilot: four months, eight clients, and every number that its report published.

Published: about 40 contacted, 8 committed, 7 to the end; two sessions a week with 3–7 clients each; 51 answers of the
client panel with mean 9,22 (sum 470); end survey 5 of 8, 4 of them much or very much benefit, 2 leaving home and
2 doing together; two workers' ratings, 5 and 5.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from seuranta.samples.attendance import Session, matrix, weekly
from seuranta.samples.exports import PDF_BY_MISTAKE, Export
from seuranta.samples.surveys import Question, Response, survey_rows
from seuranta.samples.texts import csv_file
from seuranta.samples.workbooks import Cell, Row, SheetRows, workbook

ACTIVITY, UNIT = "Päivätoiminta", "Kamraatinkulma"
STARTED, ENDED = date(2022, 7, 15), date(2022, 11, 15)
CANCELLED_ON = date(2022, 10, 27)
LEFT_ON = date(2022, 9, 29)
SMALLEST, LARGEST = 3, 7
CONTACTED = 40
COMMITTED = ("IK-02", "IK-05", "IK-09", "IK-14", "IK-20", "IK-23", "IK-31", "IK-38")
LEFT_EARLY = "IK-23"
PANEL_RATINGS = {10: 26, 9: 14, 8: 8, 7: 2, 6: 1}  # 51 answers with sum 470
MONTHS = {7: "Heinä", 8: "Elo", 9: "Syys", 10: "Loka", 11: "Marras"}
LINES: tuple[Row, ...] = (("Pirsote-hanke, läsnäolot",), ("Ryhmä:", ACTIVITY), ("Yksikkö:", UNIT))
CONTACTS_HEADER: Row = ("Tunniste", "Yksikkö", "Yhteydenotto", "Sitoutui", "Päättyi", "Loppuun asti")

PANEL = (Question("Kuinka paljon päivätoiminnasta oli hyötyä (1–10)?"), Question("Mikä päivätoiminnassa oli hyvää?"))
GOOD = (None, None, "Yhdessä kokkaaminen", "Retki laavulle", "Hyvä porukka", "Pelit")
END_SURVEY = (
    Question("Kuinka paljon koit hyötyväsi päivätoiminnasta?", ("Ei lainkaan", "Vähän", "Jonkin verran", "Paljon", "Erittäin paljon")),
    Question("Mikä vaikutti eniten osallistumiseesi?", ("Lähteminen pois kotoa", "Yhdessä tekeminen", "Työntekijät", "Muu syy")),
)
END_ANSWERS = ((5, 1), (4, 2), (5, 2), (4, 1), (3, 3))
WORKER_RATING = (
    Question("Pilotin hyödyllisyys oman ammatin näkökulmasta (1–5)"),
    Question("Pilotin hyödyllisyys asiakkaan näkökulmasta (1–5)"),
)


def exports() -> list[Export]:
    """The pilot's files in the order in which they were dropped."""
    sessions, panel, contacts = _sessions(), _panel(), _contacts()
    return [
        _dropped("läsnäolot heinä-elokuu.xlsx", datetime(2022, 8, 31, 15, 40), _months(sessions, (7, 8), unclear_mark=True)),
        _dropped("yhteydenotot.xlsx", datetime(2022, 9, 1, 9, 5), _contacts_with_errors(contacts)),
        _dropped("läsnäolot heinä-elokuu KORJATTU.xlsx", datetime(2022, 9, 2, 8, 30), _months(sessions, (7, 8))),
        _dropped("läsnäolot syyskuu.csv", datetime(2022, 9, 30, 15, 50), _september(sessions)),
        _dropped("asiakasraati syyskuun loppuun.xlsx", datetime(2022, 9, 30, 16, 0), _panel_with_error(panel)),
        _dropped("läsnäolot loka-marraskuu.xlsx", datetime(2022, 11, 16, 9, 0), _months(sessions, (10, 11))),
        _dropped("yhteydenotot kaikki.xlsx", datetime(2022, 11, 16, 9, 20), workbook(SheetRows("Yhteydenotot", CONTACTS_HEADER, contacts))),
        _dropped("asiakasraati kaikki.xlsx", datetime(2022, 11, 16, 10, 15), _panel_workbook(panel)),
        _dropped("loppukysely.csv", datetime(2022, 11, 18, 13, 0), _end_survey()),
        _dropped("työntekijöiden arvio.xlsx", datetime(2022, 11, 18, 13, 10), _worker_rating()),
        _dropped("ohjausryhmän muistio.pdf", datetime(2022, 11, 21, 8, 45), PDF_BY_MISTAKE),
        _dropped("varmuuskopiot/asiakasraati kaikki (1).xlsx", datetime(2022, 11, 21, 8, 50), _panel_workbook(panel)),
    ]


def _dropped(name: str, dropped_at: datetime, content: bytes) -> Export:
    return Export(f"ikaalinen/{name}", dropped_at, content)


def _sessions() -> list[Session]:
    """Tuesdays and Thursdays; one was called off. The sizes begin with the smallest and the largest."""
    rng = random.Random(2022)
    days = [day for day in weekly(STARTED, ENDED, (1, 3)) if day != CANCELLED_ON]
    sizes = [SMALLEST, LARGEST, *(rng.randint(SMALLEST, LARGEST) for _ in days[2:])]
    held = [_session(day, size, rng) for day, size in zip(days, sizes, strict=True)]
    return sorted([*held, Session(CANCELLED_ON, ACTIVITY, UNIT, is_cancelled=True)], key=lambda session: session.day)


def _session(day: date, size: int, rng: random.Random) -> Session:
    people = [code for code in COMMITTED if code != LEFT_EARLY or day <= LEFT_ON]
    return Session(day, ACTIVITY, UNIT, tuple(sorted(rng.sample(people, size))))


def _months(sessions: list[Session], months: tuple[int, ...], *, unclear_mark: bool = False) -> bytes:
    """A workbook with a sheet per month; the first version has a ``p`` that can mean present or absent."""
    rng = random.Random(months[0])
    sheets = [matrix(MONTHS[m], [s for s in sessions if s.day.month == m], COMMITTED, rng, titles=LINES, with_totals=not unclear_mark) for m in months]
    if unclear_mark:
        row = list(sheets[-1].rows[3])
        row[5] = "p"
        sheets[-1] = SheetRows(sheets[-1].name, sheets[-1].header, [*sheets[-1].rows[:3], row, *sheets[-1].rows[4:]], LINES)
    return workbook(*sheets)


def _september(sessions: list[Session]) -> bytes:
    sheet = matrix("Syys", [s for s in sessions if s.day.month == 9], COMMITTED, random.Random(9), titles=LINES)
    return csv_file([*sheet.titles, sheet.header, *sheet.rows])


def _panel() -> list[Response]:
    """One or two answers after each session: 51 in all, with sum 470."""
    rng = random.Random(51)
    days = [session.day for session in _sessions() if not session.is_cancelled]
    asked = sorted([*days, *rng.sample(days, sum(PANEL_RATINGS.values()) - len(days))])
    ratings = [rating for rating, times in PANEL_RATINGS.items() for _ in range(times)]
    rng.shuffle(ratings)
    return [
        Response(number, datetime.combine(day, time(15, 5)) + timedelta(minutes=number % 10), (), (rating, rng.choice(GOOD)))
        for number, (day, rating) in enumerate(zip(asked, ratings, strict=True), 1)
    ]


def _panel_workbook(responses: list[Response]) -> bytes:
    header, *rows = survey_rows(PANEL, (), responses, as_texts=False)
    titles: tuple[Row, ...] = (("Asiakasraadin arvio",), (f"Vastaajien kokonaismäärä: {len(responses)}",))
    return workbook(SheetRows("Vastaukset", header, rows, titles))


def _panel_with_error(responses: list[Response]) -> bytes:
    """The answers so far; one rating stands as 11, which the form did not have."""
    early = [response for response in responses if response.answered_at < datetime(2022, 10, 1)]
    wrong = early[4]
    return _panel_workbook([*early[:4], Response(wrong.response_id, wrong.answered_at, (), (11, wrong.answers[1])), *early[5:]])


def _contacts() -> list[list[Cell]]:
    rng = random.Random(40)
    rows: list[list[Cell]] = []
    for number in range(1, CONTACTED + 1):
        code = f"IK-{number:02d}"
        contacted = STARTED + timedelta(days=rng.randrange(3 if code in COMMITTED else 45))
        committed = contacted + timedelta(days=1) if code in COMMITTED else None
        ended = None if committed is None else LEFT_ON if code == LEFT_EARLY else ENDED
        completed = None if committed is None else "Ei" if code == LEFT_EARLY else "Kyllä"
        rows.append([code, UNIT, contacted, committed, ended, completed])
    return rows


def _contacts_with_errors(contacts: list[list[Cell]]) -> bytes:
    """The first list: nobody has ended yet, one date is impossible and one person committed before the contact."""
    rows: list[list[Cell]] = [[code, unit, contacted, committed, None, None] for code, unit, contacted, committed, *_ in contacts[:24]]
    rows[6][2] = "31.6.2022"
    rows[8][3] = STARTED - timedelta(days=1)
    return workbook(SheetRows("Yhteydenotot", CONTACTS_HEADER, rows))


def _end_survey() -> bytes:
    responses = [Response(n, datetime(2022, 11, 15, 12, 10 + n), (), answers) for n, answers in enumerate(END_ANSWERS, 1)]
    return csv_file(survey_rows(END_SURVEY, (), responses, as_texts=True), encoding="utf-8-sig")


def _worker_rating() -> bytes:
    responses = [Response(n, datetime(2022, 11, 17, 9, 10 + n), (), (5, 5)) for n in (1, 2)]
    header, *rows = survey_rows(WORKER_RATING, (), responses, as_texts=False)
    return workbook(SheetRows("Vastaukset", header, rows))
