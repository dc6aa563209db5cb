"""Outcomes Star: first and last readings by area under neutral codes, and who went up, stayed or went down."""

from __future__ import annotations

from seuranta.programmes.instrument import Instrument
from seuranta.reporting.charts.surveys import star_chart
from seuranta.reporting.context import Context
from seuranta.reporting.document import Block, Cell, Column, Row, Table
from seuranta.reporting.sections.common import label_column, scoped
from seuranta.vocabulary.figures import Scope

PER_AREA = ("mean_first", "mean_last", "mean_change", "share_up", "share_same", "share_down")


def star(context: Context, instrument: Instrument) -> list[Block]:
    """Readings and pairs, the chart of first and last means, and a table by area for each scope."""
    blocks: list[Block] = [_readings(context, instrument)]
    chart = star_chart(context, instrument)
    blocks += [chart] if chart else []
    return [*blocks, *(table for scope in context.scopes if (table := _areas(context, instrument, scope)))]


def _readings(context: Context, instrument: Instrument) -> Table:
    rows = []
    for name in ("readings", "pairs"):
        figure_id = f"survey.{instrument.code}.{name}"
        cells = [cell for scope in context.scopes for cell in (context.cell(figure_id, scope), context.n(figure_id, scope))]
        rows.append(Row((Cell(context.words(f"star_{name}")), *cells)))
    columns = (label_column(context.words("figure")), *scoped(context, [context.words("number"), "n"]))
    return Table(f"{instrument.code}_readings", context.words("readings_title"), columns, tuple(rows))


def _areas(context: Context, instrument: Instrument, scope: Scope) -> Table | None:
    prefix = f"survey.{instrument.code}"
    if not any(context.figures.has(f"{prefix}.mean_first.{item.code}", (scope,)) for item in instrument.items):
        return None
    columns = [label_column(context.words("area"), 1.6), Column(context.words("pairs_short"), width=0.8)]
    columns += [Column(context.words(name), detail=context.words("sum_pairs" if name.startswith("mean") else "fraction")) for name in PER_AREA]
    rows = []
    for item in instrument.items:
        ids = [f"{prefix}.{name}.{item.code}" for name in PER_AREA]
        rows.append(Row((Cell(context.names.item(item)), context.n(ids[0], scope), *(context.cell(id_, scope, detail=True) for id_ in ids))))
    return Table(
        f"{instrument.code}_areas_{scope}",
        context.scoped_title(context.words("areas_title"), scope),
        tuple(columns),
        tuple(rows),
        (context.words("areas_note"),),
    )
