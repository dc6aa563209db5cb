"""What every column and row of a fitting sheet is: data, a total, a line above, or something else."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from seuranta.intake.judging.catalogue import dataset_expectations
from seuranta.intake.matching.candidates import read_header
from seuranta.intake.matching.fits import Fit
from seuranta.intake.matching.lines import read_lines
from seuranta.intake.matching.match import Line, SheetMatch
from seuranta.intake.matching.words import is_total_word
from seuranta.intake.values.parsing import blank_as_missing
from seuranta.intake.values.text import fold_header
from seuranta.vocabulary.sheets import Sheet


def sheet_match(sheet: Sheet, filled: list[int], fit: Fit) -> SheetMatch:
    """The sheet under its fit. The first filled cell of a row says whether it is a total."""
    below = [row for row in filled if row > fit.header.row]
    totals = _total_rows(sheet, below)
    total_columns = tuple(column for column, text in fit.header.texts.items() if is_total_word(text) and column not in fit.columns.values())
    known = {*fit.columns.values(), *fit.date_columns, *total_columns}
    return SheetMatch(
        sheet=sheet,
        layout=fit.layout,
        header_row=fit.header.row,
        columns=fit.columns,
        date_columns=fit.date_columns,
        other_columns=tuple(column for column in range(sheet.cells.shape[1]) if column not in known),
        total_columns=total_columns,
        identifier_columns=_identifier_columns(fit),
        lines=_lines_above(sheet, filled, fit),
        data_rows=tuple(sorted(set(below) - set(totals))),
        total_rows=totals,
    )


def _total_rows(sheet: Sheet, rows: list[int]) -> tuple[int, ...]:
    """The rows whose first filled cell calls them a total."""
    cells = sheet.cells.iloc[rows]
    first = pd.Series(pd.NA, index=cells.index, dtype="str")
    for column in cells:
        if not first.hasnans:
            break
        first = first.fillna(blank_as_missing(cells[column]))
    is_total = first.isin([text for text in first.dropna().unique() if is_total_word(text)])
    return tuple(rows[place] for place in np.flatnonzero(is_total))


def _identifier_columns(fit: Fit) -> frozenset[int]:
    named = {column for column, text in fit.header.texts.items() if fold_header(text) in _identifier_headers()}
    return frozenset(named - {column for name, column in fit.columns.items() if name.startswith("item.")})


@cache
def _identifier_headers() -> frozenset[str]:
    """Every header, of whatever layout, under which a name or an identity code is expected."""
    columns = [column for found in dataset_expectations().values() for layout in found.layouts.values() for column in layout.columns.values()]
    return frozenset(fold_header(text) for column in columns if column.holds == "identifier" for text in column.headers)


def _lines_above(sheet: Sheet, filled: list[int], fit: Fit) -> dict[str, Line]:
    expectations = dataset_expectations().get(fit.dataset)
    layout = expectations.layouts.get(fit.layout) if expectations else None
    found: dict[str, Line] = {}
    for row in filled:
        if row < fit.header.row and layout is not None:
            found |= read_lines(read_header(sheet, row).texts, row, layout.lines) or {}
    return found
