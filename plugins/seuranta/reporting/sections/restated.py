"""What a second release of a period changed: each figure old and new, by cause, and the reason. Only what both releases show."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from seuranta.reporting.cells import kind_of
from seuranta.reporting.context import Context
from seuranta.reporting.document import Block, Cell, Column, Paragraph, Row, Section, Table
from seuranta.reporting.numbers import EN_DASH
from seuranta.reporting.sections.common import label_column
from seuranta.vocabulary.figures import Figure
from seuranta.vocabulary.restatement import CAUSES, Cause, FigureChange, Restatement


def restated(context: Context) -> list[Section]:
    """The chapter, or nothing of a period's first release."""
    restatement = context.material.restatement
    if restatement is None:
        return []
    words = context.words
    blocks: list[Block] = [Paragraph(words("restated_intro", old=restatement.old_release, new=restatement.new_release))]
    blocks.append(Paragraph(words("restated_reason", reason=restatement.reason)))
    blocks.append(_table(context, restatement) if restatement.changes else Paragraph(words("restated_nothing")))
    if restatement.affected_later_periods:
        blocks.append(Paragraph(words("restated_later", periods=_listed(restatement.affected_later_periods))))
    if restatement.released_later_periods:
        blocks.append(Paragraph(words("restated_later_released", periods=_listed(restatement.released_later_periods))))
    return [Section("restated", words("restated"), tuple(blocks))]


def _table(context: Context, restatement: Restatement) -> Table:
    """A column for each cause that any change has."""
    causes = [cause for cause in CAUSES if any(cause in change.causes for change in restatement.changes)]
    columns = [
        label_column(context.words("figure"), 4.2),
        Column(context.words("restated_old"), width=1.1),
        Column(context.words("restated_new"), width=1.1),
        *(Column(context.words(f"cause_{cause}"), context.words("restated_causes"), 1.1) for cause in causes),
    ]
    rows = tuple(
        Row((Cell(_label(context, change)), *_values(context, change), *_parts(context, change, causes))) for change in _in_order(context, restatement)
    )
    return Table("restated", context.words("restated_title"), tuple(columns), rows, (context.words("restated_note"),), dense=True)


def _in_order(context: Context, restatement: Restatement) -> list[FigureChange]:
    """Totals before what they are made of; in the first period a change that is the same since the start is told once."""
    since_start = {_place(change): change for change in restatement.changes if change.scope == "cumulative" and context.is_first_period}
    told = [change for change in restatement.changes if change.scope != "period" or replace(change, scope="cumulative") != since_start.get(_place(change))]
    return sorted(told, key=lambda change: len(change.breakdown))


def _place(change: FigureChange) -> tuple[str, frozenset[tuple[str, str]]]:
    return change.figure_id, frozenset(change.breakdown.items())


def _label(context: Context, change: FigureChange) -> str:
    place = [context.words(f"scope_{change.scope}").lower()]
    if change.breakdown:
        place.append(context.names.breakdown(change.breakdown))
    return f"{context.names.figure(change.figure_id)} ({', '.join(place)})"


def _values(context: Context, change: FigureChange) -> list[Cell]:
    return [
        context.cell_with_parts(Figure(id=change.figure_id, scope=change.scope, breakdown=dict(change.breakdown), value=value))
        for value in (change.old, change.new)
    ]


def _parts(context: Context, change: FigureChange, causes: list[Cause]) -> list[Cell]:
    """How much each cause did; a mark alone where the parts may not be told."""
    if change.parts is None:
        return [Cell(context.words("cause_had_part") if cause in change.causes else "", "text") for cause in causes]
    return [_part(context, change, change.parts[cause]) if cause in change.causes else Cell(EN_DASH, "missing") for cause in causes]


def _part(context: Context, change: FigureChange, part: Decimal) -> Cell:
    number, numbers = float(part), context.numbers
    if kind_of(change.figure_id) == "share":
        return Cell(context.words("percentage_points", points=numbers.decimal(number * 100, 1, signed=True)), "number")
    places = 0 if number == int(number) else 2
    text = numbers.decimal(number, places, signed=True)
    shape = "0" if places == 0 else "0.00"
    return Cell(text, "number", number, f"+{shape};−{shape};{shape}")


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(str(number) for number in numbers)
