"""Activity: sessions, visits and persons by activity and unit, cadence, community limits, roles."""

from __future__ import annotations

from collections.abc import Sequence

from seuranta.programmes.programme import Activity
from seuranta.reporting.charts.bars import attendance_chart
from seuranta.reporting.context import Context
from seuranta.reporting.document import Block, Cell, Column, Row, Section, Table
from seuranta.reporting.sections.common import empty_note, label_column, note, scoped, unit_order, unit_rows
from seuranta.vocabulary.figures import Scope

SESSIONS, CANCELLED, VISITS, PERSONS = "attendance.sessions", "attendance.sessions_cancelled", "attendance.visits", "attendance.persons"
MEAN, PER_MONTH, IN_RANGE = "attendance.mean_per_session", "attendance.sessions_per_month", "attendance.cadence_ok"
BY_ACTIVITY = (SESSIONS, CANCELLED, VISITS, PERSONS, MEAN, "attendance.min_per_session", "attendance.max_per_session", "attendance.hours")
CLIENTS, WITHIN = "community.active_clients", "community.within_limit"
ROLES = ("client", "staff", "nurse", "doctor", "peer", "expert", "student", "partner", "board", "relative")


def activity(context: Context) -> list[Section]:
    """The chapter, or nothing where no attendance was ever delivered."""
    if not context.figures.has(SESSIONS):
        return []
    blocks: list[Block] = []
    chart = attendance_chart(context)
    blocks += [chart] if chart else []
    blocks += [_by_activity(context, scope) for scope in context.scopes]
    blocks.append(note(context.words("activity_note")))
    blocks += _by_role(context)
    sections = [Section("activity", context.words("activity"), tuple(blocks))]
    by_unit = [*_by_unit(context), *_cadence(context)]
    if by_unit:
        sections.append(Section("activity_by_unit", context.words("activity_by_unit"), tuple(by_unit), level=2))
    return sections


def _activities(context: Context) -> list[str]:
    return context.figures.codes(SESSIONS, "activity", [entry.code for entry in context.programme.activities])


def _by_activity(context: Context, scope: Scope) -> Table:
    headers = ["sessions", "cancelled", "visits", "persons", "mean", "smallest", "largest", "hours"]
    columns = [label_column(context.words("activity_column"), 3.6), *(Column(context.words(header)) for header in headers)]
    columns.append(Column(context.words("units_visited"), width=1.1))
    codes = _activities(context)
    rows = [Row((Cell(context.names.activity(code)), *_activity_cells(context, scope, {"activity": code}))) for code in codes]
    rows.append(Row((Cell(context.words("total")), *_activity_cells(context, scope, {})[:-1], Cell("")), "total"))
    return Table(f"by_activity_{scope}", context.scoped_title(context.words("by_activity_title"), scope), tuple(columns), tuple(rows))


def _activity_cells(context: Context, scope: Scope, breakdown: dict[str, str]) -> list[Cell]:
    cells = [context.cell(id_, scope, breakdown) for id_ in BY_ACTIVITY]
    visited = context.figures.get("attendance.units_visited", scope, breakdown)
    if visited is None or visited.suppressed or visited.value is None or visited.denominator is None:
        return [*cells, context.cell("attendance.units_visited", scope, breakdown)]
    return [*cells, Cell(context.numbers.fraction(visited.value, visited.denominator), "number")]


def _by_role(context: Context) -> list[Table]:
    """Who was present: only where others than clients were."""
    roles = context.figures.codes("attendance.presences", "role", ROLES)
    if len(roles) < 2:
        return []
    tables = []
    for scope in context.scopes:
        columns = [label_column(context.words("activity_column")), *(Column(context.names.word("role", role)) for role in roles)]
        rows = [
            Row((Cell(context.names.activity(code)), *(context.cell("attendance.presences", scope, {"activity": code, "role": role}) for role in roles)))
            for code in _activities(context)
        ]
        totals = [context.cell("attendance.presences", scope, {"role": role}) for role in roles]
        rows.append(Row((Cell(context.words("total")), *totals), "total"))
        table = Table(f"by_role_{scope}", context.scoped_title(context.words("by_role_title"), scope), tuple(columns), tuple(rows))
        tables.append(table)
    return tables


def _by_unit(context: Context) -> list[Table]:
    units = context.figures.codes(SESSIONS, "unit", unit_order(context))
    limited = {unit.code: unit.client_limit for unit in context.programme.units if unit.client_limit is not None}
    if len(units) < 2 and not limited:
        return []
    ids = (SESSIONS, CANCELLED, VISITS, PERSONS)
    columns = [label_column(context.words("unit")), *scoped(context, [context.words(key) for key in ("sessions", "cancelled", "visits", "persons")])]
    columns += [Column(context.words("client_limit")), Column(context.words("within_limit"))] if limited else []

    def cells(unit: str) -> list[Cell]:
        made = [context.cell(id_, scope, {"unit": unit}) for scope in context.scopes for id_ in ids]
        if limited:
            made += _limit_cells(context, unit, limited.get(unit))
        return made

    rows, empty = unit_rows(context, units, cells)
    totals = [context.cell(id_, scope) for scope in context.scopes for id_ in ids]
    rows.append(Row((Cell(context.words("total")), *totals, *([Cell(""), Cell("")] if limited else [])), "total"))
    table = Table("by_unit", context.words("by_unit_title"), tuple(columns), tuple(rows), empty_note(context, empty))
    return [table]


def _limit_cells(context: Context, unit: str, limit: int | None) -> list[Cell]:
    """The unit's limit, and whether the active clients of the period stayed within it."""
    if limit is None:
        return [Cell("–", "missing"), Cell("–", "missing")]
    return [Cell(context.numbers.whole(limit), "number", limit, "#,##0"), context.cell(WITHIN, context.main_scope, {"unit": unit})]


def _cadence(context: Context) -> list[Table]:
    """How often each activity met in each unit, against what was aimed at."""
    keys = ["sessions", "mean", "per_month", "in_range"]
    columns = [label_column(context.words("unit"), 3.6), Column(context.words("cadence_target"), width=1.1)]
    columns += scoped(context, [context.words(key) for key in keys])
    rows: list[Row] = []
    for entry in context.programme.activities:
        units = [unit for unit in entry.units or unit_order(context) if context.figures.get(PER_MONTH, "cumulative", {"activity": entry.code, "unit": unit})]
        if units:
            rows.append(Row((Cell(entry.name.in_language(context.programme.language)),), "group"))
            rows += [Row((Cell(context.names.unit(unit)), _aim(context, entry), *_cadence_cells(context, entry.code, unit))) for unit in units]
    if not rows:
        return []
    table = Table("cadence", context.words("cadence_title"), tuple(columns), tuple(rows), (context.words("cadence_note"),))
    return [table]


def _aim(context: Context, entry: Activity) -> Cell:
    if entry.cadence_per_month is None:
        return Cell("–", "missing")
    low, high = entry.cadence_per_month.min, entry.cadence_per_month.max
    return Cell(f"{context.numbers.shortest(low, 2)}–{context.numbers.shortest(high, 2)}")


def _cadence_cells(context: Context, activity_code: str, unit: str) -> Sequence[Cell]:
    breakdown = {"activity": activity_code, "unit": unit}
    return [context.cell(id_, scope, breakdown) for scope in context.scopes for id_ in (SESSIONS, MEAN, PER_MONTH, IN_RANGE)]
