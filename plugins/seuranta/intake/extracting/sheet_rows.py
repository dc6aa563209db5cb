"""The data rows of all matched sheets as texts by canonical column, at the staff's own coordinates, and what is personal in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from seuranta.intake.matching.match import Match, SheetMatch
from seuranta.intake.values.parsing import Parsed, blank_as_missing
from seuranta.intake.values.personal_patterns import has_identity_code
from seuranta.vocabulary.extracts import Finding
from seuranta.vocabulary.sheets import column_letter

LINEAGE = ("_sheet", "_row", "_column")


@dataclass(frozen=True)
class SheetRows:
    """``lineage`` has a row per data row of all sheets; ``texts`` and ``letters`` (Excel's, of each cell) are by canonical column."""

    lineage: pd.DataFrame
    texts: dict[str, pd.Series]
    letters: dict[str, pd.Series]

    def has(self, column: str) -> bool:
        """Whether any sheet has the column."""
        return column in self.texts

    def text(self, column: str) -> pd.Series:
        """The cells of a column as texts, missing where empty or where there is no such column."""
        return self.texts[column] if self.has(column) else self._nothing()

    def letter(self, column: str) -> pd.Series:
        """The Excel letters of the column's cells, missing where there is no such column."""
        return self.letters[column] if self.has(column) else self._nothing()

    def _nothing(self) -> pd.Series:
        return pd.Series(pd.NA, index=self.lineage.index, dtype="str")


class TypedRows:
    """Collects the typed columns of an extract, each with its ``__state``, ``__column`` and ``__text``."""

    def __init__(self, rows: SheetRows) -> None:
        self._rows = rows
        self._columns: dict[str, pd.Series] = {name: rows.lineage[name] for name in LINEAGE}

    def put(self, column: str, parsed: Parsed, source: str | None = None) -> None:
        """A canonical column that stands in the cells of ``source`` (by default its own)."""
        self._columns[column] = parsed.values
        self._columns[f"{column}__state"] = parsed.states
        self._columns[f"{column}__column"] = self._rows.letter(source or column)
        self._columns[f"{column}__text"] = self._rows.text(source or column)

    def put_fact(self, column: str, values: pd.Series) -> None:
        """A column that is no cell of its own."""
        self._columns[column] = values

    def frame(self) -> pd.DataFrame:
        """All columns put so far, lineage first."""
        return pd.DataFrame(self._columns, index=self._rows.lineage.index)


def sheet_rows(match: Match) -> SheetRows:
    """Every data row of every matched sheet, in the order of the file."""
    columns = list(dict.fromkeys(column for sheet in match.sheets for column in sheet.columns))
    parts = [_texts_of(sheet, columns) for sheet in match.sheets]
    lineage = pd.concat([_lineage_of(sheet) for sheet in match.sheets], ignore_index=True)
    texts = {column: pd.concat([part[column] for part in parts], ignore_index=True) for column in columns}
    letters = {column: pd.concat([_letters_of(sheet, column) for sheet in match.sheets], ignore_index=True) for column in columns}
    return SheetRows(lineage, texts, letters)


def find_identity_codes(match: Match) -> list[Finding]:
    """PII01: identity codes in cells of data rows, in every column that is not for them, read or not."""
    found: list[Finding] = []
    for sheet in match.sheets:
        cells = data_cells(sheet)
        for column in range(cells.shape[1]):
            if column not in sheet.identifier_columns:
                texts = cells.iloc[:, column]
                places: list[int] = np.flatnonzero(has_identity_code(texts)).tolist()
                found += [finding_at(sheet, "PII01", sheet.data_rows[place], column, str(texts.iat[place])) for place in places]
    return found


def data_cells(sheet: SheetMatch) -> pd.DataFrame:
    """The cells of the data rows, without a copy where these lie together."""
    first, last = (sheet.data_rows[0], sheet.data_rows[-1]) if sheet.data_rows else (0, -1)
    lie_together = last - first + 1 == len(sheet.data_rows)
    return sheet.sheet.cells.iloc[first : last + 1] if lie_together else sheet.sheet.cells.iloc[list(sheet.data_rows)]


def finding_at(sheet: SheetMatch, rule: str, row: int, column: int, text: str | None = None) -> Finding:
    """A finding in a cell at 0-based coordinates of its sheet."""
    return Finding(rule, sheet.sheet.name, row + 1, column_letter(column), text)


def _texts_of(sheet: SheetMatch, columns: list[str]) -> dict[str, pd.Series]:
    cells = data_cells(sheet).reset_index(drop=True)
    nothing = pd.Series(pd.NA, index=cells.index, dtype="str")
    return {column: blank_as_missing(cells.iloc[:, sheet.columns[column]]) if column in sheet.columns else nothing for column in columns}


def _lineage_of(sheet: SheetMatch) -> pd.DataFrame:
    count = len(sheet.data_rows)
    return pd.DataFrame(
        {
            "_sheet": pd.Series(sheet.sheet.name, index=range(count), dtype="str"),
            "_row": pd.Series(np.array(sheet.data_rows) + 1, dtype="int32"),
            "_column": pd.Series(None, index=range(count), dtype="str"),
        }
    )


def _letters_of(sheet: SheetMatch, column: str) -> pd.Series:
    letter = column_letter(sheet.columns[column]) if column in sheet.columns else None
    return pd.Series(letter, index=range(len(sheet.data_rows)), dtype="str")
