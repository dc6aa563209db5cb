"""Numbers as Finnish exports write them: decimal comma, spaces between thousands, several minus signs, percent."""

from __future__ import annotations

import re

import pandas as pd

from seuranta.intake.values.parsing import Parsed, parse_each

# A space between thousands stands before groups of three digits only: "1 2" is two numbers, not twelve.
_NUMBER = re.compile(r"^(?P<minus>[-\u2010-\u2015\u2212])?\s*(?P<whole>\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d+)(?:[.,](?P<decimals>\d+))?$")
_LARGEST = 2**31 - 1
_PERCENT = re.compile(r"\s*%$")


def parse_numbers(texts: pd.Series, allow_percent: bool = False) -> Parsed:
    """``float64`` values: ``9,22`` and ``9.22`` → 9.22, ``31 440`` → 31440, ``−3`` → -3; with ``allow_percent`` ``80 %`` → 0.8."""
    return parse_each(texts, lambda text: number_of(text, allow_percent), "float64")


def parse_whole_numbers(texts: pd.Series) -> Parsed:
    """``Int64`` values: ``3``, ``3,0`` and ``3.0`` → 3; ``7,5`` is unreadable, and so is what no column of the lake can hold."""
    return parse_each(texts, whole_number_of, "Int64")


def number_of(text: str, allow_percent: bool = False) -> float | None:
    """The number a text stands for, ``None`` where it is none."""
    stripped = text.strip()
    bare = _PERCENT.sub("", stripped) if allow_percent else stripped
    found = _NUMBER.match(bare)
    if found is None:
        return None
    whole = re.sub(r"\D", "", found["whole"])
    value = float(f"{'-' if found['minus'] else ''}{whole}.{found['decimals'] or '0'}")
    return value / 100 if bare != stripped else value


def whole_number_of(text: str) -> int | None:
    """The whole number a text stands for, ``None`` where it is none or has a fraction."""
    value = number_of(text)
    return int(value) if value is not None and value.is_integer() and abs(value) <= _LARGEST else None
