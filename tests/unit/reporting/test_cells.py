"""One figure, one look: what is printed and what a workbook stores."""

from __future__ import annotations

import pytest

from seuranta.reporting.cells import cell_of, fraction_cell, kind_of
from seuranta.reporting.document import Cell
from seuranta.reporting.numbers import NBSP, Numbers
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.figures import Figure
from seuranta.words import phrases
from tests.unit.reporting.reports import a_figure, hidden

FINNISH, WORDS = Numbers("fi"), phrases("report", "fi")


def seen(figure: Figure | None, *, detail: bool = False) -> Cell:
    return cell_of(figure, FINNISH, "alle 5", WORDS, detail=detail)


def test_a_hidden_figure_stores_nothing() -> None:
    assert seen(hidden("attendance.persons")) == Cell("alle 5", "hidden")


def test_no_value_prints_as_a_dash() -> None:
    assert seen(None).text == "–"
    assert seen(a_figure("attendance.persons", None)).text == "–"


def test_a_share_shows_its_numerator_and_denominator_beside_it() -> None:
    cell = seen(a_figure("survey.kysely.top2.hyoty", 0.8, numerator=4, denominator=5, n=5), detail=True)
    assert (cell.text, cell.detail, cell.number) == (f"80{NBSP}%", "4/5", 0.8)


def test_a_mean_without_its_numerator_keeps_one_decimal_even_in_the_workbook() -> None:
    cell = seen(a_figure("survey.kysely.mean.hyoty", 3.9166, denominator=6, n=6), detail=True)
    assert (cell.text, cell.number, cell.detail) == ("3,9", 3.9, f"n{NBSP}6")


@pytest.mark.parametrize(
    ("figure_id", "value", "text"),
    [
        ("survey.kysely.mean.hyoty", 9.215686, "9,22"),
        ("survey.kysely.change.hyoty", 1.25, "+1,25"),
        ("survey.kysely.index", 49.375, "49,4"),
        ("attendance.mean_per_session", 5.257, "5,3"),
        ("attendance.sessions_per_month", 1.6, "1,6"),
        ("attendance.hours", 105.0, "105"),
        ("attendance.cadence_ok", 1, "kyllä"),
        ("community.within_limit", 0, "ei"),
        ("grant.decision_eur", 31440, f"31{NBSP}440{NBSP}€"),
        ("recruitment.commitment_rate", 0.2, f"20{NBSP}%"),
    ],
)
def test_each_kind_of_figure_is_written_in_its_way(figure_id: str, value: float, text: str) -> None:
    assert seen(a_figure(figure_id, value, numerator=1, denominator=1)).text == text


def test_a_number_that_is_no_figure_of_the_catalogue_cannot_be_written() -> None:
    with pytest.raises(UnknownName, match=r"figure 'attendance\.invented' is not known"):
        kind_of("attendance.invented")


def test_a_fraction_is_hidden_with_its_figure() -> None:
    assert fraction_cell(hidden("recruitment.retention_rate"), FINNISH, "alle 5").kind == "hidden"
    assert fraction_cell(a_figure("recruitment.retention_rate", 0.9), FINNISH, "alle 5").kind == "missing"
