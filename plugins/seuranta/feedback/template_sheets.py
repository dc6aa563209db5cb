"""Writes one empty workbook: headers with notes, and drop-down lists whose every value is accepted.

Long lists stand on a sheet of their own, which carries our mark and so is never taken as data.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook as Book
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from seuranta.feedback.dates import day_text
from seuranta.feedback.template_columns import TemplateColumn
from seuranta.feedback.writing import write_atomically
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.feedback_mark import FEEDBACK_SHEET_MARK
from seuranta.words import phrases

ROWS = 500
SESSION_COLUMNS = 30
LONGEST_INLINE_LIST = 255
LISTS = "Luettelot"
A4 = 9  # its number in the file format
MADE_AT = datetime(2020, 1, 1)  # so that the same programme file makes the same bytes


@dataclass(frozen=True)
class TemplateLine:
    """A line above the header: ``Ryhmä:`` and its value beside it."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Template:
    """An empty workbook. ``marks``: the values of the cells below dates, where the sheet has a column per date."""

    name: str
    sheet: str
    columns: tuple[TemplateColumn, ...]
    lines: tuple[TemplateLine, ...] = ()
    marks: tuple[str, ...] = ()


def write_template(path: Path, template: Template, programme: Programme) -> None:
    """Writes ``template`` to ``path`` in one step; the same bytes from the same programme file."""
    content = io.BytesIO()
    book = Book(content, {"in_memory": True, "default_date_format": "d.m.yyyy"})
    book.set_properties({"author": "Seuranta", "created": MADE_AT, "title": template.name})
    _Sheet(book, template, programme).write()
    book.close()
    write_atomically(path, content.getvalue())


class _Sheet:
    """The sheet being written, with the formats and the lists that its book shares."""

    def __init__(self, book: Book, template: Template, programme: Programme) -> None:
        self.template, self.programme = template, programme
        self.words = phrases("templates", programme.language)
        self.sheet: Worksheet = book.add_worksheet(template.sheet)
        self.lists: Worksheet | None = None
        self.list_count = 0
        self.book = book
        self.head: Format = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDEBF7", "border": 1, "border_color": "#BFBFBF"})
        self.day: Format = book.add_format({"num_format": "d.m.yyyy"})
        self.day_head: Format = book.add_format({"bold": True, "num_format": "d.m.yyyy", "bg_color": "#DDEBF7", "border": 1, "border_color": "#BFBFBF"})
        self.label: Format = book.add_format({"bold": True})

    def write(self) -> None:
        for row, line in enumerate(self.template.lines):
            self._write_line(row, line)
        header = len(self.template.lines)
        for column, asked in enumerate(self.template.columns):
            self._write_column(header, column, asked)
        if self.template.marks:
            self._write_session_columns(header, len(self.template.columns))
        self.sheet.freeze_panes(header + 1, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)

    def _write_line(self, row: int, line: TemplateLine) -> None:
        self.sheet.write_string(row, 0, f"{line.label}:", self.label)
        if len(line.values) == 1:
            self.sheet.write_string(row, 1, line.values[0])
        elif line.values:
            self._allow_list(row, row, 1, line.values)

    def _write_column(self, header: int, column: int, asked: TemplateColumn) -> None:
        self.sheet.write_string(header, column, asked.header, self.head)
        note = asked.note if column else f"{asked.note}\n\n{self._example_row()}"
        self.sheet.write_comment(header, column, note, {"author": "Seuranta", "x_scale": 2.4, "y_scale": 1.2 + note.count("\n") * 0.25 + len(note) / 200})
        width = max(12, min(30, len(asked.header) + 2))
        self.sheet.set_column(column, column, width, self.day if asked.kind == "date" else None)
        first, last = header + 1, header + ROWS
        if asked.kind == "list":
            self._allow_list(first, last, column, asked.values)
        elif asked.kind == "date":
            self._allow_days(first, last, column, asked.within_programme)
        elif asked.kind == "count":
            rule = {
                "validate": "decimal",
                "criteria": ">=",
                "value": 0,
                "error_title": self.words("wrong_number_title"),
                "error_message": self.words("wrong_number"),
            }
            self.sheet.data_validation(first, column, last, column, rule)

    def _write_session_columns(self, header: int, first: int) -> None:
        last = first + SESSION_COLUMNS - 1
        for column in range(first, last + 1):
            self.sheet.write_blank(header, column, None, self.day_head)
        self.sheet.set_column(first, last, 11)
        self.sheet.write_comment(header, first, self.words("write_session_days"), {"author": "Seuranta", "x_scale": 2})
        self._allow_days(header, header, first, True, last)
        for column in range(first, last + 1):
            self._allow_list(header + 1, header + ROWS, column, self.template.marks)

    def _allow_list(self, first: int, last: int, column: int, values: Sequence[str]) -> None:
        source: object = list(values)
        if len(",".join(values)) > LONGEST_INLINE_LIST or any("," in value for value in values):
            source = self._listed(values)
        rule = {"validate": "list", "source": source, "error_title": self.words("wrong_value_title"), "error_message": self.words("wrong_value")}
        self.sheet.data_validation(first, column, last, column, rule)

    def _allow_days(self, first: int, last: int, column: int, within_programme: bool, last_column: int | None = None) -> None:
        dates, language = self.programme.dates, self.programme.language
        start, end = (dates.start, dates.end) if within_programme else (date(1900, 3, 1), dates.end)
        message = self.words("wrong_date", start=day_text(start, language), end=day_text(end, language))
        rule = {"validate": "date", "criteria": "between", "minimum": start, "maximum": end, "error_message": message}
        rule["error_title"] = self.words("wrong_date_title")
        self.sheet.data_validation(first, column, last, last_column or column, rule)

    def _listed(self, values: Sequence[str]) -> str:
        """Puts a long list on the sheet of lists and refers to it."""
        if self.lists is None:
            self.lists = self.book.add_worksheet(LISTS)
            self.lists.write_string(0, 0, FEEDBACK_SHEET_MARK)
            self.lists.hide()
        for row, value in enumerate(values, start=1):
            self.lists.write_string(row, self.list_count, value)
        letter = xl_col_to_name(self.list_count, col_abs=True)
        self.list_count += 1
        return f"={LISTS}!{letter}$2:{letter}${len(values) + 1}"

    def _example_row(self) -> str:
        cells = [f"{column.header} = {column.example}" for column in self.template.columns if column.example]
        return self.words("example_row", row="; ".join(cells)) if cells else ""
