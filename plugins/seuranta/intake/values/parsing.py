"""What every parser of cells gives back, and how it is made: each distinct text is parsed once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
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
    places, distinct = distinct_texts(texts)
    stripped = blank_as_missing(distinct)
    parsed = [None if pd.isna(text) else parse(text) for text in stripped]
    values: pd.Series = pd.Series(parsed, dtype=cast(Any, dtype))
    states = pd.Series(failed, index=stripped.index, dtype="str").mask(values.notna(), OK).mask(stripped.isna(), EMPTY)
    return Parsed(values.iloc[places].set_axis(texts.index), states.iloc[places].set_axis(texts.index))


def distinct_texts(texts: pd.Series) -> tuple[np.ndarray, pd.Series]:
    """Each text once, a missing one among them, and for every text the place of its like: what is costly is done once for each."""
    places, distinct = pd.factorize(texts.astype("str"), use_na_sentinel=False)
    return places, pd.Series(distinct, dtype="str")
