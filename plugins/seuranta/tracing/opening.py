"""Opens the warehouse for questions, and finds the receipts that name its files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.workspace import Workspace

# The views of the warehouse name their tables by the database they were built in: the file's name before it was swapped in.
BUILT_AS = "next"


@contextmanager
def opened(workspace: Workspace) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse, read-only: a build that swaps meanwhile is not waited for. ``OperationFailed`` where there is none."""
    if not workspace.warehouse.is_file():
        raise OperationFailed("warehouse", f"'{workspace.warehouse.name}' in the workspace", "none", "run 'seuranta build'")
    try:
        with duckdb.connect() as connection:
            place = str(workspace.warehouse).replace("'", "''")
            connection.execute(f"attach '{place}' as {BUILT_AS} (read_only)")
            connection.execute(f"use {BUILT_AS}")
            yield connection
    except duckdb.Error as error:
        raise OperationFailed("warehouse", "one built by this version", type(error).__name__, "run 'seuranta build'") from error


def rows_of(connection: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a query, each by the names of its columns."""
    found = connection.execute(query, parameters)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def receipts_in(workspace: Workspace) -> dict[str, Receipt]:
    """Every committed receipt by its delivery id, in the order of receipt."""
    files = [path for path in workspace.receipts.glob("*.json") if not path.name.startswith(".")]
    found = [Receipt.model_validate_json(path.read_bytes()) for path in files]
    return {receipt.delivery_id: receipt for receipt in sorted(found, key=lambda receipt: receipt.delivery_no)}
