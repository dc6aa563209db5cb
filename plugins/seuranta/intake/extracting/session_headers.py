"""The days in the header of a matrix, with the year that they may lack (exports.md 3.2)."""

from __future__ import annotations

import re

import pandas as pd

from seuranta.intake.matching.match import SheetMatch
from seuranta.intake.values.dates import parse_days_of_years
from seuranta.intake.values.parsing import Parsed
from seuranta.programmes.programme import Programme

_WEEKDAY_AND_TIME = re.compile(r"\s+(?:klo|kl)\b.*$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def session_dates(sheet: SheetMatch, programme: Programme, is_date_1904: bool) -> Parsed:
    """The day of each date column, by 0-based column.

    A missing year is that of the line ``Vuosi: 2022``, else that of the programme's dates if only one fits: where the
    programme lies in one year, a day outside its dates is of that year too (and then ATT02).
    """
    headers = {column: _WEEKDAY_AND_TIME.sub("", sheet.sheet.value(sheet.header_row, column) or "") for column in sheet.date_columns}
    texts = pd.Series(headers, dtype="str")
    dates = programme.dates
    line = sheet.lines.get("year")
    years = {int(year) for year in _YEAR.findall(line.value)} if line else set[int]()
    years = years or set(range(dates.start.year, dates.end.year + 1))
    if len(years) == 1:
        return parse_days_of_years(texts, years, is_date_1904=is_date_1904)
    return parse_days_of_years(texts, years, dates.start, dates.end, is_date_1904)
