"""Judged rows → immutable Parquet files, one per table and delivery.

In: ``Judged``. Out: ``lake/<table>/<programme>/<delivery_id>.parquet``. Rerun: the same delivery replaces its own files;
without a receipt they count for nothing and the next pass removes them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from seuranta.intake.durable import TEMPORARY_ENDING, remove, write_durably
from seuranta.intake.extracting import attendance, contacts, esr_participants, survey
from seuranta.programmes.instrument import Instrument
from seuranta.vocabulary.extracts import Judged
from seuranta.vocabulary.lake_tables import TABLES
from seuranta.vocabulary.receipts import Dataset
from seuranta.vocabulary.workspace import Workspace

OUTCOME = "outcome"
PLACE = ["_sheet", "_row", "_column"]

Tables = dict[str, pd.DataFrame]

LAKE_ROWS: dict[Dataset, Callable[[Judged], Tables]] = {
    "attendance": attendance.lake_rows,
    "contacts": contacts.lake_rows,
    "esr_participants": esr_participants.lake_rows,
}


def tables_of(judged: Judged, instruments: Sequence[Instrument]) -> Tables:
    """The loaded rows in the columns of the lake, and the outcome of every row; programme and delivery are added on writing."""
    dataset = judged.extract.dataset
    if dataset == "survey":
        loaded = survey.lake_rows(judged, next(found for found in instruments if found.code == judged.extract.instrument_code))
    else:
        loaded = LAKE_ROWS[dataset](judged)
    return loaded | {OUTCOME: _outcomes(judged)}


def write_tables(workspace: Workspace, programme: str, delivery_id: str, tables: Tables, key_id: str, hide_sheet: Callable[[str], str]) -> None:
    """Writes every table, ``key_id`` of the pseudonyms in the file's metadata. Sheet names go through ``hide_sheet``."""
    for table, rows in tables.items():
        arrow = _arrow_table(table, rows, programme, delivery_id, hide_sheet)
        arrow = arrow.replace_schema_metadata({b"seuranta.key_id": key_id.encode()})
        content = io.BytesIO()
        pq.write_table(arrow, content, compression="zstd")
        write_durably(parquet_path(workspace, table, programme, delivery_id), content.getvalue())


def read_table(workspace: Workspace, table: str, programme: str, delivery_id: str) -> pd.DataFrame:
    """The rows of one table of one delivery; none where it has no such table."""
    path = parquet_path(workspace, table, programme, delivery_id)
    arrow = pq.read_table(path, partitioning=None) if path.exists() else TABLES[table].empty_table()
    frame: pd.DataFrame = arrow.to_pandas(date_as_object=False)
    return frame


def parquet_path(workspace: Workspace, table: str, programme: str, delivery_id: str) -> Path:
    """Where one table of one delivery lies."""
    return workspace.lake / table / programme / f"{delivery_id}.parquet"


def remove_uncommitted(workspace: Workspace, committed: Iterable[str], archived: Iterable[Path]) -> None:
    """Removes what a crash left: files of deliveries without a receipt, and temporary ones."""
    ids = set(committed)
    for path in [*_parquet_files(workspace), *archived]:
        if path.stem not in ids:
            remove(path)
    for folder in (workspace.lake, workspace.archive):
        for path in sorted(folder.rglob(f".*{TEMPORARY_ENDING}")):
            remove(path)


def _parquet_files(workspace: Workspace) -> Iterator[Path]:
    for table in TABLES:
        yield from sorted((workspace.lake / table).glob("*/*.parquet"))


def _arrow_table(table: str, rows: pd.DataFrame, programme: str, delivery_id: str, hide_sheet: Callable[[str], str]) -> pa.Table:
    schema = TABLES[table]
    columns = []
    for field in schema:
        if field.name == "programme_code":
            columns.append(pa.repeat(pa.scalar(programme, field.type), len(rows)))
        elif field.name == "_delivery_id":
            columns.append(pa.repeat(pa.scalar(delivery_id, field.type), len(rows)))
        elif field.name == "_sheet":
            names = rows["_sheet"].dropna().unique()
            columns.append(_column(rows["_sheet"].map({name: hide_sheet(name) for name in names}), field.type))
        elif field.name in rows:
            columns.append(_column(rows[field.name], field.type))
        else:
            columns.append(pa.nulls(len(rows), field.type))
    return pa.table(columns, schema=schema)


def _column(values: pd.Series, kind: pa.DataType) -> pa.Array:
    found = pa.Array.from_pandas(values)
    if isinstance(found, pa.ChunkedArray):
        found = found.combine_chunks()
    if pa.types.is_null(found.type):
        return pa.nulls(len(found), kind)
    # Days come as midnights; whole numbers with gaps as floats.
    return found.cast(kind, safe=not pa.types.is_timestamp(found.type))


def _outcomes(judged: Judged) -> pd.DataFrame:
    """One row per data row: lineage, dataset, outcome and the codes of the rules that spoke about it."""
    rows = judged.extract.rows
    outcomes = pd.DataFrame({name: rows.get(name) for name in PLACE}, index=rows.index)
    outcomes["dataset"] = pd.Series(judged.extract.dataset, index=rows.index, dtype="str")
    outcomes["outcome"] = judged.outcome
    outcomes["rules"] = judged.rules
    return outcomes.reset_index(drop=True)
