"""What became of the rows between two releases: which came late, were corrected, or are gone.

In: the rows of two capsules. Out: units of rows by cause. Rerun: only reads. A unit is what staff think of as one row: a
mark, a record, a contact, a response with its answers. Two are the same row when their keys are; the keys are those by
which a retraction is noticed at intake (exports.md 4), but a response without an id is known by who gave it and when.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from seuranta.releases.capsule import Capsule
from seuranta.vocabulary.lake_tables import LINEAGE

KEYS: dict[str, tuple[str, ...]] = {
    "attendance": ("unit_code", "activity_code", "session_on", "start_time", "participant_key"),
    "esr_participants": ("participant_key", "entry_on"),
    "contacts": ("contact_key",),
    "survey_response": ("instrument_code", "response_key"),
}
# What stands for the key of a row that names no person, and of a response without an id.
INSTEAD: dict[str, tuple[str, ...]] = {
    "attendance": ("role_code",),
    "survey_response": ("respondent_key", "wave", "unit_code", "group_code", "responded_at"),
}
PERSON = {"attendance": "participant_key", "esr_participants": "participant_key", "contacts": "contact_key", "survey_response": "respondent_key"}
PLACE = ("_delivery_id", "_sheet", "_row")
TABLES_READ = (*KEYS, "survey_answer")

Rows = dict[str, pa.Table]


@dataclass(frozen=True)
class Unit:
    """One row as staff think of it: its key, what it says, and where its parts are in the tables.

    ``person`` is the pseudonym of whom it is about, ``None`` where it names nobody; ``people`` how many it may be about then.
    """

    key: tuple[Any, ...]
    content: tuple[Any, ...]
    parts: tuple[tuple[str, int], ...]
    person: str | None = None
    people: int = 1


@dataclass(frozen=True)
class Changes:
    """Units by what became of them. Of ``unchanged`` and ``corrected`` the units of both releases stand beside each other."""

    unchanged: tuple[tuple[Unit, Unit], ...]
    corrected: tuple[tuple[Unit, Unit], ...]
    retracted: tuple[Unit, ...]
    late: tuple[Unit, ...]


def read_rows(capsule: Capsule) -> Rows:
    """The tables of a capsule's rows."""
    return {table: pq.read_table(capsule.rows / f"{table}.parquet") for table in TABLES_READ}


def changes_between(old: Rows, new: Rows) -> Changes:
    """What became of every unit of ``old`` and of ``new``."""
    before, after = _by_key(units_of(old)), _by_key(units_of(new))
    unchanged: list[tuple[Unit, Unit]] = []
    corrected: list[tuple[Unit, Unit]] = []
    retracted: list[Unit] = []
    late: list[Unit] = []
    for key in sorted({*before, *after}, key=repr):
        same, gone, come = _matched(before.get(key, []), after.get(key, []))
        pairs = list(zip(gone, come, strict=False))
        unchanged += same
        corrected += pairs
        retracted += gone[len(pairs) :]
        late += come[len(pairs) :]
    return Changes(tuple(unchanged), tuple(corrected), tuple(retracted), tuple(late))


def rows_with(old: Rows, new: Rows, from_old: Iterable[Unit], from_new: Iterable[Unit]) -> Rows:
    """Tables of the given units alone."""
    taken_old, taken_new = _positions(from_old), _positions(from_new)
    return {table: pa.concat_tables([old[table].take(taken_old[table]), new[table].take(taken_new[table])]) for table in TABLES_READ}


def counted(units: Sequence[Unit]) -> dict[str, int]:
    """How many units of each dataset's table."""
    return dict(sorted(Counter(unit.parts[0][0] for unit in units).items()))


def people_in(units: Iterable[Unit]) -> int:
    """Whose rows they are: distinct persons, and as many for a row without a name as it may be about."""
    found = list(units)
    return len({unit.person for unit in found if unit.person}) + sum(unit.people for unit in found if not unit.person)


def units_of(rows: Rows) -> Iterator[Unit]:
    """Every unit of the tables; answers belong to the response at their place."""
    answers: dict[tuple[Any, ...], list[tuple[int, tuple[Any, ...]]]] = defaultdict(list)
    lineage = {name for name, _ in LINEAGE}
    for position, row in enumerate(rows["survey_answer"].to_pylist()):
        said = tuple(_plain(value) for name, value in row.items() if name not in lineage)
        answers[tuple(row[name] for name in PLACE)].append((position, said))
    for table in KEYS:
        for position, row in enumerate(rows[table].to_pylist()):
            said = tuple(_plain(value) for name, value in row.items() if name not in lineage)
            own = answers.get(tuple(row[name] for name in PLACE), []) if table == "survey_response" else []
            content = (said, tuple(sorted((answer for _, answer in own), key=repr)))
            parts = ((table, position), *(("survey_answer", place) for place, _ in own))
            yield Unit(_key(table, row), content, parts, row[PERSON[table]], row["visit_count"] or 0 if table == "attendance" else 1)


def _key(table: str, row: dict[str, Any]) -> tuple[Any, ...]:
    own = tuple(row[name] for name in KEYS[table])
    is_named = own[-1] is not None
    return (table, *own) if is_named else (table, *own, *(row[name] for name in INSTEAD.get(table, ())))


def _by_key(units: Iterable[Unit]) -> dict[tuple[Any, ...], list[Unit]]:
    found: dict[tuple[Any, ...], list[Unit]] = defaultdict(list)
    for unit in units:
        found[unit.key].append(unit)
    return found


def _matched(before: list[Unit], after: list[Unit]) -> tuple[list[tuple[Unit, Unit]], list[Unit], list[Unit]]:
    """Pairs that say the same, and what is left on each side."""
    waiting: dict[tuple[Any, ...], list[Unit]] = defaultdict(list)
    for unit in after:
        waiting[unit.content].append(unit)
    same, gone = [], []
    for unit in before:
        if waiting[unit.content]:
            same.append((unit, waiting[unit.content].pop(0)))
        else:
            gone.append(unit)
    left = {id(unit) for units in waiting.values() for unit in units}
    return same, gone, [unit for unit in after if id(unit) in left]


def _positions(units: Iterable[Unit]) -> dict[str, pa.Array]:
    found: dict[str, list[int]] = {table: [] for table in TABLES_READ}
    for unit in units:
        for table, position in unit.parts:
            found[table].append(position)
    return {table: pa.array(sorted(positions), pa.int64()) for table, positions in found.items()}


def _plain(value: Any) -> Any:
    """A number that is not one is equal to itself."""
    return None if isinstance(value, float) and math.isnan(value) else value
