"""Totals that staff made themselves, compared with what their rows add up to (ATT09)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seuranta.intake.extracting.sheet_rows import finding_at
from seuranta.intake.matching.candidates import read_header
from seuranta.intake.matching.match import SheetMatch
from seuranta.intake.matching.words import is_mean_word
from seuranta.intake.values.numbers import number_of
from seuranta.vocabulary.extracts import Finding


@dataclass(frozen=True)
class Total:
    """What rows add up to: between ``least`` and ``most``, which differ where a mark is not known or a session was cancelled."""

    least: float
    most: float

    @property
    def text(self) -> str:
        return f"{self.least:g}" if self.least == self.most else f"{self.least:g}–{self.most:g}"


@dataclass(frozen=True)
class Stated:
    """A total in a cell, at 0-based coordinates."""

    row: int
    column: int
    value: float


def is_mean_row(sheet: SheetMatch, row: int) -> bool:
    """Whether a row of totals holds means."""
    return is_mean_word(next(iter(read_header(sheet.sheet, row).texts.values()), ""))


def is_mean_column(sheet: SheetMatch, column: int) -> bool:
    """Whether a column of totals holds means."""
    return is_mean_word(sheet.sheet.value(sheet.header_row, column) or "")


def totals_in(sheet: SheetMatch, row: int, columns: Iterable[int]) -> list[Stated]:
    """The sums stated in these cells of a row; means, texts and empty cells are none."""
    if is_mean_row(sheet, row):
        return []
    read = [(column, number_of(sheet.sheet.value(row, column) or "")) for column in columns if not is_mean_column(sheet, column)]
    return [Stated(row, column, value) for column, value in read if value is not None]


def disagreeing(sheet: SheetMatch, totals: Iterable[tuple[Stated, Total]]) -> list[Finding]:
    """ATT09 for every stated total that its rows cannot add up to, pointing to the cell of the total."""
    found: list[Finding] = []
    for stated, counted in totals:
        if not counted.least <= stated.value <= counted.most:
            place = finding_at(sheet, "ATT09", stated.row, stated.column, f"{stated.value:g}")
            found.append(Finding(place.rule, place.sheet, place.row, place.column, place.found, {"stated": f"{stated.value:g}", "counted": counted.text}))
    return found
