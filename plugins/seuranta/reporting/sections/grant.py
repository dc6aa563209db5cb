"""Grant: the decision, the total cost and the share of it that the grant covers."""

from __future__ import annotations

from seuranta.reporting.context import Context
from seuranta.reporting.document import Cell, Column, Row, Section, Table
from seuranta.reporting.sections.common import label_column

GRANT = ("grant.decision_eur", "grant.total_cost_eur", "grant.share")


def grant(context: Context) -> list[Section]:
    """The chapter, or nothing where the programme file names no grant."""
    told = [figure_id for figure_id in GRANT if context.figures.has(figure_id, ("cumulative",))]
    if not told:
        return []
    columns = (label_column(context.words("figure")), Column(context.words("number"), width=1.5), Column(context.words("fraction"), width=2))
    rows = [
        Row((Cell(context.names.figure(id_)), context.cell(id_, "cumulative"), context.fraction(id_, "cumulative") if id_ == "grant.share" else Cell("")))
        for id_ in told
    ]
    return [Section("grant", context.words("grant"), (Table("grant", context.words("grant_title"), columns, tuple(rows)),))]
