"""Which cells tell something about few people: the first half of the rules (privacy.md 4.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from seuranta.disclosure.cells import Cell, Place, cells_of, complement_of, is_about_persons
from seuranta.disclosure.policy import Policy
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Figure, Report

EXTREMES = ("min_per_session", "max_per_session")


@dataclass
class Primary:
    """Cells whose smallness must not be provable, and figures (report, position) hidden for another reason."""

    cells: set[Cell] = field(default_factory=set)
    figures: dict[tuple[int, int], str] = field(default_factory=dict)


def find_primary(reports: Sequence[Report], policy: Policy, catalogue: Catalogue) -> Primary:
    """Every primary cell of all reports, and the figures that are hidden by themselves, with the note's key."""
    found = Primary()
    for position, report in enumerate(reports):
        not_comparable = {f.id.split(".")[1] for f in report.figures if f.id.endswith(".comparable") and not f.value}
        for index, figure in enumerate(report.figures):
            if policy.is_exact(figure.id) or not is_about_persons(figure.id, catalogue):
                continue
            parts = figure.id.split(".")
            if parts[0] == "survey" and parts[2] == "change" and parts[1] in not_comparable:
                found.figures[position, index] = "not_comparable"
            entry = catalogue.entry_of(figure.id)
            if entry.kind == "extreme":
                if _has_small_extreme(figure, report, policy):
                    found.figures[position, index] = "suppressed"
                continue
            _note_small(figure, report.period.no, entry.kind, policy, found)
    return found


def _has_small_extreme(figure: Figure, report: Report, policy: Policy) -> bool:
    """Smallest and largest are a range: below the threshold at one end, both are hidden."""
    place = (figure.scope, figure.breakdown)
    ends = [f.value for f in report.figures if f.id.split(".")[1] in EXTREMES and (f.scope, f.breakdown) == place]
    return any(end is not None and end < policy.threshold for end in ends)


def _note_small(figure: Figure, period_no: int, kind: str, policy: Policy, found: Primary) -> None:
    cells = cells_of(figure, Place(period_no, figure.scope, tuple(sorted(figure.breakdown.items()))), kind)
    is_sensitive = policy.is_sensitive(figure.id, figure.breakdown)
    small = [role for role, (_, value) in cells.items() if 0 < value < policy.threshold]
    found.cells.update(cells[role][0] for role in small)
    if "n" in small and "value" in cells:
        found.cells.add(cells["value"][0])
    if is_sensitive:
        found.cells.update(cell for role, (cell, value) in cells.items() if value == 0 and role in ("value", "numerator"))
    complement = complement_of(figure, cells, kind)
    if complement:
        cell, value = complement
        if 0 < value < policy.threshold or (is_sensitive and value == 0):
            found.cells.add(cell)
