"""Searches every byte of folders and texts for people: in every encoding they may have been written in, and inside what is packed.

Own code on purpose: it shares nothing with what it examines.
"""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import sqlite3
import stat
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow.parquet as pq
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import StreamObject

from tests.end_to_end.canaries.persons import Person

PREFIX_BYTES = 4
HASH_BITS = 22
MULTIPLIER = np.uint32(2654435761)
CHUNK_BYTES = 1 << 24
DEEPEST = 6


@dataclass(frozen=True)
class Hit:
    """Where who was found, and written how. Never shows more than the number of the person."""

    place: str
    person: int
    form: str


class Scanner:
    """Knows the bytes that every person would leave, and finds them in anything."""

    def __init__(self, persons: Iterable[Person]) -> None:
        self._meaning: dict[bytes, tuple[int, str]] = {}
        for person in persons:
            for form, pattern in patterns_of(person):
                self._meaning.setdefault(pattern.lower(), (person.no, form))
        self._by_prefix: dict[bytes, list[bytes]] = defaultdict(list)
        for pattern in self._meaning:
            self._by_prefix[pattern[:PREFIX_BYTES]].append(pattern)
        self._longest = max(map(len, self._meaning))
        self._is_prefix = np.zeros(1 << HASH_BITS, dtype=bool)
        self._is_prefix[_hashed(np.frombuffer(b"".join(self._by_prefix), dtype="<u4"))] = True
        self.bytes_searched = 0

    def search_folder(self, folder: Path, besides: Iterable[Path] = ()) -> list[Hit]:
        """Every name and every byte below ``folder``, but nothing in the folders ``besides``."""
        left_out = tuple(besides)
        hits: list[Hit] = []
        for path in sorted(folder.rglob("*")):
            if any(path.is_relative_to(other) for other in left_out):
                continue
            shown = path.relative_to(folder).as_posix()
            hits += self.search(f"name of {shown}", shown.encode(errors="surrogateescape"))
            if stat.S_ISREG(path.lstat().st_mode):
                hits += self.search_file(path, shown)
        return hits

    def search_file(self, path: Path, shown: str) -> list[Hit]:
        """One file: its bytes, what they expand to, and what a database in it says row by row."""
        return [*self.search(shown, path.read_bytes()), *(hit for place, text in _rows_of(path, shown) for hit in self.search(place, text.encode()))]

    def search(self, place: str, content: bytes) -> list[Hit]:
        """The bytes themselves and everything packed in them."""
        return list(dict.fromkeys(Hit(where, *found) for where, part in _expanded(place, content) for found in self._found_in(part)))

    def _found_in(self, content: bytes) -> Iterator[tuple[int, str]]:
        self.bytes_searched += len(content)
        for start in range(0, max(len(content), 1), CHUNK_BYTES):
            yield from self._found_in_chunk(content[start : start + CHUNK_BYTES + self._longest].lower())

    def _found_in_chunk(self, chunk: bytes) -> Iterator[tuple[int, str]]:
        for shift in range(PREFIX_BYTES):
            count = (len(chunk) - shift) // PREFIX_BYTES
            if count <= 0:
                return
            words = np.frombuffer(chunk, dtype="<u4", count=count, offset=shift)
            for word in np.flatnonzero(self._is_prefix[_hashed(words)]).tolist():
                at = shift + word * PREFIX_BYTES
                for pattern in self._by_prefix.get(chunk[at : at + PREFIX_BYTES], ()):
                    if chunk.startswith(pattern, at):
                        yield self._meaning[pattern]


def patterns_of(person: Person) -> Iterator[tuple[str, bytes]]:
    """Each form of each trace, and plain hashes of the identity code."""
    for trace in person.traces():
        yield from _forms(trace)
        if not trace.isascii():  # the search knows capitals of ASCII alone
            yield from _forms(trace.upper())
            yield "UTF-8, letters taken apart", unicodedata.normalize("NFD", trace).encode()
    for name in ("md5", "sha1", "sha256"):
        digest = hashlib.new(name, person.identity_code.encode(), usedforsecurity=False)
        yield f"{name} in hexadecimal", digest.hexdigest().encode()
        yield f"{name} in bytes", digest.digest()
        yield from ((f"{name} in {form}", pattern) for form, pattern in _base64_forms(digest.digest()))


