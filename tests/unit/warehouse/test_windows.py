"""The windows of a programme, and the months in them."""

from __future__ import annotations

from datetime import date

from seuranta.programmes.programme import Programme
from seuranta.warehouse.windows import months_of, windows_of


def a_programme(**changes: object) -> Programme:
    facts: dict[str, object] = {
        "code": "kerho",
        "name": {"fi": "Kerho"},
        "funder": {"code": "rahasto", "name": {"fi": "Rahasto"}},
        "dates": {"start": date(2022, 9, 16), "end": date(2023, 2, 28)},
        "periods": {"anchor": date(2022, 9, 16), "months": 4},
        "units": [{"code": "keskus", "name": {"fi": "Keskus"}}],
        "datasets": ["survey"],
        "instruments": ["kysely"],
    }
    return Programme.model_validate(facts | changes)


def test_a_period_has_a_window_of_its_own_and_one_from_the_start() -> None:
    found = [(window["period_no"], window["scope"], window["start_on"], window["end_on"]) for window in windows_of(a_programme())]
    assert found == [
        (1, "period", date(2022, 9, 16), date(2023, 1, 15)),
        (1, "cumulative", date(2022, 9, 16), date(2023, 1, 15)),
        (2, "period", date(2023, 1, 16), date(2023, 2, 28)),
        (2, "cumulative", date(2022, 9, 16), date(2023, 2, 28)),
    ]


def test_responses_have_thirty_days_of_grace_after_the_programme_and_only_there() -> None:
    until = {(window["period_no"], window["scope"]): window["responses_until"] for window in windows_of(a_programme())}
    assert until == {
        (1, "period"): date(2023, 1, 15),
        (1, "cumulative"): date(2023, 1, 15),
        (2, "period"): date(2023, 3, 30),
        (2, "cumulative"): date(2023, 3, 30),
    }


def test_a_part_of_a_month_has_its_days_and_those_of_the_whole_month() -> None:
    months = [(m["month_on"], m["days_in_scope"], m["days_in_month"]) for m in months_of(a_programme()) if (m["period_no"], m["scope"]) == (1, "period")]
    assert months == [
        (date(2022, 9, 1), 15, 30),
        (date(2022, 10, 1), 31, 31),
        (date(2022, 11, 1), 30, 30),
        (date(2022, 12, 1), 31, 31),
        (date(2023, 1, 1), 15, 31),
    ]


def test_february_of_a_leap_year_has_29_days() -> None:
    programme = a_programme(
        dates={"start": date(2024, 2, 29), "end": date(2024, 2, 29)},
        periods=[{"no": 1, "start": date(2024, 2, 29), "end": date(2024, 2, 29)}],
    )
    assert {(m["days_in_scope"], m["days_in_month"]) for m in months_of(programme)} == {(1, 29)}
