"""A figure counted again from the rows behind it: the proof that they are its rows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import duckdb

from seuranta.tracing.asked import Asked
from seuranta.tracing.opening import rows_of
from seuranta.vocabulary.catalogue import load_catalogue

_RECOUNT = """
    select numerator, denominator, smallest, largest, people, rows_behind
    from lin_recount
    where
        programme_code = $programme and period_no = $period_no and scope = $scope
        and figure_id = $figure_id and breakdown = $breakdown
"""
_NOTHING = {"numerator": None, "denominator": None, "smallest": None, "largest": None, "people": 0, "rows_behind": 0}


@dataclass(frozen=True)
class Recount:
    """What the rows give. ``agrees`` is ``None`` for a flag: it judges a number, whose rows are given."""

    value: float | None
    numerator: float | None
    denominator: float | None
    n: int | None
    rows: int
    agrees: bool | None


def recount(connection: duckdb.DuckDBPyConnection, asked: Asked) -> Recount:
    """The figure counted from its rows, each counted thing once, whatever the number of its rows."""
    found = rows_of(connection, _RECOUNT, asked.cell)
    return recounted(asked, found[0] if found else _NOTHING)


def recounted(asked: Asked, found: dict[str, Any]) -> Recount:
    """Compares what the figure says with what its rows give: ``found`` is a row of ``lin_recount``."""
    kind = load_catalogue().entry_of(asked.figure_id).kind
    has_parts = asked.denominator is not None
    numerator, denominator = (found["numerator"] or 0.0, found["denominator"] or 0.0) if has_parts else (None, None)
    n = None if asked.n is None else int(found["people"] or 0)
    rows = int(found["rows_behind"])
    value = _value(asked, found, has_parts and kind in ("share", "mean", "rate"))
    if kind == "flag":
        return Recount(None, None, None, n, rows, None)
    told = ((asked.value, value), (asked.numerator, numerator), (asked.denominator, denominator), (asked.n, n))
    return Recount(value, numerator, denominator, n, rows, all(_is_same(said, given) for said, given in told))


def _value(asked: Asked, found: dict[str, Any], is_quotient: bool) -> float | None:
    if is_quotient:
        return (found["numerator"] or 0.0) / found["denominator"] if found["denominator"] else None
    if asked.figure_id.startswith("attendance.min_"):
        return _number(found["smallest"])
    if asked.figure_id.startswith("attendance.max_"):
        return _number(found["largest"])
    if found["numerator"] is None and (asked.value is None or found["rows_behind"]):
        return None  # nothing can be said: people were counted without being told apart
    return float(found["numerator"] or 0.0)


def _number(found: float | None) -> float | None:
    return None if found is None else float(found)


def _is_same(said: float | None, given: float | None) -> bool:
    if said is None or given is None:
        return said is given
    return math.isclose(said, given, rel_tol=1e-9, abs_tol=1e-9)
