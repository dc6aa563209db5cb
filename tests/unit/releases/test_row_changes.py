"""What became of each row between two releases."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pyarrow as pa

from seuranta.releases.row_changes import TABLES_READ, Rows, changes_between, counted, rows_with
from seuranta.vocabulary.lake_tables import TABLES


def rows(**given: list[dict[str, Any]]) -> Rows:
    return {table: pa.Table.from_pylist([lineage(row) for row in given.get(table, [])], schema=TABLES[table]) for table in TABLES_READ}


def lineage(row: dict[str, Any]) -> dict[str, Any]:
    return {"programme_code": "pilotti", "_delivery_id": "d1", "_sheet": None, "_row": 2} | row


def contact(key: str, **more: Any) -> dict[str, Any]:
    return {"contact_key": key, "unit_code": "keskus", "contacted_on": date(2022, 8, 1)} | more


def test_a_row_that_says_the_same_in_another_file_is_unchanged() -> None:
    changes = changes_between(rows(contacts=[contact("a")]), rows(contacts=[contact("a", _delivery_id="d2", _row=9)]))
    assert (len(changes.unchanged), changes.corrected, changes.retracted, changes.late) == (1, (), (), ())


def test_late_corrected_and_retracted_rows_are_told_apart() -> None:
    old = rows(contacts=[contact("same"), contact("corrected"), contact("gone")])
    new = rows(contacts=[contact("same"), contact("corrected", is_completed=True), contact("late")])
    changes = changes_between(old, new)
    assert [pair[0].key[1] for pair in changes.corrected] == ["corrected"]
    assert [unit.key[1] for unit in changes.retracted] == ["gone"]
    assert [unit.key[1] for unit in changes.late] == ["late"]


def counted_mark(role: str, count: int) -> dict[str, Any]:
    where = {"unit_code": "keskus", "activity_code": "ryhma", "session_on": date(2022, 8, 1), "kind": "counted"}
    return where | {"role_code": role, "visit_count": count}


def test_another_count_of_a_role_is_a_correction_of_that_role_alone() -> None:
    old = rows(attendance=[counted_mark("client", 5), counted_mark("peer", 2)])
    new = rows(attendance=[counted_mark("client", 6), counted_mark("peer", 2)])
    changes = changes_between(old, new)
    assert (len(changes.unchanged), len(changes.corrected), changes.retracted, changes.late) == (1, 1, (), ())


def response(row: int, key: str | None) -> dict[str, Any]:
    return {"_row": row, "instrument_code": "kysely", "response_key": key, "responded_at": datetime(2022, 8, 1, 12), "answered_item_count": 1}


def answer(row: int, value: float) -> dict[str, Any]:
    return {"_row": row, "_column": "C", "instrument_code": "kysely", "item_code": "hyoty", "answer": value}


def test_a_response_is_one_unit_with_its_answers() -> None:
    old = rows(survey_response=[response(2, "r1"), response(3, "r2")], survey_answer=[answer(2, 4), answer(3, 5)])
    new = rows(survey_response=[response(2, "r1"), response(5, "r2")], survey_answer=[answer(2, 3), answer(5, 5)])
    changes = changes_between(old, new)
    assert counted([unit for _, unit in changes.corrected]) == {"survey_response": 1}
    assert len(changes.unchanged) == 1


def test_two_rows_that_say_the_same_are_two() -> None:
    changes = changes_between(rows(contacts=[contact("a")]), rows(contacts=[contact("a"), contact("a")]))
    assert (len(changes.unchanged), len(changes.late)) == (1, 1)


def test_tables_of_chosen_units_hold_those_alone_with_their_answers() -> None:
    old = rows(survey_response=[response(2, "r1"), response(3, "r2")], survey_answer=[answer(2, 4), answer(3, 5)])
    new = rows(survey_response=[response(2, "r3")], survey_answer=[answer(2, 1)])
    changes = changes_between(old, new)
    chosen = rows_with(old, new, [changes.retracted[1]], changes.late)
    assert chosen["survey_response"]["response_key"].to_pylist() == ["r2", "r3"]
    assert chosen["survey_answer"]["answer"].to_pylist() == [5, 1]
