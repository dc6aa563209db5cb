"""Which columns of a matrix stand for sessions: their header is a date, or was meant to be one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from seuranta.intake.matching.candidates import HeaderRow
from seuranta.intake.values.dates import moment_of
from seuranta.intake.values.text import fold_text

# 15.7., ti 15.7, 31.2.2022 (no such day), 15/7: meant as a day, whether or not it is one.
_MEANT_AS_DAY = re.compile(r"^(?:[a-z]{2,12}\.?\s*)?\d{1,2}\s*[./-]\s*\d{1,2}(?:\s*[./-]?\s*(?:\d{2}|\d{4}))?\.?(?:\s+klo.*)?$")
_MONTHS = "tammi|helmi|maalis|huhti|touko|kesa|heina|elo|syys|loka|marras|joulu"
_DAY_AND_MONTH_NAME = re.compile(rf"^(?:[a-z]{{2,12}}\.?\s*)?\d{{1,2}}\.?\s*(?:{_MONTHS})[a-z]*\.?(?:\s*\d{{4}})?$")


def find_date_columns(header: HeaderRow, below: Sequence[HeaderRow], is_date_1904: bool = False) -> tuple[int, ...]:
    """The columns whose header is meant as a day, readable or not. A column with days ``below`` as well is one of data."""
    meant = [column for column, text in header.texts.items() if is_meant_as_day(text, is_date_1904)]
    return tuple(column for column in meant if not any(moment_of(row.texts.get(column, ""), is_date_1904) for row in below))


def is_meant_as_day(text: str, is_date_1904: bool = False) -> bool:
    """Whether somebody who wrote this header meant a day."""
    folded = fold_text(text)
    return bool(_MEANT_AS_DAY.match(folded) or _DAY_AND_MONTH_NAME.match(folded)) or moment_of(text, is_date_1904) is not None
