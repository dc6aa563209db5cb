"""What a BIFF stream (xls) says that the parser does not pass on: encryption, the date system, cells that hold errors.

Record numbers and layouts: [MS-XLS] 2.3, 2.4.28 (BoundSheet8), 2.4.24 (BoolErr), 2.4.127 (Formula), 2.5.10 (BErr).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from seuranta.intake.reading.cell_marks import CellMarks

FORMULA, EOF, DATE_1904, FILE_PASS, BOUND_SHEET, BOOL_ERR = 0x0006, 0x000A, 0x0022, 0x002F, 0x0085, 0x0205
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass(frozen=True)
class BinaryFacts:
    """Facts of the whole stream; ``marks`` by sheet name."""

    is_encrypted: bool
    is_date_1904: bool
    marks: dict[str, CellMarks]


def error_cells(stream: bytes) -> BinaryFacts:
    """Reads the globals, then the cells of each sheet. A stream that breaks off gives what came before."""
    is_encrypted = is_date_1904 = False
    sheets: dict[str, int] = {}
    for kind, body in _records(stream, 0):
        if kind == FILE_PASS:
            is_encrypted = True
        elif kind == DATE_1904 and len(body) >= 2:
            is_date_1904 = body[:2] == b"\x01\x00"
        elif kind == BOUND_SHEET and len(body) >= 8:
            sheets[_sheet_name(body)] = struct.unpack("<I", body[:4])[0]
    marks = {} if is_encrypted else {name: _sheet_marks(stream, offset) for name, offset in sheets.items()}
    return BinaryFacts(is_encrypted, is_date_1904, marks)


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """The records from a BOF to the EOF of the same level."""
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length
        if kind == EOF:
            return


def _sheet_marks(stream: bytes, offset: int) -> CellMarks:
    marks = CellMarks()
    for kind, body in _records(stream, offset):
        code = _error_code(kind, body)
        if code in ERRORS:
            row, column = struct.unpack_from("<HH", body)
            marks.texts[row, column] = ERRORS[code]
    return marks


def _error_code(kind: int, body: bytes) -> int | None:
    if kind == BOOL_ERR and len(body) >= 8 and body[7] == 1:
        return body[6]
    is_error = kind == FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2
    return body[8] if is_error else None


def _sheet_name(body: bytes) -> str:
    length, is_wide = body[6], body[7] & 1
    return body[8 : 8 + length * 2].decode("utf-16-le", "replace") if is_wide else body[8 : 8 + length].decode("latin-1")
