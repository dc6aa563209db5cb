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


def narrowed(frame: pd.DataFrame, asked: Sequence[tuple[dict[str, Any], str | None]]) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """The columns that are ``asked`` for (arguments of an expectation, and a condition), and the arguments that name them."""
    columns: dict[str, pd.Series] = {}
    conditions: dict[str, pd.Series] = {}
    renamed: list[dict[str, Any]] = []
    for arguments, when in asked:
        if when and when not in conditions:
            conditions[when] = _holds(frame, when)

        def name_of(column: str, when: str | None = when) -> str:
            name = f"{column} when {when}" if when else column
            if name not in columns:
                values = _plain(frame[column])
                columns[name] = values.where(conditions[when]) if when else values
            return name

        changed: dict[str, Any] = {key: name_of(arguments[key]) for key in COLUMN_ARGUMENTS if key in arguments}
        if "column_list" in arguments:
            changed["column_list"] = [name_of(column) for column in arguments["column_list"]]
        renamed.append({**arguments, **changed})
    return pd.DataFrame(columns, index=frame.index).copy(), renamed


def _holds(frame: pd.DataFrame, when: str) -> pd.Series:
    """``bool``: the rows where the condition is true; a missing value makes it false."""
    named = [name for name in dict.fromkeys(_NAME.findall(when)) if name in frame]
    return pd.Series(frame[named].eval(when), index=frame.index).fillna(False).astype(bool)


def _plain(values: pd.Series) -> pd.Series:
    """The values in one of few plain types, which share their memory: texts and truths as objects, whole numbers as floats."""
    if pd.api.types.is_bool_dtype(values.dtype) or pd.api.types.is_string_dtype(values.dtype):
        plain = values.astype("object")
        return plain.where(values.notna(), None)
    return values.astype("float64") if pd.api.types.is_integer_dtype(values.dtype) else values
