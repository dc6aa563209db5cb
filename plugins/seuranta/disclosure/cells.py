"""The numbers behind the figures, as unknowns of one linear system, and the equations everybody can see.

A *cell* is a whole number of persons, visits or answers: the value of a count, the numerator or the denominator of a
share, the denominator of a mean, the complement of a share (numerator + complement = denominator). A figure publishes
cells; two figures that publish the same number share its cell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from seuranta.disclosure.policy import COMPLEMENT_EXEMPT, NOT_ABOUT_PERSONS
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Figure, Report

Breakdown = tuple[tuple[str, str], ...]


@dataclass(frozen=True, order=True)
class Place:
    """Where a number stands: period, scope and breakdown."""

    period_no: int
    scope: str
    breakdown: Breakdown = ()


@dataclass(frozen=True, order=True)
class Cell:
    """A number: what it counts, and where it stands."""

    quantity: str
    place: Place


@dataclass
class System:
    """Cells with their true values, which figure publishes which, and the equations Σ coefficient · cell = 0.

    ``virtual`` cells are never printed (complements, slacks), but can be computed when what surrounds them is shown.
    """

    values: dict[Cell, int] = field(default_factory=dict)
    published: dict[Cell, set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))
    virtual: set[Cell] = field(default_factory=set)
    equations: list[dict[Cell, int]] = field(default_factory=list)

    def add(self, cell: Cell, value: float, figure: tuple[int, int] | None) -> Cell:
        """Notes a cell; ``figure`` is (report, position) of a figure that prints it, ``None`` for a virtual one."""
        self.values.setdefault(cell, round(value))
        if figure is None:
            self.virtual.add(cell)
        else:
            self.published[cell].add(figure)
        return cell

    def relate(self, terms: dict[Cell, int]) -> None:
        """Notes an equation that holds for the true values; one that does not is no relation of these data."""
        if len(terms) > 1 and sum(factor * self.values[cell] for cell, factor in terms.items()) == 0:
            self.equations.append(terms)

    def relate_at_most(self, small: Cell, large: Cell) -> None:
        """Notes small ≤ large, by a virtual rest."""
        if small in self.values and large in self.values and small != large and self.values[small] <= self.values[large]:
            rest = self.add(Cell(f"{large.quantity} − {small.quantity} @{small.place}", large.place), self.values[large] - self.values[small], None)
            self.relate({small: 1, rest: 1, large: -1})


def is_about_persons(figure_id: str, catalogue: Catalogue) -> bool:
    """Whether the figure counts people, their visits or their answers."""
    entry = catalogue.entry_of(figure_id)
    return not figure_id.startswith(("data.", "grant.")) and entry.unit not in NOT_ABOUT_PERSONS and entry.kind != "flag"


# The same number under two names: (pattern of a figure, the quantity of its numerator, of its denominator).
SAME_NUMBERS: tuple[tuple[str, str | None, str | None], ...] = (
    (r"attendance\.mean_per_session", "attendance.visits", None),
    (r"recruitment\.commitment_rate", "recruitment.committed", "recruitment.contacted"),
    (r"recruitment\.retention_rate", "recruitment.completed", "recruitment.committed"),
    (r"survey\.(\w+)\.response_rate", r"survey.\1.responses", None),
    (r"survey\.(\w+)\.(?:mean|top2|share)\.(\w+)", None, r"survey.\1.answers.\2"),
    (r"survey\.(\w+)\.(?:change|mean_first|mean_last|mean_change|share_up|share_same|share_down)\.(\w+)", None, r"survey.\1.pairs.\2"),
)
SAME_COUNTS = {"community.active_clients": "attendance.persons"}
# The persons behind a count, where they are a figure of their own.
PERSONS_BEHIND = {"attendance.visits": "attendance.persons", "attendance.presences": "attendance.persons"}


def cells_of(figure: Figure, where: Place, entry_kind: str) -> dict[str, tuple[Cell, float]]:
    """The cells that a figure prints, by role: ``value``, ``numerator``, ``denominator``, ``n``."""
    found: dict[str, tuple[Cell, float]] = {}
    if entry_kind in ("count", "sum"):
        if figure.value is not None:
            found["value"] = (Cell(SAME_COUNTS.get(figure.id, figure.id), where), figure.value)
        if figure.n is not None and figure.n != figure.value:
            found["n"] = (Cell(PERSONS_BEHIND.get(figure.id, f"{figure.id} persons"), where), figure.n)
        return found
    numerator, denominator = _names_of_parts(figure.id)
    counts_numerator = entry_kind in ("share", "rate") or numerator is not None
    if counts_numerator and figure.numerator is not None:
        quantity = numerator or f"{figure.id} numerator"
        found["numerator"] = (Cell(quantity, where), figure.numerator)
    if figure.denominator is not None and denominator is not None:
        place = Place(where.period_no, where.scope, tuple(pair for pair in where.breakdown if pair[0] != "option"))
        found["denominator"] = (Cell(denominator, place), figure.denominator)
    elif figure.n is not None and figure.n == figure.denominator:
        found["denominator"] = (Cell(f"{figure.id} denominator", where), figure.n)
    if figure.n is not None and figure.n != figure.denominator:
        found["n"] = (Cell(f"{figure.id} persons", where), figure.n)
    return found


def complement_of(figure: Figure, cells: dict[str, tuple[Cell, float]], entry_kind: str) -> tuple[Cell, float] | None:
    """The virtual cell denominator − numerator of a share; ``None`` where it says nothing about a person."""
    is_share = entry_kind in ("share", "rate") and not any(re.fullmatch(p.replace(".", r"\.").replace("*", r"\w+"), figure.id) for p in COMPLEMENT_EXEMPT)
    if not is_share or not {"numerator", "denominator"} <= cells.keys():
        return None
    (numerator, up), (_, down) = cells["numerator"], cells["denominator"]
    return Cell(f"{figure.id} complement", numerator.place), down - up


def build_system(reports: Sequence[Report], catalogue: Catalogue, is_left_out: Callable[[str], bool]) -> System:
    """The cells of all figures of all reports; ``is_left_out`` says which ids are shown exactly whatever happens."""
    system = System()
    for position, report in enumerate(reports):
        for index, figure in enumerate(report.figures):
            if is_left_out(figure.id) or not is_about_persons(figure.id, catalogue):
                continue
            kind = catalogue.entry_of(figure.id).kind
            cells = cells_of(figure, Place(report.period.no, figure.scope, tuple(sorted(figure.breakdown.items()))), kind)
            for cell, value in cells.values():
                system.add(cell, value, (position, index))
            complement = complement_of(figure, cells, kind)
            if complement:
                virtual = system.add(*complement, None)
                system.relate({cells["numerator"][0]: 1, virtual: 1, cells["denominator"][0]: -1})
    return system


def _names_of_parts(figure_id: str) -> tuple[str | None, str | None]:
    for pattern, numerator, denominator in SAME_NUMBERS:
        match = re.fullmatch(pattern, figure_id)
        if match:
            return (match.expand(numerator) if numerator else None, match.expand(denominator) if denominator else None)
    return None, None
