"""Surveys: a part for each instrument with responses, item means, options, breakdowns, waves and changes."""

from __future__ import annotations

from seuranta.programmes.instrument import Instrument
from seuranta.reporting.charts.surveys import means_chart, options_chart
from seuranta.reporting.context import Context
from seuranta.reporting.document import STRONG_END, STRONG_START, Block, Cell, Column, Paragraph, Row, Section, Table
from seuranta.reporting.figure_set import is_positive
from seuranta.reporting.numbers import NBSP
from seuranta.reporting.sections.changes import changes
from seuranta.reporting.sections.common import label_column, note, scoped, unit_order
from seuranta.reporting.sections.star import star
from seuranta.vocabulary.figures import Scope

MANY_RESPONSES_PER_SCALE = 10


def surveys(context: Context) -> list[Section]:
    """The chapter with a part for each instrument that has responses; others are named."""
    if not context.instruments:
        return []
    parts = [part for instrument in context.instruments for part in _part(context, instrument)]
    silent = [context.names.instrument(instrument.code) for instrument in context.instruments if not _has_responses(context, instrument)]
    intro: list[Block] = [note(context.words("surveys_note"))] if parts else []
    if silent:
        intro.append(Paragraph(context.words("no_responses", instruments=", ".join(silent))))
    return [Section("surveys", context.words("surveys"), tuple(intro)), *parts] if parts or silent else []


def _has_responses(context: Context, instrument: Instrument) -> bool:
    return any(is_positive(context.figures.get(_answered(instrument), scope)) for scope in context.scopes)


def _answered(instrument: Instrument) -> str:
    return f"survey.{instrument.code}.{'readings' if instrument.type == 'star' else 'responses'}"


def _part(context: Context, instrument: Instrument) -> list[Section]:
    if not _has_responses(context, instrument):
        return []
    told = context.with_something_in(_answered(instrument))
    blocks = star(told, instrument) if instrument.type == "star" else _survey(told, instrument)
    return [Section(f"survey_{instrument.code}", context.names.instrument(instrument.code), tuple(blocks), level=2)]


def _survey(context: Context, instrument: Instrument) -> list[Block]:
    blocks: list[Block] = [_responses(context, instrument)]
    if _answers_are_not_people(context, instrument):
        blocks.append(note(context.words("answers_not_people")))
    for chart in (means_chart(context, instrument), options_chart(context, instrument)):
        blocks += [chart] if chart else []
    blocks += [table for table in (_means(context, instrument), _options(context, instrument)) if table]
    blocks += [table for dimension in ("unit", "group", "wave") for table in _breakdown(context, instrument, dimension)]
    return [*blocks, *changes(context, instrument)]


def _responses(context: Context, instrument: Instrument) -> Table | Paragraph:
    """How many answered, of how many, and the index of a scored instrument; in one line where there is one scope."""
    prefix = f"survey.{instrument.code}"
    rows = []
    for name in ("responses", "respondents", "invited", "response_rate", "index"):
        if context.figures.has(f"{prefix}.{name}", context.scopes):
            cells = [cell for scope in context.scopes for cell in (context.cell(f"{prefix}.{name}", scope), _beside(context, f"{prefix}.{name}", name, scope))]
            rows.append(Row((Cell(context.words(f"survey_{name}")), *cells)))
    if len(context.scopes) == 1 and context.is_first_period and not any(cell.kind == "hidden" for row in rows for cell in row.cells):
        return Paragraph(" · ".join(_in_line(row) for row in rows))
    columns = (label_column(context.words("figure")), *scoped(context, [context.words("number"), context.words("fraction_or_n")]))
    return Table(f"{instrument.code}_responses", context.words("responses_title"), columns, tuple(rows))


def _in_line(row: Row) -> str:
    label, value, beside = row.cells
    return f"{label.text} {STRONG_START}{value.text}{STRONG_END}" + (f" ({beside.text})" if beside.text else "")


def _beside(context: Context, figure_id: str, name: str, scope: Scope) -> Cell:
    figure = context.figures.get(figure_id, scope)
    if name in ("response_rate", "index"):
        if figure is not None and not figure.suppressed and figure.numerator is None and figure.n is not None:
            return Cell(f"n{NBSP}{context.numbers.whole(figure.n)}", "number")
        return context.fraction(figure_id, scope)
    return Cell("") if figure is None or figure.n is None else Cell(f"n{NBSP}{context.numbers.whole(figure.n)}", "number")


def _answers_are_not_people(context: Context, instrument: Instrument) -> bool:
    """A 1–10 rating asked after every session counts answers, not people (figures.md 3)."""
    if any(context.figures.has(f"survey.{instrument.code}.respondents", (scope,)) for scope in context.scopes):
        return False
    return any(item.kind == "scale" and item.max is not None and item.max >= MANY_RESPONSES_PER_SCALE for item in instrument.items)


