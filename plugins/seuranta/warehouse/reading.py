"""Reads the figures of a period back from the warehouse, as they are: audience internal.

In: ``warehouse.duckdb``, opened read-only. Out: a ``Report``. A build that swaps meanwhile is not waited for.
"""

from __future__ import annotations

import json
from typing import Any

import duckdb

from seuranta.programmes.programme import Programme, Programmes
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.figures import Figure, Period, Report
from seuranta.vocabulary.workspace import Workspace

_COLUMNS = ("figure_id", "scope", "breakdown", "value", "numerator", "denominator", "n", "basis", "additive_over", "target", "attainment")
_QUERY = f"""
    select period_no, {", ".join(_COLUMNS)}
    from figures
    where programme_code = $programme and period_no in (select unnest($periods::integer[]))
    order by period_no, figure_id, scope desc, breakdown
"""


def read_report(workspace: Workspace, programmes: Programmes, programme_code: str, period_no: int) -> Report:
    """The internal figures of a programme's period.

    ``UnknownName`` where the programme files know no such programme or period; ``OperationFailed`` where the warehouse
    was not built, or was built before the programme was taken on.
    """
    programme = find_programme(programmes, programme_code)
    period = find_period(programme, period_no)
    return _read(workspace, programme, [period])[0]


def read_reports(workspace: Workspace, programmes: Programmes, programme_code: str) -> list[Report]:
    """The internal figures of all periods of a programme, from one generation of the warehouse."""
    programme = find_programme(programmes, programme_code)
    return _read(workspace, programme, programme.all_periods)


def find_programme(programmes: Programmes, code: str) -> Programme:
    """The programme of a code, or ``UnknownName``."""
    if code not in programmes.programmes:
        raise UnknownName("programme", code, programmes.programmes)
    return programmes.programmes[code]


def find_period(programme: Programme, no: int) -> Period:
    """The period of a number, or ``UnknownName``."""
    period = programme.period(no)
    if period is None:
        raise UnknownName(f"period of '{programme.code}'", str(no), (known.no for known in programme.all_periods))
    return period


def _read(workspace: Workspace, programme: Programme, periods: list[Period]) -> list[Report]:
    rows: dict[int, list[Figure]] = {period.no: [] for period in periods}
    for period_no, *cells in _rows(workspace, programme.code, list(rows)):
        rows[period_no].append(_figure(dict(zip(_COLUMNS, cells, strict=True))))
    missing = [no for no, figures in rows.items() if not figures]
    if missing:
        expected = f"figures of '{programme.code}' for period {missing[0]}"
        raise OperationFailed("warehouse", expected, "none: it was built from other programme files", "run 'seuranta build'")
    return [Report(programme=programme.code, audience="internal", period=period, figures=tuple(rows[period.no])) for period in periods]


def _rows(workspace: Workspace, programme_code: str, periods: list[int]) -> list[tuple[Any, ...]]:
    if not workspace.warehouse.is_file():
        raise OperationFailed("warehouse", f"'{workspace.warehouse.name}' in the workspace", "none", "run 'seuranta build'")
    try:
        with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
            return connection.execute(_QUERY, {"programme": programme_code, "periods": periods}).fetchall()
    except duckdb.Error as error:
        raise OperationFailed("warehouse", "a readable file", type(error).__name__, "run 'seuranta build'") from error


def _figure(cells: dict[str, Any]) -> Figure:
    return Figure(
        id=cells["figure_id"],
        scope=cells["scope"],
        breakdown=json.loads(cells["breakdown"]),
        value=_plain(cells["value"]),
        numerator=_plain(cells["numerator"]),
        denominator=_plain(cells["denominator"]),
        n=cells["n"],
        basis=cells["basis"],
        additive_over=tuple(dimension for dimension in cells["additive_over"].split(",") if dimension),
        target=_plain(cells["target"]),
        attainment=cells["attainment"],
    )


def _plain(number: float | None) -> float | int | None:
    """A whole number without its decimal point."""
    return int(number) if number is not None and number.is_integer() else number
