"""Which numbers of the figure catalogue a row is counted in: one per figure, breakdown, scope and period.

A number is named by a tuple. What is told apart in it (a person, a session) is named too: who is in it already changes
nothing. Means, extremes and flags are taken to change with every row, as a count of rows does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.extracting.attendance_codes import ABSENT, CANCELLED, CLIENT
from seuranta.programmes.instrument import Instrument
from seuranta.vocabulary.catalogue import Entry, load_catalogue
from seuranta.vocabulary.extracts import Extract

REMEMBERED = 10_000

Window = tuple[int | None, str]
Number = tuple[str, tuple[tuple[str, str | None], ...], Window]
Row = Mapping[str, Any]

_OF_SESSIONS = {"sessions", "hours", "units", "per_month", "flag"}
_OF_EVERY_ROLE = {"attendance.presences"}
_OUTPUTS = {"2014-2020": "esf.co", "2021-2027": "esf.eeco"}
_RESULTS = {"2014-2020": "esf.cr", "2021-2027": "esf.eecr"}
_LEAVERS = ("esf.leavers", "esf.results_provisional")
_ESTIMATED = tuple(f"esf.eeco{no}" for no in range(12, 18))
_FAMILIES = {"attendance", "community", "recruitment", "esf"}
_OF_A_SURVEY = "survey.{instrument}."
_OF_PAIRS = ("pairs", "change.", "comparable", "mean_", "share_")


def numbers_of(row: Row, extract: Extract, context: Context) -> Iterator[tuple[Number, str | None]]:
    """The numbers that a row of ``extract`` is counted in, each with whom or what it tells apart there (``None``: every row counts)."""
    if extract.dataset == "attendance":
        yield from _attendance(row, context)
    elif extract.dataset == "contacts":
        yield from _contacts(row, context)
    elif extract.dataset == "esr_participants":
        yield from _participants(row, context)
    else:
        yield from _answers(row, next(each for each in context.instruments if each.code == extract.instrument_code), context)


def pattern_of(name: str) -> str:
    """The catalogue's pattern of a number's name: a survey's goes without its beginning and with its item."""
    figure = name.split(":", maxsplit=1)[0]
    return figure if figure.split(".")[0] in _FAMILIES else _OF_A_SURVEY + figure


def _attendance(row: Row, context: Context) -> Iterator[tuple[Number, str | None]]:
    kind, role = _known(row.get("kind")), _known(row.get("role_code"))
    dimensions = {"activity": _known(row.get("activity_code")), "unit": _known(row.get("unit_code")), "role": role}
    person, session = _known(row.get("participant_key")), _known(row.get("session"))
    windows = _windows(row.get("session_on"), context)
    for entry in _entries("attendance.", "community."):
        is_of_session = entry.unit in _OF_SESSIONS and not entry.pattern.startswith("community.")
        if (entry.pattern == "attendance.sessions_cancelled") != (kind == CANCELLED) or (kind == ABSENT and not is_of_session):
            continue
        if not is_of_session and entry.pattern not in _OF_EVERY_ROLE and role not in (CLIENT, None):
            continue
        is_of_person = entry.pattern.startswith("community.") or (entry.unit == "persons" and entry.kind == "count")
        yield from _each(entry, entry.pattern, dimensions, windows, session if is_of_session else person if is_of_person else None)


def _contacts(row: Row, context: Context) -> Iterator[tuple[Number, str | None]]:
    committed = row.get("committed_on__state") not in (None, "empty")
    is_in = {"contacted": True, "commitment_rate": True, "committed": committed, "retention_rate": committed, "completed": row.get("is_completed") is True}
    windows = _windows(row.get("contacted_on"), context)
    for entry in _entries("recruitment."):
        if is_in.get(entry.pattern.removeprefix("recruitment."), False):
            yield from _each(entry, entry.pattern, {"unit": _known(row.get("unit_code"))}, windows, _known(row.get("contact_key")))


def _participants(row: Row, context: Context) -> Iterator[tuple[Number, str | None]]:
    """Every indicator of the programme's period: which of them hold for the person is not asked here."""
    esf = context.programme.esf or ""
    dimensions = {"gender": _known(row.get("gender_code")), "unit": _known(row.get("unit_code"))}
    has_left = row.get("exit_on__state") not in (None, "empty")
    person = _known(row.get("participant_key"))
    for entry in _entries("esf."):
        is_result = entry.pattern.startswith((_RESULTS.get(esf, "-"), *_LEAVERS))
        is_output = entry.pattern.startswith((_OUTPUTS.get(esf, "-"), "esf.participants_")) and not entry.pattern.startswith(_ESTIMATED)
        if is_output or (is_result and has_left):
            yield from _each(entry, entry.pattern, dimensions, _windows(row.get("exit_on" if is_result else "entry_on"), context), person)


