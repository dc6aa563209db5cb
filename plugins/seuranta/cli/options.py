"""Options and values that several commands share."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any

import typer


class ListFormat(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"


Format = Annotated[ListFormat, typer.Option("--format", help="table for people, json for programs")]


def print_json(value: Any) -> None:
    """Prints JSON alone on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=1))
