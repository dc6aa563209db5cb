"""Document → workbook: a sheet with the summary, one sheet per table, and one with all figures.

Numbers are numbers with a format; texts are texts: no cell starts a formula.
"""

from __future__ import annotations

import io
import math
import re
from datetime import datetime
from functools import lru_cache
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from seuranta.reporting.alike import MadeOnce
from seuranta.reporting.document import Cell, Column, Document, KeyFigures, OwnWords, Paragraph, Row, Table, has_hidden, plain
from seuranta.reporting.page import column_groups
from seuranta.reporting.quick_sheet import PutCell, QuickSheet

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
NAME_CHARACTERS = 31
DARK, FAINT, PALE, GREY = "#1D4E5F", "#C9D3D8", "#EEF3F4", "#55646D"
HAIRLINE = {"bottom": 1, "bottom_color": FAINT}
WIDEST, CHARACTERS_PER_WIDTH = 60, 11
LANDSCAPE_FROM = 7
FRONT_CHARACTERS = 95
LABEL_CHARACTERS = 34
LINE_POINTS = 14
Look = tuple[str, bool, str]
"""What a cell's format depends on besides its column: kind of row, whether it is hidden, number format."""
Content = tuple[int, str | float | None, Look]
"""Column, text or number or nothing, look."""


