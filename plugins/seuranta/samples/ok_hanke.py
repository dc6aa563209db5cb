"""The OST inclusion project, 1.4.2016–31.3.2019: who takes part, and what its two implementers drop after each year."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime

from seuranta.samples.exports import PDF_BY_MISTAKE, Export
from seuranta.samples.ok_hanke_meetings import (
    activity_workbook,
    forgotten_meeting,
    meetings_text,
    meetings_workbook,
    work_and_training,
)
from seuranta.samples.ok_hanke_surveys import client_survey_text, client_survey_workbook, staff_survey_text, staff_survey_workbook, star_workbook
from seuranta.samples.participants import COLUMNS_2014, Participation, draw_participation, ended, register_rows
from seuranta.samples.people import Person, person_by_number
from seuranta.samples.texts import csv_file
from seuranta.samples.workbooks import Row, SheetRows, workbook

PROJECT = "S20739"
STARTED, ENDED = date(2016, 4, 1), date(2019, 3, 31)
YEAR_ENDS = {2016: date(2017, 3, 31), 2017: date(2018, 3, 31), 2018: ENDED}  # the project's years begin in April
HELSINKI = {"Kallion yhteisö": "KA", "Sörnäisten yhteisö": "SO", "Malmin yhteisö": "MA"}
TAMPERE = {"Pispalan yhteisö": "PI", "Kalevan yhteisö": "KL"}
CLIENTS_EACH = 14
SITES = ("Hatanpään terveysasema", "Hervannan terveysasema", "Tammelan terveysasema", "Päiväperho")
AT_SITES = 16
IN_BOTH = 5  # clients of the Tampere communities whom the Tampere part also delivers
RETURNED = (2, 21, 40)
FIRST_NUMBER = 1_001  # nobody of the other samples
TITLES: tuple[Row, ...] = ((f"ESR-hanke {PROJECT}",), ("Osallistujat",))


def exports() -> list[Export]:
    """The project's files in the order in which they were dropped."""
    hdl = _clients_of_communities()
    tampere = _clients_at_sites(hdl)
    years = [*_year(2016, hdl, tampere), *_surveys(2017, hdl), *_year(2017, hdl, tampere), *_surveys(2018, hdl), *_year(2018, hdl, tampere)]
    others = [
        _dropped("hdl/läsnäolot Helsinki 2017 korjattu.xlsx", datetime(2018, 4, 16, 9, 0), activity_workbook(hdl, HELSINKI, 2017)),
        _dropped("tampere/kiertävä kokous toukokuu 2016.csv", datetime(2017, 4, 20, 9, 0), forgotten_meeting()),
        _dropped("tähti/lukemat kaikki.xlsx", datetime(2019, 4, 5, 11, 0), star_workbook(hdl, ENDED, half_point=False)),
        _dropped("hdl/esite.pdf", datetime(2017, 4, 10, 12, 0), PDF_BY_MISTAKE),
    ]
    return sorted([*years, *others], key=lambda export: export.dropped_at)


def _dropped(name: str, dropped_at: datetime, content: bytes) -> Export:
    return Export(f"ok_hanke/{name}", dropped_at, content)


def _year(year: int, hdl: list[Participation], tampere: list[Participation]) -> list[Export]:
    """What both implementers drop early in April after a year of the project."""
    spring, end = year + 1, YEAR_ENDS[year]
    meetings = meetings_text(year) if year == 2016 else meetings_workbook(year)
    return [
        _dropped(f"hdl/osallistujat {spring}.xlsx", datetime(spring, 4, 5, 10, 0), _register_workbook(hdl, end, with_errors=year == 2016)),
        _dropped(f"hdl/läsnäolot Helsinki {year}.xlsx", datetime(spring, 4, 5, 10, 10), activity_workbook(hdl, HELSINKI, year, unclear_mark=year == 2017)),
        _dropped(f"hdl/läsnäolot Tampere {year}.xlsx", datetime(spring, 4, 5, 10, 20), activity_workbook(hdl, TAMPERE, year)),
        _dropped(f"hdl/työtoiminta ja Kaapeli {year}.csv", datetime(spring, 4, 5, 10, 30), work_and_training(hdl, year)),
        _dropped(f"tampere/osallistujat {spring}.csv", datetime(spring, 4, 6, 9, 0), _register_text(tampere, end, year)),
        _dropped(f"tampere/kiertävä kokous {year}.{'csv' if year == 2016 else 'xlsx'}", datetime(spring, 4, 6, 9, 10), meetings),
    ]


