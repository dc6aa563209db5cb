"""Times of day and ranges of them: ``klo 13–15``, ``13.00-15.00``."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from seuranta.intake.values.numbers import number_of
from seuranta.intake.values.parsing import parse_each
from seuranta.intake.values.text import fold_text

_TIME = r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:]\d{2})?"
_RANGE = re.compile(rf"^(?:klo|kl|kello|at)?\.?\s*{_TIME}(?:\s*-\s*(?:klo|kl)?\.?\s*{_TIME})?$")


@dataclass(frozen=True)
class TimeRanges:
    """``starts`` and ``ends`` are ``HH:MM`` texts; an end is missing where only a start is given."""

    starts: pd.Series
    ends: pd.Series
    states: pd.Series


def parse_time_ranges(texts: pd.Series) -> TimeRanges:
    """Starts and ends of ``klo 13–15``, ``13.00-15.00``, ``13:00``, or Excel's fraction of a day; an end must be after its start."""
    starts = parse_each(texts, lambda text: (range_of(text) or (None, None))[0], "str")
    ends = parse_each(texts, lambda text: (range_of(text) or (None, None))[1], "str")
    return TimeRanges(starts.values, ends.values, starts.states)


def range_of(text: str) -> tuple[str, str | None] | None:
    """Start and end of one text as ``HH:MM``, ``None`` where it is no time."""
    folded = fold_text(text)
    fraction = number_of(folded)
    if fraction is not None and 0 < fraction < 1:
        return _hours_and_minutes(round(fraction * 1440)), None
    found = _RANGE.match(folded)
    if found is None:
        return None
    start, end = _minutes(found[1], found[2]), _minutes(found[3], found[4])
    if start is None or (found[3] and (end is None or end <= start)):
        return None
    return _hours_and_minutes(start), None if end is None else _hours_and_minutes(end)


def _minutes(hour: str | None, minute: str | None) -> int | None:
    if hour is None:
        return None
    minutes = int(hour) * 60 + int(minute or 0)
    return minutes if int(hour) < 24 and int(minute or 0) < 60 else None


def _hours_and_minutes(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
