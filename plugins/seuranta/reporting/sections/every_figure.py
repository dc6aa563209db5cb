"""The table of all figures: for the workbook, so that nothing of the report has to be typed off it."""

from __future__ import annotations

from seuranta.programmes.instrument import Item
from seuranta.reporting.cells import entry_of
from seuranta.reporting.context import Context
from seuranta.reporting.document import Cell, Column, Row, Table
from seuranta.reporting.sections.participants import target_cells
from seuranta.vocabulary.figures import Figure

WIDTHS = {"id": 3.6, "name": 4.5, "subject": 5.0, "scope": 1.6, "breakdown": 3.2}


def every_figure(context: Context) -> Table:
    """One row per figure, in the order of the report."""
    texts = ("id", "name", "subject", "scope", "breakdown")
    columns = [Column(context.words(f"column_{name}"), width=WIDTHS[name], align="left") for name in texts]
    columns += [Column(context.words(f"column_{name}")) for name in ("value", "numerator", "denominator")]
    columns += [Column("n"), Column(context.words("column_basis"), align="left"), Column(context.words("target")), Column(context.words("attainment"))]
    columns.append(Column(context.words("column_note"), width=2.0, align="left"))
    subjects = {figure_id: _subject(context, figure_id) for figure_id in dict.fromkeys(figure.id for figure in context.figures.all())}
    rows = tuple(Row(_cells(context, figure, *subjects[figure.id])) for figure in context.figures.all())
    return Table("all_figures", context.words("all_figures"), tuple(columns), rows)


def _cells(context: Context, figure: Figure, subject: str, item: Item | None) -> tuple[Cell, ...]:
    return (
        Cell(figure.id),
        Cell(context.names.figure(figure.id)),
        Cell(subject),
        Cell(context.words(f"scope_{figure.scope}")),
        Cell(context.names.breakdown(figure.breakdown, item)),
        context.cell(figure.id, figure.scope, figure.breakdown),
        _part(context, figure, figure.numerator),
        _part(context, figure, figure.denominator),
        _part(context, figure, figure.n),
        Cell(context.words(f"basis_{figure.basis}")),
        *target_cells(context, figure.id, figure.scope, figure.breakdown),
        Cell(context.names.word("note", figure.note) if figure.note else ""),
    )


def _subject(context: Context, figure_id: str) -> tuple[str, Item | None]:
    """The instrument and question that a survey's figure is about."""
    parts = entry_of(figure_id).parts_of(figure_id) or {}
    instrument = next((entry for entry in context.instruments if entry.code == parts.get("instrument")), None)
    if instrument is None:
        return "", None
    item = next((entry for entry in instrument.items if entry.code == parts.get("item")), None)
    name = instrument.name.in_language(context.programme.language)
    return (name, None) if item is None else (f"{name}: {context.names.item(item)}", item)


def _part(context: Context, figure: Figure, number: float | None) -> Cell:
    if figure.suppressed:
        return Cell(context.hidden_text, "hidden")
    if number is None:
        return Cell("")
    return Cell(context.numbers.shortest(number, 2), "number", number, "#,##0" if number % 1 == 0 else "#,##0.##")
