"""What every section needs at hand: the report, its language, names of codes, and how a figure looks in a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme
from seuranta.reporting.cells import cell_of, fraction_cell
from seuranta.reporting.document import STRONG_END, STRONG_START, Cell, Paragraph
from seuranta.reporting.figure_set import FigureSet, figures_of, is_positive, is_shown
from seuranta.reporting.material import Material
from seuranta.reporting.names import Names
from seuranta.reporting.numbers import Numbers
from seuranta.vocabulary.figures import CLASSES, Figure, Report, Scope
from seuranta.vocabulary.narratives import OwnText, standing_texts
from seuranta.words import Phrases, phrases


@dataclass(frozen=True)
class Context:
    """One report being written."""

    report: Report
    material: Material
    only_scopes: tuple[Scope, ...] = ()

    @property
    def programme(self) -> Programme:
        return self.material.programme

    @property
    def instruments(self) -> Sequence[Instrument]:
        return self.material.instruments

    @cached_property
    def words(self) -> Phrases:
        return phrases("report", self.programme.language)

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self.programme.language)

    @cached_property
    def names(self) -> Names:
        return Names(self.programme, self.instruments, self.words)

    @cached_property
    def figures(self) -> FigureSet:
        return figures_of(self.report)

    @cached_property
    def own_words(self) -> list[OwnText]:
        """What the project wrote of the period."""
        return standing_texts(self.material.narratives, self.report.period.no)

    @property
    def is_first_period(self) -> bool:
        return self.report.period.start <= self.programme.dates.start

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes worth showing: in the first period both are the same, and targets stand on the cumulative one."""
        return self.only_scopes or self._all_scopes

    @property
    def _all_scopes(self) -> tuple[Scope, ...]:
        return ("cumulative",) if self.is_first_period else ("period", "cumulative")

    @property
    def main_scope(self) -> Scope:
        """What "in this period" means in a sentence."""
        return self.scopes[0]

    @cached_property
    def threshold(self) -> int:
        return self.programme.disclosure.threshold_for(self.report.audience)

    @cached_property
    def hidden_text(self) -> str:
        return self.words("hidden", threshold=self.threshold)

    def scope_name(self, scope: Scope) -> str:
        """The heading of a scope's columns; empty where there is only one."""
        return "" if self.is_first_period else self.words(f"scope_{scope}")

    def with_something_in(self, figure_id: str) -> Context:
        """The same context for those scopes alone in which the figure is hidden or above 0."""
        return replace(self, only_scopes=tuple(scope for scope in self.scopes if is_positive(self.figures.get(figure_id, scope))))

    def scoped_title(self, title: str, scope: Scope) -> str:
        """A title with its scope, where there are two."""
        return title if self.is_first_period else f"{title.rstrip('.')} – {self.words(f'scope_{scope}').lower()}"

    def with_basis(self, name: str, figure: Figure | None) -> str:
        """The name of a figure, and that it is an estimate or a sample where the name does not say so itself."""
        if figure is None or figure.basis == "collected":
            return name
        basis = self.words(f"basis_{figure.basis}")
        return name if basis in name.lower() else f"{name} ({basis})"

    def cell(self, figure_id: str, scope: Scope, breakdown: Mapping[str, str] | None = None, *, detail: bool = False) -> Cell:
        """The cell of a figure; ``detail`` puts its numerator and denominator, or its n, beside it."""
        return cell_of(self.figures.get(figure_id, scope, breakdown), self.numbers, self.hidden_text, self.words, detail=detail)

    def cell_with_parts(self, figure: Figure | None) -> Cell:
        """The cell of a figure that may be of another report; a share or mean with its numerator and denominator beside it."""
        has_parts = figure is not None and figure.denominator is not None
        return cell_of(figure, self.numbers, self.hidden_text, self.words, detail=has_parts)

    def fraction(self, figure_id: str, scope: Scope, breakdown: Mapping[str, str] | None = None) -> Cell:
        """The numerator and denominator of a figure as a cell."""
        return fraction_cell(self.figures.get(figure_id, scope, breakdown), self.numbers, self.hidden_text)

    def n(self, figure_id: str, scope: Scope, breakdown: Mapping[str, str] | None = None) -> Cell:
        """The persons (or answers) behind a figure as a cell."""
        figure = self.figures.get(figure_id, scope, breakdown)
        if figure is not None and figure.suppressed and figure.note not in CLASSES:
            return Cell(self.hidden_text, "hidden")
        if figure is None or figure.n is None:
            return Cell("–", "missing")
        return Cell(self.numbers.whole(figure.n), "number", figure.n, "#,##0")

    def say(self, key: str, facts: Mapping[str, object] | None = None, **figures: Figure | None) -> list[Paragraph]:
        """The sentence ``key`` with its figures, in the number its first one asks for; nothing where one is not shown.

        A share or mean brings its numerator and denominator along. ``facts`` are names, never numbers of the data.
        """
        if not all(is_shown(figure) for figure in figures.values()):
            return []
        shown = {name: self.spoken(figure) for name, figure in figures.items() if figure is not None}
        return [Paragraph(self.words(self._numbered(key, next(iter(figures.values()), None)), **(facts or {}), **shown))]

    def cell_text(self, figure: Figure) -> str:
        """What stands in a cell of the figure."""
        return cell_of(figure, self.numbers, self.hidden_text, self.words).text

    def spoken(self, figure: Figure) -> str:
        """The figure as a sentence says it: set apart, a share or mean with its numerator and denominator."""
        cell = cell_of(figure, self.numbers, self.hidden_text, self.words, detail=True)
        has_fraction = figure.denominator is not None and cell.detail != ""
        return f"{STRONG_START}{cell.text}{STRONG_END}" + (f" ({cell.detail})" if has_fraction else "")

    def _numbered(self, key: str, figure: Figure | None) -> str:
        """The key's own form for none and for one, where the language has one."""
        value = None if figure is None else figure.value
        form = f"{key}_none" if value == 0 else f"{key}_one" if value == 1 else key
        return form if form in self.words.texts else key
