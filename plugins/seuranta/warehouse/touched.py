"""Which programmes a build must compute: those made from something else than in the warehouse before it.

In: what that warehouse says it was made from, what is there now. Out: programmes and sources that changed. Rerun: only looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from seuranta.warehouse.made_from import FACTS, Input, MadeFrom, node

# What a warehouse says of itself, by input and in a word; reports do not read it.
SCHEMA = "made_from"


@dataclass(frozen=True)
class Touched:
    """``programmes`` are computed anew, of the others every row is as it was; of ``sources`` a programme has other rows."""

    programmes: frozenset[str]
    sources: frozenset[str]
    untouched: frozenset[str]


def touched_since(warehouse: Path, now: MadeFrom) -> Touched | None:
    """What differs from the warehouse before; ``None`` where nothing of it may be taken over.

    That is where there is none, where it cannot be read, or where other code made it.
    """
    before = _read(warehouse)
    if before is None or before.code != now.code:
        return None
    differing = {input_ for input_ in {*before.inputs, *now.inputs} if before.inputs.get(input_) != now.inputs.get(input_)}
    programmes = frozenset(input_.programme_code for input_ in differing)
    # When a build was made always differs.
    sources = frozenset(input_.node for input_ in differing) | {node("reference", FACTS)}
    return Touched(programmes, sources, now.programmes - programmes)


def write_made_from(connection: duckdb.DuckDBPyConnection, now: MadeFrom) -> None:
    """Into the new warehouse, for the build after it."""
    connection.execute(f"create schema {SCHEMA}")
    connection.execute(f"create table {SCHEMA}.code as select ? as digest", [now.code])
    connection.execute(f"create table {SCHEMA}.input (programme_code varchar, node varchar, digest varchar)")
    rows = [[input_.programme_code, input_.node, digest] for input_, digest in sorted(now.inputs.items(), key=str)]
    if rows:
        connection.executemany(f"insert into {SCHEMA}.input values (?, ?, ?)", rows)


def _read(warehouse: Path) -> MadeFrom | None:
    if not warehouse.is_file():
        return None
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            code = connection.execute(f"select digest from {SCHEMA}.code").fetchone()
            inputs = connection.execute(f"select programme_code, node, digest from {SCHEMA}.input").fetchall()
    except duckdb.Error:
        return None
    return MadeFrom(code[0], {Input(programme, name): digest for programme, name, digest in inputs}) if code else None
