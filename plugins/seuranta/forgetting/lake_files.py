"""The files of the lake that hold certain pseudonyms, and the same files without them.

In: Parquet files and receipts of a programme. Out: new files in their places. Rerun: a delivery is done when its last table,
the one that says who its rows are about, was written; until then its places are found again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from seuranta.forgetting.parquet_files import read_parquet, write_parquet
from seuranta.intake.forgotten import ERASED_RULE
from seuranta.intake.judging.catalogue import message_of, severity_of
from seuranta.intake.lake import OUTCOME, parquet_path
from seuranta.intake.receipts import write_receipt
from seuranta.vocabulary.lake_tables import PERSON_KEYS, TABLES
from seuranta.vocabulary.receipts import LOADED, Issue, Receipt, RowCounts, Severity, Status
from seuranta.vocabulary.workspace import Workspace

PLACE = ("_sheet", "_row", "_column")
TABLES_OF_PEOPLE = tuple(table for table, schema in TABLES.items() if set(PERSON_KEYS) & set(schema.names))
ANSWERS, RESPONSES = "survey_answer", "survey_response"

Place = tuple[Any, ...]


def rows_by_delivery(workspace: Workspace, programme: str, keys: Collection[str]) -> dict[str, int]:
    """How many rows about one of the keys each delivery holds that holds any."""
    masks = ((path.stem, _mask(read_parquet(path), keys)) for table in TABLES_OF_PEOPLE for path in lake_paths(workspace, table, programme))
    return {delivery_id: pc.sum(mask).as_py() for delivery_id, mask in masks if mask is not None}


def lake_paths(workspace: Workspace, table: str, programme: str) -> Iterator[Path]:
    """The committed or uncommitted files of one table of a programme."""
    yield from sorted((workspace.lake / table / programme).glob("[!.]*.parquet"))


def erase_rows(workspace: Workspace, receipt: Receipt, keys: Collection[str]) -> None:
    """Rewrites a delivery without the rows about ``keys``, its outcome and receipt too, which says that no original is left.

    A row that was loaded is then one that was ignored, without a place: the sum holds, and nothing points to anybody.
    """
    programme = receipt.programme or ""
    places = _places_of(workspace, programme, receipt.delivery_id, keys)
    outcome = parquet_path(workspace, OUTCOME, programme, receipt.delivery_id)
    if places:
        write_parquet(outcome, _without_places(read_parquet(outcome), places))
    amended = _amended(receipt, read_parquet(outcome) if outcome.exists() else None, places)
    if amended != receipt:
        write_receipt(workspace, amended)
    for table in (ANSWERS, *TABLES_OF_PEOPLE) if places else ():
        path = parquet_path(workspace, table, programme, receipt.delivery_id)
        if path.exists():
            rows = read_parquet(path)
            write_parquet(path, rows.filter(pa.array([place not in places for place in _places(rows, by_row=table == ANSWERS)])))


def _mask(rows: pa.Table, keys: Collection[str]) -> pa.Array | None:
    """Which rows are about one of the keys; ``None`` where none is."""
    wanted = pa.array(sorted(keys), pa.string())
    for column in PERSON_KEYS:
        if column in rows.schema.names:
            found = pc.is_in(rows[column], value_set=wanted).combine_chunks()
            return found if pc.any(found).as_py() else None
    return None


def _places_of(workspace: Workspace, programme: str, delivery_id: str, keys: Collection[str]) -> set[Place]:
    """Where the rows about ``keys`` stand: of marks in a matrix by column, of responses by row (their answers stand there too)."""
    found: set[Place] = set()
    for table in TABLES_OF_PEOPLE:
        path = parquet_path(workspace, table, programme, delivery_id)
        if path.exists():
            rows = read_parquet(path)
            mask = _mask(rows, keys)
            if mask is not None:
                found |= set(_places(rows.filter(mask), by_row=table == RESPONSES))
    return found


def _places(rows: pa.Table, by_row: bool = False) -> list[Place]:
    columns = [rows[name].to_pylist() for name in PLACE]
    if by_row:
        columns[-1] = [None] * rows.num_rows
    return list(zip(*columns, strict=True))


def _without_places(outcome: pa.Table, places: Collection[Place]) -> pa.Table:
    is_theirs = pa.array([place in places for place in _places(outcome)], pa.bool_())
    columns = {name: outcome[name] for name in outcome.schema.names}
    for name in PLACE:
        columns[name] = pc.if_else(is_theirs, pa.scalar(None, outcome.schema.field(name).type), outcome[name])
    columns["outcome"] = pc.if_else(is_theirs, "ignored", outcome["outcome"])
    columns["rules"] = pc.if_else(is_theirs, "", outcome["rules"])
    return pa.table(columns, schema=outcome.schema)


def _amended(receipt: Receipt, outcome: pa.Table | None, places: Collection[Place]) -> Receipt:
    if outcome is None or not outcome.num_rows:
        return receipt.model_copy(update={"is_original_destroyed": True})
    found = outcome["outcome"].to_pylist()
    counts = {name: found.count(name) for name in ("loaded", "quarantined", "ignored")}
    erased = sum(row is None for row in outcome["_row"].to_pylist())
    rows_erased = {place[:2] for place in places}
    issues = [issue for issue in receipt.issues if issue.rule != ERASED_RULE and (issue.sheet, issue.row) not in rows_erased]
    if erased:
        issues.append(Issue(rule=ERASED_RULE, severity=severity_of(ERASED_RULE), message=message_of(ERASED_RULE, erased=str(erased))))
    rows = RowCounts(received=len(found), **counts)
    return receipt.model_copy(
        update={
            "rows": rows, "erased": erased, "issues": tuple(issues), "status": _status(receipt.status, rows, issues),
            "is_original_destroyed": True,
        }
    )  # fmt: skip


def _status(before: Status, rows: RowCounts, issues: list[Issue]) -> Status:
    if before not in LOADED:
        return before
    if rows.quarantined:
        return Status.PARTLY_ACCEPTED
    return Status.ACCEPTED_WITH_WARNINGS if any(issue.severity is Severity.WARN for issue in issues) else Status.ACCEPTED
