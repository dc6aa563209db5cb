"""The rows behind a figure, and the same number counted again from them.

In: a figure of the warehouse. Out: its rows at the staff's own coordinates, and those that were near but left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seuranta.programmes.programme import Programmes
from seuranta.tracing.asked import Asked, find_asked
from seuranta.tracing.left_out import LeftOut, left_out_of
from seuranta.tracing.opening import opened, receipts_in, rows_of
from seuranta.tracing.recounting import Recount, recount
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.workspace import Workspace

_ROWS = """
    select source, told, delivery_id, sheet_name, row_no, column_letters, numerator, denominator
    from lineage
    where
        programme_code = $programme and period_no = $period_no and scope = $scope
        and figure_id = $figure_id and breakdown = $breakdown
    order by source, told, delivery_id, sheet_name, row_no, length(column_letters), column_letters, numerator, denominator
"""


@dataclass(frozen=True)
class TracedRow:
    """A row behind a figure. ``source``: row, programme_file, slot or receipt; ``told`` names what is no row.

    ``numerator`` and ``denominator``: what it adds to them; rows that speak of the same person or session add once.
    """

    source: str
    told: str | None
    delivery_id: str | None
    file_name: str | None
    sheet: str | None
    row: int | None
    column: str | None
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True)
class Trace:
    """A figure with everything behind it."""

    asked: Asked
    recount: Recount
    rows: tuple[TracedRow, ...]
    left_out: tuple[LeftOut, ...]


def trace(
    workspace: Workspace, programmes: Programmes, programme_code: str, period_no: int, figure_id: str, dimensions: Mapping[str, str], scope: str | None = None
) -> Trace:
    """What a figure was counted from. ``UnknownName`` for a programme, period, figure, breakdown or scope that is none."""
    with opened(workspace) as connection:
        asked = find_asked(connection, programmes, programme_code, period_no, figure_id, dimensions, scope)
        receipts = receipts_in(workspace)
        rows = tuple(_traced(row, receipts) for row in rows_of(connection, _ROWS, asked.cell))
        is_made_of_rows = not rows or any(row.source == "row" for row in rows)
        left_out = tuple(left_out_of(connection, workspace, asked, receipts)) if is_made_of_rows else ()
        return Trace(asked, recount(connection, asked), rows, left_out)


def _traced(row: dict[str, Any], receipts: Mapping[str, Receipt]) -> TracedRow:
    receipt = receipts.get(row["delivery_id"] or "")
    return TracedRow(
        source=row["source"],
        told=row["told"],
        delivery_id=row["delivery_id"],
        file_name=receipt.file_name if receipt else None,
        sheet=row["sheet_name"],
        row=row["row_no"],
        column=row["column_letters"],
        numerator=row["numerator"],
        denominator=row["denominator"],
    )
