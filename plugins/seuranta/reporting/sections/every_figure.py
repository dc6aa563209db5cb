"""The table of all figures: for the workbook, so that nothing of the report has to be typed off it."""

from __future__ import annotations

from functools import lru_cache

from seuranta.programmes.instrument import Item
from seuranta.reporting.alike import MadeOnce
from seuranta.reporting.cells import cell_of, entry_of
from seuranta.reporting.context import Context
from seuranta.reporting.document import BLANK, Cell, Column, Row, Table
from seuranta.reporting.sections.participants import target_cells_of
from seuranta.vocabulary.figures import CLASSES, Figure

WIDTHS = {"id": 3.6, "name": 4.5, "subject": 5.0, "scope": 1.6, "breakdown": 3.2}


def every_figure(context: Context) -> Table:
    """One row per figure, in the order of the report."""
    texts = ("id", "name", "subject", "scope", "breakdown")
    columns = [Column(context.words(f"column_{name}"), width=WIDTHS[name], align="left") for name in texts]
    columns += [Column(context.words(f"column_{name}")) for name in ("value", "numerator", "denominator")]
    columns += [Column("n"), Column(context.words("column_basis"), align="left"), Column(context.words("target")), Column(context.words("attainment"))]
    columns.append(Column(context.words("column_note"), width=2.0, align="left"))
    figures = context.figures.all()
    named = {figure_id: _names(context, figure_id) for figure_id in dict.fromkeys(figure.id for figure in figures)}

    def row(figure: Figure) -> Row:
        return Row(_cells(context, figure, *named[figure.id]))

    _rows.about(context.programme, *context.instruments, context.report.period)
    rows = tuple(row(figure) if figure.suppressed else _rows.get(figure, row) for figure in figures)  # what is hidden reads otherwise for another audience
    return Table("all_figures", context.words("all_figures"), tuple(columns), rows)


_rows: MadeOnce[Figure, Row] = MadeOnce()


def _names(context: Context, figure_id: str) -> tuple[tuple[Cell, ...], Item | None]:
    """The cells that are the same for every number of a figure, and the question it is about."""
    subject, item = _subject(context, figure_id)
    return (Cell(figure_id), Cell(context.names.figure(figure_id)), Cell(subject)), item


def _cells(context: Context, figure: Figure, names: tuple[Cell, ...], item: Item | None) -> tuple[Cell, ...]:
    return (
        *names,
        _text_cell(context.words(f"scope_{figure.scope}")),
        _text_cell(context.names.breakdown(figure.breakdown, item)),
        cell_of(figure, context.numbers, context.hidden_text, context.words),
        _part(context, figure, figure.numerator),
        _part(context, figure, figure.denominator),
        _part(context, figure, figure.n),
        _text_cell(context.words(f"basis_{figure.basis}")),
        *target_cells_of(context, figure),
        _text_cell(context.names.word("note", figure.note)) if figure.note else BLANK,
    )


@lru_cache(maxsize=4_096)
def _text_cell(text: str) -> Cell:
    return Cell(text)


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
    if figure.suppressed and figure.note not in CLASSES:
        return Cell(context.hidden_text, "hidden")
    if number is None:
        return BLANK
    return Cell(context.numbers.shortest(number, 2), "number", number, "#,##0" if number % 1 == 0 else "#,##0.##")
