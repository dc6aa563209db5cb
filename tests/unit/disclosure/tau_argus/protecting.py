"""Runs τ-Argus over tables: ``python protecting.py``, a process of its own, for its solver is not the one of scipy.

In: on standard input, JSON: ``rule``, and ``tables``: of each the dimensions and the people. Out: on standard output the
places it hides, table by table. Rerun: the same.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from pytauargus import protect

# With this many minutes for a table; without any it takes the first pattern that it finds.
OPTIMAL = "OPT(1,1)"
# τ-Argus keeps some column names to itself.
OWN = "by_"
COUNTED = "counted"
NOTES = "CSPlogfile.txt"


def main() -> None:
    asked = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):  # it leaves its notes where it stands
        hidden = [_hidden(table["dimensions"], table["people"], asked["rule"]) for table in asked["tables"]]
        assert "TIME LIMIT" not in Path(NOTES).read_text(encoding="utf-8"), "the reference has to have time for its best"
    json.dump(hidden, sys.stdout)


def _hidden(dimensions: list[str], people: list[list[str]], rule: str) -> list[list[str]]:
    names = [OWN + dimension for dimension in dimensions]
    columns: dict[str, list[Any]] = {name: [person[at] for person in people] for at, name in enumerate(names)}
    columns[COUNTED] = [1.0] * len(people)
    with tempfile.TemporaryDirectory() as folder:
        found = protect(columns, names, response=COUNTED, safety_rules=rule, suppress=OPTIMAL, workdir=folder)
    [table] = found.tables
    return [_place(row, names) for row, shown in zip(table.rows, table.safe(None), strict=True) if shown is None]


def _place(row: dict[str, Any], names: list[str]) -> list[str]:
    codes = [row[name].strip() for name in names]
    return ["" if code == "Total" else code for code in codes]


if __name__ == "__main__":
    main()
