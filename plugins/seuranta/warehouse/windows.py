"""The windows a figure is given for, period and cumulative, and the calendar months in them, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from seuranta.programmes.programme import Programme, add_months

# A response may come in this long after the programme's end; it belongs to the last period (SUR05, figures.md 3).
DAYS_OF_GRACE = timedelta(days=30)


def windows_of(programme: Programme) -> Iterator[dict[str, Any]]:
    """One row per period and scope; cumulative runs from the programme's start to the period's end."""
    periods = programme.all_periods
    for period in periods:
        is_last = period is periods[-1]
        for scope, start in (("period", period.start), ("cumulative", programme.dates.start)):
            yield {
                "programme_code": programme.code,
                "period_no": period.no,
                "scope": scope,
                "start_on": start,
                "end_on": period.end,
                "responses_until": programme.dates.end + DAYS_OF_GRACE if is_last else period.end,
            }


def months_of(programme: Programme) -> Iterator[dict[str, Any]]:
    """One row per window and calendar month it touches, with the days of the month in it."""
    for window in windows_of(programme):
        month_on = window["start_on"].replace(day=1)
        while month_on <= window["end_on"]:
            following = add_months(month_on, 1)
            yield {
                **{key: window[key] for key in ("programme_code", "period_no", "scope")},
                "month_on": month_on,
                "days_in_scope": _days_between(max(month_on, window["start_on"]), min(following - timedelta(days=1), window["end_on"])),
                "days_in_month": (following - month_on).days,
            }
            month_on = following


def _days_between(first: date, last: date) -> int:
    """Both ends included."""
    return (last - first).days + 1
