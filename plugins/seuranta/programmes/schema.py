"""JSON Schemas of the programme and instrument files, made from their models: completion and checks in editors.

Files name theirs in a first line: ``# yaml-language-server: $schema=schema/programme.json``.
"""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme

SCHEMAS: dict[str, type[BaseModel]] = {"programme.json": Programme, "instrument.json": Instrument}


def write_schemas(folder: Path) -> list[Path]:
    """Writes ``programme.json`` and ``instrument.json`` into ``folder``; the same models give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_written(folder / name, schema_text(name)) for name in SCHEMAS]


def schema_text(name: str) -> str:
    """The text of one of ``SCHEMAS``."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **SCHEMAS[name].model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
