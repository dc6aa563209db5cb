"""The numbers behind the figures: which whole numbers a figure prints, and what each of them is called.

A *cell* is a whole number of persons, visits or answers: the value of a count, the numerator or the denominator of a
share, the denominator of a mean, the complement of a share (numerator + complement = denominator). A figure prints
cells; two figures that print the same number share its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from seuranta.disclosure.policy import COMPLEMENT_EXEMPT, COUNTED_ALONGSIDE, LISTED_WHERE_COUNTED, NOT_ABOUT_PERSONS
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.figures import Figure, Report

Breakdown = tuple[tuple[str, str], ...]
# Where a figure stands among the reports: (position of the report, position in it).
Spot = tuple[int, int]


class Cell(NamedTuple):
    """A number: what it counts, and where it stands."""

    quantity: str
    period_no: int
    scope: str
    breakdown: Breakdown = ()

    def of(self, quantity: str) -> Cell:
        """The cell of another quantity at the same place."""
        return Cell(quantity, self.period_no, self.scope, self.breakdown)

    def __str__(self) -> str:
        place = "".join(f", {dimension} {code}" for dimension, code in self.breakdown)
        return f"{self.quantity} (period {self.period_no}, {self.scope}{place})"


# The same number under two names: (pattern of a figure, the quantity of its numerator, of its denominator).
SAME_NUMBERS: tuple[tuple[str, str | None, str | None], ...] = (
    (r"attendance\.mean_per_session", "attendance.visits", None),
    (r"recruitment\.commitment_rate", "recruitment.committed", "recruitment.contacted"),
    (r"recruitment\.retention_rate", "recruitment.completed", "recruitment.committed"),
    (r"survey\.(\w+)\.response_rate", r"survey.\1.responses", r"survey.\1.invited"),
    (r"survey\.(\w+)\.(?:mean|top2|share)\.(\w+)", None, r"survey.\1.answers.\2"),
    (r"survey\.(\w+)\.(?:change|mean_first|mean_last|mean_change|share_up|share_same|share_down)\.(\w+)", None, r"survey.\1.pairs.\2"),
)


def place_of(figure: Figure, report: Report) -> Cell:
    """The cell that a figure of a count prints as its value."""
    return Cell(figure.id, report.period.no, figure.scope, tuple(sorted(figure.breakdown.items())))


def is_about_persons(figure_id: str, catalogue: Catalogue) -> bool:
    """Whether the figure counts people, their visits or their answers."""
    return _is_about_persons(figure_id, catalogue)


def is_counted_alongside(figure_id: str) -> bool:
    """Whether a figure that is not about persons is of use to whoever wants to work out one that is: the invited."""
    return _is_counted_alongside(figure_id)


def is_listed_where_counted(cell: Cell) -> bool:
    """Whether a report lists the cell's code only where its count is above zero (figures.md): being listed tells of one at least."""
    dimensions = {dimension for dimension, _ in cell.breakdown}
    return bool(dimensions & LISTED_WHERE_COUNTED) and cell.quantity.endswith((".presences", ".responses"))


def cells_of(figure: Figure, where: Cell, catalogue: Catalogue) -> dict[str, tuple[Cell, int]]:
    """The cells that a figure prints at its place, by role: ``value``, ``numerator``, ``denominator``, ``n``."""
    entry = catalogue.entry_of(figure.id)
    kind = entry.kind
    found: dict[str, tuple[Cell, float | None]] = {}
    if kind in ("count", "sum"):
        found["value"] = (where, figure.value)
        if entry.unit != "persons" and not figure.id.endswith(".invited"):
            found["n"] = (where.of(f"{figure.id} persons"), figure.n)
    elif kind not in ("extreme", "flag"):
        numerator, denominator = _names_of_parts(figure.id)
        if kind in ("share", "rate") or numerator is not None:
            found["numerator"] = (where.of(numerator or f"{figure.id} numerator"), figure.numerator)
        whole = where._replace(breakdown=tuple(pair for pair in where.breakdown if pair[0] != "option"))
        if denominator is not None:
            found["denominator"] = (whole.of(denominator), figure.denominator)
        elif numerator is None and figure.n == figure.denominator:  # sessions are no persons, though there may be as many
            found["denominator"] = (whole.of(f"{figure.id} denominator"), figure.n)
        if numerator == "attendance.visits":
            found["n"] = (where.of("attendance.visits persons"), figure.n)
        elif ".answers." in (denominator or ""):
            found["n"] = (whole.of(f"{denominator} persons"), figure.n)
    return {role: (cell, round(value)) for role, (cell, value) in found.items() if value is not None}


def complement_of(figure: Figure, cells: dict[str, tuple[Cell, int]], catalogue: Catalogue) -> tuple[Cell, int] | None:
    """The cell denominator − numerator of a share, which nobody prints; ``None`` where it says nothing about a person."""
    if catalogue.entry_of(figure.id).kind not in ("share", "rate") or not {"numerator", "denominator"} <= cells.keys() or _is_exempt(figure.id):
        return None
    (numerator, up), (_, down) = cells["numerator"], cells["denominator"]
    return numerator.of(f"{figure.id} complement"), down - up


def cells_shown(reports: Sequence[Report], catalogue: Catalogue) -> Iterator[tuple[Cell, int]]:
    """Every cell that the reports print, with the number printed; figures that the catalogue has dropped since are passed over."""
    for report in reports:
        for figure in report.figures:
            try:
                is_cell = not figure.suppressed and (is_about_persons(figure.id, catalogue) or is_counted_alongside(figure.id))
            except UnknownName:
                continue
            if is_cell:
                yield from cells_of(figure, place_of(figure, report), catalogue).values()


@cache
def _is_about_persons(figure_id: str, catalogue: Catalogue) -> bool:
    entry = catalogue.entry_of(figure_id)
    return not figure_id.startswith(("data.", "grant.")) and entry.unit not in NOT_ABOUT_PERSONS and entry.kind != "flag"


@cache
def _is_counted_alongside(figure_id: str) -> bool:
    return any(re.fullmatch(pattern, figure_id) for pattern in COUNTED_ALONGSIDE)


@cache
def _is_exempt(figure_id: str) -> bool:
    return any(re.fullmatch(pattern.replace(".", r"\.").replace("*", r"\w+"), figure_id) for pattern in COMPLEMENT_EXEMPT)


@cache
def _names_of_parts(figure_id: str) -> tuple[str | None, str | None]:
    for pattern, numerator, denominator in SAME_NUMBERS:
        match = re.fullmatch(pattern, figure_id)
        if match:
            return (match.expand(numerator) if numerator else None, match.expand(denominator) if denominator else None)
    return None, None
