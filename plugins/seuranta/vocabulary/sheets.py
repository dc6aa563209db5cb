"""A dropped file once it is read: sheets of text cells at the staff's own coordinates."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath

import pandas as pd
from openpyxl.utils import get_column_letter


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or the only one of a text file (``name`` is then ``None``).

    ``cells`` has a row per row of the sheet and a column per column, both counted from 0 at A1, of ``str`` dtype;
    an empty cell is missing. Numbers stand as Python prints them without ``.0``, dates as ISO text
    (``2022-07-15``, ``2022-07-15T13:00:00``, ``13:00:00``), booleans as ``TOSI`` / ``EPÄTOSI``, spreadsheet errors as
    their English code (``#VALUE!``), a formula without a cached value as ``UNKNOWN_FORMULA``.
    """

    name: str | None
    cells: pd.DataFrame
    is_hidden: bool = False

    def value(self, row: int, column: int) -> str | None:
        """The text at 0-based coordinates; ``None`` where empty or outside."""
        if row >= self.cells.shape[0] or column >= self.cells.shape[1]:
            return None
        found: object = self.cells.iat[row, column]
        return found if isinstance(found, str) else None


UNKNOWN_FORMULA = "#UNKNOWN!"


@dataclass(frozen=True)
class Workbook:
    """Everything read from one file. ``kind`` is what it is, not what its ending says."""

    kind: str
    sheets: tuple[Sheet, ...]
    is_date_1904: bool = False
    has_macros: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    notes: tuple[str, ...] = field(default=())


def column_letter(column: int) -> str:
    """Excel's letters of a 0-based column."""
    return get_column_letter(column + 1)


def file_ending(name: str) -> str:
    """The lower-case ending with its dot, empty where there is none."""
    return PurePath(name).suffix.lower()
