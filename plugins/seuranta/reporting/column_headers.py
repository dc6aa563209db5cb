"""Names the headers of its columns for each cell below a row that heads a group of rows in a tagged PDF.

Typst takes such a row for a header of all its columns: cells below it name it alone, and so does a total at the table's foot,
which belongs to no group. A screen reader would say “Helsinki, 12” and leave out what the number is.
"""

from __future__ import annotations

import re

HEADER_CELL = re.compile(rb"<</Type/StructElem/S/TH/P \d+ 0 R/ID\((U(\d+)x(\d+)y(\d+))\)/A\[<</O/Table/Scope/Column/Headers\[([^\]]*)\]([^>]*)>>")
ROW = re.compile(rb"<</Type/StructElem/S/TR/P (\d+) 0 R/K\[([\d R]+)\]")
FOOT = b"<</Type/StructElem/S/TFoot"
HEADERS = re.compile(rb"/Headers\[\((U\d+x\d+y\d+)\)([^\]]*)\]")

Columns = dict[tuple[bytes, int], list[tuple[int, bytes]]]


def name_columns(objects: dict[int, bytes]) -> None:
    """Changes the objects of cells, by number, in place: a cell that names a group's header names those of its column before it."""
    columns, groups = _headers(objects)
    for body in list(objects.values()) if groups else ():
        row = ROW.search(body)
        if row is not None:
            is_foot = FOOT in objects[int(row[1])]
            for place, number in enumerate(re.findall(rb"(\d+) 0 R", row[2])):
                objects[int(number)] = _under_columns(objects[int(number)], place, columns, groups, is_foot)


def _headers(objects: dict[int, bytes]) -> tuple[Columns, dict[bytes, bytes]]:
    """The names of each column's headers, by table and column, with the row they stand in; the table of each header of a group.

    The header of a group names all columns and stands under none of them afterwards.
    """
    columns: Columns = {}
    groups: dict[bytes, bytes] = {}
    for number, body in objects.items():
        found = HEADER_CELL.search(body)
        if found is None:
            continue
        name, table, first, row, above, more = found.groups()
        if above:
            groups[name] = table
            objects[number] = body.replace(b"/Headers[" + above + b"]", b"/Headers[]", 1)
            continue
        span = re.search(rb"/ColSpan (\d+)", more)
        for column in range(int(first), int(first) + (int(span[1]) if span else 1)):
            columns.setdefault((table, column), []).append((int(row), name))
    return columns, groups


def _under_columns(cell: bytes, place: int, columns: Columns, groups: dict[bytes, bytes], is_foot: bool) -> bytes:
    found = HEADERS.search(cell)
    if found is None or found[1] not in groups:
        return cell
    names = [name for _, name in sorted(columns[groups[found[1]], place])] + ([] if is_foot else [found[1]])
    return cell.replace(found[0], b"/Headers[" + b"".join(b"(" + name + b")" for name in names) + found[2] + b"]", 1)
