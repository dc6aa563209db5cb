"""Runs τ-Argus over tables: ``python protecting.py``, a process of its own, for its solver is not the one of scipy.

In: on standard input, JSON: ``rule``, and ``tables``: of each the dimensions and the people. Out: on standard output the
places it hides, table by table. Rerun: the same.
"""

from __future__ import annotations

import json
import sys
import tempfile
from typing import Any

from pytauargus import protect

# τ-Argus keeps some column names to itself.
OWN = "by_"
COUNTED = "counted"


def main() -> None:
    asked = json.load(sys.stdin)
    hidden = [_hidden(table["dimensions"], table["people"], asked["rule"]) for table in asked["tables"]]
    json.dump(hidden, sys.stdout)


def _hidden(dimensions: list[str], people: list[list[str]], rule: str) -> list[list[str]]:
    names = [OWN + dimension for dimension in dimensions]
    columns: dict[str, list[Any]] = {name: [person[at] for person in people] for at, name in enumerate(names)}
    columns[COUNTED] = [1.0] * len(people)
    with tempfile.TemporaryDirectory() as folder:
        found = protect(columns, names, response=COUNTED, safety_rules=rule, suppress="OPT(1)", workdir=folder)
    [table] = found.tables
    return [_place(row, names) for row, shown in zip(table.rows, table.safe(None), strict=True) if shown is None]


def _place(row: dict[str, Any], names: list[str]) -> list[str]:
    codes = [row[name].strip() for name in names]
    return ["" if code == "Total" else code for code in codes]


if __name__ == "__main__":
    main()
