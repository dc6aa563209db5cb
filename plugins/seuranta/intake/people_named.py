"""Who is named in a workbook, so that a sheet called by a person's name can be told from one called by an activity's.

A name has no pattern of its own (privacy.md 1): it is known by standing below a header under which people stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import pandas as pd

from seuranta.intake.matching.candidates import filled_rows
from seuranta.intake.values.parsing import blank_as_missing
from seuranta.intake.values.text import fold_header, fold_text
from seuranta.vocabulary.sheets import Sheet, Workbook

HEADERS_OF_PEOPLE = frozenset(
    map(
        fold_header,
        (
            *("Nimi", "Sukunimi", "Etunimi", "Etunimet", "Sukunimi Etunimi", "Etunimi Sukunimi", "Asiakkaan nimi", "Osallistujan nimi", "Vastaajan nimi"),
            *("Osallistuja", "Osallistujat", "Asiakas", "Tunniste", "Namn", "Efternamn", "Förnamn", "Deltagare", "Klient"),
            *("Name", "First name", "Last name", "Participant", "Client"),
        ),
    )
)
ROWS_ABOVE_DATA = 8
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d")

People = frozenset[frozenset[str]]
"""The words of each person's name, folded."""

NOBODY: People = frozenset()


def people_named(workbook: Workbook | None) -> People:
    """Everybody who is named by at least two words, in one cell or in several of a row. A code such as ``Kallio asiakas 3`` is no name."""
    if workbook is None or all(sheet.name is None for sheet in workbook.sheets):
        return NOBODY
    return frozenset(name for sheet in workbook.sheets for name in _names_in(sheet) if len(name) > 1)


def names_somebody(text: str, people: People) -> bool:
    """Whether the text holds a whole name of somebody, or is nothing but a part of one."""
    words = _words_of(text)
    return bool(words) and any(name <= words or words <= name for name in people)


def _names_in(sheet: Sheet) -> Iterator[frozenset[str]]:
    for row in islice(filled_rows(sheet), ROWS_ABOVE_DATA):
        columns = [column for column in range(sheet.cells.shape[1]) if fold_header(sheet.value(row, column) or "") in HEADERS_OF_PEOPLE]
        if columns:
            below = sheet.cells.iloc[row + 1 :, columns].apply(blank_as_missing)
            yield from (_words_of(text) for text in _row_by_row(below) if not _DIGIT.search(text))


def _row_by_row(cells: pd.DataFrame) -> Iterator[str]:
    """Each distinct row as one text."""
    yield from (" ".join(text for text in texts if isinstance(text, str)) for texts in cells.drop_duplicates().itertuples(index=False, name=None))


def _words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold_text(text)))
