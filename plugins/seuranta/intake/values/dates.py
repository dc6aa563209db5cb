"""Dates and moments as Finnish exports write them; an impossible date is ``unreadable``, never moved to a near one."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta

import pandas as pd

from seuranta.intake.values.numbers import number_of
from seuranta.intake.values.parsing import Parsed, parse_each
from seuranta.intake.values.text import fold_text
from seuranta.vocabulary.clock import HELSINKI

# A year of two digits is the latest one with this ending that is not after it: 22 → 2022, 69 → 1969.
LATEST_YEAR = 2068

_WEEKDAYS = (
    r"(?:(?:ma|ti|ke|to|pe|la|su|maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai"
    r"|man|tis|ons|tors|tor|fre|lor|son|mandag|tisdag|onsdag|torsdag|fredag|lordag|sondag"
    r"|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:na)?\b[.,]?\s*)?"
)
_DAY_MONTH = r"(?P<day>\d{1,2})\s*\.\s*(?P<month>\d{1,2})"
_CLOCK = r"(?:[t,]?\s*(?:klo|kl|at)?\.?\s*(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2})(?:[.,]\d+)?)?)?"
_DOTTED = re.compile(rf"^{_WEEKDAYS}{_DAY_MONTH}\s*\.\s*(?P<year>\d{{4}}|\d{{2}})\.?{_CLOCK}$")
_NAMED = re.compile(rf"^{_WEEKDAYS}(?P<day>\d{{1,2}})\.?\s*(?P<name>[a-z]{{3,}})\.?,?\s+(?P<year>\d{{4}})\.?{_CLOCK}$")
_NAME_FIRST = re.compile(rf"^{_WEEKDAYS}(?P<name>[a-z]{{3,}})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}}){_CLOCK}$")
_ISO = re.compile(rf"^(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_CLOCK}\s*(?P<offset>z|[+-]\d{{2}}:?\d{{2}})?$")
_YEARLESS = re.compile(rf"^{_WEEKDAYS}{_DAY_MONTH}\s*\.?$")

_MONTH_STEMS = (
    ("tammi", "jan"), ("helmi", "feb"), ("maalis", "mar"), ("huhti", "apr"), ("touko", "maj", "may"), ("kesa", "jun"),
    ("heina", "jul"), ("elo", "aug"), ("syys", "sep"), ("loka", "okt", "oct"), ("marras", "nov"), ("joulu", "dec"),
)  # fmt: skip
_MONTH_NAME = re.compile(
    r"^(?:(?P<fi>tammi|helmi|maalis|huhti|touko|kesa|heina|elo|syys|loka|marras|joulu)(?:kuu(?:ta|ssa|n)?|k)?"
    r"|(?P<other>jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)(?:uari|ruari|s|il|i|ust[i]?|t|tember|ober|ember|uary|ruary|ch|e|y)?)$"
)
# Numbers below are years (2022) or days and months without a dot (3112); 99999 is the year 2173.
_SERIALS = (3200, 100000)
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}


def parse_dates(texts: pd.Series, is_date_1904: bool = False, latest_year: int = LATEST_YEAR) -> Parsed:
    """Days as ``datetime64[us]`` at midnight, from any text that ``parse_moments`` reads; the time of day is left out."""
    moments = parse_moments(texts, is_date_1904, latest_year)
    return Parsed(moments.values.dt.normalize(), moments.states)


def parse_moments(texts: pd.Series, is_date_1904: bool = False, latest_year: int = LATEST_YEAR) -> Parsed:
    """Local times as ``datetime64[us]``, midnight where only a day is given.

    Read: ``15.7.2022``, ``15.07.22``, ``ti 15.7.2022``, ``15. heinäkuuta 2022``, ``15.7.2022 13.05``, ISO (an offset is
    turned to Finnish time) and Excel's serial days in the system that ``is_date_1904`` names.
    """
    return parse_each(texts, lambda text: moment_of(text, is_date_1904, latest_year), "datetime64[us]")


def parse_days_of_years(texts: pd.Series, years: Collection[int], start: date | None = None, end: date | None = None, is_date_1904: bool = False) -> Parsed:
    """Days that may lack their year (``15.7.``, ``ti 15.7``): it is the only one of ``years`` that gives a day in ``start``…``end``.

    A text with a year is read as it stands. No year that fits, or more than one, is ``unreadable``.
    """

    def day_of(text: str) -> datetime | None:
        found = _YEARLESS.match(fold_text(text))
        if found is None:
            whole = moment_of(text, is_date_1904)
            return whole and datetime(whole.year, whole.month, whole.day)
        days = [_moment(year, int(found["month"]), int(found["day"])) for year in sorted(set(years))]
        fitting = [day for day in days if day and (start is None or day.date() >= start) and (end is None or day.date() <= end)]
        return fitting[0] if len(fitting) == 1 else None

    return parse_each(texts, day_of, "datetime64[us]")


def moment_of(text: str, is_date_1904: bool = False, latest_year: int = LATEST_YEAR) -> datetime | None:
    """The moment one text stands for, ``None`` where it is none or impossible."""
    folded = fold_text(text)
    serial = number_of(folded)
    if serial is not None:
        return _of_serial(serial, is_date_1904) if _SERIALS[0] <= serial < _SERIALS[1] else None
    for pattern in (_ISO, _DOTTED, _NAMED, _NAME_FIRST):
        found = pattern.match(folded)
        if found:
            return _of_parts({name: part for name, part in found.groupdict().items() if part}, latest_year)
    return None


def _of_serial(serial: float, is_date_1904: bool) -> datetime:
    # Excel keeps a time as a binary fraction of a day: rounding to seconds gives back what was typed.
    return _EPOCHS[is_date_1904] + timedelta(seconds=round(serial * 86400))


def _of_parts(parts: dict[str, str], latest_year: int) -> datetime | None:
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += latest_year // 100 * 100
        year -= 100 * (year > latest_year)
    month = int(parts["month"]) if "month" in parts else _month_of(parts["name"])
    hour, minute, second = (int(parts.get(name, 0)) for name in ("hour", "minute", "second"))
    moment = _moment(year, month, int(parts["day"]), hour, minute, second)
    return _in_finland(moment, parts["offset"]) if moment and "offset" in parts and "hour" in parts else moment


def _month_of(name: str) -> int:
    found = _MONTH_NAME.match(name)
    stem = found and (found["fi"] or found["other"])
    return next((number for number, stems in enumerate(_MONTH_STEMS, start=1) if stem in stems), 0)


def _moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None


def _in_finland(moment: datetime, offset: str) -> datetime:
    aware = datetime.fromisoformat(moment.isoformat() + offset.upper())
    return aware.astimezone(HELSINKI).replace(tzinfo=None)
