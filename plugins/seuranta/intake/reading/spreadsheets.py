"""Workbooks (xlsx, xlsm, xls, ods) → text cells at the staff's own coordinates, by calamine."""

from __future__ import annotations

import io
import posixpath
from pathlib import PurePosixPath
from xml.parsers import expat

import olefile
import python_calamine
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from seuranta.intake.reading.binary_errors import error_cells
from seuranta.intake.reading.cell_marks import CellMarks, scan_opendocument, scan_worksheet
from seuranta.intake.reading.containers import Container, fold_name
from seuranta.intake.reading.limits import MAX_CELLS
from seuranta.intake.reading.raw import RawSheet, RawWorkbook
from seuranta.intake.reading.texts import table_of, text_of
from seuranta.vocabulary.errors import Rejected

Element = tuple[str, dict[str, str]]

_CANNOT_OPEN = (python_calamine.CalamineError, ValueError, OSError, KeyError, IndexError)


def read_open_xml(content: bytes) -> RawWorkbook:
    """An xlsx or xlsm workbook. Raises FIL01, FIL02, FIL06."""
    container = Container(content)
    marks = {fold_name(name): found for name, part in container.xml_parts() if (found := scan_worksheet(part)) is not None}
    name = _workbook_part(container)
    part = container.part(name)
    if part is None:
        raise Rejected("FIL01")
    _check_total(list(marks.values()))
    outline = _elements(part)
    targets = _sheet_targets(outline, name, container.part(f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels"))
    return RawWorkbook(
        kind="xlsx",
        sheets=_read_sheets(_open(content), {name: marks[target] for name, target in targets.items() if target in marks}),
        is_date_1904=any(facts.get("date1904") in ("1", "true", "on") for tag, facts in outline if tag == "workbookPr"),
        has_macros=any(name.casefold().endswith("vbaproject.bin") or "/macrosheets/" in name.casefold() for name in container.names),
    )


def read_open_document(content: bytes) -> RawWorkbook:
    """An ods workbook. Raises FIL01, FIL02, FIL06."""
    container = Container(content)
    manifest = container.part("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise Rejected("FIL02")
    parts = dict.fromkeys(name for name, _ in container.xml_parts())
    body = container.part("content.xml")
    if body is None or "content.xml" not in parts:
        raise Rejected("FIL01")
    marks = scan_opendocument(body)
    _check_total(marks)
    workbook = _open(content)
    names = workbook.sheet_names
    is_date_1904 = b'null-date table:date-value="1904' in body
    has_macros = any(name.startswith("Basic/") and name.endswith(".xml") and PurePosixPath(name).name.startswith("Module") for name in container.names)
    by_name = dict(zip(names, marks, strict=False))
    return RawWorkbook(kind="ods", sheets=_read_sheets(workbook, by_name), is_date_1904=is_date_1904, has_macros=has_macros)


def read_legacy(content: bytes) -> RawWorkbook:
    """An xls workbook (OLE). Raises FIL01, FIL02, FIL06."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            if container.exists("EncryptedPackage"):
                raise Rejected("FIL02")
            stream = next((name for name in ("Workbook", "Book") if container.exists(name)), None)
            records = container.openstream(stream).read() if stream else b""
            has_macros = container.exists("_VBA_PROJECT_CUR")
    except (OSError, ValueError, IndexError) as error:
        raise Rejected("FIL01") from error
    if not records:
        raise Rejected("FIL01")
    facts = error_cells(records)
    if facts.is_encrypted:
        raise Rejected("FIL02")
    return RawWorkbook(
        kind="xls",
        sheets=_read_sheets(_open(content), facts.marks),
        is_date_1904=facts.is_date_1904,
        has_macros=has_macros,
    )


def _open(content: bytes) -> CalamineWorkbook:
    try:
        return python_calamine.load_workbook(io.BytesIO(content))
    except python_calamine.PasswordError as error:
        raise Rejected("FIL02") from error
    except _CANNOT_OPEN as error:
        raise Rejected("FIL01") from error


def _read_sheets(workbook: CalamineWorkbook, marks: dict[str, CellMarks]) -> tuple[RawSheet, ...]:
    sheets = []
    left = MAX_CELLS
    for position, about in enumerate(workbook.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = workbook.get_sheet_by_index(position)
        except _CANNOT_OPEN as error:
            raise Rejected("FIL01") from error
        left -= _box(sheet)
        if left < 0:
            raise Rejected("FIL06")
        sheets.append(_raw_sheet(sheet, marks.get(about.name), about.visible is not SheetVisibleEnum.Visible))
    return tuple(sheets)


def _raw_sheet(sheet: CalamineSheet, marks: CellMarks | None, is_hidden: bool) -> RawSheet:
    rows: list[list[str | None]] = [[text_of(value) for value in row] for row in sheet.to_python(skip_empty_area=False)] if sheet.end else []
    for (row, column), text in (marks.texts if marks else {}).items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = text
    width = max(map(len, rows), default=0)
    for cells in rows:
        cells.extend([None] * (width - len(cells)))
    return RawSheet(sheet.name, table_of(list(zip(*rows, strict=True))), is_hidden)


def _box(sheet: CalamineSheet) -> int:
    return (sheet.end[0] + 1) * (sheet.end[1] + 1) if sheet.end else 0


def _check_total(marks: list[CellMarks]) -> None:
    if sum(each.rows * each.columns for each in marks) > MAX_CELLS:
        raise Rejected("FIL06")


def _workbook_part(container: Container) -> str:
    """Where the package says that its workbook is; most say ``xl/workbook.xml``."""
    relations = _elements(container.part("_rels/.rels") or b"<none/>")
    targets = (facts.get("Target", "") for tag, facts in relations if tag == "Relationship" and facts.get("Type", "").endswith("/officeDocument"))
    return next(targets, "") or "xl/workbook.xml"


def _sheet_targets(outline: list[Element], workbook_part: str, relations: bytes | None) -> dict[str, str]:
    """Sheet name → part name, folded."""
    targets = {facts.get("Id", ""): facts.get("Target", "") for tag, facts in _elements(relations or b"<none/>") if tag == "Relationship"}
    found = {}
    for tag, facts in outline:
        if tag == "sheet":
            target = next((targets.get(value, "") for name, value in facts.items() if name.endswith(":id")), "")
            part = posixpath.normpath(posixpath.join("/", posixpath.dirname(workbook_part), target))
            found[facts.get("name", "")] = fold_name(part)
    return found


def _elements(part: bytes) -> list[Element]:
    """Every element of a small part: its name without prefix, and its attributes. Malformed XML is FIL01."""
    found: list[Element] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, facts: found.append((name.rpartition(":")[2], facts))
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise Rejected("FIL01") from error
    return found
