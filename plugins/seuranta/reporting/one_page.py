"""The report on one page: key figures, sentences, targets, all periods side by side; and where the rest is."""

from __future__ import annotations

from dataclasses import replace

from seuranta.reporting.context import Context
from seuranta.reporting.document import Block, Document, Paragraph, Section, Table
from seuranta.reporting.hidden_notes import hidden_note
from seuranta.reporting.sections.summary import summary

TEMPLATE = "onepage.typ"
LAST_PERIODS = 4


def one_page(document: Document, context: Context) -> Document:
    """The document's summary by itself, with its last periods and without reminders for whoever writes the report."""
    [section] = summary(context)
    blocks = tuple(_shortened(block) for block in section.blocks)
    return replace(
        document, kind=context.words("one_page_kind"), sections=(Section("summary", section.title, (*blocks, *_where_the_rest_is(context))),), to_do=()
    )


def _shortened(block: Block) -> Block:
    """Of the table of periods only the last ones and the total."""
    if not isinstance(block, Table) or block.key != "periods" or len(block.columns) <= LAST_PERIODS + 2:
        return block
    kept = [0, *range(len(block.columns) - LAST_PERIODS - 1, len(block.columns))]
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in block.rows)
    return replace(block, columns=tuple(block.columns[place] for place in kept), rows=rows)


def _where_the_rest_is(context: Context) -> list[Paragraph]:
    return [Paragraph(" ".join(filter(None, [context.words("one_page_rest"), hidden_note(context)])), "note")]
