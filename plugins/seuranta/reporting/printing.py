"""Document → PDF: tagged for screen readers (PDF/UA-1), fonts embedded, the same bytes for the same document."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import typst

from seuranta.reporting.document import Block, Chart, Document, KeyFigures, Paragraph, Table, runs
from seuranta.reporting.fonts import FONT_FOLDER
from seuranta.vocabulary.errors import OperationFailed

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
STANDARD: Final = "ua-1"
AS_THEY_ARE = ("language", "title", "author", "subtitle", "kind", "watermark", "facts", "footer", "hidden_note", "running", "labels")


def print_pdf(document: Document) -> bytes:
    """The document as PDF/UA-1; ``OperationFailed`` where typesetting cannot comply."""
    files: Any = {"main": TEMPLATE.read_bytes(), "document.json": json.dumps(_as_data(document), ensure_ascii=False).encode()}
    for section in document.sections:
        files |= {f"{block.key}.svg": block.svg.encode() for block in section.blocks if isinstance(block, Chart)}
    try:
        pdf = typst.compile(
            files, format="pdf", pdf_standards=STANDARD, font_paths=[str(FONT_FOLDER)], ignore_system_fonts=True, timestamp=int(document.created.timestamp())
        )
    except typst.TypstError as error:
        raise OperationFailed("report.pdf", "a document that PDF/UA-1 allows", str(error), "look at templates/report.typ") from error
    assert isinstance(pdf, bytes)
    return pdf


def _as_data(document: Document) -> dict[str, Any]:
    data = {name: getattr(document, name) for name in AS_THEY_ARE}
    data["sections"] = [
        {"title": section.title, "level": section.level, "blocks": [_block(block) for block in section.blocks]} for section in document.sections
    ]
    return data


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "kind": block.kind, "runs": runs(block.text)}
    if isinstance(block, KeyFigures):
        return {"type": "key_figures", "items": [asdict(item) for item in block.items]}
    if isinstance(block, Table):
        return {"type": "table", **asdict(block)}
    return {"type": "chart", "key": block.key, "title": block.title, "alt": block.alt, "width": block.width}
