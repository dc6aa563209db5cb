"""The page lists what is open in the participant records by file and row, never by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from seuranta.feedback.work_list import work_list
from seuranta.vocabulary.receipts import Status
from seuranta.vocabulary.row_numbers import NumberedRows
from tests.unit.feedback.builders import receipt

Row = tuple[str, str, str, str | None, int]


def warehouse_with(path: Path, rows: Sequence[Row]) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table mart_work_list (programme_code text, matter text, delivery_id text, sheet_name text, row_no integer)")
        connection.executemany("insert into mart_work_list values (?, ?, ?, ?, ?)", rows)
    return path


def test_open_matters_are_counted_and_placed(tmp_path: Path) -> None:
    given = receipt(Status.ACCEPTED)
    rows = [
        ("klubi", "incomplete", given.delivery_id, "Osallistujat", 4),
        ("klubi", "incomplete", given.delivery_id, "Osallistujat", 6),
        ("klubi", "incomplete", given.delivery_id, "Osallistujat", 5),
        ("klubi", "incomplete", "elsewhere", None, 2),
        ("klubi", "follow_up_due", given.delivery_id, "Osallistujat", 9),
        ("other", "incomplete", given.delivery_id, "Osallistujat", 7),
    ]
    found = work_list(warehouse_with(tmp_path / "warehouse.duckdb", rows), "klubi", [given], "fi")
    assert [matter.heading for matter in found] == ["Kuuden kuukauden seurantatieto puuttuu (1)", "Tietoja puuttuu: osallistuja ei ole luvuissa (4)"]
    assert set(found[1].places) == {NumberedRows(given.file_name, "Osallistujat", "4–6"), NumberedRows("elsewhere", "", "2")}


def test_without_a_build_or_with_an_older_one_nothing_is_listed(tmp_path: Path) -> None:
    assert work_list(tmp_path / "none.duckdb", "klubi", [], "fi") == []
    duckdb.connect(str(tmp_path / "old.duckdb")).close()
    assert work_list(tmp_path / "old.duckdb", "klubi", [], "fi") == []
