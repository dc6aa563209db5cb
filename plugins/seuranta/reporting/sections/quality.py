"""Data quality: what came, what was taken, what is missing; and for the project itself what waits for a correction."""

from __future__ import annotations

from seuranta.reporting.context import Context
from seuranta.reporting.document import Block, Cell, Column, Paragraph, Row, Section, Table
from seuranta.reporting.numbers import day
from seuranta.reporting.sections.common import label_column, scoped, unit_order, unit_rows
from seuranta.reporting.sections.to_do import delivered
from seuranta.vocabulary.clock import day_in_finland
from seuranta.vocabulary.receipts import DATASETS, Receipt, Status

COMPLETENESS = "data.completeness"
ROWS = ("data.rows_received", "data.rows_loaded", "data.rows_quarantined", "data.rows_ignored")
UNFINISHED = (Status.REJECTED, Status.HELD, Status.PARTLY_ACCEPTED)
WITHIN_THE_PROJECT = ("internal", "steering")


def quality(context: Context) -> list[Section]:
    """The chapter on what the report is made of."""
    blocks: list[Block] = [*_sentences(context), *_rows_by_dataset(context), *_completeness(context), *_slots(context), *_unfinished(context)]
    return [Section("quality", context.words("quality"), tuple(blocks))] if blocks else []


def _sentences(context: Context) -> list[Block]:
    received, loaded, quarantined, ignored = (context.figures.get(figure_id, "cumulative") for figure_id in ROWS)
    said = context.say("rows_said", received=received, loaded=loaded, quarantined=quarantined, ignored=ignored)
    is_first = context.report.status == "released" and context.material.restatement is None
    return [*delivered(context), *said, *([Paragraph(context.words("nothing_corrected"))] if is_first else [])]


def _rows_by_dataset(context: Context) -> list[Table]:
    datasets = context.figures.codes(ROWS[0], "dataset", DATASETS)
    if not datasets:
        return []
    columns = (label_column(context.words("dataset"), 3.0), *(Column(context.words(figure_id.removeprefix("data."))) for figure_id in ROWS))
    rows = [
        Row((Cell(context.names.word("dataset", code)), *(context.cell(figure_id, "cumulative", {"dataset": code}) for figure_id in ROWS))) for code in datasets
    ]
    if context.figures.has(ROWS[0], ("cumulative",)):
        rows.append(Row((Cell(context.words("total")), *(context.cell(figure_id, "cumulative") for figure_id in ROWS)), "total"))
    table = Table("rows", context.words("rows_title"), columns, tuple(rows), (context.words("rows_note"),))
    return [table]


def _completeness(context: Context) -> list[Table]:
    datasets = context.figures.codes(COMPLETENESS, "dataset", DATASETS)
    units = context.figures.codes(COMPLETENESS, "unit", unit_order(context))
    if not datasets and not units:
        return []
    headers = [context.words("completeness"), context.words("slots_of")]

    def cells(dimension: str, code: str) -> list[Cell]:
        place = {dimension: code}
        return [cell for scope in context.scopes for cell in (context.cell(COMPLETENESS, scope, place), context.fraction(COMPLETENESS, scope, place))]

    rows = [Row((Cell(context.names.word("dataset", code)), *cells("dataset", code))) for code in datasets]
    if len(units) > 1:
        rows += [Row((Cell(context.words("by_unit_heading")),), "group")]
        rows += unit_rows(context, units, lambda unit: cells("unit", unit))[0]
    totals = [cell for scope in context.scopes for cell in (context.cell(COMPLETENESS, scope), context.fraction(COMPLETENESS, scope))]
    rows.append(Row((Cell(context.words("total")), *totals), "total"))
    columns = (label_column(context.words("dataset_or_unit"), 3.0), *scoped(context, headers))
    table = Table("completeness", context.words("completeness_title"), columns, tuple(rows), (context.words("completeness_note"),))
    return [table]


def _slots(context: Context) -> list[Table]:
    """Unit × dataset of the period: only within the project, where it is known who was to deliver."""
    period = context.report.period.no
    slots = {(slot.unit_code, slot.dataset): slot.state for slot in context.material.slots if slot.period_no == period}
    if not slots or context.report.audience not in WITHIN_THE_PROJECT:
        return []
    datasets = [code for code in DATASETS if any(dataset == code for _, dataset in slots)]
    columns = (label_column(context.words("unit"), 3.0), *(Column(context.names.word("dataset", code), align="left", width=1.5) for code in datasets))
    units = [code for code in unit_order(context) if any(unit == code for unit, _ in slots)]

    def cells(unit: str) -> list[Cell]:
        return [Cell(context.words(f"slot_{slots.get((unit, code), 'not_expected')}")) for code in datasets]

    return [Table("slots", context.words("slots_title"), columns, tuple(unit_rows(context, units, cells)[0]))]


def _unfinished(context: Context) -> list[Table]:
    """Deliveries whose rows are not, or not all, in the report: for the project's own eyes."""
    if context.report.audience != "internal":
        return []
    latest: dict[str, Receipt] = {receipt.path: receipt for receipt in sorted(context.material.receipts, key=lambda receipt: receipt.delivery_no)}
    waiting = [receipt for receipt in latest.values() if receipt.status in UNFINISHED]
    if not waiting:
        return []
    columns = (
        label_column(context.words("file"), 4.5),
        Column(context.words("received_on"), width=1.4, align="left"),
        Column(context.words("status"), width=2.4, align="left"),
        Column(context.words("rules"), width=2.4, align="left"),
    )
    rows = [
        Row(
            (
                Cell(receipt.file_name),
                Cell(day(day_in_finland(receipt.received_at))),
                Cell(context.words(f"status_{receipt.status.value}")),
                Cell(", ".join(sorted({issue.rule for issue in receipt.issues if issue.severity != "warn"}))),
            )
        )
        for receipt in waiting
    ]
    return [Table("unfinished", context.words("unfinished_title"), columns, tuple(rows), (context.words("unfinished_note"),), dense=True)]
