"""Document → PDF: tagged for screen readers (PDF/UA-1), fonts embedded, the same bytes for the same document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import typst

from seuranta.reporting.document import Block, Cell, Chart, Document, KeyFigures, OwnWords, Paragraph, Table, runs
from seuranta.reporting.fonts import FONT_FOLDER
from seuranta.reporting.row_headers import mark_row_headers
from seuranta.vocabulary.errors import OperationFailed

TEMPLATES = Path(__file__).parent / "templates"
PARTS = "parts.typ"
STANDARD: Final = "ua-1"
AS_THEY_ARE = ("language", "title", "author", "subtitle", "kind", "audience", "watermark", "facts", "footer", "hidden_note", "running", "labels")


def print_pdf(document: Document, template: str = "report.typ") -> bytes:
    """The document as PDF/UA-1; ``OperationFailed`` where typesetting cannot comply."""
    files: Any = {
        "main": (TEMPLATES / template).read_bytes(),
        PARTS: (TEMPLATES / PARTS).read_bytes(),
        "document.json": json.dumps(_as_data(document), ensure_ascii=False).encode(),
    }
    for section in document.sections:
        files |= {f"{block.key}.svg": block.svg.encode() for block in section.blocks if isinstance(block, Chart)}
    try:
        pdf = _compiler().compile(files, format="pdf", pdf_standards=STANDARD, timestamp=int(document.created.timestamp()))
    except typst.TypstError as error:
        raise OperationFailed("report.pdf", "a document that PDF/UA-1 allows", str(error), f"look at templates/{template}") from error
    assert isinstance(pdf, bytes)
    return mark_row_headers(pdf)


@cache
def _compiler() -> typst.Compiler:
    """One for all documents of a process: it reads the fonts once."""
    return typst.Compiler(font_paths=[str(FONT_FOLDER)], ignore_system_fonts=True)


def _as_data(document: Document) -> dict[str, Any]:
    data = {name: getattr(document, name) for name in AS_THEY_ARE}
    data["to_do"] = [runs(sentence) for sentence in document.to_do]
    data["sections"] = [
        {"key": section.key, "title": section.title, "level": section.level, "blocks": _blocks(section.blocks)} for section in document.sections
    ]
    return data


def _cell(cell: Cell) -> dict[str, str]:
    return {"text": cell.text, "kind": cell.kind, "detail": cell.detail}


def _blocks(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """The blocks in order, points that follow each other as one list: read aloud it says how many they are."""
    made: list[dict[str, Any]] = []
    for is_list, members in groupby(blocks, key=lambda block: isinstance(block, Paragraph) and block.kind == "point"):
        found = [_block(block) for block in members]
        made += [{"type": "points", "items": [one["runs"] for one in found]}] if is_list else found
    return made


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "kind": block.kind, "runs": runs(block.text)}
    if isinstance(block, KeyFigures):
        return {"type": "key_figures", "items": [asdict(item) for item in block.items]}
    if isinstance(block, Table):
        return {
            "type": "table", "title": block.title, "notes": block.notes, "dense": block.dense, "columns": [vars(column) for column in block.columns],
            "rows": [{"kind": row.kind, "cells": [_cell(cell) for cell in row.cells]} for row in block.rows],
        }  # fmt: skip
    if isinstance(block, OwnWords):
        return {"type": "own_words", "label": block.label, "is_missing": block.is_missing, "paragraphs": _blocks(block.paragraphs)}
    return {"type": "chart", "key": block.key, "title": block.title, "alt": block.alt, "width": block.width, "message": runs(block.message)}
