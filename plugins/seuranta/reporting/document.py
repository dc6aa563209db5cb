"""A report between figures and files: sections of texts, tables and charts, formatted once for all renderers.

Numbers in a text are put between ``STRONG_START`` and ``STRONG_END``, so that a renderer can set them apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

STRONG_START, STRONG_END = "\ue000", "\ue001"


@dataclass(frozen=True)
class Cell:
    """What one cell shows. ``number`` and ``number_format`` (Excel's) are what a workbook stores instead of ``text``.

    ``detail`` stands small beside the number: the numerator and denominator, or n.
    """

    text: str
    kind: Literal["text", "number", "class", "hidden", "missing"] = "text"
    number: float | int | None = None
    number_format: str = ""
    detail: str = ""


BLANK = Cell("")


@dataclass(frozen=True)
class Column:
    """``group`` is the heading that neighbouring columns share; ``width`` is relative; ``detail`` heads the details."""

    header: str
    group: str = ""
    width: float = 1.0
    align: Literal["left", "right"] = "right"
    detail: str = ""


@dataclass(frozen=True)
class Row:
    """A row's first cell is its heading. A ``group`` row has one cell, which spans the table."""

    cells: tuple[Cell, ...]
    kind: Literal["body", "total", "group"] = "body"


@dataclass(frozen=True)
class Table:
    """``key`` names the sheet of the workbook; ``dense`` tables are set smaller."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    dense: bool = False


@dataclass(frozen=True)
class Paragraph:
    text: str
    kind: Literal["lead", "body", "point", "note"] = "body"


@dataclass(frozen=True)
class KeyFigure:
    """A number to be seen first, with what it is and what stands beside it."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class KeyFigures:
    items: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Chart:
    """``svg`` draws what ``alt`` says in words; ``message`` is what to see in it; ``width`` and ``height`` in CSS pixels."""

    key: str
    title: str
    alt: str
    svg: str
    width: int
    height: int
    message: str = ""


@dataclass(frozen=True)
class OwnWords:
    """What the project wrote itself, set apart from what is counted; ``is_missing``: a draft's reminder in its place."""

    label: str
    paragraphs: tuple[Paragraph, ...]
    is_missing: bool = False


Block = Paragraph | KeyFigures | Table | Chart | OwnWords


@dataclass(frozen=True)
class Section:
    """``level`` 1 starts a chapter, 2 a part of the one before."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Document:
    """A whole report. ``facts`` are the label and value pairs of the cover; ``watermark`` is empty when released;
    ``to_do`` is what a draft still lacks; ``running`` stands at the head of every page. ``hidden_note`` says
    why numbers are hidden, and is empty where none is."""

    language: str
    title: str
    author: str
    subtitle: str
    kind: str
    audience: str
    watermark: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    all_figures: Table
    footer: str
    hidden_note: str
    running: str
    created: datetime
    labels: dict[str, str]
    to_do: tuple[str, ...] = ()


def plain(text: str) -> str:
    """The text without its marks."""
    return text.replace(STRONG_START, "").replace(STRONG_END, "")


def runs(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is set apart."""
    pieces: list[tuple[str, bool]] = []
    for part in text.split(STRONG_START):
        strong, mark, rest = part.partition(STRONG_END)
        if mark:
            pieces += [(strong, True), (rest, False)]
        else:
            pieces.append((part, False))
    return [piece for piece in pieces if piece[0]]


def has_hidden(table: Table) -> bool:
    """Whether any cell of the table is hidden, or tells only a class."""
    return any(cell.kind in ("hidden", "class") for row in table.rows for cell in row.cells)


def is_all_zero(table: Table, *, with_body: bool = False) -> bool:
    """Whether there is nothing to see but totals of 0; ``with_body``: and rows of 0."""
    rows = [row for row in table.rows if row.kind != "group"]
    has_total = any(row.kind == "total" for row in rows)
    return has_total and all((with_body or row.kind == "total") and all(cell.text in ("0", "") for cell in row.cells[1:]) for row in rows)


def is_all_hidden(table: Table) -> bool:
    """Whether the rows below the totals show nothing but hidden numbers, in several cells."""
    cells = [cell for row in table.rows if row.kind == "body" for cell in row.cells[1:] if cell.text]
    return len(cells) > 1 and has_hidden(table) and all(cell.kind in ("hidden", "missing") for cell in cells)
