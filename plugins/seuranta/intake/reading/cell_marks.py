"""What a sheet's XML says that the parser does not pass on: how far its cells reach, errors, formulas without a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException

from seuranta.intake.reading.limits import MAX_CELLS
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.sheets import UNKNOWN_FORMULA

MAX_ROWS = 1_048_576

# LibreOffice writes an error as its user saw it (domain.md 5.4).
FINNISH_ERRORS = {
    "#ARVO!": "#VALUE!",
    "#VIITTAUS!": "#REF!",
    "#JAKO/0!": "#DIV/0!",
    "#NIMI?": "#NAME?",
    "#PUUTTUU!": "#N/A",
    "#LUKU!": "#NUM!",
    "#TYHJÄ!": "#NULL!",
}


@dataclass
class CellMarks:
    """Of one sheet: rows and columns of its bounding box from A1, and texts by 0-based (row, column)."""

    rows: int = 0
    columns: int = 0
    texts: dict[tuple[int, int], str] = field(default_factory=dict)

    def reach(self, row: int, column: int) -> None:
        """Widens the box to the 1-based coordinates. Raises FIL06 where it gets too large."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows * self.columns > MAX_CELLS:
            raise Rejected("FIL06")


class _NotASheet(Exception):
    """The part is XML, but no worksheet."""


def scan_worksheet(content: bytes) -> CellMarks | None:
    """The marks of an xlsx part; ``None`` if it is no worksheet. Malformed XML is FIL01."""
    scanner = _WorksheetScanner()
    try:
        scanner.parser.Parse(content, True)
    except _NotASheet:
        return None
    except expat.ExpatError as error:
        if scanner.is_sheet:
            raise Rejected("FIL01") from error
        return None
    return scanner.marks


class _WorksheetScanner:
    """Follows ``row``, ``c``, ``f``, ``v`` and ``is`` whatever their prefix and whether they carry ``r`` or not."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.buffer_text = True
        self.marks = CellMarks()
        self.is_sheet = False
        self._row = self._column = 0
        self._type: str | None = None
        self._has_formula = self._has_value = self._in_cell = False
        self._value: list[str] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if not self.is_sheet:
            if tag not in ("worksheet", "dialogsheet", "macrosheet"):
                raise _NotASheet
            self.is_sheet = True
        elif tag == "c":
            self._start_cell(attributes)
        elif tag == "row":
            self._row = int(attributes["r"]) if attributes.get("r", "").isdigit() else self._row + 1
            self._column = 0
        elif self._in_cell and tag == "f":
            self._has_formula = True
        elif self._in_cell and tag in ("v", "t"):
            self._has_value = True
            if self._has_formula or self._type == "e":
                self.parser.CharacterDataHandler = self._value.append

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            try:
                letters, self._row = coordinate_from_string(reference.upper())
                self._column = column_index_from_string(letters)
            except (CellCoordinatesException, ValueError) as error:
                raise Rejected("FIL01") from error
        self._type = attributes.get("t")
        self._in_cell, self._has_formula, self._has_value = True, False, False
        self._value = []

    def _end(self, name: str) -> None:
        if not self._in_cell:
            return
        tag = name.rpartition(":")[2]
        if tag in ("v", "t"):
            self.parser.CharacterDataHandler = None
        elif tag == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        self._in_cell = False
        value = "".join(self._value).strip()
        if not self._has_formula and not self._has_value:
            return
        self.marks.reach(self._row, self._column)
        place = (self._row - 1, self._column - 1)
        if self._type == "e":
            self.marks.texts[place] = value or UNKNOWN_FORMULA
        elif self._has_formula and not value and self._type != "str":
            # t="str" with an empty value is a formula that gave an empty text
            self.marks.texts[place] = UNKNOWN_FORMULA


def scan_opendocument(content: bytes) -> list[CellMarks]:
    """The marks of every table of an ODS ``content.xml``, in order. Malformed XML is FIL01."""
    scanner = _OpenDocumentScanner()
    try:
        scanner.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Rejected("FIL01") from error
    return scanner.tables


class _OpenDocumentScanner:
    """Follows tables, repeated rows and repeated cells; nested tables (in drawings) are no sheets."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.tables: list[CellMarks] = []
        self._depth = 0
        self._row = self._column = 0
        self._row_repeats = self._cell_repeats = 1
        self._cell: dict[str, str] | None = None
        self._has_text = False
        self._text: list[str] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(CellMarks())
                self._row = 0
        elif self._depth != 1:
            return
        elif name == "table:table-row":
            self._row_repeats = _count(attributes.get("table:number-rows-repeated"))
            self._column = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell_repeats = _count(attributes.get("table:number-columns-repeated"))
            self._cell, self._has_text = attributes, False
            if attributes.get("calcext:value-type") == "error":
                self._text = []
                self.parser.CharacterDataHandler = self._text.append
        elif name == "text:p" and self._cell is not None:
            self._has_text = True

    def _end(self, name: str) -> None:
        if name == "table:table":
            self._depth -= 1
        elif self._depth != 1:
            return
        elif name == "table:table-row":
            self._row += self._row_repeats
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._end_cell()

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell or {}, None
        self.parser.CharacterDataHandler = None
        has_value = self._has_text or "office:value-type" in attributes
        text = None
        if attributes.get("calcext:value-type") == "error":
            shown = "".join(self._text).strip()
            text = FINNISH_ERRORS.get(shown, shown) or UNKNOWN_FORMULA
        elif "table:formula" in attributes and not has_value:
            text = UNKNOWN_FORMULA
        if has_value or text:
            self._mark(text)
        self._column += self._cell_repeats

    def _mark(self, text: str | None) -> None:
        marks = self.tables[-1]
        marks.reach(self._row + self._row_repeats, self._column + self._cell_repeats)
        if text:
            rows, columns = range(self._row, self._row + self._row_repeats), range(self._column, self._column + self._cell_repeats)
            marks.texts |= {(row, column): text for row in rows for column in columns}


def _count(text: str | None) -> int:
    return max(1, min(int(text), MAX_ROWS)) if text and text.isdigit() else 1
