"""Cells, styles and sheets of the workbook about the situation: texts only, a header that stays, pages that print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from seuranta.feedback.cells import LONGEST_CELL_TEXT, STARTS_OF_FORMULAS
from seuranta.vocabulary.feedback_mark import FEEDBACK_SHEET_MARK

A4 = 9
INK, QUIET, LINE, CALM = "#1F2933", "#55606C", "#D5DBE1", "#F1F4F7"
GOOD, SOME, BAD = ("#0B6B3A", "#E3F4EA"), ("#7A4B00", "#FDF0D0"), ("#9B1C1C", "#FDE8E8")
NEW, STILL = ("#0B4F9E", "#E5EFF9"), (QUIET, CALM)
TONES = {
    "state_received": GOOD,
    "state_counting": NEW,
    "state_partly": SOME,
    "state_missing": (BAD[0], "#FFFFFF"),
    "state_nothing_to_report": STILL,
    "status_accepted": GOOD,
    "status_accepted_with_warnings": GOOD,
    "status_partly_accepted": SOME,
    "status_held": SOME,
    "status_rejected": BAD,
    "status_duplicate": STILL,
    "status_nothing_to_report": STILL,
}
CELL = {"font_color": INK, "text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": LINE}
STYLES: dict[str, dict[str, object]] = {
    "mark": {"font_color": QUIET, "font_size": 8},
    "title": {"font_color": INK, "bold": True, "font_size": 16},
    "quiet": {"font_color": QUIET},
    "open": {"font_color": BAD[0], "bold": True, "font_size": 12},
    "fine": {"font_color": GOOD[0], "bold": True, "font_size": 12},
    "note": {"font_color": INK, "bold": True},
    "header": {"font_color": INK, "bold": True, "bg_color": CALM, "text_wrap": True, "valign": "top", "bottom": 2, "bottom_color": QUIET},
    "plain": CELL,
    "plain_overflowing": {"font_color": INK},
    "late": {**CELL, "font_color": BAD[0], "bold": True},
    "link": {**CELL, "font_color": NEW[0], "underline": 1},
    **{name: {**CELL, "font_color": ink, "bg_color": back} for name, (ink, back) in TONES.items()},
}
TITLE_POINTS = 24
NOT_IN_LINKS = re.compile(r"[%\s\"<>#\[\]`^{}]")


@dataclass(frozen=True)
class Text:
    """A cell. ``link`` is a quoted path from the workbook's folder."""

    text: str
    style: str = "plain"
    link: str | None = None


Line = Sequence[Text]


class Styles:
    """The formats of a workbook, each made when it is first asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Any] = {}

    def of(self, cell: Text) -> Any:
        """The format of the cell; a text that would become a formula when somebody edits it is marked as a text."""
        key = (cell.style, cell.text.startswith(STARTS_OF_FORMULAS))
        if key not in self._made:
            self._made[key] = self._book.add_format({**STYLES[cell.style], "quote_prefix": key[1]})
        return self._made[key]


class Page:
    """A sheet that is written from above; the mark in its corner keeps it from being read as data."""

    def __init__(self, book: Any, styles: Styles, name: str) -> None:
        self._sheet = book.add_worksheet(name)
        self._styles = styles
        self._row = 0

    def open(self, widths: Sequence[int]) -> None:
        """Sets columns and print; writes the mark."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.hide_gridlines(2)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.set_margins(left=0.5, right=0.5)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&L&A&R&P / &N")
        self.write_line((Text(FEEDBACK_SHEET_MARK, "mark"),))

    def write_title(self, text: str) -> None:
        self._sheet.set_row(self._row, TITLE_POINTS)
        self.write_line((Text(text, "title"),))

    def write_quiet(self, text: str) -> None:
        self.write_line((Text(text, "quiet"),))

    def write_strong(self, text: str, tone: str) -> None:
        self.write_line((Text(text, tone),))

    def skip(self) -> None:
        self._row += 1

    def write_table(self, header: Sequence[str], lines: Sequence[Line]) -> None:
        """A header that stays in sight, on every printed page and with filters; the lines below."""
        top = self._row
        self.write_line([Text(text, "header") for text in header])
        self._sheet.freeze_panes(self._row, 0)
        self._sheet.repeat_rows(top)
        for line in lines:
            self.write_line(line)
        self._sheet.autofilter(top, 0, self._row - 1, len(header) - 1)

    def write_line(self, line: Line) -> None:
        for column, cell in enumerate(line):
            text = cell.text[:LONGEST_CELL_TEXT]
            if cell.link:
                self._sheet.write_url(self._row, column, f"external:{_target(cell.link)}", self._styles.of(cell), text)
            elif not text:
                self._sheet.write_blank(self._row, column, None, self._styles.of(cell))
            else:
                self._sheet.write_string(self._row, column, text, self._styles.of(cell))
        self._row += 1


def _target(link: str) -> str:
    """The path as spreadsheets look for it: letters as they are, only what a link cannot hold quoted."""
    return NOT_IN_LINKS.sub(lambda found: quote(found[0]), unquote(link))
