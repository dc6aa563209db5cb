"""Where pages of the printed report end: no note and no heading alone, wherever on the page a table begins."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pypdf
import pytest

from seuranta.reporting.composing import compose
from seuranta.reporting.context import Context
from seuranta.reporting.document import STRONG_END, STRONG_START, Block, Cell, Column, Document, Paragraph, Row, Section, Table
from seuranta.reporting.printing import print_pdf
from tests.unit.reporting.reports import a_material, a_report

LINES_BEFORE = range(0, 40, 3)
SHORT, LONG = 6, 16
NOTE, AFTER = "Huomautus taulukon alla.", "Huomautus taulukon jälkeen."


def test_notes_stand_on_the_page_of_the_last_row() -> None:
    for rows in (SHORT, LONG):
        for before in LINES_BEFORE:
            pages = set_after(before, a_table(rows, notes=(NOTE,)), Paragraph(AFTER, "note"))
            assert [page_with(pages, text) for text in (NOTE, AFTER)] == [page_with(pages, f"rivi {rows - 1}.")] * 2, (rows, before)


def test_a_heading_stands_on_the_page_of_the_first_rows() -> None:
    for rows in (SHORT, LONG):
        for before in LINES_BEFORE:
            pages = set_after(before, a_table(rows))
            assert len({page_with(pages, text) for text in ("Taulukko", "rivi 0.", "rivi 1.", "rivi 2.")}) == 1, (rows, before)


def test_headings_within_a_table_stand_on_the_page_of_what_follows() -> None:
    for before in LINES_BEFORE:
        parted = a_table(LONG, groups={5: ("Toimipisteittäin", "Ranta"), 10: ("Saari",)})
        pages = set_after(before, parted)
        for row, texts in ((5, ("Toimipisteittäin", "Ranta")), (10, ("Saari",))):
            assert {page_with(pages, text) for text in texts} == {page_with(pages, f"rivi {row}.")}, before


def test_a_number_does_not_begin_a_line_without_the_word_before_it() -> None:
    for length in range(60, 100):
        text = f"{'a' * (length - 11)} tuli heitä {STRONG_START}1{STRONG_END}."
        lines = [line.strip() for page in lines_of(text) for line in page.splitlines()]
        assert "1." not in lines, length


@pytest.mark.parametrize("rows", [SHORT, LONG])
def test_a_page_is_filled_before_the_next_begins(rows: int) -> None:
    """What is kept together leaves no page half empty: with 20 lines before it, a table of any length begins below them."""
    pages = set_after(20, a_table(rows, notes=(NOTE,)))
    assert page_with(pages, "rivi 0.") == page_with(pages, "kappale 19")


def a_table(count: int, notes: tuple[str, ...] = (), groups: dict[int, tuple[str, ...]] | None = None) -> Table:
    rows = []
    for no in range(count):
        rows += [Row((Cell(text),), "group") for text in (groups or {}).get(no, ())]
        rows.append(Row((Cell(f"rivi {no}."), Cell(str(no)), Cell(str(no)))))
    return Table("t", "Taulukko", (Column("Luku", width=3, align="left"), Column("Ennen"), Column("Nyt")), tuple(rows), notes)


def set_after(lines: int, *blocks: Block) -> Sequence[str]:
    """The text of each page, where as many one-line paragraphs stand before the blocks."""
    filling = tuple(Paragraph(f"kappale {no}") for no in range(lines))
    document = replace(an_empty_document(), sections=(Section("s", "Luku", (*filling, *blocks)),))
    return [page.replace("\n", " ") for page in printed(document)]


def lines_of(text: str) -> Sequence[str]:
    return printed(replace(an_empty_document(), sections=(Section("s", "Luku", (Paragraph(text), a_table(SHORT))),)))


def printed(document: Document) -> Sequence[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(print_pdf(document))).pages]


@cache
def an_empty_document() -> Document:
    return compose(Context(a_report([]), a_material()))


def page_with(pages: Sequence[str], text: str) -> int:
    [found] = [no for no, page in enumerate(pages) if text in page]
    return found
