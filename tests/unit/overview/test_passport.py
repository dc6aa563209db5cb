"""Rows behind a figure are told by file and row number, those left out by reason."""

from __future__ import annotations

from seuranta.overview.passport import LeftOutOf, RowsOf, group_left_out, group_rows
from seuranta.tracing.behind import TracedRow
from seuranta.tracing.left_out import LeftOut


def row(number: int | None, sheet: str | None = "Elo", *, source: str = "row", told: str | None = None) -> TracedRow:
    return TracedRow(source, told, "klubi-1" if source == "row" else None, "elokuu.xlsx" if source == "row" else None, sheet, number, "C", 1, None)


def test_rows_of_a_sheet_are_one_line_with_their_numbers() -> None:
    grouped = group_rows([row(5), row(3), row(4), row(9, "Syys"), row(4)])
    assert grouped == (
        RowsOf("elokuu.xlsx", "Elo", "3–5", 4, "klubi-1"),
        RowsOf("elokuu.xlsx", "Syys", "9", 1, "klubi-1"),
    )


def test_what_is_no_row_is_told_in_its_own_words() -> None:
    assert group_rows([row(None, None, source="programme_file", told="invited")]) == (RowsOf("", "", "", 1, source="programme_file", told="invited"),)


def test_rows_left_out_are_told_by_reason_and_rule() -> None:
    left = [
        LeftOut("quarantined", "klubi-1", "elokuu.xlsx", "Elo", 7, None, ("ATT05",), None),
        LeftOut("replaced", "klubi-1", "elokuu.xlsx", "Elo", 4, None, (), "klubi-2"),
        LeftOut("replaced", "klubi-1", "elokuu.xlsx", "Elo", 5, None, (), "klubi-2"),
    ]
    assert group_left_out(left) == (
        LeftOutOf("quarantined", "", ("ATT05",), 1, (RowsOf("elokuu.xlsx", "Elo", "7", 1, "klubi-1"),)),
        LeftOutOf("replaced", "klubi-2", (), 2, (RowsOf("elokuu.xlsx", "Elo", "4–5", 2, "klubi-1"),)),
    )
