"""Pieces that several sections share: scoped columns, rows by unit, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from seuranta.reporting.context import Context
from seuranta.reporting.document import Cell, Column, Paragraph, Row
from seuranta.reporting.numbers import EN_DASH
from seuranta.vocabulary.figures import Scope

ZERO_TEXTS = ("0", EN_DASH)


def label_column(header: str, width: float = 4.0) -> Column:
    """The column of row headings."""
    return Column(header, width=width, align="left")


def scoped(context: Context, headers: Sequence[str], scopes: Sequence[Scope] | None = None, details: str = "", width: float = 1.0) -> list[Column]:
    """The columns ``headers`` for each scope, under the scope's name."""
    return [Column(header, context.scope_name(scope), width, detail=details) for scope in scopes or context.scopes for header in headers]


def unit_rows(context: Context, codes: Iterable[str], cells: Callable[[str], Sequence[Cell]]) -> tuple[list[Row], list[str]]:
    """One row per unit, under its implementer where there are several; and the names of units whose cells are all 0 or empty."""
    implementers = {implementer.code: implementer.name.in_language(context.programme.language) for implementer in context.programme.implementers}
    of_unit = {unit.code: unit.implementer for unit in context.programme.units}
    grouped = len({of_unit.get(code) for code in codes}) > 1
    rows: list[Row] = []
    empty: list[str] = []
    current: str | None = None
    for code in codes:
        made = tuple(cells(code))
        if all(cell.text in ZERO_TEXTS for cell in made):
            empty.append(context.names.unit(code))
            continue
        implementer = of_unit.get(code)
        if grouped and implementer is not None and implementer != current:
            rows.append(Row((Cell(implementers[implementer]),), "group"))
            current = implementer
        rows.append(Row((Cell(context.names.unit(code)), *made)))
    return rows, empty


def unit_order(context: Context) -> list[str]:
    return [unit.code for unit in context.programme.units]


def empty_note(context: Context, empty: Sequence[str]) -> tuple[str, ...]:
    """The note that names the units left out of a table because they have nothing in it."""
    return (context.words("units_without", units=", ".join(empty)),) if empty else ()


def note(text: str) -> Paragraph:
    return Paragraph(text, "note")
