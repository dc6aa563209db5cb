"""Where each row of a file went, and why.

In: a delivery or a file. Out: what became of its rows: in, replaced, quarantined, ignored, in which period's figures.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from seuranta.tracing.opening import opened, receipts_in, rows_of
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.receipts import Receipt, Status
from seuranta.vocabulary.workspace import Workspace

# A row of a file with one column per role is several rows of the lake: it stands where any of them does.
_ROWS = """
    with placed as (
        select
            loaded.sheet_name, loaded.row_no, loaded.column_letters,
            min_by(loaded.state, case loaded.state when 'stands' then 0 when 'replaced' then 2 else 1 end) as state,
            min(loaded.replaced_by_id) as replaced_by_id,
            list_sort(list(distinct windows.period_no) filter (windows.period_no is not null)) as periods
        from lin_loaded_row as loaded
        left join dim_window as windows
            on
                loaded.programme_code = windows.programme_code and windows.scope = 'period'
                and (
                    loaded.day_on between windows.start_on and case loaded.dataset when 'survey' then windows.responses_until else windows.end_on end
                    or loaded.exit_on between windows.start_on and windows.end_on
                )
        where loaded.delivery_id = $delivery_id
        group by loaded.sheet_name, loaded.row_no, loaded.column_letters
    )

    select
        outcomes._sheet as sheet, outcomes._row as row, outcomes._column as column_letters, outcomes.outcome, outcomes.rules,
        placed.state, placed.replaced_by_id, placed.periods
    from read_parquet($file) as outcomes
    left join placed
        on
            outcomes._sheet is not distinct from placed.sheet_name and outcomes._row = placed.row_no
            and outcomes._column is not distinct from placed.column_letters
    order by outcomes._sheet, outcomes._row, length(outcomes._column), outcomes._column
"""
_STANDING = "select effective_no is not null as is_effective from fct_delivery where delivery_id = $delivery_id"


@dataclass(frozen=True)
class RowExplained:
    """A row at the staff's own coordinates. ``what`` is a key of ``words/tracing.yml``; ``periods`` whose dates it falls in.

    Of a person who was forgotten it has no place: nothing points to them any more.
    """

    sheet: str | None
    row: int | None
    column: str | None
    what: str
    rules: tuple[str, ...]
    replaced_by: str | None
    periods: tuple[int, ...]


@dataclass(frozen=True)
class Explanation:
    """A delivery and its rows. ``earlier``: other deliveries of the same file, the latest first."""

    receipt: Receipt
    rows: tuple[RowExplained, ...]
    earlier: tuple[str, ...]

    @property
    def summary(self) -> list[tuple[str, str | None, int]]:
        """(what, replaced by which delivery, rows), the most frequent first."""
        counts = Counter((row.what, row.replaced_by) for row in self.rows)
        return [(what, by, count) for (what, by), count in sorted(counts.items(), key=lambda item: (-item[1], item[0][0], item[0][1] or ""))]

    @property
    def by_period(self) -> dict[int, int]:
        """Standing rows by the number of the period whose dates they fall in."""
        counts = Counter(no for row in self.rows if row.what == "stands" for no in row.periods)
        return dict(sorted(counts.items()))


def explain(workspace: Workspace, named: str) -> Explanation:
    """What became of the rows of a delivery, or of the file of a name, a path or the same content; of several the latest.

    ``UnknownName`` where nothing of the name was delivered; ``OperationFailed`` where the warehouse was not built.
    """
    receipts = receipts_in(workspace)
    found = _deliveries_of(workspace, receipts, named)
    latest = found[0]
    original = receipts.get(latest.duplicate_of or "", latest)
    earlier = tuple(receipt.delivery_id for receipt in found[1:])
    file = workspace.lake / "outcome" / (original.programme or "") / f"{original.delivery_id}.parquet"
    if not file.is_file():
        return Explanation(latest, (), earlier)
    with opened(workspace) as connection:
        rows = rows_of(connection, _ROWS, {"delivery_id": original.delivery_id, "file": str(file)})
        waits = _waits(connection, original)
    return Explanation(latest, tuple(_explained(row, waits) for row in rows), earlier)


def _deliveries_of(workspace: Workspace, receipts: Mapping[str, Receipt], named: str) -> list[Receipt]:
    """The receipts that a name means, the latest first: an id, a path in the drop folder, a file name, or the same bytes."""
    if named in receipts:
        return [receipts[named]]
    path = Path(named).resolve()
    shown = path.relative_to(workspace.drop).as_posix() if path.is_relative_to(workspace.drop) else named
    latest_first = list(receipts.values())[::-1]
    found = [receipt for receipt in latest_first if shown in (receipt.path, receipt.file_name)]
    if not found and path.is_file():
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        found = [receipt for receipt in latest_first if receipt.sha256 == content]
    if not found:
        raise UnknownName("file or delivery", Path(named).name, (receipt.path for receipt in latest_first))
    return found


def _waits(connection: duckdb.DuckDBPyConnection, receipt: Receipt) -> str | None:
    """Why no row of a delivery can stand yet: it is held, or came after the last build."""
    known = rows_of(connection, _STANDING, {"delivery_id": receipt.delivery_id})
    if known and known[0]["is_effective"]:
        return None
    return "held" if receipt.status is Status.HELD else "waits_for_build"


def _explained(row: dict[str, Any], waits: str | None) -> RowExplained:
    what = row["outcome"] if row["outcome"] != "loaded" else waits or row["state"] or "stands"
    if row["row"] is None:
        what = "erased"
    return RowExplained(
        sheet=row["sheet"],
        row=row["row"],
        column=row["column_letters"],
        what=what,
        rules=tuple(rule for rule in (row["rules"] or "").split(",") if rule),
        replaced_by=row["replaced_by_id"] if what == "replaced" else None,
        periods=tuple(row["periods"] or ()),
    )
