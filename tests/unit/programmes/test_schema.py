"""The JSON Schemas that editors use: current, and true of the sample files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from seuranta.programmes.schema import SCHEMAS, schema_text, write_schemas

PROGRAMMES = Path(__file__).parents[3] / "programmes"
FILES = {"programme.json": sorted(PROGRAMMES.glob("*.yml")), "instrument.json": sorted((PROGRAMMES / "instruments").glob("*.yml"))}
ALL_FILES = [(schema, path) for schema, paths in FILES.items() for path in paths]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_current(name: str) -> None:
    committed = (PROGRAMMES / "schema" / name).read_text(encoding="utf-8")
    assert committed == schema_text(name), f"{name} is older than the models: call write_schemas(Path('programmes/schema'))"


def test_both_schemas_are_written(tmp_path: Path) -> None:
    assert [path.name for path in write_schemas(tmp_path / "schema")] == ["programme.json", "instrument.json"]
    assert all(json.loads(path.read_text(encoding="utf-8"))["type"] == "object" for path in (tmp_path / "schema").iterdir())


def test_there_are_sample_files_to_check() -> None:
    assert len(ALL_FILES) == 5 + 9


@pytest.mark.parametrize(("schema", "path"), ALL_FILES, ids=lambda value: getattr(value, "stem", ""))
def test_every_sample_file_fits_its_schema_and_names_it(schema: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    jsonschema.validate(as_editors_see(YAML(typ="safe", pure=True).load(text)), json.loads(schema_text(schema)))
    named = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / named).resolve() == PROGRAMMES / "schema" / schema


def test_an_editor_marks_an_unknown_key() -> None:
    with pytest.raises(jsonschema.ValidationError, match="'nam' was unexpected"):
        jsonschema.validate({"code": "x", "nam": {}}, json.loads(schema_text("instrument.json")))


def as_editors_see(value: Any) -> Any:
    """JSON knows neither dates nor keys that are numbers."""
    if isinstance(value, dict):
        return {str(key): as_editors_see(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_editors_see(inner) for inner in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
