"""Workbooks as staff keep them: title rows, a bold header, dates as dates. The same rows give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

Cell = str | int | float | date | datetime | None
Row = Sequence[Cell]

MADE_AT = datetime(2022, 1, 1)  # in the document properties, whose time would differ each time


@dataclass(frozen=True)
class SheetRows:
    """A sheet: ``titles`` above the header, the header itself, and the rows below it."""

    name: str
    header: Row
    rows: Sequence[Row]
    titles: Sequence[Row] = ()


def workbook(*sheets: SheetRows) -> bytes:
    """An .xlsx file with ``sheets`` in order."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": MADE_AT, "author": "", "company": ""})
    formats = {
        "bold": book.add_format({"bold": True}),
        "day": book.add_format({"num_format": "d.m.yyyy"}),
        "moment": book.add_format({"num_format": "d.m.yyyy h.mm"}),
    }
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return buffer.getvalue()


def _write_sheet(page: xlsxwriter.workbook.Worksheet, sheet: SheetRows, formats: dict[str, xlsxwriter.workbook.Format]) -> None:
    header_at = len(sheet.titles)
    for position, row in enumerate([*sheet.titles, sheet.header, *sheet.rows]):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                page.write_datetime(position, column, value, formats["moment"])
            elif isinstance(value, date):
                page.write_datetime(position, column, value, formats["day"])
            elif isinstance(value, str):
                page.write_string(position, column, value, formats["bold"] if position <= header_at else None)
            elif value is not None:
                page.write_number(position, column, value)
    page.set_column(0, max(len(sheet.header) - 1, 0), 14)
    page.freeze_panes(header_at + 1, 1)
