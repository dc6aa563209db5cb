"""The zip pre-flight of privacy.md 3: what must hold before any parser sees a workbook."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator

from seuranta.intake.reading.limits import MAX_EXPANDED_BYTES, MAX_RATIO, MAX_ZIP_ENTRIES, RATIO_COUNTS_ABOVE_BYTES
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.zips import BROKEN_ZIP

ENCRYPTED_FLAG = 0x1
LOCAL_HEADER_BYTES = 30
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Container:
    """The parts of a zip that passed the pre-flight. Raises ``Rejected`` (FIL01, FIL02, FIL06) on opening otherwise."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except BROKEN_ZIP as error:
            raise Rejected("FIL01") from error
        entries = self._zip.infolist()
        _check_sizes(entries, len(content))
        _check_encryption(entries)
        _check_names(entries)
        _check_overlaps(entries, content)

    @property
    def names(self) -> list[str]:
        return self._zip.namelist()

    def part(self, name: str) -> bytes | None:
        """The content of a part whatever the case and slashes of its name, or ``None``."""
        wanted = fold_name(name)
        found = next((entry for entry in self._zip.infolist() if fold_name(entry.filename) == wanted), None)
        return None if found is None else self._read(found)

    def xml_parts(self) -> Iterator[tuple[str, bytes]]:
        """Every part that looks like XML, one at a time; a document type or entity in any is FIL01."""
        for entry in self._zip.infolist():
            content = self._read(entry)
            start = content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
            if not start.startswith(b"<"):
                continue
            if _DECLARATION.search(content.replace(b"\0", b"")):
                raise Rejected("FIL01")
            yield entry.filename, content

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            return self._zip.read(entry)
        except BROKEN_ZIP as error:
            raise Rejected("FIL01") from error


def fold_name(name: str) -> str:
    """The one form of a part's name: some programs write backslashes or other capitals, and spreadsheet programs do not mind."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _check_sizes(entries: list[zipfile.ZipInfo], size_bytes: int) -> None:
    expanded = sum(entry.file_size for entry in entries)
    is_bomb = expanded > RATIO_COUNTS_ABOVE_BYTES and expanded > MAX_RATIO * size_bytes
    if len(entries) > MAX_ZIP_ENTRIES or expanded > MAX_EXPANDED_BYTES or is_bomb:
        raise Rejected("FIL06")


def _check_encryption(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise Rejected("FIL02")


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    # Two parts of one name: we could check one and the parser read the other.
    if len({fold_name(entry.filename) for entry in entries}) < len(entries):
        raise Rejected("FIL01")


def _check_overlaps(entries: list[zipfile.ZipInfo], content: bytes) -> None:
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        start = entry.header_offset
        header = content[start : start + LOCAL_HEADER_BYTES]
        if start < end or len(header) < LOCAL_HEADER_BYTES:
            raise Rejected("FIL01")
        name_bytes, extra_bytes = struct.unpack("<HH", header[26:30])
        end = start + LOCAL_HEADER_BYTES + name_bytes + extra_bytes + entry.compress_size
    if end > len(content):
        raise Rejected("FIL01")
