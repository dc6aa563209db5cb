"""What the child hands over: tables of text, and how they travel without pickle."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import pyarrow as pa

LENGTH_BYTES = 8


@dataclass(frozen=True)
class RawSheet:
    """A sheet as a table of ``large_string`` columns ``0 … n-1``, counted from A1; an empty cell is null."""

    name: str | None
    table: pa.Table
    is_hidden: bool = False


@dataclass(frozen=True)
class RawWorkbook:
    """A workbook before it reaches the parent."""

    kind: str
    sheets: tuple[RawSheet, ...]
    is_date_1904: bool = False
    has_macros: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    notes: tuple[str, ...] = field(default=())


def send_workbook(workbook: RawWorkbook, sink: BinaryIO) -> None:
    """Writes a JSON header and, per sheet, an Arrow stream."""
    streams = [_arrow_stream(sheet.table) for sheet in workbook.sheets]
    header = {
        "kind": workbook.kind,
        "is_date_1904": workbook.is_date_1904,
        "has_macros": workbook.has_macros,
        "encoding": workbook.encoding,
        "delimiter": workbook.delimiter,
        "notes": list(workbook.notes),
        "sheets": [{"name": sheet.name, "is_hidden": sheet.is_hidden, "bytes": stream.size} for sheet, stream in zip(workbook.sheets, streams, strict=True)],
    }
    _send(header, streams, sink)


def send_rejection(rule: str, facts: dict[str, str], sink: BinaryIO) -> None:
    """Writes a JSON header alone."""
    _send({"rejected": rule, "facts": facts}, [], sink)


def receive(message: bytes) -> tuple[str, dict[str, str]] | RawWorkbook | None:
    """The workbook, or the rule and facts of a rejection; ``None`` where the child did not finish its message."""
    length = int.from_bytes(message[:LENGTH_BYTES], "big")
    if len(message) < LENGTH_BYTES + length or not length:
        return None
    header = json.loads(message[LENGTH_BYTES : LENGTH_BYTES + length])
    if "rejected" in header:
        return str(header["rejected"]), {str(key): str(value) for key, value in header["facts"].items()}
    return _workbook_of(header, memoryview(message)[LENGTH_BYTES + length :])


def _workbook_of(header: dict[str, Any], body: memoryview) -> RawWorkbook | None:
    sheets = []
    for sheet in header["sheets"]:
        stream, body = body[: sheet["bytes"]], body[sheet["bytes"] :]
        if len(stream) < sheet["bytes"]:
            return None
        table = pa.ipc.open_stream(pa.py_buffer(stream)).read_all()
        table.validate(full=True)
        sheets.append(RawSheet(sheet["name"], table, bool(sheet["is_hidden"])))
    return RawWorkbook(
        kind=str(header["kind"]),
        sheets=tuple(sheets),
        is_date_1904=bool(header["is_date_1904"]),
        has_macros=bool(header["has_macros"]),
        encoding=header["encoding"],
        delimiter=header["delimiter"],
        notes=tuple(str(note) for note in header["notes"]),
    )


def _arrow_stream(table: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _send(header: dict[str, Any], streams: list[pa.Buffer], sink: BinaryIO) -> None:
    text = json.dumps(header, ensure_ascii=False).encode()
    sink.write(len(text).to_bytes(LENGTH_BYTES, "big") + text)
    for stream in streams:
        sink.write(memoryview(stream))
    if isinstance(sink, io.BufferedIOBase):
        sink.flush()
