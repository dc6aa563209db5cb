"""All figures of the reports, read once: what each is called and which numbers it prints.

In: internal reports of all periods. Out: figures by place, and those about people with their cells. Every circle of
readers asks for the same, so that it is found once for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from seuranta.disclosure.cells import Breakdown, Cell, Spot, cells_of, complement_of, is_about_persons, is_counted_alongside, place_of
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Figure, Report

# (family, period, scope, breakdown): where a table stands.
Table = tuple[str, int, str, Breakdown]
# Figures of these names tell numbers that are no cells of theirs.
EXTREMES = ("min_per_session", "max_per_session")
WITHIN_LIMIT = "community.within_limit"
BETWEEN_WAVES = ("change", "comparable")


@dataclass(frozen=True)
class Printed:
    """A figure about people, or counted alongside them, with its cells by role and the ``complement``, which nobody prints."""

    spot: Spot
    figure: Figure
    place: Cell
    cells: Mapping[str, tuple[Cell, int]]
    complement: tuple[Cell, int] | None
    is_about_persons: bool
    kind: str

    @property
    def numbers(self) -> frozenset[int]:
        """What its cells and the complement are."""
        return frozenset(value for _, value in (*self.cells.values(), *([self.complement] if self.complement else [])))

    @cached_property
    def table(self) -> Table:
        return table_of(self.place)


@dataclass(frozen=True)
class Printout:
    """Everything that the reports print: all ``figures`` with where they stand, and those ``of_people`` with their cells."""

    figures: tuple[tuple[Spot, Cell, Figure], ...]
    of_people: tuple[Printed, ...]
    _with_few: dict[int, tuple[Printed, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def with_few(self, threshold: int) -> tuple[Printed, ...]:
        """The figures of which a cell may tell something about few people: one is below the threshold."""
        if threshold not in self._with_few:
            few = frozenset(range(threshold))
            self._with_few[threshold] = tuple(
                printed for printed in self.of_people if printed.is_about_persons and printed.kind != "extreme" and not few.isdisjoint(printed.numbers)
            )
        return self._with_few[threshold]

    @cached_property
    def otherwise(self) -> tuple[tuple[Spot, Cell, Figure], ...]:
        """The figures that can tell a number which is no cell of theirs: extremes, flags, changes between waves."""
        return tuple(printed for printed in self.figures if _tells_otherwise(printed[1].quantity))

    @cached_property
    def at(self) -> dict[tuple[int, Cell], tuple[Spot, Figure]]:
        """What stands at a place of a report, by position of the report and place."""
        return {(spot[0], place): (spot, figure) for spot, place, figure in self.figures}

    def figure_at(self, position: int, place: Cell) -> Figure | None:
        return self.at[position, place][1] if (position, place) in self.at else None

    @cached_property
    def smallest_waves(self) -> dict[tuple[int, str], int]:
        """How many answered the smallest wave of an instrument so far, by position of the report and instrument."""
        found: dict[tuple[int, str], int] = {}
        for spot, place, figure in self.figures:
            parts, dimensions = place.quantity.split("."), [dimension for dimension, _ in place.breakdown]
            if parts[0] == "survey" and parts[2:] == ["responses"] and place.scope == "cumulative" and dimensions[:1] == ["wave"] and figure.n:
                found[spot[0], parts[1]] = min(figure.n, found.get((spot[0], parts[1]), figure.n))
        return found

    @cached_property
    def nobody(self) -> frozenset[Table]:
        """Tables in which everything is zero: that nobody of nobody is in a group tells nothing of anybody.

        That nobody is of gender X is told only where there is nobody at all.
        """
        sums: dict[Table, float] = defaultdict(float)
        for printed in self.of_people:
            if printed.is_about_persons and ("gender", "X") not in printed.place.breakdown:
                sums[printed.table] += abs(printed.figure.value or 0) + (printed.figure.n or 0)
        return frozenset(table for table, total in sums.items() if not total)

    def is_of_nobody(self, table: Table) -> bool:
        family, period_no, scope, breakdown = table
        everybody = (family, period_no, scope, tuple(pair for pair in breakdown if pair[0] != "gender"))
        return table in self.nobody or everybody in self.nobody


def read_printed(reports: Sequence[Report], catalogue: Catalogue) -> Printout:
    """Everything that the reports print."""
    figures = tuple(
        ((position, index), place_of(figure, report), figure)
        for position, report in enumerate(reports) for index, figure in enumerate(report.figures)
    )  # fmt: skip
    return Printout(figures, tuple(_of_people(figures, catalogue)))


def table_of(place: Cell) -> Table:
    """The table in which a figure stands; the options of a choice are one."""
    return family_of(place.quantity), place.period_no, place.scope, tuple(pair for pair in place.breakdown if pair[0] != "option")


def family_of(quantity: str) -> str:
    """The quantities that are made of the same rows: those of an instrument, of participation, of attendance, …"""
    parts = quantity.split(".")
    return ".".join(parts[:2]) if parts[0] == "survey" else parts[0]


def _of_people(figures: Iterable[tuple[Spot, Cell, Figure]], catalogue: Catalogue) -> Iterator[Printed]:
    for spot, place, figure in figures:
        is_about = is_about_persons(figure.id, catalogue)
        if is_about or is_counted_alongside(figure.id):
            cells = cells_of(figure, place, catalogue)
            yield Printed(spot, figure, place, cells, complement_of(figure, cells, catalogue), is_about, catalogue.entry_of(figure.id).kind)


@cache
def _tells_otherwise(figure_id: str) -> bool:
    parts = figure_id.split(".")
    return parts[-1] in EXTREMES or figure_id == WITHIN_LIMIT or (parts[0] == "survey" and parts[2] in BETWEEN_WAVES)
