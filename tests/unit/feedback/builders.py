"""Workbooks, receipts and programmes for the tests of what staff get back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook as Book

from seuranta.programmes.programme import Programme
from seuranta.vocabulary.extracts import Finding
from seuranta.vocabulary.receipts import Coverage, Issue, Receipt, RowCounts, Severity, Status
from seuranta.vocabulary.sheets import Sheet, Workbook

RECEIVED_AT = datetime(2022, 9, 1, 9, tzinfo=UTC)
UNKNOWN_MARK = "Merkintää ei tunneta. Läsnä: x. Poissa: tyhjä."
ROWS: list[list[object]] = [["Osallistuja", "1.8.2022", "2.8.2022"], ["IK-01", "x", "?"], ["IK-02", "x", "x"]]


Place = tuple[str | None, int | None, str | None]
"""Sheet, row, column."""


def table(*rows: Sequence[object]) -> pd.DataFrame:
    """Cells as reading makes them: texts, and missing where empty."""
    return pd.DataFrame([[None if value is None else str(value) for value in row] for row in rows], dtype="str")


def read(sheets: Mapping[str, list[list[object]]] | Mapping[None, list[list[object]]], kind: str = "xlsx", hidden: Sequence[str] = ()) -> Workbook:
    """What was read of a file with these sheets."""
    is_text = kind == "text"
    made = tuple(Sheet(name, table(*rows), is_hidden=name in hidden) for name, rows in sheets.items())
    return Workbook(kind=kind, sheets=made, encoding="utf-8" if is_text else None, delimiter=";" if is_text else None)


def save(path: Path, sheets: Mapping[str, list[list[object]]], hidden: Sequence[str] = ()) -> Path:
    """The same as a workbook of the staff's."""
    book = Book()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def issue(
    rule: str = "ATT05", severity: Severity = Severity.ROW, place: tuple[str | None, int | None, str | None] = ("Elo", 2, "C"), text: str = UNKNOWN_MARK
) -> Issue:
    sheet, row, column = place
    return Issue(rule=rule, severity=severity, sheet=sheet, row=row, column=column, message={"fi": text, "sv": f"sv: {text}", "en": f"en: {text}"})


def finding(of: Issue, found: str | None) -> Finding:
    return Finding(of.rule, of.sheet, of.row, of.column, found)


def receipt(status: Status = Status.PARTLY_ACCEPTED, issues: Sequence[Issue] = (), **changes: Any) -> Receipt:
    """A receipt of an attendance list of the programme ``klubi``."""
    facts: dict[str, Any] = {
        "delivery_id": "klubi-000001-aaaaaaaa",
        "delivery_no": 1,
        "programme": "klubi",
        "file_name": "elokuu.xlsx",
        "path": "klubi/elokuu.xlsx",
        "sha256": "a" * 64,
        "size_bytes": 1,
        "received_at": RECEIVED_AT,
        "clock": "system",
        "dataset": "attendance",
        "layout": "matrix",
        "status": status,
        "rows": RowCounts(received=4, loaded=3, quarantined=1) if status is Status.PARTLY_ACCEPTED else RowCounts(),
        "issues": tuple(issues),
        "software": "seuranta test",
    }
    return Receipt(**(facts | changes))


def attendance_of(unit: str | None, start: date, end: date) -> Coverage:
    return Coverage(dataset="attendance", unit_code=unit, activity_code="klubi", start_on=start, end_on=end)


def klubi(**changes: Any) -> Programme:
    """A programme with two units, two datasets and two periods."""
    facts: dict[str, Any] = {
        "code": "klubi",
        "name": {"fi": "Klubi <&> kumppanit", "sv": "Klubben", "en": "The club"},
        "funder": {"code": "stea", "name": {"fi": "STEA"}},
        "dates": {"start": date(2022, 1, 1), "end": date(2022, 12, 31)},
        "periods": [
            {"no": 1, "start": date(2022, 1, 1), "end": date(2022, 6, 30), "due": date(2022, 7, 15)},
            {"no": 2, "start": date(2022, 7, 1), "end": date(2022, 12, 31), "due": date(2023, 1, 15)},
        ],
        "units": [{"code": "keskus", "name": {"fi": "Keskus"}}, {"code": "ranta", "name": {"fi": "Ranta"}}],
        "activities": [{"code": "klubi", "name": {"fi": "Klubi"}}],
        "datasets": ["attendance", "contacts"],
    }
    return Programme.model_validate(facts | changes)