def _means(context: Context, instrument: Instrument) -> Table | None:
    scales = [item for item in instrument.items if item.kind == "scale"]
    if not scales:
        return None
    columns = [label_column(context.words("statement"), 4.5)]
    for scope in context.scopes:
        group = context.scope_name(scope)
        columns += [Column(context.words("mean_short"), group), Column(context.words("sum_answers"), group, 1.3), Column("n", group, 0.85)]
        columns += [Column(context.words("top_two"), group, 0.95), Column(context.words("fraction"), group, 1.2)]
    rows = []
    for no, item in enumerate(scales, start=1):
        mean, top = f"survey.{instrument.code}.mean.{item.code}", f"survey.{instrument.code}.top2.{item.code}"
        cells: list[Cell] = []
        for scope in context.scopes:
            cells += [context.cell(mean, scope), context.fraction(mean, scope), context.n(mean, scope), context.cell(top, scope), context.fraction(top, scope)]
        rows.append(Row((Cell(f"{no}. {context.names.item(item)}"), *cells)))
    return Table(f"{instrument.code}_means", context.words("means_title"), tuple(columns), tuple(rows), (_scale_note(context, instrument),), dense=True)


def _scale_note(context: Context, instrument: Instrument) -> str:
    scales = {(item.min, item.max, item.best) for item in instrument.items if item.kind == "scale"}
    ranges = ", ".join(sorted(f"{low}–{high}" for low, high, _ in scales))
    low_is_best = any(best == "low" for _, _, best in scales)
    return context.words("scale_note_low" if low_is_best else "scale_note", scale=ranges)


def _options(context: Context, instrument: Instrument) -> Table | None:
    rows: list[Row] = []
    for item in instrument.items:
        figure_id = f"survey.{instrument.code}.share.{item.code}"
        if item.kind not in ("single", "multi") or not context.figures.codes(figure_id, "option"):
            continue
        rows.append(Row((Cell(f"{context.names.item(item)}{' ' + context.words('choose_many') if item.kind == 'multi' else ''}"),), "group"))
        for option in item.options:
            cells: list[Cell] = []
            for scope in context.scopes:
                breakdown = {"option": option.code}
                cells += [context.cell(figure_id, scope, breakdown), context.fraction(figure_id, scope, breakdown), context.n(figure_id, scope, breakdown)]
            rows.append(Row((Cell(option.labels[0]), *cells)))
    if not rows:
        return None
    headers = [context.words("share"), context.words("chose_of"), "n"]
    columns = (label_column(context.words("option")), *scoped(context, headers))
    return Table(f"{instrument.code}_options", context.words("options_title"), columns, tuple(rows))


def _breakdown(context: Context, instrument: Instrument, dimension: str) -> list[Table]:
    """Responses and means by unit, respondent group or wave: items in columns, numbered as in the table of means."""
    responses = f"survey.{instrument.code}.responses"
    order = {"unit": unit_order(context), "group": [group.code for group in context.programme.groups]}.get(dimension, [])
    codes = context.figures.codes(responses, dimension, order)
    scales = [item for item in instrument.items if item.kind == "scale"]
    if len(codes) < 2 or not scales:
        return []
    columns = [label_column(context.words(f"{dimension}_column"), 3.4), Column(context.words("survey_responses"), width=1.2)]
    columns += [Column(context.words("statement_no", no=no), width=1.2, detail=context.words("sum_answers")) for no in range(1, len(scales) + 1)]
    tables = []
    for scope in context.scopes:
        rows = [_breakdown_row(context, instrument, scope, dimension, code) for code in codes]
        shown = [row for row in rows if any(cell.text not in ("0", "–") for cell in row.cells[1:])]
        title = context.scoped_title(context.words(f"survey_by_{dimension}"), scope)
        table = Table(f"{instrument.code}_{dimension}_{scope}", title, tuple(columns), tuple(shown), (context.words("numbered_note"),), dense=True)
        if len(shown) > 1:
            tables.append(table)
    return tables


def _breakdown_row(context: Context, instrument: Instrument, scope: Scope, dimension: str, code: str) -> Row:
    prefix, breakdown = f"survey.{instrument.code}", {dimension: code}
    means = [context.cell(f"{prefix}.mean.{item.code}", scope, breakdown, detail=True) for item in instrument.items if item.kind == "scale"]
    return Row((Cell(context.names.dimension(dimension, code)), context.cell(f"{prefix}.responses", scope, breakdown), *means))
