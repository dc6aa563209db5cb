"""Text files (csv, txt) → text cells. Row numbers count records as a spreadsheet shows them, empty lines included."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pyarrow as pa

from seuranta.intake.reading.encodings import detect_encoding
from seuranta.intake.reading.limits import MAX_FIELD_CHARACTERS, MAX_SHEET_COLUMNS
from seuranta.intake.reading.raw import RawSheet, RawWorkbook
from seuranta.intake.reading.texts import TEXT, named_table, plain_text
from seuranta.vocabulary.errors import Rejected

DELIMITERS = (";", "\t", ",", "|")  # the comma after the others: it is the decimal sign too
LOOKED_AT_RECORDS = 200
LOOKED_AT_CHARACTERS = 500_000
CHUNK_ROWS = 20_000
_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?\r?(?:\n|\r|$)', re.IGNORECASE)


def read_delimited(content: bytes) -> RawWorkbook:
    """The one sheet of a text file. Raises FIL01, FIL06 or FIL10."""
    encoding = detect_encoding(content)
    with io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="") as text:
        start = text.read(LOOKED_AT_CHARACTERS)
    declared = _SEPARATOR_LINE.match(start)
    delimiter = declared[1] if declared else detect_delimiter(start)
    with io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="") as text:
        try:
            table = _read_table(_records(text, delimiter), bool(declared))
        except csv.Error as error:
            raise Rejected("FIL01") from error
    return RawWorkbook(kind="text", sheets=(RawSheet(None, table),), encoding=encoding.removesuffix("-sig"), delimiter=delimiter)


def detect_delimiter(start: str) -> str:
    """The delimiter under which most records of the start of a file have one same width above 1; ``;`` if none does."""
    best, best_score = DELIMITERS[0], (0, 0)
    for delimiter in DELIMITERS:
        score = _evenness(start, delimiter)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _evenness(start: str, delimiter: str) -> tuple[int, int]:
    try:
        records = [record for record in islice(_records(io.StringIO(start, newline=""), delimiter), LOOKED_AT_RECORDS) if any(record)]
    except csv.Error:
        return 0, 0
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count, width


def _records(text: io.TextIOBase, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    return csv.reader(text, delimiter=delimiter)


def _read_table(records: Iterator[list[str]], has_separator_line: bool) -> pa.Table:
    if has_separator_line:
        # A row of the file, though no data: rows below keep the numbers that a text editor shows.
        next(records)
        records = _after_an_empty_row(records)
    chunks = []
    while rows := list(islice(records, CHUNK_ROWS)):
        chunks.append(_columns(rows))
    width = max(map(len, chunks), default=0)
    columns = [pa.chunked_array([_column(chunk, position) for chunk in chunks], type=TEXT) for position in range(width)]
    return _without_empty_end(named_table(columns))


def _after_an_empty_row(records: Iterator[list[str]]) -> Iterator[list[str]]:
    yield []
    yield from records


def _columns(rows: list[list[str]]) -> list[pa.Array]:
    width = max(1, *map(len, rows))
    if width > MAX_SHEET_COLUMNS:
        raise Rejected("FIL06")
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return [_plain_column(column) for column in zip(*rows, strict=True)]


def _plain_column(column: tuple[str, ...]) -> pa.Array:
    plain = {text: plain_text(text) for text in set(column)}
    return pa.array(list(map(plain.__getitem__, column)), type=TEXT)


def _column(chunk: list[pa.Array], position: int) -> pa.Array:
    return chunk[position] if position < len(chunk) else pa.nulls(len(chunk[0]) if chunk else 0, TEXT)


def _without_empty_end(table: pa.Table) -> pa.Table:
    rows = table.num_rows
    while rows and all(not column[rows - 1].is_valid for column in table.columns):
        rows -= 1
    return table.slice(0, rows)