def write_workbook(document: Document) -> bytes:
    """The document as XLSX, the same bytes for the same document."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(buffer, options)
    created = datetime.fromtimestamp(document.created.timestamp(), tz=document.created.tzinfo).replace(tzinfo=None)
    workbook.set_properties({"title": document.title, "subject": document.subtitle, "category": document.kind, "created": created})
    sheets = _Sheets(workbook, document)
    sheets.write_front()
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                sheets.write_table(block, section.title)
    sheets.write_table(document.all_figures, document.all_figures.title, filtered=True)
    workbook.close()
    return buffer.getvalue()


@lru_cache(maxsize=65_536)
def safe_text(text: str) -> str:
    """The text as a cell may hold it: without marks, and never read as a formula when it is copied on."""
    cleaned = plain(text).replace(SOFT_HYPHEN, "")
    return f"'{cleaned}" if cleaned.startswith(FORMULA_STARTS) else cleaned


class _Sheets:
    """Writes the sheets of one workbook and keeps its formats and names."""

    def __init__(self, workbook: Any, document: Document) -> None:
        self._workbook = workbook
        self._document = document
        self._names: set[str] = set()
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._endings: dict[str, str] = {}

    def write_front(self) -> None:
        """Cover and summary: facts, key figures and sentences."""
        sheet = self._sheet(self._document.sections[0].title)
        sheet.set_column(0, 0, LABEL_CHARACTERS)
        sheet.set_column(1, 1, FRONT_CHARACTERS)
        sheet.write_string(0, 0, safe_text(self._document.title), self._format(bold=True, font_size=16, font_color=DARK))
        sheet.write_string(1, 0, safe_text(f"{self._document.kind} · {self._document.subtitle}"), self._format(font_color=GREY))
        lines: list[tuple[str, str]] = [*self._document.facts, ("", "")]
        lines += [(self._document.labels["to_do"] if not place else "", sentence) for place, sentence in enumerate(self._document.to_do)]
        lines += [("", "")] if self._document.to_do else []
        for block in self._document.sections[0].blocks:
            if isinstance(block, KeyFigures):
                lines += [(item.label, f"{item.value} ({item.detail})" if item.detail else item.value) for item in block.items] + [("", "")]
            elif isinstance(block, Paragraph):
                lines.append(("", block.text))
        for section in self._document.sections:
            lines += [(f"{section.title}: {block.label.lower()}", _words_of(block)) for block in section.blocks if isinstance(block, OwnWords)]
        for place, (label, text) in enumerate([*lines, ("", ""), ("", self._document.footer)], start=3):
            sheet.set_row(place, max(_height(text, FRONT_CHARACTERS), _height(label, LABEL_CHARACTERS)))
            sheet.write_string(place, 0, safe_text(label), self._format(font_color=GREY, valign="top", text_wrap=True))
            sheet.write_string(place, 1, safe_text(text), self._format(text_wrap=True, valign="top"))
        self._set_up(sheet, landscape=True)

    def write_table(self, table: Table, chapter: str, *, filtered: bool = False) -> None:
        """The table on a sheet of its own, its header frozen and repeated on paper."""
        columns, rows = spread_details(table)
        sheet = self._sheet(table.key if filtered else f"{chapter} {table.title}" if table.title not in self._names else table.key)
        sheet.write_string(
            0, 0, safe_text(f"{chapter}: {table.title}" if chapter != table.title else table.title), self._format(bold=True, font_size=13, font_color=DARK)
        )
        sheet.write_string(1, 0, safe_text(f"{self._document.title} · {self._document.running}"), self._format(font_color=GREY))
        top = self._write_header(sheet, columns)
        shapes: dict[tuple[int, Look], Format] = {}
        for place, row in enumerate(rows, start=top):
            self._write_row(sheet, place, row, columns, shapes, leaves_blanks=filtered)
        notes = (*table.notes, self._document.hidden_note) if has_hidden(table) else table.notes
        for place, remark in enumerate(notes, start=top + len(rows) + 1):
            sheet.set_row(place, _height(remark, sum(_characters(column) for column in columns)))
            shape = self._format(font_color=GREY, italic=True, text_wrap=True, valign="top")
            if len(columns) > 1:
                sheet.merge_range(place, 0, place, len(columns) - 1, safe_text(remark), shape)
            else:
                sheet.write_string(place, 0, safe_text(remark), shape)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _characters(column))
        sheet.freeze_panes(top, 1)
        sheet.repeat_rows(top - 1)
        if filtered:
            sheet.autofilter(top - 1, 0, top + len(rows) - 1, len(columns) - 1)
            sheet.conditional_format(top, 0, top + len(rows) - 1, len(columns) - 1, {"type": "blanks", "format": self._format(**HAIRLINE)})
        self._set_up(sheet, landscape=len(columns) >= LANDSCAPE_FROM)

    def _sheet(self, name: str) -> QuickSheet:
        cleaned = FORBIDDEN_IN_NAMES.sub("", safe_text(name)).strip()
        candidate, no = cleaned[:NAME_CHARACTERS].strip(), 2
        while candidate.casefold() in self._names or not candidate:
            candidate = f"{cleaned[: NAME_CHARACTERS - 3].strip()} {no}"
            no += 1
        self._names.add(candidate.casefold())
        sheet = self._workbook.add_worksheet(candidate, QuickSheet)
        assert isinstance(sheet, QuickSheet)
        return sheet

    def _set_up(self, sheet: QuickSheet, *, landscape: bool) -> None:
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.set_footer(f"&L&8{self._document.footer.replace('&', '&&')}&R&8&P / &N")
        sheet.hide_gridlines(2)

    def _write_header(self, sheet: QuickSheet, columns: list[Column]) -> int:
        """Writes the header from the fourth row on; returns the first row of the body."""
        top = 3
        if any(column.group for column in columns):
            place = 0
            for name, count in column_groups(columns):
                shape = self._format(bold=True, align="center", font_color=DARK, bottom=1 if name else 0, bottom_color=DARK)
                if name and count > 1:
                    sheet.merge_range(top, place, top, place + count - 1, safe_text(name), shape)
                elif name:
                    sheet.write_string(top, place, safe_text(name), shape)
                place += count
            top += 1
        sheet.set_row(top, max(_height(column.header, _characters(column)) for column in columns))
        for place, column in enumerate(columns):
            indent = _indent(column.align, is_heading=place == 0)
            shape = self._format(bold=True, text_wrap=True, valign="bottom", align=column.align, bottom=2, bottom_color=DARK, **indent)
            sheet.write_string(top, place, safe_text(column.header), shape)
        return top + 1

    def _write_row(
        self, sheet: QuickSheet, place: int, row: Row, columns: list[Column], shapes: dict[tuple[int, Look], Format], *, leaves_blanks: bool
    ) -> None:
        """``shapes`` are the formats of the sheet so far.

        ``leaves_blanks``: a rule of the sheet draws the line below blank cells, which are every other of its many thousand.
        """
        if row.kind == "group":
            for column_place in range(len(columns)):
                text = row.cells[0].text if column_place == 0 else ""
                sheet.write_string(place, column_place, safe_text(text), self._format(bold=True, font_color=DARK, bg_color=PALE))
            return
        contents = _of_rows.get(row, _filled) if leaves_blanks else _contents(row)
        cells: list[PutCell] = []
        for column_place, content, look in contents:
            shape = shapes.get((column_place, look))
            if shape is None:
                shape = shapes[column_place, look] = self._cell_format(columns[column_place].align, look, is_heading=column_place == 0)
            cells.append((column_place, content, shape))
        sheet.put_row(place, _height(row.cells[0].text, _characters(columns[0])), cells, self._endings)

    def _cell_format(self, align: str, look: Look, *, is_heading: bool) -> Format:
        row_kind, is_hidden, number_format = look
        shape: dict[str, Any] = {"align": align, "valign": "top", **HAIRLINE}
        shape |= {"bold": True, "top": 2, "top_color": DARK} if row_kind == "total" else {}
        shape |= {"italic": True, "font_color": GREY} if is_hidden else {}
        shape |= _indent(align, is_heading=is_heading)
        shape["num_format" if number_format else "text_wrap"] = number_format or is_heading
        return self._format(**shape)

    def _format(self, **shape: Any) -> Format:
        key = tuple(sorted(shape.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format({"font_name": "Calibri", "font_size": 10, **shape})
        return self._formats[key]


def _contents(row: Row) -> list[Content]:
    return [_content(row, place, cell) for place, cell in enumerate(row.cells)]


def _filled(row: Row) -> list[Content]:
    return [_content(row, place, cell) for place, cell in enumerate(row.cells) if cell.text or cell.number is not None]


def _content(row: Row, place: int, cell: Cell) -> Content:
    if cell.number is not None:
        return place, cell.number, (row.kind, cell.kind == "hidden", cell.number_format)
    return place, safe_text(cell.text) if cell.text else None, (row.kind, cell.kind == "hidden", "")


_of_rows: MadeOnce[Row, list[Content]] = MadeOnce()


def _indent(align: str, *, is_heading: bool) -> dict[str, int]:
    """A text inside the table keeps off the number to the left of it."""
    return {"indent": 1} if align == "left" and not is_heading else {}


def _words_of(block: OwnWords) -> str:
    return " ".join(paragraph.text for paragraph in block.paragraphs)


def _characters(column: Column) -> float:
    """The width of a column in characters: no word of its header is broken."""
    longest = max(len(word) for word in safe_text(column.header).split() or [""])
    return min(WIDEST, max(column.width * CHARACTERS_PER_WIDTH, CHARACTERS_PER_WIDTH, longest * 1.2))


@lru_cache(maxsize=65_536)
def _height(text: str, characters: float) -> float:
    """The height in points of a wrapped text, with room to spare: a spreadsheet opened by another program does not grow its rows."""
    return LINE_POINTS * max(1, math.ceil(len(plain(text)) * 1.12 / characters))


def spread_details(table: Table) -> tuple[list[Column], list[Row]]:
    """The table with a column of its own for what stands small beside a number."""
    detailed = {place for row in table.rows for place, cell in enumerate(row.cells) if cell.detail}
    if not detailed:
        return list(table.columns), list(table.rows)
    columns: list[Column] = []
    for place, column in enumerate(table.columns):
        columns.append(column)
        if place in detailed:
            columns.append(Column(f"{column.header}: {column.detail}" if column.detail else "n", column.group, column.width))
    return columns, [_spread(row, detailed) for row in table.rows]


def _spread(row: Row, detailed: set[int]) -> Row:
    if row.kind == "group":
        return row
    cells: list[Cell] = []
    for place, cell in enumerate(row.cells):
        cells.append(cell)
        if place in detailed:
            cells.append(Cell(cell.detail))
    return Row(tuple(cells), row.kind)
