"""Rows put down whole give the same file as cells written one by one by the library itself."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from seuranta.reporting.quick_sheet import QuickSheet

Content = str | float | None
ROWS: list[list[tuple[int, Content]]] = [
    [(0, "esf.participants_total"), (1, "Osallistujat"), (5, 12), (6, 0.1 + 0.2)],
    [(0, "esf.participants_total"), (1, "Osallistujat"), (5, None), (6, 1e21)],
    [(0, "Äänekoski & <muut> \"lainaus\""), (3, "  alussa välejä"), (12, "rivi\nvaihtuu")],
    [(2, "ei ensimmäisessä sarakkeessa"), (30, -1 / 3)],
    [(0, "pitkä " * 8000), (1, "pitkä " * 8000), (2, "lyhyt")],
]  # fmt: skip
MORE: list[list[tuple[int, Content]]] = [[(0, f"rivi {no}"), (1, "sama"), (2, no), (4, "sama")] for no in range(40)]
Write = Callable[[Any, int, float, Sequence[tuple[int, Content, Any]]], None]


def test_rows_put_down_whole_give_the_librarys_own_bytes() -> None:
    endings: dict[str, str] = {}
    assert workbook(QuickSheet, lambda sheet, place, height, cells: sheet.put_row(place, height, cells, endings)) == workbook(Worksheet, cell_by_cell)


def test_what_was_put_down_is_read_back() -> None:
    endings: dict[str, str] = {}
    made = workbook(QuickSheet, lambda sheet, place, height, cells: sheet.put_row(place, height, cells, endings))
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    assert [sheet["A3"].value, sheet["F3"].value, sheet["F4"].value, sheet["A5"].value] == ["esf.participants_total", 12, None, ROWS[2][0][1]]
    assert len(sheet["A7"].value) == 32767


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_what_is_no_number_is_refused_as_the_library_does(number: float) -> None:
    sheet, shape = a_sheet(xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True}), QuickSheet)
    with pytest.raises(TypeError, match="NAN/INF not supported"):
        sheet.put_row(0, 14, [(0, number, shape)], {})


def workbook(kind: type[Any], write: Write) -> bytes:
    """Two sheets with the same rows below a header that the library writes, and a note below them."""
    buffer = io.BytesIO()
    made = xlsxwriter.Workbook(buffer, {"in_memory": True})
    made.set_properties({"created": datetime(2022, 11, 16, 9, 0)})
    for _ in range(2):
        sheet, shape = a_sheet(made, kind)
        strong = made.add_format({"bold": True})
        sheet.write_string(0, 0, "Otsikko", strong)
        for place, row in enumerate(ROWS + MORE, start=2):
            write(sheet, place, 14 * (1 + place % 3), [(column, content, strong if column == 2 else shape) for column, content in row])
        sheet.write_string(len(ROWS + MORE) + 3, 1, "sama", strong)
    made.close()
    return buffer.getvalue()


def cell_by_cell(sheet: Any, place: int, height: float, cells: Sequence[tuple[int, Content, Any]]) -> None:
    sheet.set_row(place, height)
    for column, content, shape in cells:
        if content is None:
            sheet.write_blank(place, column, None, shape)
        elif isinstance(content, str):
            sheet.write_string(place, column, content, shape)
        else:
            sheet.write_number(place, column, content, shape)


def a_sheet(workbook: Any, kind: type[Any]) -> tuple[Any, Any]:
    return workbook.add_worksheet(None, kind), workbook.add_format({"italic": True})
