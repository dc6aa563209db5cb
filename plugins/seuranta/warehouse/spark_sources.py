"""The lake and the reference tables as Spark reads them: external tables with our columns, over the Parquet files as they lie.

In: lake, reference tables. Out: what the dbt project makes tables of before it builds (macros/by_engine.sql). Rerun: the same.
"""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa

from seuranta.vocabulary.lake_tables import TABLES
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.reference_tables import REFERENCE
from seuranta.warehouse.spark_session import SparkFolder

_NAMES = {
    pa.string(): "string",
    pa.int32(): "int",
    pa.float64(): "double",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    pa.timestamp("s"): "timestamp_ntz",
    pa.timestamp("us"): "timestamp_ntz",
}


def told_sources(workspace: Workspace, folder: SparkFolder, seen_as: str | None) -> str:
    """``{source: {table: {columns, location}}}`` as JSON; ``seen_as`` is the address of the workspace on the cluster."""
    lake = {name: {"columns": columns_of(schema), "location": _seen(_rows_of(name, workspace, folder), workspace, seen_as)} for name, schema in TABLES.items()}
    reference = {name: {"columns": columns_of(schema), "location": _seen(folder.reference / name, workspace, seen_as)} for name, schema in REFERENCE.items()}
    return json.dumps({"lake": lake, "reference": reference})


def one_folder_each(reference: Path) -> None:
    """``<table>.parquet`` becomes ``<table>/<table>.parquet``: a table of Spark is a folder."""
    for file in reference.glob("*.parquet"):
        (reference / file.stem).mkdir(exist_ok=True)
        file.replace(reference / file.stem / file.name)


def columns_of(schema: pa.Schema) -> str:
    """The columns as they are declared in Spark; a column that an older file does not have is null in its rows."""
    return ", ".join(f"`{field.name}` {_type_of(field.type)}" for field in schema)


def _type_of(type_: pa.DataType) -> str:
    if pa.types.is_decimal(type_):
        return f"decimal({type_.precision}, {type_.scale})"
    return _NAMES[type_]


def _rows_of(table: str, workspace: Workspace, folder: SparkFolder) -> Path:
    delivered = workspace.lake / table
    if delivered.is_dir():
        return delivered
    (folder.no_rows / table).mkdir(parents=True, exist_ok=True)
    return folder.no_rows / table


def _seen(path: Path, workspace: Workspace, seen_as: str | None) -> str:
    below = path.relative_to(workspace.home).as_posix()
    return f"{(seen_as or f'file:{workspace.home.absolute()}').rstrip('/')}/{below}"
