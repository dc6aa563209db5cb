"""What every parser of cells gives back, and how it is made: each distinct text is parsed once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

OK, EMPTY, UNREADABLE, UNKNOWN = "ok", "empty", "unreadable", "unknown"


@dataclass(frozen=True)
class Parsed:
    """``values`` is typed, missing unless its state is ``ok``; ``states`` holds ``ok``, ``empty``, ``unreadable`` or ``unknown``.

    ``unreadable`` does not parse (``31.2.2022``); ``unknown`` is readable, but in no list of codes.
    """

    values: pd.Series
    states: pd.Series


def blank_as_missing(texts: pd.Series) -> pd.Series:
    """The texts as ``str``, without surrounding spaces (NBSP included); missing where nothing is left."""
    stripped = texts.astype("str").str.strip()
    return stripped.mask(stripped == "")


def parse_each(texts: pd.Series, parse: Callable[[str], Any], dtype: str, failed: str = UNREADABLE) -> Parsed:
    """Every text parsed by ``parse``, which returns ``None`` for what it cannot take; that gets the state ``failed``."""
    present = blank_as_missing(texts)
    parsed = {text: parse(text) for text in present.dropna().unique()}
    found = [None if pd.isna(text) else parsed[text] for text in present]
    values: pd.Series = pd.Series(found, index=texts.index, dtype=cast(Any, dtype))
    states = pd.Series(failed, index=texts.index, dtype="str").mask(values.notna(), OK).mask(present.isna(), EMPTY)
    return Parsed(values, states)