def _surveys(year: int, hdl: list[Participation]) -> list[Export]:
    """Clients' and staff's surveys of a spring, and the star readings so far."""
    first = year == 2017
    clients, staff = (client_survey_workbook(hdl), staff_survey_workbook()) if first else (client_survey_text(hdl), staff_survey_text())
    ending = "xlsx" if first else "csv"
    return [
        _dropped(f"kyselyt/asiakaskysely {year}.{ending}", datetime(year, 4, 24, 9, 0), clients),
        _dropped(f"kyselyt/henkilöstökysely {year}.{ending}", datetime(year, 4, 24, 9, 10), staff),
        _dropped(f"tähti/lukemat {year}.xlsx", datetime(year, 4, 24, 9, 20), star_workbook(hdl, date(year, 3, 31), half_point=first)),
    ]


def _clients_of_communities() -> list[Participation]:
    """Each community's clients; three left and came back."""
    rng = random.Random(20739)
    entries = (date(2016, 4, 4), date(2017, 12, 31))
    communities = {**HELSINKI, **TAMPERE}
    clients: list[Participation] = []
    for position, (unit, prefix) in enumerate(communities.items()):
        for n in range(1, CLIENTS_EACH + 1):
            person = replace(person_by_number(FIRST_NUMBER + position * CLIENTS_EACH + n, prefix), code=f"{prefix}-{n:02d}")
            clients.append(draw_participation(rng, person, unit, entries, ENDED))
    for n in RETURNED:
        clients[n] = ended(rng, replace(clients[n], entry_on=date(2016, 5, 2)), date(2016, 11, 30))
    again = [draw_participation(rng, clients[n].person, clients[n].unit, (date(2017, 6, 1), date(2017, 9, 30)), ENDED) for n in RETURNED]
    return [*clients, *again]


def _clients_at_sites(hdl: list[Participation]) -> list[Participation]:
    """Clients of the Tampere part; the first of them are in the communities' files too."""
    rng = random.Random(11)
    shared: list[Person] = [p.person for p in hdl if p.unit in TAMPERE][:IN_BOTH]
    others = [person_by_number(FIRST_NUMBER + 500 + n, "KK") for n in range(AT_SITES - IN_BOTH)]
    entries = (date(2016, 5, 1), date(2018, 10, 31))
    return [draw_participation(rng, person, SITES[n % len(SITES)], entries, ENDED) for n, person in enumerate([*shared, *others])]


def _register_workbook(people: list[Participation], day: date, *, with_errors: bool) -> bytes:
    """The first export has an identity code with a wrong check character and a form that nobody signed."""
    header, *rows = register_rows(PROJECT, COLUMNS_2014, people, day)
    if with_errors:
        rows[2][1] = _with_wrong_check_character(str(rows[2][1]))
        rows[5][12] = "Ei"
    return workbook(SheetRows("Osallistujat", header, rows, TITLES))


def _with_wrong_check_character(code: str) -> str:
    return code[:-1] + ("A" if code[-1] != "A" else "B")


def _register_text(people: list[Participation], day: date, year: int) -> bytes:
    """Excel's "Unicode text" in the first year, its ordinary CSV after."""
    rows = register_rows(PROJECT, COLUMNS_2014, people, day)
    return csv_file(rows, encoding="utf-16", delimiter="\t") if year == 2016 else csv_file(rows)
