"""The data dictionary: the tables of the lake, and the models of the warehouse that others read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from seuranta.vocabulary.catalogue import dbt_project_folder
from seuranta.vocabulary.lake_tables import TABLES

SHOWN = {"marts": "Marts", "figures": "Figures", "lineage": "Lineage"}
OF_THE_LAKE = {
    "_delivery_id": "The delivery the row came with.",
    "_sheet": "Sheet of the staff's file; null in a text file.",
    "_row": "The staff's own row number, from 1.",
    "_column": "Letters of the cell's column where a row of the table is one cell; else null.",
}


def tables_page() -> str:
    """Every table with its columns, types and meanings."""
    models = {folder: _models(dbt_project_folder() / "models" / folder) for folder in SHOWN}
    known = {column["name"]: column["description"] for found in models.values() for model in found for column in model["columns"]}
    lines = ["# Data dictionary", "", "Written from the lake's schemas and the models' own descriptions by `make docs`.", "", "## The lake", ""]
    lines += ["Parquet, one immutable file per table and delivery: `lake/<table>/<programme>/<delivery_id>.parquet`.", ""]
    described = _described()
    for name, schema in TABLES.items():
        columns = [(field.name, str(field.type), (OF_THE_LAKE | known).get(field.name, "")) for field in schema]
        lines += _table(f"lake.{name}", described.get(name, "One row per data row: where it went and by which rules."), columns)
    for folder, heading in SHOWN.items():
        lines += [f"## {heading}", ""]
        for model in models[folder]:
            columns = [(column["name"], column["data_type"], column["description"]) for column in model["columns"]]
            lines += _table(model["name"], model["description"], columns)
    return "\n".join(lines).rstrip() + "\n"


def _models(folder: Path) -> list[dict[str, Any]]:
    loaded = [YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml"))]
    # A model without columns is a part of another one, and no table.
    return [model for found in loaded for model in found["models"] if "columns" in model]


def _described() -> dict[str, str]:
    sources = YAML(typ="safe", pure=True).load((dbt_project_folder() / "models" / "sources" / "lake.yml").read_text(encoding="utf-8"))
    return {table["name"]: table["description"] for table in sources["sources"][0]["tables"]}


def _table(name: str, description: str, columns: list[tuple[str, str, str]]) -> list[str]:
    rows = [f"| `{column}` | {kind} | {meaning} |" for column, kind, meaning in columns]
    return [f"### {name}", "", description, "", "| column | type | meaning |", "|---|---|---|", *rows, ""]
