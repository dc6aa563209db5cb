"""Which figure was asked for: one row of the warehouse, or the names there are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from seuranta.programmes.programme import Programme, Programmes
from seuranta.tracing.opening import rows_of
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.figures import Scope

_FIGURES = """
    select scope, figure_id, breakdown, value, numerator, denominator, n, basis, target
    from figures
    where programme_code = $programme and period_no = $period_no
"""
_WINDOW = """
    select start_on, end_on, responses_until
    from dim_window
    where programme_code = $programme and period_no = $period_no and scope = $scope
"""
SCOPES: tuple[Scope, ...] = ("period", "cumulative")


@dataclass(frozen=True)
class Asked:
    """A figure of a programme, period and scope as it stands in the warehouse; ``breakdown`` is canonical JSON text."""

    programme: Programme
    period_no: int
    scope: Scope
    figure_id: str
    breakdown: str
    value: float | None
    numerator: float | None
    denominator: float | None
    n: int | None
    basis: str
    start_on: date
    end_on: date
    responses_until: date

    @property
    def dimensions(self) -> dict[str, str]:
        """Code by dimension."""
        return dict(json.loads(self.breakdown))

    @property
    def cell(self) -> dict[str, Any]:
        """What names it in the tables of the warehouse."""
        return {"programme": self.programme.code, "period_no": self.period_no, "scope": self.scope, "figure_id": self.figure_id, "breakdown": self.breakdown}


def find_asked(
    connection: duckdb.DuckDBPyConnection,
    programmes: Programmes,
    programme_code: str,
    period_no: int,
    figure_id: str,
    dimensions: Mapping[str, str],
    scope: str | None,
) -> Asked:
    """The figure; without a scope that of the period, where it is given for one. ``UnknownName`` lists what there is."""
    programme = programmes.programmes.get(programme_code)
    if programme is None:
        raise UnknownName("programme", programme_code, programmes.programmes)
    if programme.period(period_no) is None:
        raise UnknownName(f"period of '{programme_code}'", str(period_no), (known.no for known in programme.all_periods))
    found = rows_of(connection, _FIGURES, {"programme": programme_code, "period_no": period_no})
    if not found:
        raise OperationFailed("warehouse", f"figures of '{programme_code}' for period {period_no}", "none", "run 'seuranta build'")
    found = _only(found, "figure_id", "figure", figure_id)
    found = _only(found, "breakdown", f"breakdown of '{figure_id}'", canonical(dimensions))
    found = _only(found, "scope", f"scope of '{figure_id}'", scope or _widest(found))
    window = rows_of(connection, _WINDOW, {"programme": programme_code, "period_no": period_no, "scope": found[0]["scope"]})[0]
    numbers = {name: found[0][name] for name in ("value", "numerator", "denominator", "n", "basis")}
    return Asked(programme, period_no, found[0]["scope"], figure_id, found[0]["breakdown"], **numbers, **window)


def canonical(dimensions: Mapping[str, str]) -> str:
    """A breakdown as the warehouse writes it: JSON with the dimensions in the alphabet's order."""
    return json.dumps(dict(sorted(dimensions.items())))


def _only(rows: list[dict[str, Any]], column: str, kind: str, wanted: str) -> list[dict[str, Any]]:
    kept = [row for row in rows if row[column] == wanted]
    if not kept:
        raise UnknownName(kind, wanted, {row[column] for row in rows})
    return kept


def _widest(rows: list[dict[str, Any]]) -> str:
    given = {row["scope"] for row in rows}
    return next(scope for scope in SCOPES if scope in given)
