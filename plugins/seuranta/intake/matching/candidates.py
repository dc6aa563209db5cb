"""Rows of a sheet that could be its header: below at most three title rows, not counting lines such as ``Yksikkö: X``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from seuranta.intake.matching.lines import read_lines
from seuranta.intake.values.parsing import blank_as_missing
from seuranta.intake.values.text import fold_header
from seuranta.vocabulary.sheets import Sheet

TITLE_ROWS_AT_MOST = 3


@dataclass(frozen=True)
class HeaderRow:
    """A row as a header: folded text → the columns where it stands, in order; ``texts`` as written, by column."""

    row: int
    places: dict[str, tuple[int, ...]]
    texts: dict[int, str]


def filled_rows(sheet: Sheet) -> list[int]:
    """Rows with anything in them, in order."""
    if sheet.cells.empty:
        return []
    is_filled = np.zeros(len(sheet.cells), dtype=bool)
    for column in sheet.cells:
        is_filled |= blank_as_missing(sheet.cells[column]).notna().to_numpy()
    filled: list[int] = np.flatnonzero(is_filled).tolist()
    return filled


def header_candidates(sheet: Sheet, filled: list[int], labels: Mapping[str, tuple[str, ...]]) -> list[HeaderRow]:
    """The rows that may be the header, from the top."""
    found: list[HeaderRow] = []
    titles = 0
    for row in filled:
        if titles > TITLE_ROWS_AT_MOST:
            break
        found.append(read_header(sheet, row))
        titles += read_lines(found[-1].texts, row, labels) is None
    return found


def read_header(sheet: Sheet, row: int) -> HeaderRow:
    """A row read as headers."""
    texts = {column: str(text) for column, text in enumerate(sheet.cells.iloc[row]) if not pd.isna(text) and str(text).strip()}
    places: dict[str, tuple[int, ...]] = {}
    for column, text in texts.items():
        folded = fold_header(text)
        places[folded] = (*places.get(folded, ()), column)
    return HeaderRow(row, places, texts)
