"""Numbers as Finnish exports write them."""

from __future__ import annotations

import pandas as pd
import pytest

from seuranta.intake.values.numbers import parse_numbers, parse_whole_numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [("9,22", 9.22), ("9.22", 9.22), ("31 440", 31440), ("31\u00a0440", 31440), ("31\u202f440,5", 31440.5), ("-3", -3), ("−3", -3), ("–3", -3), ("0", 0)],
)
def test_a_number_is_read_whatever_its_signs(text: str, number: float) -> None:
    assert parse_numbers(pd.Series([text], dtype="str")).values.tolist() == [number]


@pytest.mark.parametrize("text", ["1 2", "noin 5", "5 %", "1.2.3", "3 144 0", "5-6", "x", "--3"])
def test_what_is_no_number_is_unreadable(text: str) -> None:
    assert parse_numbers(pd.Series([text], dtype="str")).states.tolist() == ["unreadable"]


def test_a_percentage_is_a_share_where_it_is_allowed() -> None:
    assert parse_numbers(pd.Series(["80 %", "80%", "80\u00a0%"], dtype="str"), allow_percent=True).values.tolist() == [0.8, 0.8, 0.8]


def test_a_whole_number_may_be_written_with_a_zero_decimal_but_never_with_a_half() -> None:
    parsed = parse_whole_numbers(pd.Series(["3", "3,0", "3.0", "7,5", None], dtype="str"))
    assert parsed.states.tolist() == ["ok", "ok", "ok", "unreadable", "empty"]
    assert parsed.values.dropna().tolist() == [3, 3, 3]
