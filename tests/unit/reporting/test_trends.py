"""Is it up? What a report says of the period before and of a year ago, and only of numbers that both show."""

from __future__ import annotations

from datetime import date

import pytest

from seuranta.reporting.context import Context
from seuranta.reporting.document import plain
from seuranta.reporting.numbers import NBSP
from seuranta.reporting.trends import compared, side_by_side
from seuranta.vocabulary.figures import Figure, Period, Report
from tests.unit.reporting.reports import a_figure, a_material, a_report, hidden

THIRDS = [
    Period(no=1, start=date(2022, 8, 1), end=date(2022, 11, 30)),
    Period(no=2, start=date(2022, 12, 1), end=date(2023, 3, 31)),
    Period(no=3, start=date(2023, 4, 1), end=date(2023, 7, 31)),
    Period(no=4, start=date(2023, 8, 1), end=date(2023, 11, 30)),
]


def visits(period: Period, value: int | None, *more: Figure) -> Report:
    figure = hidden("attendance.visits", "period") if value is None else a_figure("attendance.visits", value, "period")
    return a_report([figure, *more], period)


def said(now: Report, *earlier: Report) -> list[str]:
    return [plain(paragraph.text).replace(f"{NBSP}→{NBSP}", " → ") for paragraph in compared(Context(now, a_material(earlier=earlier)))]


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        (60, 77, "Edelliseen kauteen verrattuna: enemmän käyntejä (60 → 77)."),
        (77, 60, "Edelliseen kauteen verrattuna: vähemmän käyntejä (77 → 60)."),
        (60, 60, "Edelliseen kauteen verrattuna: ennallaan käynnit (60)."),
    ],
)
def test_a_number_is_compared_with_the_period_before(before: int, now: int, sentence: str) -> None:
    assert said(visits(THIRDS[1], now), visits(THIRDS[0], before)) == [sentence]


def test_a_year_ago_is_the_period_that_began_on_the_same_day() -> None:
    sentences = said(visits(THIRDS[3], 90), visits(THIRDS[0], 60), visits(THIRDS[1], 70), visits(THIRDS[2], 95))
    assert sentences == [
        "Edelliseen kauteen verrattuna: vähemmän käyntejä (95 → 90).",
        "Vuoden takaiseen verrattuna: enemmän käyntejä (60 → 90).",
    ]


@pytest.mark.parametrize(("before", "now"), [(None, 60), (60, None), (None, None)])
def test_a_hidden_number_is_not_compared(before: int | None, now: int | None) -> None:
    assert said(visits(THIRDS[1], now), visits(THIRDS[0], before)) == []


def test_a_period_that_was_left_out_is_not_the_one_before() -> None:
    assert said(visits(THIRDS[2], 60), visits(THIRDS[0], 70)) == []


def test_numbers_that_print_alike_are_the_same() -> None:
    women = {"gender": "F"}
    now = visits(THIRDS[1], 5, a_figure("esf.participants_total", 3, "period", breakdown=women))
    table = side_by_side(Context(now, a_material(earlier=[visits(THIRDS[0], 4)])))[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Aloittaneita naisia", "–", "3", "–"], ["Käyntejä", "4", "5", "–"]]
    assert [column.header for column in table.columns][1:] == [f"Kausi{NBSP}1 (8/22–11/22)", f"Kausi{NBSP}2 (12/22–3/23)", "Hankkeen alusta"]


def test_one_period_stands_beside_none() -> None:
    assert side_by_side(Context(visits(THIRDS[0], 4), a_material())) == []


def test_periods_of_other_lengths_are_said_to_be_so() -> None:
    longer = Period(no=2, start=date(2022, 12, 1), end=date(2023, 6, 30))
    [table] = side_by_side(Context(visits(longer, 8), a_material(earlier=[visits(THIRDS[0], 4)])))
    assert table.notes[-1] == "Kaudet ovat eripituisia, joten lukuja ei voi suoraan verrata."
    [alike] = side_by_side(Context(visits(THIRDS[1], 8), a_material(earlier=[visits(THIRDS[0], 4)])))
    assert len(alike.notes) == 1


def test_only_the_last_nine_periods_have_room() -> None:
    months = [Period(no=no, start=date(2022, no, 1), end=date(2022, no, 28)) for no in range(1, 13)]
    [table] = side_by_side(Context(visits(months[-1], 12), a_material(earlier=[visits(month, month.no) for month in months[:-1]])))
    assert [cell.text for cell in table.rows[0].cells] == ["Käyntejä", *(str(no) for no in range(4, 13)), "–"]
