"""The few columns that checks look at, laid out so that Great Expectations is quick: it copies the whole frame at every step.

A check with a condition looks at a copy of its columns in which the rows that are not judged are missing; missing
values are not judged by any expectation that ``Check`` lets have one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

_NAME = re.compile(r"[^\W\d]\w*")
COLUMN_ARGUMENTS = ("column", "column_A", "column_B")
EPOCH = pd.Timestamp(1970, 1, 1).as_unit("us")
MICROSECOND = pd.Timedelta(1, "us")
BOUNDS = ("min_value", "max_value")


def narrowed(frame: pd.DataFrame, asked: Sequence[tuple[dict[str, Any], str | None]]) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """The columns that are ``asked`` for (arguments of an expectation, and a condition), and the arguments that name them."""
    alone = _columns_alone([arguments for arguments, _ in asked])
    columns: dict[str, pd.Series] = {}
    conditions: dict[str, pd.Series] = {}
    renamed: list[dict[str, Any]] = []
    for arguments, when in asked:
        if when and when not in conditions:
            conditions[when] = _holds(frame, when)

        def name_of(column: str, when: str | None = when) -> str:
            name = f"{column} when {when}" if when else column
            if name not in columns:
                values = frame[column] if when is None else frame[column].where(conditions[when])
                columns[name] = _compact(values) if column in alone else _plain(values)
            return name

        changed: dict[str, Any] = {key: name_of(arguments[key]) for key in COLUMN_ARGUMENTS if key in arguments}
        changed |= {key: _as_number(arguments[key]) for key in BOUNDS if isinstance(arguments.get(key), pd.Timestamp)}
        if "column_list" in arguments:
            changed["column_list"] = [name_of(column) for column in arguments["column_list"]]
        renamed.append({**arguments, **changed})
    return pd.DataFrame(columns, index=frame.index).copy(), renamed


def _holds(frame: pd.DataFrame, when: str) -> pd.Series:
    """``bool``: the rows where the condition is true; a missing value makes it false."""
    named = [name for name in dict.fromkeys(_NAME.findall(when)) if name in frame]
    return pd.Series(frame[named].eval(when), index=frame.index).fillna(False).astype(bool)


def _columns_alone(asked: Sequence[dict[str, Any]]) -> set[str]:
    """The columns that no check compares with another: only there may equal values be numbered each for itself."""
    compared = {arguments[key] for arguments in asked for key in ("column_A", "column_B") if key in arguments}
    named = {arguments["column"] for arguments in asked if "column" in arguments}
    return (named | {column for arguments in asked for column in arguments.get("column_list", [])}) - compared


def _compact(values: pd.Series) -> pd.Series:
    """Texts and truths as a category, a small number for each row; anything else plain."""
    is_text = pd.api.types.is_bool_dtype(values.dtype) or pd.api.types.is_string_dtype(values.dtype)
    if not is_text:
        return _plain(values)
    places, distinct = pd.factorize(values)
    return pd.Series(pd.Categorical.from_codes(places, categories=pd.Index(distinct.astype("object"), dtype="object")), index=values.index)


def _as_number(moment: pd.Timestamp) -> float:
    """Microseconds, which a float holds exactly for three centuries around 1970: numbers are compared all at once, moments one by one."""
    return float((moment.as_unit("us") - EPOCH) / MICROSECOND)


def _plain(values: pd.Series) -> pd.Series:
    """The values in one of few plain types, which share their memory: texts and truths as objects, numbers and moments as floats."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        microseconds: pd.Series = (values.dt.as_unit("us") - EPOCH) / MICROSECOND
        return microseconds
    if pd.api.types.is_bool_dtype(values.dtype) or pd.api.types.is_string_dtype(values.dtype):
        plain = values.astype("object")
        return plain.where(values.notna(), None)
    return values.astype("float64") if pd.api.types.is_integer_dtype(values.dtype) else values
