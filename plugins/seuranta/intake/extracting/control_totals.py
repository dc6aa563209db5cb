"""Totals that staff made themselves, compared with what their rows add up to (ATT09)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

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
    """A total in a cell, at 0-based coordinates. A mean is as exact as its decimals: ``tolerance`` is half of the last."""

    row: int
    column: int
    value: float
    tolerance: float = 0.0


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
    return _stated(sheet, row, [column for column in columns if not is_mean_column(sheet, column)])


def means_in(sheet: SheetMatch, row: int, columns: Iterable[int]) -> list[Stated]:
    """The means stated in these cells of a row, where it is one of means."""
    if not is_mean_row(sheet, row):
        return []
    return [replace(each, tolerance=_half_of_last_decimal(sheet.sheet.value(row, each.column) or "")) for each in _stated(sheet, row, columns)]


def disagreeing(sheet: SheetMatch, totals: Iterable[tuple[Stated, Total]]) -> list[Finding]:
    """ATT09 for every stated total that its rows cannot add up to, pointing to the cell of the total."""
    found: list[Finding] = []
    for stated, counted in totals:
        if not counted.least - stated.tolerance <= stated.value <= counted.most + stated.tolerance:
            place = finding_at(sheet, "ATT09", stated.row, stated.column, f"{stated.value:g}")
            found.append(Finding(place.rule, place.sheet, place.row, place.column, place.found, {"stated": f"{stated.value:g}", "counted": counted.text}))
    return found


def _stated(sheet: SheetMatch, row: int, columns: Iterable[int]) -> list[Stated]:
    read = [(column, number_of(sheet.sheet.value(row, column) or "")) for column in columns]
    return [Stated(row, column, value) for column, value in read if value is not None]


def _half_of_last_decimal(text: str) -> float:
    decimals = re.search(r"[.,](\d+)\s*$", text)
    return 0.5001 * 10.0 ** -len(decimals[1] if decimals else "")
