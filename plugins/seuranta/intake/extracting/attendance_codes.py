"""Cell texts of attendance → units, activities, roles, marks, times and keys, with the defaults of the contract (exports.md 3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.judging.catalogue import expectations_of
from seuranta.intake.values.parsing import EMPTY, OK, Parsed
from seuranta.intake.values.text import fold_text, folded_lookup, parse_codes
from seuranta.programmes.programme import Named

PRESENT, ABSENT, CANCELLED, COUNTED = "present", "absent", "cancelled", "counted"
CLIENT = "client"


def parse_units(texts: pd.Series, context: Context) -> Parsed:
    """Codes of the programme's units; an empty cell is its only unit."""
    return _parse_named(texts, context.programme.units)


def parse_activities(texts: pd.Series, context: Context) -> Parsed:
    """Codes of the programme's activities; an empty cell is its only activity."""
    return _parse_named(texts, context.programme.activities)


def parse_roles(texts: pd.Series) -> Parsed:
    """Codes of roles; an empty cell is a client."""
    return with_default(parse_codes(texts, _lookup("role_code")), CLIENT)


def parse_marks(texts: pd.Series, context: Context) -> Parsed:
    """``present``, ``absent`` or ``cancelled``; an empty cell is an absence. The programme's own marks come first."""
    own = {fold_text(mark): meaning for mark, meaning in context.programme.marks.items()}
    return with_default(parse_codes(texts, {**_lookup("mark"), **own}), ABSENT)


def parse_people(texts: pd.Series, context: Context) -> Parsed:
    """Keys of the people; the identifiers go no further."""
    keys = context.pseudonymise(texts)
    states = pd.Series(OK, index=texts.index, dtype="str").mask(keys.isna(), EMPTY)
    return Parsed(keys, states)


def sessions_of(rows: pd.DataFrame) -> pd.Series:
    """A text per session (unit, activity, day, start time if given), missing where one of the first three is not known."""
    columns = ["unit_code", "activity_code", "session_on", "start_time"]
    number = np.zeros(len(rows), dtype="int64")  # of the session: each is put into words once
    for column in columns:
        places, distinct = pd.factorize(rows[column])
        number = number * (len(distinct) + 1) + places + 1
    _, first_rows, of_row = np.unique(number, return_index=True, return_inverse=True)
    first = rows[columns].iloc[first_rows]
    known = first[["unit_code", "activity_code", "session_on"]].notna().all(axis=1)
    sessions = first["unit_code"] + "|" + first["activity_code"] + "|" + first["session_on"].dt.strftime("%Y-%m-%d") + "|" + first["start_time"].fillna("")
    texts: pd.Series = sessions.where(known).astype("str").iloc[of_row].set_axis(rows.index)
    return texts


def with_default(parsed: Parsed, default: str | None) -> Parsed:
    """Empty cells filled with ``default``; they keep their state unless there is one."""
    if default is None:
        return parsed
    empty = parsed.states == EMPTY
    return Parsed(parsed.values.mask(empty, default), parsed.states.mask(empty, OK))


def _parse_named(texts: pd.Series, named: Sequence[Named]) -> Parsed:
    only = named[0].code if len(named) == 1 else None
    return with_default(parse_codes(texts, folded_lookup({entry.code: entry.all_names for entry in named})), only)


@cache
def _lookup(column: str) -> dict[str, object]:
    words: dict[object, tuple[str, ...]] = dict(expectations_of("attendance").codes[column].items())
    return folded_lookup(words)
