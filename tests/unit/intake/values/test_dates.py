"""Dates as staff write them."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from seuranta.intake.values.dates import parse_dates, parse_days_of_years, parse_moments


def texts(*cells: str | None) -> pd.Series:
    return pd.Series(list(cells), dtype="str")


@pytest.mark.parametrize(
    "text",
    [
        "15.7.2022", "15.07.2022", "15.7.22", "15. 7. 2022", "15.7.2022.", "ti 15.7.2022", "Ti, 15.7.2022", "tiistaina 15.7.2022", "fre 15.7.2022",
        "2022-07-15", "2022-07-15T00:00:00", "2022-07-15 13:05:09", "15.7.2022 13.05", "15.7.2022 klo 13.05", "15. heinäkuuta 2022", "15 heinä 2022",
        "15 juli 2022", "15 July 2022", "July 15, 2022", "44757", "44757,5", "\u00a015.7.2022\u00a0",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_way_it_is_written(text: str) -> None:
    parsed = parse_dates(texts(text))
    assert parsed.states.tolist() == ["ok"]
    assert parsed.values.tolist() == [pd.Timestamp("2022-07-15")]


@pytest.mark.parametrize(
    "text", ["31.2.2022", "29.2.2023", "32.13.2022", "0.1.2022", "15.7.", "2022", "3112", "syksyllä 2017", "#VALUE!", "#UNKNOWN!", "15/7/2022"]
)
def test_what_is_no_day_is_unreadable_and_never_moved_to_a_near_one(text: str) -> None:
    parsed = parse_dates(texts(text))
    assert parsed.states.tolist() == ["unreadable"]
    assert parsed.values.isna().all()


def test_an_empty_cell_is_empty() -> None:
    assert parse_dates(texts(None, "  ", "\u00a0")).states.tolist() == ["empty", "empty", "empty"]


def test_the_same_serial_is_four_years_and_a_day_later_in_the_1904_system() -> None:
    assert parse_dates(texts("43295"), is_date_1904=True).values.tolist() == [pd.Timestamp("2022-07-15")]
    assert parse_dates(texts("43295"), is_date_1904=False).values.tolist() == [pd.Timestamp("2018-07-14")]


def test_a_year_of_two_digits_is_the_latest_that_is_not_after_the_limit() -> None:
    assert parse_dates(texts("5.3.62", "5.3.22"), latest_year=2022).values.dt.year.tolist() == [1962, 2022]
    assert parse_dates(texts("5.3.22", "5.3.68", "5.3.69")).values.dt.year.tolist() == [2022, 2068, 1969]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("15.7.2022 13.05", "2022-07-15 13:05:00"),
        ("15.7.2022 8:05:09", "2022-07-15 08:05:09"),
        ("2022-07-15T13:05:09", "2022-07-15 13:05:09"),
        ("2022-07-15T10:05:09.250Z", "2022-07-15 13:05:09"),
        ("2022-07-15T13:05:09+03:00", "2022-07-15 13:05:09"),
        ("44757.5625", "2022-07-15 13:30:00"),
        ("15.7.2022", "2022-07-15 00:00:00"),
    ],
)
def test_a_moment_is_local_time_and_midnight_where_only_a_day_is_given(text: str, moment: str) -> None:
    assert parse_moments(texts(text)).values.tolist() == [pd.Timestamp(moment)]


def test_an_hour_that_does_not_exist_makes_the_moment_unreadable() -> None:
    assert parse_moments(texts("15.7.2022 25.00", "15.7.2022 12.61")).states.tolist() == ["unreadable", "unreadable"]


def test_a_day_without_a_year_gets_the_only_year_that_fits() -> None:
    parsed = parse_days_of_years(texts("15.7.", "ti 15.12", "31.2.", "15.7.2020"), [2021, 2022], date(2021, 8, 1), date(2022, 11, 30))
    assert parsed.states.tolist() == ["ok", "ok", "unreadable", "ok"]
    assert parsed.values.dropna().dt.strftime("%Y-%m-%d").tolist() == ["2022-07-15", "2021-12-15", "2020-07-15"]


def test_a_day_that_fits_two_years_is_unreadable() -> None:
    assert parse_days_of_years(texts("15.9."), [2021, 2022], date(2021, 8, 1), date(2022, 11, 30)).states.tolist() == ["unreadable"]
