"""What staff still have to see to in their participant records, by file and row and never by name.

In: the mart ``mart_work_list`` of the last build, the receipts. Out: open matters for the page; none where there is no build.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb

from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.row_numbers import NumberedRows, row_ranges
from seuranta.words import phrases

MATTERS = ("no_exit_programme_ended", "no_exit_no_visits", "follow_up_due", "incomplete")
_OPEN = """
    select matter, delivery_id, sheet_name, row_no
    from mart_work_list
    where programme_code = ?
    order by matter, delivery_id, sheet_name, row_no
"""


@dataclass(frozen=True)
class Matter:
    """What is open, how often, what to do about it, and where."""

    heading: str
    advice: str
    places: tuple[NumberedRows, ...]


def work_list(warehouse: Path, programme: str, receipts: Sequence[Receipt], language: str) -> list[Matter]:
    """The open matters of a programme, the most urgent kind first."""
    words = phrases("situation", language)
    files = {receipt.delivery_id: receipt.file_name for receipt in receipts}
    found = _open_rows(warehouse, programme)
    counts = {matter: sum(1 for row in found if row[0] == matter) for matter in MATTERS}
    return [
        Matter(words(f"matter_{matter}", count=counts[matter]), words(f"advice_{matter}"), _places([row for row in found if row[0] == matter], files))
        for matter in MATTERS
        if counts[matter]
    ]


def _open_rows(warehouse: Path, programme: str) -> list[tuple[str, str, str | None, int]]:
    if not warehouse.is_file():
        return []
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            return connection.execute(_OPEN, [programme]).fetchall()
    except duckdb.CatalogException:
        return []  # built by another version: the next build tells


def _places(rows: Sequence[tuple[str, str, str | None, int]], files: Mapping[str, str]) -> tuple[NumberedRows, ...]:
    by_sheet = groupby(rows, key=lambda row: (row[1], row[2]))
    return tuple(NumberedRows(files.get(delivery, delivery), sheet or "", row_ranges(row[3] for row in group)) for (delivery, sheet), group in by_sheet)
