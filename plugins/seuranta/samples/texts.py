"""Text files as a Finnish Excel or Webropol writes them: semicolons, decimal commas, d.m.yyyy."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from seuranta.samples.workbooks import Cell, Row

Encoding = Literal["cp1252", "utf-8", "utf-8-sig", "utf-16"]


def csv_file(rows: Iterable[Row], *, encoding: Encoding = "cp1252", delimiter: str = ";") -> bytes:
    """A text file with ``rows``, all as wide as the widest, as Excel writes them; ``utf-8-sig`` and ``utf-16`` start with a byte order mark."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    typed = [[as_typed(value) for value in row] for row in rows]
    width = max(map(len, typed), default=0)
    writer.writerows([*row, *[""] * (width - len(row))] for row in typed)
    return buffer.getvalue().encode(encoding)


def as_typed(value: Cell) -> str:
    """A value as a Finn types it: 15.7.2022, 15.7.2022 14.05, 9,22."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.day}.{value.month}.{value.year} {value.hour}.{value.minute:02d}"
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return str(value)
