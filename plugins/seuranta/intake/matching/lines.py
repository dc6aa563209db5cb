"""Lines above a header: ``Yksikkö: X`` in one cell or in two."""

from __future__ import annotations

from collections.abc import Mapping

from seuranta.intake.matching.match import Line
from seuranta.intake.values.text import fold_header


def read_lines(cells: Mapping[int, str], row: int, labels: Mapping[str, tuple[str, ...]]) -> dict[str, Line] | None:
    """The labelled values of one row (``labels``: name → accepted labels), or ``None`` if anything else stands in it.

    ``cells``: the filled cells of the row by column, in order.

    Several lines may share a row; a label without a value is a line without content.
    """
    names = {fold_header(label): name for name, accepted in labels.items() for label in accepted}
    found: dict[str, Line] = {}
    waiting: str | None = None
    for column, text in cells.items():
        label, colon, value = text.partition(":")
        name = names.get(fold_header(label)) if colon or waiting is None else None
        if name is not None and (colon or len(cells) == 2):
            waiting = name if not value.strip() else None
            if value.strip():
                found[name] = Line(value.strip(), row, column)
        elif waiting is not None:
            found[waiting] = Line(text.strip(), row, column)
            waiting = None
        else:
            return None
    return found if cells else None
