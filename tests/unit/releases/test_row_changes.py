"""What became of each row between two releases."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pytest

from seuranta.releases.row_changes import TABLES_READ, Rows, changes_between, counted, people_in, rows_with
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


def test_people_are_counted_once_and_rows_without_a_name_by_how_many_they_may_be_about() -> None:
    gone = changes_between(rows(contacts=[contact("a")], attendance=[counted_mark("client", 5), counted_mark("peer", 2)]), rows()).retracted
    assert people_in(gone) == 1 + 5 + 2
    assert people_in([*gone, *gone][:0]) == 0
    mark = {"unit_code": "keskus", "activity_code": "ryhma", "kind": "present", "participant_key": "a", "role_code": "client", "visit_count": 1}
    visits = [mark | {"session_on": date(2022, 8, day)} for day in (1, 2, 3)]
    assert people_in(changes_between(rows(), rows(attendance=visits)).late) == 1


@pytest.mark.parametrize("seed", range(20))
def test_each_cause_by_itself_and_then_all_of_them_lead_to_the_new_rows(seed: int) -> None:
    chance = random.Random(seed)
    old, new = random_rows(chance), random_rows(chance)
    changes = changes_between(old, new)
    kept = [unit for unit, _ in changes.unchanged]
    last = rows_with(old, new, kept, [*(unit for _, unit in changes.corrected), *changes.late])
    assert said_by(last) == said_by(new)
    first = rows_with(old, new, [*kept, *(unit for unit, _ in changes.corrected), *changes.retracted], [])
    assert said_by(first) == said_by(old)


def random_rows(chance: random.Random) -> Rows:
    """A few contacts, marks and responses; some keys twice, some rows the same."""
    contacts = [contact(chance.choice("abcdef"), is_completed=chance.choice([True, False, None])) for _ in range(chance.randint(0, 8))]
    marks = [counted_mark(chance.choice(["client", "peer", "staff"]), chance.randint(0, 3)) for _ in range(chance.randint(0, 8))]
    responses = [response(row, chance.choice(["r1", "r2", "r3", None])) for row in range(2, 2 + chance.randint(0, 6))]
    answers = [answer(given["_row"], chance.randint(1, 3)) for given in responses if chance.random() < 0.8]
    return rows(contacts=contacts, attendance=marks, survey_response=responses, survey_answer=answers)


def said_by(tables: Rows) -> Counter[str]:
    """Every row without where it stood."""
    return Counter(
        f"{table} {[value for name, value in row.items() if name not in ('_row', '_delivery_id')]}" for table in tables for row in tables[table].to_pylist()
    )
