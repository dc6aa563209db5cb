"""Document → one HTML file: nothing from outside, no script, fine on a phone and on paper."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from seuranta.reporting.document import Block, Chart, Column, Document, KeyFigures, OwnWords, Paragraph, Table, runs
from seuranta.reporting.fonts import REGULAR, SEMIBOLD

TEMPLATES = Path(__file__).parent / "templates"


def write_page(document: Document) -> str:
    """The document as HTML with its style, fonts and charts inside."""
    return _template().render(
        document=document,
        style=(TEMPLATES / "report.css").read_text(encoding="utf-8"),
        regular=_encoded(REGULAR),
        semibold=_encoded(SEMIBOLD),
    )


def column_groups(columns: Iterable[Column]) -> list[tuple[str, int]]:
    """Neighbouring columns under one heading: its text and how many they are."""
    return [(name, len(list(members))) for name, members in groupby(column.group for column in columns)]


@cache
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    environment.globals |= {"runs": runs, "spans": column_groups, "grouped": _grouped}
    return environment.get_template("report.html.j2")


@cache
def _encoded(font: Path) -> str:
    return base64.b64encode(font.read_bytes()).decode()


def _grouped(blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    return [(kind, list(members)) for kind, members in groupby(blocks, key=_kind)]


def _kind(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.kind
    return {Table: "table", Chart: "chart", KeyFigures: "key_figures", OwnWords: "own_words"}[type(block)]
