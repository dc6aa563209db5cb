"""A table without the columns that tell nothing: each is named below it instead, with why."""

from __future__ import annotations

from dataclasses import replace

from seuranta.reporting.context import Context
from seuranta.reporting.document import Cell, Column, Table

SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def without_silent_columns(table: Table, context: Context) -> Table:
    """Leaves out columns of which every cell is hidden or empty, where at least two columns of numbers are left."""
    hidden = [place for place in range(1, len(table.columns)) if _kinds(table, place) in ({"hidden"}, {"hidden", "missing"})]
    empty = [place for place in range(1, len(table.columns)) if _kinds(table, place) == {"missing"}]
    kept = [place for place in range(len(table.columns)) if place not in (*hidden, *empty)]
    if len(kept) == len(table.columns) or len(kept) < 3:
        return table
    notes = [context.words("columns_hidden", hidden=context.hidden_text, columns=_named(table, hidden))] if hidden else []
    of_few = [place for place in empty if _is_of_few(table, place, context)]
    without_data = [place for place in empty if place not in of_few]
    notes += [context.words("columns_of_few", columns=_named(table, of_few))] if of_few else []
    notes += [context.words("columns_empty", columns=_named(table, without_data))] if without_data else []
    rows = tuple(row if row.kind == "group" else replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in kept), rows=rows, notes=(*table.notes, *notes))


def column_name(column: Column) -> str:
    """What a sentence calls a column."""
    name = f"{column.header} ({column.group.lower()})" if column.group else column.header
    return name.replace(SOFT_HYPHEN, "").replace("/ ", "/")


def _is_of_few(table: Table, place: int, context: Context) -> bool:
    """Whether the sums of a column are left out because their means, in the column before, are of few people."""
    is_sum = table.columns[place].header in (context.words("sum_answers"), context.words("sum_pairs"))
    return is_sum and context.report.audience != "internal" and "number" in _kinds(table, place - 1)


def _kinds(table: Table, place: int) -> set[str]:
    """What stands in the column; cells that are meant to be blank do not count."""
    cells: list[Cell] = [row.cells[place] for row in table.rows if row.kind != "group"]
    return {cell.kind for cell in cells if cell.text}


def _named(table: Table, places: list[int]) -> str:
    return ", ".join(column_name(table.columns[place]) for place in places)
