"""What is known of a file once its layout is: which dataset, which sheets, where each column is."""

from __future__ import annotations

from dataclasses import dataclass, field

from seuranta.vocabulary.extracts import Finding
from seuranta.vocabulary.receipts import Dataset, Declaration
from seuranta.vocabulary.sheets import Sheet


@dataclass(frozen=True)
class Line:
    """A line above the header, ``Yksikkö: X`` in one cell or two: its value and where that stands (0-based)."""

    value: str
    row: int
    column: int


@dataclass(frozen=True)
class SheetMatch:
    """One sheet that fits. All rows and columns are 0-based.

    ``columns``: canonical column → column. Of a survey also ``item.<code>``, and ``item.<code>.<option>`` where a
    multi-choice item has a column per option. ``date_columns`` (matrix) stand for sessions. ``other_columns`` have a
    header or cells and no meaning here; ``total_columns`` and ``total_rows`` are totals, never data.
    ``identifier_columns`` may hold identity codes. ``data_rows`` are the rows with data, in order.
    """

    sheet: Sheet
    layout: str
    header_row: int
    columns: dict[str, int]
    date_columns: tuple[int, ...] = ()
    other_columns: tuple[int, ...] = ()
    total_columns: tuple[int, ...] = ()
    identifier_columns: frozenset[int] = frozenset()
    lines: dict[str, Line] = field(default_factory=dict)
    data_rows: tuple[int, ...] = ()
    total_rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Match:
    """A file that fits: ``layout`` is that of the sheet with most rows; of a survey the instrument's code."""

    dataset: Dataset
    layout: str
    sheets: tuple[SheetMatch, ...]
    findings: tuple[Finding, ...] = ()
    instrument_code: str | None = None
    is_date_1904: bool = False


@dataclass(frozen=True)
class NothingToReport:
    """A file that says so and holds nothing else."""

    declarations: tuple[Declaration, ...]
