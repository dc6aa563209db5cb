"""Numbers are written as a reader of the language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from seuranta.reporting.numbers import NBSP, Numbers, day, days, round_half_up

FINNISH, SWEDISH, ENGLISH = Numbers("fi"), Numbers("sv"), Numbers("en")


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (2.675, 2, "2,68"), (9.215686274509803, 2, "9,22"), (0.125, 2, "0,13"), (4.0, 2, "4,00")],
)
def test_halves_are_rounded_up_and_finnish_has_a_decimal_comma(value: float, places: int, text: str) -> None:
    assert FINNISH.decimal(value, places) == text


def test_a_change_carries_its_sign_and_zero_has_none() -> None:
    assert [FINNISH.decimal(value, 1, signed=True) for value in (1.25, -0.75, 0.0, -0.04)] == ["+1,3", "−0,8", "0,0", "0,0"]


def test_percent_has_a_no_break_space_before_its_sign() -> None:
    assert FINNISH.percent(0.625) == f"63{NBSP}%"
    assert SWEDISH.percent(0.8) == f"80{NBSP}%"
    assert ENGLISH.percent(0.145) == "15%"


def test_thousands_are_kept_together() -> None:
    assert FINNISH.whole(3248) == f"3{NBSP}248"
    assert ENGLISH.whole(3248) == "3,248"
    assert FINNISH.euros(31440) == f"31{NBSP}440{NBSP}€"


def test_a_fraction_shows_no_needless_decimals() -> None:
    assert FINNISH.fraction(470, 51) == "470/51"
    assert FINNISH.fraction(12.5, 2) == "12,5/2"


def test_days_are_written_day_month_year() -> None:
    assert day(date(2022, 7, 5)) == "5.7.2022"
    assert days(date(2022, 7, 15), date(2022, 11, 15)) == "15.7.2022–15.11.2022"


def test_rounding_never_leaves_a_negative_zero() -> None:
    assert str(round_half_up(-0.001, 2)) == "0.00"