def _answers(row: Row, instrument: Instrument, context: Context) -> Iterator[tuple[Number, str | None]]:
    dimensions = {"unit": _known(row.get("unit_code")), "wave": _known(row.get("wave")), "group": _known(row.get("group_code"))}
    respondent = _known(row.get("respondent_key"))
    windows = _windows(row.get("responded_on"), context)
    items = [item for item in instrument.answerable if _is_answered(row, item.code)]
    for entry in _entries("survey."):
        figure = entry.pattern.removeprefix(_OF_A_SURVEY)
        needs = (respondent, dimensions["wave"]) if figure.startswith(_OF_PAIRS) else (respondent,) if figure == "respondents" else ()
        if None in needs or not _is_of(figure, instrument, context):
            continue
        told_apart = respondent if figure == "respondents" else None
        if "{item}" not in figure:
            yield from _each(entry, figure, dimensions, windows, told_apart)
        for item in items if "{item}" in figure else ():
            if (item.kind == "scale") != figure.startswith("share."):
                for option in item.options if figure.startswith("share.") else (None,):
                    yield from _each(entry, f"{figure}:{item.code}", {**dimensions, "option": option.code if option else None}, windows, told_apart)


def _is_answered(row: Row, item: str) -> bool:
    """Whether a cell of the item holds anything, right or wrong: a wrong answer will be a right one."""
    return any(name.startswith((f"item.{item}__state", f"item.{item}.")) and name.endswith("__state") and row[name] != "empty" for name in row)


def _is_of(figure: str, instrument: Instrument, context: Context) -> bool:
    """Whether the programme has such a figure of the instrument."""
    if instrument.type == "star":
        return figure in ("readings", "pairs") or figure.startswith(("mean_", "share_"))
    is_star_s = figure == "readings" or figure.startswith(("mean_", "share_"))
    needs_index = figure.endswith("index") and instrument.scoring is None
    return not (is_star_s or needs_index or figure == "invited" or (figure == "response_rate" and instrument.code not in context.programme.invited))


def _entries(*beginnings: str) -> list[Entry]:
    return [entry for entry in load_catalogue().entries if entry.pattern.startswith(beginnings)]


def _each(entry: Entry, name: str, dimensions: Mapping[str, str | None], windows: list[Window], told_apart: str | None) -> Iterator[tuple[Number, str | None]]:
    """The total and each breakdown, in each window. A value that is not known yet will be one: it counts as one of its own."""
    breakdowns: tuple[tuple[str, ...], ...] = ((), *entry.breakdowns) if entry.total else entry.breakdowns
    in_scope = tuple(window for window in windows if window[1] in entry.scopes)
    return ((number, told_apart) for number in _numbers(name, breakdowns, tuple(dimensions.items()), in_scope))


@lru_cache(maxsize=REMEMBERED)
def _numbers(
    name: str, breakdowns: tuple[tuple[str, ...], ...], dimensions: tuple[tuple[str, str | None], ...], windows: tuple[Window, ...]
) -> tuple[Number, ...]:
    """Thousands of rows name the same few numbers."""
    known = dict(dimensions)
    named = [tuple((dimension, known.get(dimension)) for dimension in breakdown) for breakdown in breakdowns]
    return tuple((name, each, window) for each in named for window in windows)


def _windows(day: Any, context: Context) -> list[Window]:
    """The period of a day, and cumulatively every one from it to that of the day of receipt; of an unknown day, one of each."""
    periods = context.programme.all_periods
    on = None if pd.isna(day) else pd.Timestamp(day).date()
    own = None if on is None or on < periods[0].start else next((period for period in periods if on <= period.end), periods[-1])
    if own is None:
        return [(None, "period"), (None, "cumulative")]
    begun = [period.no for period in periods if own.no <= period.no and period.start <= context.received_on]
    return [(own.no, "period"), *((no, "cumulative") for no in begun or [own.no])]


def _known(value: Any) -> str | None:
    return value if isinstance(value, str) else None
