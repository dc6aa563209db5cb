"""The figures of a report as a person reads them down: a name, and how each of its numbers looks.

In: a report of any audience. Out: names and texts in a language. What is hidden has no value left to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme
from seuranta.reporting.cells import cell_of
from seuranta.reporting.names import Names
from seuranta.reporting.numbers import Numbers
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.figures import Figure, Report, Scope
from seuranta.words import phrases


@dataclass(frozen=True)
class FigureLine:
    """A total and its two scopes; a text is empty where the report has no such figure."""

    figure_id: str
    name: str
    period: str
    cumulative: str


@dataclass(frozen=True)
class BreakdownLine:
    """A part of a figure: its dimensions in codes and in words, and how it looks."""

    dimensions: dict[str, str]
    name: str
    text: str

    @property
    def by(self) -> list[str]:
        """As an address names the dimensions: ``dimension:code``."""
        return [f"{dimension}:{code}" for dimension, code in sorted(self.dimensions.items())]


@dataclass(frozen=True)
class Reading:
    """Reads the figures of a programme in ``language``."""

    programme: Programme
    instruments: Sequence[Instrument]
    language: str

    @property
    def _names(self) -> Names:
        return Names(self.programme, self.instruments, phrases("report", self.language))

    def totals(self, report: Report) -> list[FigureLine]:
        """Every total of the report that says something, in its order."""
        found: dict[str, dict[Scope, str]] = {}
        for figure in report.figures:
            if not figure.breakdown and (figure.suppressed or figure.value is not None):
                found.setdefault(figure.id, {})[figure.scope] = self.text(figure)
        return [FigureLine(id_, self.name(id_), texts.get("period", ""), texts.get("cumulative", "")) for id_, texts in found.items()]

    def breakdowns(self, report: Report, figure_id: str, scope: str) -> list[BreakdownLine]:
        """Every part of a figure that says something, in the report's order."""
        return [
            BreakdownLine(figure.breakdown, self.where(figure_id, figure.breakdown), self.text(figure))
            for figure in report.figures
            if (figure.id, figure.scope) == (figure_id, scope) and figure.breakdown and (figure.suppressed or figure.value is not None)
        ]

    def text(self, figure: Figure) -> str:
        """The value, or that it is protected."""
        return cell_of(figure, Numbers(self.language), phrases("overview", self.language)("hidden"), phrases("report", self.language)).text

    def number(self, value: float | None) -> str:
        """A numerator, denominator or target; empty where there is none."""
        return "" if value is None else Numbers(self.language).shortest(value, 2)

    def name(self, figure_id: str) -> str:
        """The catalogue's name; of a survey's figure with its instrument and question. An id that it has dropped since stands for itself."""
        try:
            parts = load_catalogue().entry_of(figure_id).parts_of(figure_id) or {}
        except UnknownName:
            return figure_id
        instrument = next((one for one in self.instruments if one.code == parts.get("instrument")), None)
        item = next((one for one in instrument.items if one.code == parts.get("item")), None) if instrument else None
        asked = [self._names.instrument(instrument.code)] if instrument else []
        asked += [self._names.item(item)] if item else []
        return ": ".join([*asked, self._names.figure(figure_id)])

    def where(self, figure_id: str, dimensions: dict[str, str]) -> str:
        """A breakdown in words."""
        parts = load_catalogue().entry_of(figure_id).parts_of(figure_id) or {}
        items = [item for one in self.instruments if one.code == parts.get("instrument") for item in one.items if item.code == parts.get("item")]
        return self._names.breakdown(dimensions, items[0] if items else None)
