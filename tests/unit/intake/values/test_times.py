"""Times of day and their ranges."""

from __future__ import annotations

import pandas as pd
import pytest

from seuranta.intake.values.times import parse_time_ranges


@pytest.mark.parametrize("text", ["klo 13–15", "13-15", "13.00-15.00", "13:00 - 15:00", "klo 13.00 – 15.00", "kl. 13–15"])
def test_a_range_has_a_start_and_an_end(text: str) -> None:
    ranges = parse_time_ranges(pd.Series([text], dtype="str"))
    assert (ranges.starts[0], ranges.ends[0], ranges.states[0]) == ("13:00", "15:00", "ok")


@pytest.mark.parametrize("text", ["13", "klo 13", "13.00", "13:00:00", "0.5416666666666666"])
def test_a_single_time_is_a_start_without_an_end(text: str) -> None:
    ranges = parse_time_ranges(pd.Series([text], dtype="str"))
    assert (ranges.starts[0], ranges.ends.isna()[0], ranges.states[0]) == ("13:00", True, "ok")


@pytest.mark.parametrize("text", ["25", "13.70", "15-13", "13-13", "iltapäivä", "44757"])
def test_what_is_no_time_is_unreadable(text: str) -> None:
    assert parse_time_ranges(pd.Series([text], dtype="str")).states.tolist() == ["unreadable"]


def test_an_empty_time_is_empty() -> None:
    assert parse_time_ranges(pd.Series([None, " "], dtype="str")).states.tolist() == ["empty", "empty"]
