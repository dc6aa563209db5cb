"""Reads a Parquet file of the lake and writes it again as intake does, and gives every pseudonym in it another name.

In: one file. Out: the same file, durable. Rerun: what was written whole is not written again by its callers.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from seuranta.intake.durable import write_durably

KEY_ID = b"seuranta.key_id"
WITHOUT_A_KEY = "retired"
"""Stands for the name of a key that nobody has any more: such pseudonyms are never carried on."""

Rename = Callable[[str], str]


def read_parquet(path: Path) -> pa.Table:
    """Rows and metadata."""
    return pq.read_table(path, partitioning=None)


def write_parquet(path: Path, rows: pa.Table) -> None:
    """Puts the rows at ``path``, whole or not at all; metadata of the table is kept."""
    content = io.BytesIO()
    pq.write_table(rows, content, compression="zstd")
    write_durably(path, content.getvalue())


def key_id_of(path: Path) -> str:
    """The name of the key under which a file's pseudonyms are; empty where it names none."""
    metadata: dict[bytes, bytes] = pq.read_schema(path).metadata or {}
    return metadata.get(KEY_ID, b"").decode()


def renamed(rows: pa.Table, of_key: Rename, of_sheet: Rename, key_id: str) -> pa.Table:
    """The rows with every pseudonym and sheet name passed through; ``key_id`` in the metadata."""
    columns = [_renamed(rows[name], of_key if name.endswith("_key") else of_sheet if name == "_sheet" else None) for name in rows.schema.names]
    return pa.table(columns, schema=rows.schema).replace_schema_metadata({**(rows.schema.metadata or {}), KEY_ID: key_id.encode()})


def _renamed(column: pa.ChunkedArray, rename: Rename | None) -> pa.ChunkedArray:
    if rename is None:
        return column
    texts = column.to_pylist()
    names = {text: rename(text) for text in set(texts) if text is not None}
    return pa.chunked_array([pa.array([names.get(text) for text in texts], column.type)])
