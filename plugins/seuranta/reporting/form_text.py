"""The report as plain text for a funder's web form: no links, no tables, each part with its length.

Written from the same protected figures as every other file. Forms count characters, and so does this: a part that is longer than its
form usually takes says so in its heading, and nothing is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seuranta.reporting.context import Context
from seuranta.reporting.document import Block, Document, OwnWords, Paragraph, Section, plain
from seuranta.reporting.hidden_notes import hidden_note
from seuranta.reporting.numbers import NBSP
from seuranta.reporting.sections.own_words import PARTS
from seuranta.reporting.trends import FOLLOWED

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
PART_LIMIT = 2000


def form_text(document: Document, context: Context) -> str:
    """UTF-8 text with plain line breaks: what is in it, then each part under a heading that gives its length."""
    words = context.words
    head = [document.title, f"{document.kind}, {document.subtitle}", document.audience]
    head += [document.watermark] if document.watermark else []
    parts = [(title, text) for title, text in _parts(document, context) if text]
    told = [_part(context, title, text) for title, text in parts]
    note = words("form_note", limit=context.numbers.whole(PART_LIMIT))
    return _as_plain("\n".join([*head, "", note, "", *told]))


def _parts(document: Document, context: Context) -> Iterator[tuple[str, str]]:
    summary = next(section for section in document.sections if section.key == "summary")
    yield context.words("form_results"), _sentences(summary.blocks)
    yield context.words("form_numbers"), "\n".join(_numbers(context))
    for section in document.sections:
        own = _own(section.blocks)
        if own:
            yield _own_title(section, context), own
    yield context.words("form_basis"), _basis(context)


def _own_title(section: Section, context: Context) -> str:
    return context.words(f"own_{section.key}") if section.key in PARTS else section.title


def _sentences(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph) and block.kind != "note")


def _own(blocks: Sequence[Block]) -> str:
    words = [block for block in blocks if isinstance(block, OwnWords) and not block.is_missing]
    return "\n".join(("- " if one.kind == "point" else "") + one.text for block in words for one in block.paragraphs)


def _numbers(context: Context) -> Iterator[str]:
    """A line for each followed figure: this period, since the start, and what it rests on (collected, sample or estimate)."""
    for followed in FOLLOWED:
        figure = context.figures.get(followed.figure_id, context.main_scope, followed.breakdown)
        if figure is None or (figure.value is None and not figure.suppressed):
            continue
        cells = [(scope, context.cell_with_parts(context.figures.get(followed.figure_id, scope, followed.breakdown))) for scope in context.scopes]
        values = [
            (f"{context.words(f'scope_{scope}').lower()} " if len(cells) > 1 else "") + cell.text + (f" ({cell.detail})" if cell.detail else "")
            for scope, cell in cells
        ]
        yield f"{context.words(f'followed_{followed.word}')}: {', '.join(values)} ({context.words(f'basis_{figure.basis}')})"


def _basis(context: Context) -> str:
    said = [context.words("method_basis"), context.words("method_n")]
    return " ".join(filter(None, [*said, hidden_note(context)]))


def _part(context: Context, title: str, text: str) -> str:
    length = len(_as_plain(text))
    key = "form_part_long" if length > PART_LIMIT else "form_part"
    return f"{context.words(key, title=title, length=context.numbers.whole(length))}\n{text}\n"


def _as_plain(text: str) -> str:
    """Without marks and signs that forms spoil."""
    return plain(text).replace(SOFT_HYPHEN, "").replace(NBSP, " ").replace("−", "-").replace("→", "->")