def _forms(text: str) -> Iterator[tuple[str, bytes]]:
    yield "UTF-8", text.encode()
    yield "UTF-16", text.encode("utf-16-le")
    yield "UTF-16, big end first", text.encode("utf-16-be")
    yield "Windows-1252", text.encode("cp1252", errors="ignore")
    yield "JSON", json.dumps(text)[1:-1].encode()
    yield "JSON in JSON", json.dumps(json.dumps(text)[1:-1])[1:-1].encode()
    yield "URL", urllib.parse.quote(text, safe="").encode()
    yield "URL, form", urllib.parse.quote_plus(text).encode()
    yield "HTML", html.escape(text).encode("ascii", "xmlcharrefreplace")
    yield "Python", repr(text.encode())[2:-1].encode()
    for encoding in ("utf-8", "utf-16-le"):
        yield from _base64_forms(text.encode(encoding))


def _base64_forms(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What is certain of the text whichever of three places in a triple it begins at."""
    for place in range(3):
        encoded = base64.b64encode(b"\0" * place + content)
        whole = encoded[(0, 2, 3)[place] : (place + len(content)) * 8 // 6]
        yield f"base64 at {place}", whole
        yield f"base64 of URLs at {place}", whole.translate(bytes.maketrans(b"+/", b"-_"))


def _hashed(words: np.ndarray) -> np.ndarray:
    hashed: np.ndarray = (words * MULTIPLIER) >> np.uint32(32 - HASH_BITS)
    return hashed


def _expanded(place: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    yield place, content
    if depth == DEEPEST:
        return
    for name, part in _parts_of(content):
        yield from _expanded(f"{place} ▸ {name}", part, depth + 1)


def _parts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content.startswith(b"PK\x03\x04"):
        yield from _zip_parts(content)
    elif content.startswith(b"%PDF"):
        yield from _pdf_parts(content)
    elif content.startswith((b"\x1f\x8b", b"\x78\x9c", b"\x78\x01", b"\x78\xda")):
        try:
            yield "unpacked", zlib.decompressobj(wbits=47).decompress(content)
        except zlib.error:
            return


def _zip_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield entry.filename, archive.read(entry) + entry.filename.encode() + entry.comment
    except (zipfile.BadZipFile, zlib.error):
        return


def _pdf_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        reader = PdfReader(io.BytesIO(content))
    except PyPdfError:  # not ours: what staff dropped under that name
        return
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
        found = reader.get_object(number)
        if isinstance(found, StreamObject):
            yield f"object {number}", found.get_data()
    for number, page in enumerate(reader.pages):
        yield f"text of page {number + 1}", page.extract_text().encode()
    yield "what it says of itself", f"{reader.metadata}".encode()


def _rows_of(path: Path, shown: str) -> Iterator[tuple[str, str]]:
    """What is compressed, or split over pages, in a file of a database."""
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith(b"PAR1"):
        yield f"{shown} ▸ rows", f"{pq.read_table(path, partitioning=None).to_pylist()} {pq.read_schema(path)}"
    elif start.startswith(b"SQLite format 3"):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            yield f"{shown} ▸ rows", "\n".join(_sqlite_rows(connection))
    elif start[8:12] == b"DUCK":
        with duckdb.connect(str(path), read_only=True) as connection:
            yield f"{shown} ▸ views", str(connection.execute("select sql from duckdb_views()").fetchall())
            for schema, table in connection.execute("select schema_name, table_name from duckdb_tables()").fetchall():
                yield f"{shown} ▸ {table}", str(connection.execute(f'select * from "{schema}"."{table}"').fetchall())


def _sqlite_rows(connection: sqlite3.Connection) -> Iterator[str]:
    """Bytes among the values are shown as Python shows them."""
    for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
        yield from map(repr, connection.execute(f'select * from "{table}"').fetchall())
