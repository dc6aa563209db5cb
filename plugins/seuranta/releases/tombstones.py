"""The row lists of a release without the people who were forgotten, and under other pseudonyms.

In: a capsule that is being made again. Out: its ``rows/`` rewritten, and ``tombstones.json``, which says that rows are gone, how
many and of which table, not whose. Rerun: nothing more to do. Reports and figures stay as they were published.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from seuranta.releases.capsule import Capsule
from seuranta.vocabulary.lake_tables import PERSON_KEYS

SCHEMA = "seuranta.tombstones/1"
PLACE = ("_delivery_id", "_sheet", "_row")
RESPONSES, ANSWERS = "survey_response", "survey_answer"


def holds_any(capsule: Capsule, keys: Collection[str]) -> bool:
    """Whether a row list names one of the pseudonyms."""
    return any(mask is not None and pc.any(mask).as_py() for mask in (_about(pq.read_table(path), keys) for path in _row_lists(capsule)))


def erase_rows(capsule: Capsule, keys: Collection[str], erasure: str) -> None:
    """Takes the rows about ``keys`` out of every row list, and says so in ``tombstones.json``."""
    counts: dict[str, int] = {}
    gone: set[tuple[Any, ...]] = set()
    for path in _row_lists(capsule):
        rows = pq.read_table(path)
        mask = _about(rows, keys)
        if mask is not None and pc.any(mask).as_py():
            gone |= set(_places(rows.filter(mask))) if path.stem == RESPONSES else set()
            counts[path.stem] = pc.sum(mask).as_py()
            _write(path, rows.filter(pc.invert(mask)))
    answers = capsule.rows / f"{ANSWERS}.parquet"
    if gone:
        rows = pq.read_table(answers)
        kept = pa.array([place not in gone for place in _places(rows)], pa.bool_())
        counts[ANSWERS] = rows.num_rows - pc.sum(kept).as_py() if rows.num_rows else 0
        _write(answers, rows.filter(kept))
    _add_tombstone(capsule, {"no": erasure, "rows": counts})


def rewrite_rows(capsule: Capsule, change: Callable[[pa.Table], pa.Table]) -> None:
    """Puts every row list through ``change``."""
    for path in _row_lists(capsule):
        _write(path, change(pq.read_table(path)))


def _row_lists(capsule: Capsule) -> list[Path]:
    return sorted(capsule.rows.glob("*.parquet"))


def _about(rows: pa.Table, keys: Collection[str]) -> pa.ChunkedArray | None:
    column = next((name for name in PERSON_KEYS if name in rows.schema.names), None)
    if column is None or not rows.num_rows:
        return None
    return pc.is_in(rows[column], value_set=pa.array(sorted(keys), pa.string()))


def _places(rows: pa.Table) -> list[tuple[Any, ...]]:
    return list(zip(*(rows[name].to_pylist() for name in PLACE), strict=True))


def _write(path: Path, rows: pa.Table) -> None:
    path.unlink()
    pq.write_table(rows, path, compression="zstd")


def _add_tombstone(capsule: Capsule, tombstone: dict[str, Any]) -> None:
    path = capsule.tombstones
    before = json.loads(path.read_text(encoding="utf-8"))["tombstones"] if path.exists() else []
    path.unlink(missing_ok=True)
    path.write_text(json.dumps({"schema": SCHEMA, "tombstones": [*before, tombstone]}, indent=1) + "\n", encoding="utf-8")
