"""Reads a tagged PDF as a screen reader does: elements of the structure tree in order, with the text that is marked as theirs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.generic import ContentStream


@dataclass
class Page:
    """What one page draws: text and height (points from the foot) by marked-content id; text of artifacts; text that is neither."""

    marked: dict[int, str] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    stray: str = ""


class Spoken:
    """A tagged PDF with its pages' texts."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = pypdf.PdfReader(io.BytesIO(pdf))
        root: Any = self.reader.trailer["/Root"]
        self.tree: Any = root["/StructTreeRoot"]
        self.pages = [_drawn(self.reader, page) for page in self.reader.pages]
        self._numbers = {page.indirect_reference.idnum: no for no, page in enumerate(self.reader.pages) if page.indirect_reference}
        self.headers = {str(found["/ID"]): found for found in self.elements() if "/ID" in found}

    def elements(self, kind: str = "", root: Any = None) -> Iterator[Any]:
        """All elements below the root, in reading order; of one kind, if it is named."""
        for element in self.children(self.tree if root is None else root):
            if not kind or kind_of(element) == kind:
                yield element
            yield from self.elements(kind, element)

    def children(self, element: Any) -> list[Any]:
        return [part for part in _parts(element) if isinstance(part, dict) and "/S" in part]

    def marks(self, element: Any) -> Iterator[tuple[int, int]]:
        """(page, marked-content id) of everything drawn for the element itself, not for those below it."""
        page = self._numbers[element.raw_get("/Pg").idnum] if "/Pg" in element else -1
        for part in _parts(element):
            if isinstance(part, int):
                yield page, part
            elif part.get("/Type") == "/MCR":
                yield self._numbers[part.raw_get("/Pg").idnum], part["/MCID"]

    def text(self, element: Any) -> str:
        below = "".join(self.text(child) for child in self.children(element))
        return "".join(self.pages[page].marked.get(mark, "") for page, mark in self.marks(element)) + below

    def headed_by(self, cell: Any) -> list[str]:
        """The headers that are said with a cell: texts, without the hyphens of line ends."""
        return [self.text(self.headers[str(name)]).replace("\u00ad", "").strip() for name in attribute(cell, "/Headers") or ()]


def kind_of(element: Any) -> str:
    return str(element["/S"]).removeprefix("/")


def attribute(element: Any, name: str) -> Any:
    given = element.get("/A", [])
    return next((one.get_object()[name] for one in (given if isinstance(given, list) else [given]) if name in one.get_object()), None)


def _parts(element: Any) -> list[Any]:
    found = element.get("/K", [])
    found = found.get_object()
    return [part.get_object() for part in (found if isinstance(found, list) else [found])]


def _drawn(reader: pypdf.PdfReader, page: Any) -> Page:
    drawn, fonts, open_marks = Page(), {name: _letters(font) for name, font in page["/Resources"].get("/Font", {}).items()}, []
    font: dict[int, str] = {}
    height = 0.0
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            facts = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
            open_marks.append("artifact" if operands[0] == "/Artifact" else facts.get("/MCID"))
            if isinstance(open_marks[-1], int):
                drawn.marked.setdefault(open_marks[-1], "")
        elif operator == b"EMC":
            open_marks.pop()
        elif operator == b"cm":
            height = float(operands[5])
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ"):
            _put(drawn, open_marks, _said(operands[0], font), height)
    return drawn


def _put(drawn: Page, open_marks: list[Any], said: str, height: float) -> None:
    mark = next((one for one in reversed(open_marks) if one is not None), None)
    if mark is None:
        drawn.stray += said
    elif "artifact" in open_marks:
        drawn.artifacts.append(said)
    else:
        drawn.marked[mark] += said
        drawn.heights.setdefault(mark, height)


def _said(shown: Any, font: dict[int, str]) -> str:
    pieces = [piece.original_bytes for piece in (shown if isinstance(shown, list) else [shown]) if not isinstance(piece, (int, float))]
    return "".join(font[int.from_bytes(piece[at : at + 2], "big")] for piece in pieces for at in range(0, len(piece), 2))


def _letters(font: Any) -> dict[int, str]:
    """The text of each glyph, from the font's own table; a font without one raises ``KeyError``."""
    table = font.get_object()["/ToUnicode"].get_object().get_data().decode("latin-1")
    letters: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        letters |= {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in re.findall(r"<(\w+)>\s*<(\w*)>", block)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            letters |= {code: chr(int(text, 16) + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return letters
