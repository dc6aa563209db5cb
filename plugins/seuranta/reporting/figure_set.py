"""The figures of a report by name: the only place from which a section takes a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from seuranta.vocabulary.figures import Figure, Report, Scope

MOST_KNOWN = 64


class FigureSet:
    """Finds figures by id, scope and breakdown."""

    def __init__(self, report: Report) -> None:
        self._figures = {(f.id, f.scope, frozenset(f.breakdown.items())): f for f in report.figures}
        self._ids = sorted({figure.id for figure in report.figures})
        self._dimensions: dict[tuple[str, str], set[str]] = {}
        for figure in report.figures:
            if len(figure.breakdown) == 1:
                [(dimension, code)] = figure.breakdown.items()
                self._dimensions.setdefault((figure.id, dimension), set()).add(code)

    def get(self, figure_id: str, scope: Scope, breakdown: Mapping[str, str] | None = None) -> Figure | None:
        """The figure, or ``None`` where the report has none: never a number of another place."""
        return self._figures.get((figure_id, scope, frozenset((breakdown or {}).items())))

    def has(self, figure_id: str, scopes: Iterable[Scope] = ("period", "cumulative")) -> bool:
        """Whether the figure says anything in total: a value, or that it is hidden."""
        return any((figure := self.get(figure_id, scope)) is not None and is_told(figure) for scope in scopes)

    def codes(self, figure_id: str, dimension: str, order: Iterable[str] = ()) -> list[str]:
        """The codes of ``dimension`` by which alone the figure is broken down; those of ``order`` first and in its order."""
        found = self._dimensions.get((figure_id, dimension), set())
        ordered = [code for code in order if code in found]
        return ordered + sorted(found - set(ordered))

    def ids(self, prefix: str) -> list[str]:
        """The ids that start with ``prefix``, sorted."""
        return [id_ for id_ in self._ids if id_.startswith(prefix)]

    def all(self) -> list[Figure]:
        """Every figure, in the order of the report."""
        return list(self._figures.values())


_known: dict[int, tuple[Report, FigureSet]] = {}


def figures_of(report: Report) -> FigureSet:
    """The figures of a report, found once: every later report of the programme looks back at it."""
    known = _known.get(id(report))
    if known is None or known[0] is not report:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        known = _known[id(report)] = (report, FigureSet(report))
    return known[1]


def is_told(figure: Figure | None) -> bool:
    """Whether there is something to print: a value, or a hidden one."""
    return figure is not None and (figure.suppressed or figure.value is not None)


def is_shown(figure: Figure | None) -> bool:
    """Whether a sentence may say the figure's value."""
    return figure is not None and not figure.suppressed and figure.value is not None


def is_positive(figure: Figure | None) -> bool:
    """Whether the figure is hidden or above 0: a reason to give it a place."""
    return figure is not None and (figure.suppressed or bool(figure.value))
