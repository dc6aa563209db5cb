"""The returned workbook: what was wrong with a file, shown in the file itself.

In: the private copy of a dropped file, what was read of it, its receipt and findings. Out: ``<name> – KORJATTAVAA.xlsx`` in the ``palaute`` folder, or none.
Rerun: replaces our own workbook about the same file; what the staff saved themselves is never touched.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cached_property
from pathlib import Path

from openpyxl import Workbook as Book
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import column_index_from_string

from seuranta.feedback.cells import Place, mark_cell
from seuranta.feedback.copies import Sheets, form_for, open_own, rebuild, rows_only
from seuranta.feedback.first_sheet import add_first_sheet
from seuranta.feedback.limited import bytes_within_limits
from seuranta.feedback.marks import Mark, marks_of
from seuranta.feedback.places import MADE_BY, ours_about, place_for
from seuranta.feedback.verdict import Form, needs_feedback, verdict_of
from seuranta.feedback.writing import write_atomically
from seuranta.vocabulary.extracts import Finding, Touched
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.sheets import Workbook
from seuranta.words import phrases

MARKED_CELLS_AT_MOST = 5_000


@dataclass(frozen=True)
class Said:
    """What is to be said about one file: what was read of it, what became of it and what was found.

    ``touched_figures`` (aligned with ``findings``): what of the reports each touches, for their order.
    """

    file_name: str
    workbook: Workbook | None
    receipt: Receipt
    findings: Sequence[Finding]
    language: str
    touched_figures: Sequence[Touched] = ()

    @cached_property
    def marks(self) -> list[Mark]:
        return marks_of(self.receipt, self.findings, self.language, self.touched_figures)


def write_feedback(said: Said, original: Path | None, target_folder: Path) -> Path | None:
    """Gives a file back with its marks and says where; ``None``, and our earlier workbook removed, where nothing is to fix.

    ``original`` is the private copy, opened only where ``workbook`` says that reading accepted it; ``None`` where it holds
    what ``workbook`` no longer does: then the cells are put into a new workbook. ``target_folder`` is the ``palaute`` folder
    beside the dropped file. Raises ``OperationFailed`` where the folder cannot be written.
    """
    if not needs_feedback(said.receipt):
        for ours in ours_about(said.file_name, target_folder):
            ours.path.unlink(missing_ok=True)
        return None
    own = bytes_within_limits(lambda: _saved(_own_book(said, original), said)) if original and form_for(said.workbook) is Form.OWN else None
    place = place_for(said.file_name, target_folder)
    write_atomically(place, own or _saved(_new_book(said), said))
    return place


def _saved(book: Book | None, said: Said) -> bytes:
    """Empty where there is no book."""
    if book is None:
        return b""
    _sign(book, said.file_name, said.receipt)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _own_book(said: Said, original: Path) -> Book | None:
    """The staff's own workbook with its marks; ``None`` where it is too large."""
    opened = open_own(original)
    return None if opened is None else _marked_book(said, *opened, Form.OWN)


def _new_book(said: Said) -> Book:
    form = form_for(said.workbook)
    if said.workbook is None or form is Form.EXPLANATION:
        return _explanation(said.file_name, said.receipt, said.marks, said.language)
    if form is Form.ROWS_ONLY:
        return _rows_only_book(said.file_name, said.workbook, said.receipt, said.marks, said.language)
    return _marked_book(said, *rebuild(said.workbook, said.language), Form.REBUILT)


def _marked_book(said: Said, book: Book, sheets: Sheets, form: Form) -> Book:
    marks, language = said.marks, said.language
    places = {mark: place for mark in marks if (place := _place_of(mark, sheets)) is not None}
    _mark_cells(places, language)
    has_hidden = any(place.is_hidden for place in places.values())
    add_first_sheet(book, verdict_of(said.receipt, marks, said.file_name, form, language, has_hidden), marks, places, language)
    return book


def _explanation(file_name: str, receipt: Receipt, marks: Sequence[Mark], language: str) -> Book:
    book = Book()
    book.remove(book.worksheets[0])
    add_first_sheet(book, verdict_of(receipt, marks, file_name, Form.EXPLANATION, language), marks, {}, language)
    return book


def _rows_only_book(file_name: str, workbook: Workbook, receipt: Receipt, marks: Sequence[Mark], language: str) -> Book:
    book, places = rows_only(workbook, marks, language)
    _mark_cells(places, language)
    add_first_sheet(book, verdict_of(receipt, marks, file_name, Form.ROWS_ONLY, language), marks, places, language)
    return book


def _place_of(mark: Mark, sheets: Sheets) -> Place | None:
    """Where the mark lies; in the only sheet where it names none (a text file) but a row or column."""
    sheet = sheets.get(mark.sheet)
    if sheet is None and len(sheets) == 1 and (mark.row or mark.column):
        sheet = next(iter(sheets.values()))
    return Place(sheet, mark.row, column_index_from_string(mark.column) if mark.column else None) if sheet is not None else None


def _mark_cells(places: Mapping[Mark, Place], language: str) -> None:
    cells: dict[Place, list[Mark]] = defaultdict(list)
    for mark, place in places.items():
        if place.row or place.column:
            cells[place].append(mark)
    for place, marks in list(cells.items())[:MARKED_CELLS_AT_MOST]:
        mark_cell(place, marks, phrases("feedback", language))


def _sign(book: Book, file_name: str, receipt: Receipt) -> None:
    """Ours: until somebody saves it, and then theirs."""
    received = receipt.received_at.astimezone(UTC).replace(tzinfo=None)
    book.properties = DocumentProperties(creator=MADE_BY, lastModifiedBy=MADE_BY, identifier=receipt.delivery_id, subject=file_name)
    book.properties.created = received
    book.calculation.fullCalcOnLoad = True
