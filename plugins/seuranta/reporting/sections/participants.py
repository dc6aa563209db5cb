"""Participants: the output and result indicators of the European Social Fund, by gender, in total and by unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from seuranta.reporting.charts.bars import entered_chart, gender_chart
from seuranta.reporting.context import Context
from seuranta.reporting.document import BLANK, Block, Cell, Column, Row, Section, Table
from seuranta.reporting.figure_set import is_positive, is_shown
from seuranta.reporting.sections.common import empty_note, label_column, note, scoped, unit_order, unit_rows
from seuranta.vocabulary.figures import Figure, Scope

TOTAL, INCOMPLETE = "esf.participants_total", "esf.participants_incomplete"
LEAVERS, PROVISIONAL = "esf.leavers", "esf.results_provisional"


def participants(context: Context) -> list[Section]:
    """The chapter, or nothing where the programme has no participant indicators."""
    if not context.figures.ids("esf."):
        return []
    outputs, results = _outputs(context), _results(context)
    blocks: list[Block] = [note(context.words("participants_intro"))]
    chart = entered_chart(context, TOTAL) or gender_chart(context, TOTAL)
    blocks += [chart] if chart else []
    blocks.append(_indicators(context, "outputs", [TOTAL, INCOMPLETE, *outputs]))
    blocks.append(_indicators(context, "results", [LEAVERS, PROVISIONAL, *results]))
    blocks.append(note(context.words("results_note")))
    sections = [Section("participants", context.words("participants"), tuple(blocks))]
    by_unit = [table for scope in context.scopes for table in _by_unit(context, scope, outputs, results)]
    if by_unit:
        sections.append(Section("participants_by_unit", context.words("participants_by_unit"), tuple(by_unit), level=2))
    return sections


def indicator_code(figure_id: str) -> str:
    """``esf.co01`` → ``CO01``; empty for figures without an official code."""
    code = figure_id.removeprefix("esf.")
    return code.upper() if code.startswith(("co", "cr", "eeco", "eecr")) else ""


def _outputs(context: Context) -> list[str]:
    return [*context.figures.ids("esf.co"), *context.figures.ids("esf.eeco")]


def _results(context: Context) -> list[str]:
    return [*context.figures.ids("esf.cr"), *context.figures.ids("esf.eecr")]


def _indicators(context: Context, key: str, ids: Sequence[str]) -> Table:
    genders = _genders(context, ids)
    headers = [context.names.word("gender", gender) for gender in genders] + [context.words("total_short")]
    columns = [label_column(context.words("indicator"), 5.5), *scoped(context, headers)]
    targeted = any((figure := context.figures.get(id_, "cumulative")) is not None and figure.target is not None for id_ in ids)
    if targeted:
        columns += [Column(context.words("target"), width=1.1), Column(context.words("attainment"), width=1.2)]
    rows = [Row((_label(context, id_), *_by_gender(context, id_, genders), *(_target(context, id_) if targeted else ()))) for id_ in ids]
    notes = () if genders else (context.words("gender_withheld", hidden=context.hidden_text),)
    return Table(key, context.words(f"{key}_title"), tuple(columns), tuple(rows), notes)


def _genders(context: Context, ids: Sequence[str]) -> list[str]:
    """Women and men; others and unknown where there are any; none where every number by gender is hidden."""
    by_gender = [context.figures.get(id_, scope, {"gender": gender}) for id_ in ids for scope in context.scopes for gender in ("F", "M")]
    if not any(is_shown(figure) for figure in by_gender) and any(figure is not None for figure in by_gender):
        return []
    rare = [gender for gender in ("X", "U") if any(is_positive(context.figures.get(id_, scope, {"gender": gender})) for id_ in ids for scope in context.scopes)]
    return ["F", "M", *rare]


def _label(context: Context, figure_id: str) -> Cell:
    figure = context.figures.get(figure_id, "cumulative") or context.figures.get(figure_id, "period")
    name = context.names.figure(figure_id)
    return Cell(f"{indicator_code(figure_id)} {context.with_basis(name, figure)}".strip())


def _by_gender(context: Context, figure_id: str, genders: Sequence[str]) -> list[Cell]:
    cells: list[Cell] = []
    for scope in context.scopes:
        cells += [context.cell(figure_id, scope, {"gender": gender}) for gender in genders]
        cells.append(context.cell(figure_id, scope))
    return cells


def _target(context: Context, figure_id: str) -> tuple[Cell, Cell]:
    return target_cells(context, figure_id, "cumulative")


def target_cells(context: Context, figure_id: str, scope: Scope, breakdown: Mapping[str, str] | None = None) -> tuple[Cell, Cell]:
    """A figure's target and how much of it is reached; empty cells without a target."""
    return target_cells_of(context, context.figures.get(figure_id, scope, breakdown))


def target_cells_of(context: Context, figure: Figure | None) -> tuple[Cell, Cell]:
    """The same of a figure that is at hand."""
    if figure is None or figure.target is None:
        return BLANK, BLANK
    target = Cell(context.numbers.shortest(figure.target, 2), "number", figure.target, "#,##0.##" if figure.target % 1 else "#,##0")
    if figure.suppressed:
        return target, Cell(context.hidden_text, "hidden")
    if figure.attainment is None:
        return target, Cell("–", "missing")
    return target, Cell(context.numbers.percent(figure.attainment), "number", figure.attainment, context.numbers.percent_format)


def _by_unit(context: Context, scope: Scope, outputs: Sequence[str], results: Sequence[str]) -> list[Table]:
    units = context.figures.codes(TOTAL, "unit", unit_order(context))
    if len(units) < 2:
        return []
    tables = []
    for key, ids in (("outputs_by_unit", [TOTAL, *outputs]), ("results_by_unit", [LEAVERS, *results])):
        broken_down = [id_ for id_ in ids if context.figures.codes(id_, "unit")]
        rows, empty = unit_rows(context, units, _unit_cells(context, scope, broken_down))
        rows.append(Row((Cell(context.words("total")), *(context.cell(id_, scope) for id_ in broken_down)), "total"))
        columns = [label_column(context.words("unit"), 3.4)]
        columns += [Column(indicator_code(id_) or context.words(f"short_{id_.removeprefix('esf.')}")) for id_ in broken_down]
        title = context.scoped_title(context.words(f"{key}_title"), scope)
        tables.append(Table(f"{key}_{scope}", title, tuple(columns), tuple(rows), empty_note(context, empty), dense=True))
    return tables


def _unit_cells(context: Context, scope: Scope, ids: Sequence[str]) -> Callable[[str], list[Cell]]:
    return lambda unit: [context.cell(id_, scope, {"unit": unit}) for id_ in ids]
