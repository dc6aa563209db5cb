"""Marks the first cell of each table row as the row's header in a tagged PDF, which typst cannot do without features that are off.

A screen reader then says, with each number, what row it stands in. Works on what typst writes (objects one by one, a plain
table of where they are); ``OperationFailed`` where it writes anything else.
"""

from __future__ import annotations

import re

from seuranta.reporting.column_headers import name_columns
from seuranta.vocabulary.errors import OperationFailed

ENTRY_BYTES = 20
TABLE_ROW = re.compile(rb"<</Type/StructElem/S/TR/P \d+ 0 R/K\[([\d R]+)\]")
CELL = b"<</Type/StructElem/S/TD/P "
OF_TABLE = b"/O/Table"
HEADERS = re.compile(rb"/Headers\[((?:\([^)]*\))*)\]")
KNOWN_IDS = b"/IDTree<</Names["


def mark_row_headers(pdf: bytes) -> bytes:
    """The same document; in each body row the first cell is a header with the scope of the row, which the others name."""
    objects, head, trailer = _objects_of(pdf)
    name_columns(objects)
    marked: list[int] = []
    for body in list(objects.values()):
        row = TABLE_ROW.search(body)
        cells = [int(number) for number in re.findall(rb"(\d+) 0 R", row[1])] if row else []
        if cells and CELL in objects[cells[0]]:
            objects[cells[0]] = _as_header(objects[cells[0]], cells[0])
            marked.append(cells[0])
            for other in cells[1:]:
                objects[other] = _headed_by(objects[other], _name(cells[0]))
    return _written(head, _with_ids(objects, marked), trailer)


def _objects_of(pdf: bytes) -> tuple[dict[int, bytes], bytes, bytes]:
    """Each object's bytes by its number, in the order in which they stand; what is before them; the trailer from its keyword on."""
    start = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    table = re.match(rb"xref\s+0 (\d+)\s+", pdf[start:])
    if table is None or b"/ObjStm" in pdf:
        raise OperationFailed("report.pdf", "objects one by one, as typst writes them", "another form", "look at reporting/row_headers.py")
    first = start + table.end()
    entries = [pdf[first + ENTRY_BYTES * no : first + ENTRY_BYTES * (no + 1)] for no in range(int(table[1]))]
    places = sorted((int(entry[:10]), no) for no, entry in enumerate(entries) if entry[17:18] == b"n")
    ends = [*(place for place, _ in places[1:]), start]
    objects = {no: pdf[place:end] for (place, no), end in zip(places, ends, strict=True)}
    return objects, pdf[: places[0][0]], pdf[pdf.index(b"trailer", first) :]


def _name(number: int) -> bytes:
    return b"(R%06d)" % number


def _as_header(cell: bytes, number: int) -> bytes:
    header = cell.replace(b"/S/TD/", b"/S/TH/", 1).replace(b" 0 R", b" 0 R/ID" + _name(number), 1)
    if OF_TABLE in header:
        return header.replace(OF_TABLE, OF_TABLE + b"/Scope/Row", 1)
    return header.replace(_name(number), _name(number) + b"/A[<</O/Table/Scope/Row>>]", 1)


def _headed_by(cell: bytes, name: bytes) -> bytes:
    return HEADERS.sub(lambda found: b"/Headers[" + found[1] + name + b"]", cell, count=1)


def _with_ids(objects: dict[int, bytes], marked: list[int]) -> dict[int, bytes]:
    """The document's list of ids with the new ones, in order: theirs come before typst's, which begin with U."""
    if not marked:
        return objects
    root = next((number for number, body in objects.items() if KNOWN_IDS in body), None)
    if root is None:
        raise OperationFailed("report.pdf", "a list of ids, as typst writes it", "none", "look at reporting/row_headers.py")
    names = b"".join(_name(number) + b"%d 0 R" % number for number in sorted(marked))
    objects[root] = objects[root].replace(KNOWN_IDS, KNOWN_IDS + names, 1)
    return objects


def _written(head: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    parts = [head]
    place = len(head)
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = place
        parts.append(body)
        place += len(body)
    table = [b"xref\n0 %d\n" % (len(places) + 1), b"0000000000 65535 f\r\n", *(b"%010d 00000 n\r\n" % places[number] for number in sorted(places))]
    return b"".join([*parts, *table, trailer[: trailer.index(b"startxref")], b"startxref\n%d\n%%%%EOF" % place])
