"""Changes between the first and the last wave of a survey: shown where they are comparable, else said why not."""

from __future__ import annotations

from seuranta.programmes.instrument import Instrument
from seuranta.reporting.context import Context
from seuranta.reporting.document import Block, Cell, Column, Paragraph, Row, Table
from seuranta.reporting.figure_set import is_positive, is_shown, is_told
from seuranta.reporting.sections.common import label_column
from seuranta.vocabulary.figures import Scope


def changes(context: Context, instrument: Instrument) -> list[Block]:
    """The verdict on comparability and, where it may be shown, the table of changes; nothing before a second wave."""
    prefix = f"survey.{instrument.code}"
    comparable = context.figures.get(f"{prefix}.comparable", "cumulative")
    if comparable is None or not is_told(comparable) or not _has_two_waves(context, f"{prefix}.responses"):
        return []
    may_show = is_shown(comparable) and bool(comparable.value)
    pairs = context.figures.get(f"{prefix}.pairs", "cumulative")
    blocks: list[Block] = [*context.say("comparable" if may_show else "not_comparable", pairs=pairs)] or [
        Paragraph(context.words("comparable_plain" if may_show else "not_comparable_plain"))
    ]
    if may_show or context.report.audience == "internal":
        table = _table(context, instrument)
        blocks += [table] if table else []
    return blocks


def _has_two_waves(context: Context, responses: str) -> bool:
    waves = context.figures.codes(responses, "wave")
    return len([wave for wave in waves if is_positive(context.figures.get(responses, "cumulative", {"wave": wave}))]) > 1


def _table(context: Context, instrument: Instrument) -> Table | None:
    prefix = f"survey.{instrument.code}.change"
    subjects = [(f"{prefix}.{item.code}", context.names.item(item)) for item in instrument.items if item.kind == "scale"]
    subjects.append((f"{prefix}.index", context.words("survey_index")))
    told = [(id_, label) for id_, label in subjects if context.figures.has(id_, context.scopes)]
    if not told:
        return None
    columns = [label_column(context.words("statement"), 5.0)]
    for scope in context.scopes:
        group = context.scope_name(scope)
        columns += [Column(context.words("change"), group), Column(context.words("sum_pairs"), group, 1.2), Column("n", group, 0.7)]
    rows = [Row((Cell(label), *(cell for scope in context.scopes for cell in _cells(context, id_, scope)))) for id_, label in told]
    return Table(f"{instrument.code}_changes", context.words("changes_title"), tuple(columns), tuple(rows), (context.words("changes_note"),))


def _cells(context: Context, figure_id: str, scope: Scope) -> tuple[Cell, Cell, Cell]:
    return context.cell(figure_id, scope), context.fraction(figure_id, scope), context.n(figure_id, scope)
