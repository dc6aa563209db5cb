"""Recruitment: who was contacted, committed and stayed to the end."""

from __future__ import annotations

from seuranta.reporting.charts.bars import funnel_chart
from seuranta.reporting.context import Context
from seuranta.reporting.document import Block, Cell, Row, Section, Table
from seuranta.reporting.sections.common import empty_note, label_column, scoped, unit_order, unit_rows

COUNTS = ("recruitment.contacted", "recruitment.committed", "recruitment.completed")
RATES = ("recruitment.commitment_rate", "recruitment.retention_rate")


def recruitment(context: Context) -> list[Section]:
    """The chapter, or nothing where no contacts are followed."""
    if not context.figures.has(COUNTS[0]):
        return []
    chart = funnel_chart(context, COUNTS)
    blocks: list[Block] = [chart] if chart else []
    blocks.append(_funnel(context))
    blocks += _by_unit(context)
    return [Section("recruitment", context.words("recruitment"), tuple(blocks))]


def _funnel(context: Context) -> Table:
    headers = [context.words("number"), context.words("fraction")]
    columns = [label_column(context.words("figure")), *scoped(context, headers)]
    rows = []
    for figure_id in (*COUNTS, *RATES):
        cells: list[Cell] = []
        for scope in context.scopes:
            cells.append(context.cell(figure_id, scope))
            cells.append(context.fraction(figure_id, scope) if figure_id in RATES else Cell(""))
        rows.append(Row((Cell(_label(context, figure_id)), *cells)))
    return Table("recruitment", context.words("recruitment_title"), tuple(columns), tuple(rows))


def _label(context: Context, figure_id: str) -> str:
    figure = context.figures.get(figure_id, context.main_scope)
    return context.with_basis(context.names.figure(figure_id), figure)


def _by_unit(context: Context) -> list[Table]:
    units = context.figures.codes(COUNTS[0], "unit", unit_order(context))
    if len(units) < 2:
        return []
    headers = [context.words(f"short_{figure_id.rpartition('.')[2]}") for figure_id in COUNTS]
    columns = [label_column(context.words("unit")), *scoped(context, headers)]
    rows, empty = unit_rows(context, units, lambda unit: [context.cell(id_, scope, {"unit": unit}) for scope in context.scopes for id_ in COUNTS])
    rows.append(Row((Cell(context.words("total")), *(context.cell(id_, scope) for scope in context.scopes for id_ in COUNTS)), "total"))
    table = Table("recruitment_by_unit", context.words("recruitment_by_unit_title"), tuple(columns), tuple(rows), empty_note(context, empty))
    return [table]
