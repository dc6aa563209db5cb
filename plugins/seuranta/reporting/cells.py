"""How one figure looks: its text, what a workbook stores for it, and the numerator and denominator beside it."""

from __future__ import annotations

from functools import cache

from seuranta.reporting.document import Cell
from seuranta.reporting.numbers import EN_DASH, NBSP, Numbers, round_half_up
from seuranta.vocabulary.catalogue import Entry, load_catalogue
from seuranta.vocabulary.figures import CLASSES, Figure
from seuranta.words import Phrases

MISSING = Cell(EN_DASH, "missing")
ONE_DECIMAL = ("visits", "per_month")


@cache
def entry_of(figure_id: str) -> Entry:
    """The catalogue's entry of a figure; ``UnknownName`` where there is none: such a number cannot be shown."""
    return load_catalogue().entry_of(figure_id)


@cache
def kind_of(figure_id: str) -> str:
    """share, change, mean, flag, euros, hours, decimal or count: what decides how a value is written."""
    entry = entry_of(figure_id)
    if entry.kind in ("share", "rate") and entry.unit != "per_month":
        return "share"
    if entry.unit == "per_month":
        return "decimal"
    if entry.kind == "mean":
        is_change = ".change." in figure_id or ".mean_change." in figure_id
        return "change" if is_change else "decimal" if entry.unit in ONE_DECIMAL or figure_id.endswith(".index") else "mean"
    return {"flag": "flag", "eur": "euros", "hours": "hours"}.get(entry.unit, "flag" if entry.kind == "flag" else "count")


def cell_of(figure: Figure | None, numbers: Numbers, hidden: str, words: Phrases, *, detail: bool = False) -> Cell:
    """The figure as a cell: its class or ``hidden`` where it is suppressed, an en dash where there is no value."""
    if figure is not None and figure.suppressed:
        return Cell(words(f"class_{figure.note}"), "class") if figure.note in CLASSES else Cell(hidden, "hidden")
    if figure is None or figure.value is None:
        return MISSING
    beside = _detail(figure, numbers) if detail else ""
    kind, value = kind_of(figure.id), figure.value
    if kind == "flag":
        return Cell(words("yes" if value else "no"), "text", detail=beside)
    if kind == "share":
        return Cell(numbers.percent(value), "number", value, numbers.percent_format, beside)
    if kind == "euros":
        return Cell(numbers.euros(value), "number", value, '#,##0.## "€"' if value % 1 else '#,##0 "€"', beside)
    if kind == "count":
        return Cell(numbers.shortest(value, 2), "number", value, "#,##0" if value % 1 == 0 else "#,##0.##", beside)
    if kind == "hours":
        return Cell(numbers.shortest(value, 1), "number", value, "#,##0" if value % 1 == 0 else "#,##0.0", beside)
    return _decimal_cell(figure, value, kind, numbers, beside)


def fraction_cell(figure: Figure | None, numbers: Numbers, hidden: str) -> Cell:
    """``470/51``; an en dash where the numerator may not be said."""
    if figure is not None and figure.suppressed:
        return MISSING if figure.note in CLASSES else Cell(hidden, "hidden")
    if figure is None or figure.numerator is None or figure.denominator is None:
        return MISSING
    return Cell(numbers.fraction(figure.numerator, figure.denominator), "number")


def _decimal_cell(figure: Figure, value: float, kind: str, numbers: Numbers, beside: str) -> Cell:
    """Means have two decimals; one where the numerator is withheld (few persons), and then no more is stored either."""
    withheld = kind in ("mean", "change", "decimal") and figure.numerator is None and entry_of(figure.id).kind == "mean"
    places = 2 if kind in ("mean", "change") and not withheld and not figure.id.endswith(".change.index") else 1
    stored = float(round_half_up(value, places)) if withheld else value
    shape = "0." + "0" * places
    return Cell(numbers.decimal(value, places, signed=kind == "change"), "number", stored, f"+{shape};−{shape};{shape}" if kind == "change" else shape, beside)


def _detail(figure: Figure, numbers: Numbers) -> str:
    if figure.numerator is not None and figure.denominator is not None:
        return numbers.fraction(figure.numerator, figure.denominator)
    return f"n{NBSP}{numbers.whole(figure.n)}" if figure.n is not None else ""
