"""How rows of staff's files are named wherever a person is led to them: the file, the sheet, the staff's own numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class NumberedRows:
    """Rows of one sheet of one file. ``rows`` as ``row_ranges`` writes them; ``sheet`` is empty for a text file."""

    file_name: str
    sheet: str
    rows: str


def row_ranges(numbers: Iterable[int]) -> str:
    """Numbers in order as people write them: ``4–6, 9``."""
    runs = groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0])
    ends = [(run[0], run[-1]) for run in ([number for _, number in group] for _, group in runs)]
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in ends)
