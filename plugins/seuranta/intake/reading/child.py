"""What runs in the limited child: bytes of a hostile file in, a message out. It holds no key and opens no file."""

from __future__ import annotations

import re
from collections.abc import Callable

from seuranta.intake.reading.containers import Container
from seuranta.intake.reading.delimited import read_delimited
from seuranta.intake.reading.raw import RawWorkbook
from seuranta.intake.reading.spreadsheets import read_legacy, read_open_document, read_open_xml
from seuranta.vocabulary.errors import Rejected

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Beginnings of files that are no text, whatever they are called.
_OTHER_KINDS = (ZIP, b"PK\x05\x06", OLE, b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"{\\rtf", b"SQLite format")
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|head|body)", re.IGNORECASE)


def read(content: bytes, ending: str) -> RawWorkbook:
    """The workbook in ``content``, which must be what ``ending`` says. Raises ``Rejected``."""
    if not content:
        raise Rejected("FIL03")
    workbook = _reader_of(content, ending)(content)
    if not any(sheet.table.num_columns for sheet in workbook.sheets):
        raise Rejected("FIL03")
    return workbook


def _reader_of(content: bytes, ending: str) -> Callable[[bytes], RawWorkbook]:
    if ending in (".csv", ".txt"):
        is_other = content.startswith(_OTHER_KINDS) and not _is_text_after_all(content)
        if is_other or _MARKUP.match(content):
            raise Rejected("FIL01")
        return read_delimited
    if content.startswith(OLE):
        return read_legacy if ending == ".xls" else _read_wrapped
    if content.startswith(ZIP):
        return {".xlsx": read_open_xml, ".xlsm": read_open_xml, ".ods": read_open_document}.get(ending, _not_what_it_says)
    raise Rejected("FIL01")


def _read_wrapped(content: bytes) -> RawWorkbook:
    """An OLE file where a zip was promised: a workbook with a password, else something else."""
    read_legacy(content)
    raise Rejected("FIL01")


def _not_what_it_says(content: bytes) -> RawWorkbook:
    Container(content)
    raise Rejected("FIL01")


def _is_text_after_all(content: bytes) -> bool:
    """``BM;…`` and ``GIF8`` may begin a header too: short signatures count only beside bytes that no text holds."""
    return content.startswith((b"BM", b"GIF8")) and not re.search(rb"[\x00-\x08\x0e-\x1f]", content[:512])
