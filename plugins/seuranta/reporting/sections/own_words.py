"""The project's own words: matched to the parts of the report by their headings, read as plain Markdown, set apart.

Nothing of a text is run or fetched: of Markdown only paragraphs, lists and emphasis are kept; links and pictures are left
as their words, and marks that renderers use are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from seuranta.reporting.context import Context
from seuranta.reporting.document import STRONG_END, STRONG_START, OwnWords, Paragraph, Section
from seuranta.vocabulary.narratives import OwnText
from seuranta.words import LANGUAGES, phrases

# What a project can write of, in the order of the report: chapters of figures, then those of its words alone.
PARTS = ("summary", "participants", "recruitment", "activity", "surveys", "results", "deviations", "publicity", "next")
EXPECTED = ("summary", "activity", "results", "deviations", "next")
PLAIN = MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink", "html_inline", "html_block", "entity", "reference"])
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<?https?://\S+")

TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def own_words(context: Context, part: str) -> list[OwnWords]:
    """The project's words on a part; in a draft, a reminder where they are expected and missing."""
    texts = [text for text in context.own_words if part_of(text) == part]
    paragraphs = tuple(paragraph for text in texts for paragraph in paragraphs_of(text.text))
    if paragraphs:
        return [OwnWords(context.words("own_words_label"), paragraphs)]
    return [_reminder(context, [part])] if part in missing_parts(context) else []


def own_chapters(context: Context, present: Collection[str]) -> list[Section]:
    """Chapters for words that the report has no other place for; ``present`` are the parts that have one.

    In a draft, one chapter with a reminder for all that is expected and missing.
    """
    sections = []
    for part in PARTS:
        blocks = own_words(context, part) if part not in present else []
        if blocks and part not in missing_parts(context):
            sections.append(Section(f"own_{part}", context.words(f"own_{part}"), tuple(blocks)))
    others = tuple(_other(context, text) for text in context.own_words if part_of(text) == "")
    sections += [Section("own_other", context.words("own_other"), others)] if others else []
    missing = [part for part in missing_parts(context) if part not in present]
    sections += [Section("own_missing", context.words("own_words_label"), (_reminder(context, missing),))] if missing else []
    return sections


def _reminder(context: Context, parts: Sequence[str]) -> OwnWords:
    headings = context.words("own_words_between").join(context.words(f"own_{part}") for part in parts)
    return OwnWords(context.words("own_words_missing_label"), (Paragraph(context.words("own_words_missing", heading=headings)),), is_missing=True)


def _other(context: Context, text: OwnText) -> OwnWords:
    """Words under a heading of the project's own."""
    title = Paragraph(f"{STRONG_START}{_clean(text.heading)}{STRONG_END}")
    return OwnWords(context.words("own_words_label"), (title, *paragraphs_of(text.text)))


def missing_parts(context: Context) -> list[str]:
    """The expected parts of a draft that nobody has written of yet."""
    if context.report.status != "draft":
        return []
    written = {part_of(text) for text in context.own_words}
    return [part for part in EXPECTED if part not in written]


def part_of(text: OwnText) -> str:
    """The part of the report that a text's heading names, in any language; of a text before the first heading, the summary."""
    if not text.heading:
        return "summary"
    named = _plain_heading(text.heading)
    for part in PARTS:
        if named in _headings_of(part):
            return part
    return ""


@cache
def _headings_of(part: str) -> frozenset[str]:
    """What the part may be called, in every language."""
    texts = [phrases("report", language).texts for language in LANGUAGES]
    headings = [heading for known in texts for heading in (known[f"own_{part}"], *known[f"own_{part}_headings"].split("|"))]
    return frozenset(_plain_heading(heading) for heading in headings)


def paragraphs_of(markdown: str) -> Iterator[Paragraph]:
    """A text's paragraphs and list items, with what it emphasises set apart."""
    is_item = False
    for token in PLAIN.parse(_clean(markdown)):
        if token.type in ("list_item_open", "list_item_close"):
            is_item = token.type == "list_item_open"
        text = _inline(token.children or ()) if token.type == "inline" else token.content if token.type in ("code_block", "fence") else ""
        if text.strip():
            yield Paragraph(text.strip(), "point" if is_item else "body")


def _inline(tokens: Sequence[Token]) -> str:
    marks = {"strong_open": STRONG_START, "strong_close": STRONG_END, "softbreak": " ", "hardbreak": " "}
    return "".join(marks.get(token.type, token.content) for token in tokens)


def _clean(text: str) -> str:
    """Without private signs, which renderers read as marks, and tags; of a link its words alone."""
    without_marks = TAG.sub("", re.sub("[\ue000-\uf8ff]", "", text))
    return LINK.sub(lambda found: found[1] or "", without_marks)


def _plain_heading(heading: str) -> str:
    return re.sub(r"^[\d.)\s]+|[\s:.]+$", "", heading).casefold()
