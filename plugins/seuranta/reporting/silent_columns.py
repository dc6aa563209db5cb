"""A table without the columns that tell nothing: each is named below it instead, with why."""

from __future__ import annotations

from dataclasses import replace

from seuranta.reporting.context import Context
from seuranta.reporting.document import Cell, Table

SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def without_silent_columns(table: Table, context: Context) -> Table:
    """Leaves out columns of which every cell is hidden or empty, where at least two columns of numbers are left."""
    hidden = [place for place in range(1, len(table.columns)) if _kinds(table, place) in ({"hidden"}, {"hidden", "missing"})]
    empty = [place for place in range(1, len(table.columns)) if _kinds(table, place) == {"missing"}]
    kept = [place for place in range(len(table.columns)) if place not in (*hidden, *empty)]
    if len(kept) == len(table.columns) or len(kept) < 3:
        return table
    notes = [context.words("columns_hidden", hidden=context.hidden_text, columns=_named(table, hidden))] if hidden else []
    notes += [context.words("columns_empty", columns=_named(table, empty))] if empty else []
    rows = tuple(row if row.kind == "group" else replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in kept), rows=rows, notes=(*table.notes, *notes))


def _kinds(table: Table, place: int) -> set[str]:
    """What stands in the column; cells that are meant to be blank do not count."""
    cells: list[Cell] = [row.cells[place] for row in table.rows if row.kind != "group"]
    return {cell.kind for cell in cells if cell.text}


def _named(table: Table, places: list[int]) -> str:
    columns = [table.columns[place] for place in places]
    names = [f"{column.header} ({column.group.lower()})" if column.group else column.header for column in columns]
    return ", ".join(name.replace(SOFT_HYPHEN, "").replace("/ ", "/") for name in names)
