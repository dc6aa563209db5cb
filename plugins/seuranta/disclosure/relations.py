"""The equations between published numbers that anybody can write down: margins, time, identities, nesting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from seuranta.disclosure.cells import Cell, Place, System

# Parts that add up to a whole, at every place where all of them stand (figures.md 1, domain.md 1.4 and 2).
IDENTITIES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("esf.co01", "esf.co03", "esf.co05", "esf.participants_incomplete"), ("esf.participants_total",)),
    (("esf.eeco02", "esf.eeco04", "esf.eeco05"), ("esf.eeco01",)),
    (("esf.eeco09", "esf.eeco10", "esf.eeco11"), ("esf.eeco01",)),
    (("esf.eeco01", "esf.participants_incomplete"), ("esf.participants_total",)),
)
# The smaller is a part of the larger.
NESTED: tuple[tuple[str, str], ...] = (
    ("esf.co02", "esf.co01"), ("esf.co04", "esf.co03"), ("esf.co08", "esf.co07"), ("esf.eeco03", "esf.eeco02"),
    ("esf.leavers", "esf.participants_total"), ("esf.results_provisional", "esf.leavers"),
    *((f"esf.cr{number:02d}", "esf.leavers") for number in range(1, 10)),
    *((f"esf.eecr{number:02d}", "esf.leavers") for number in range(1, 7)),
    ("recruitment.committed", "recruitment.contacted"), ("recruitment.completed", "recruitment.committed"),
    ("attendance.persons", "attendance.visits"), ("attendance.visits", "attendance.presences"),
)  # fmt: skip


def relate_all(system: System) -> None:
    """Adds every relation among the system's cells. One that does not hold in the true numbers is left out."""
    printed = [cell for cell in system.values if cell not in system.virtual]
    _relate_margins(system, printed)
    _relate_scopes(system, printed)
    places = sorted({cell.place for cell in printed})
    for place in places:
        for parts, whole in IDENTITIES:
            _relate_identity(system, parts, whole, place)
        for small, large in NESTED:
            system.relate_at_most(Cell(small, place), Cell(large, place))
    _relate_answers(system, printed)


def _relate_margins(system: System, printed: Sequence[Cell]) -> None:
    """Over each dimension, the parts add up to the number without that dimension."""
    parts: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
    for cell in printed:
        for dimension, _ in cell.place.breakdown:
            rest = tuple(pair for pair in cell.place.breakdown if pair[0] != dimension)
            parts[Cell(cell.quantity, Place(cell.place.period_no, cell.place.scope, rest)), dimension].append(cell)
    for (whole, dimension), cells in sorted(parts.items()):
        total = _whole_of_options(system, whole, cells) if dimension == "option" else whole
        if total in system.values:
            system.relate({**dict.fromkeys(sorted(cells), 1), total: -1})


def _whole_of_options(system: System, whole: Cell, cells: Sequence[Cell]) -> Cell:
    """The answers that the options of a single choice divide."""
    instrument, item = whole.quantity.removesuffix(" numerator").split(".")[1::2]
    return Cell(f"survey.{instrument}.answers.{item}", whole.place) if cells else whole


def _relate_scopes(system: System, printed: Sequence[Cell]) -> None:
    """Cumulative numbers grow by the period's; of distinct persons, by at most the period's."""
    chains: dict[tuple[str, tuple[tuple[str, str], ...]], dict[tuple[str, int], Cell]] = defaultdict(dict)
    for cell in printed:
        chains[cell.quantity, cell.place.breakdown][cell.place.scope, cell.place.period_no] = cell
    for chain in chains.values():
        numbers = sorted(no for scope, no in chain if scope == "cumulative")
        steps = [_step(chain, numbers, index) for index in range(len(numbers))]
        if all(sum(factor * system.values[cell] for cell, factor in step.items()) == 0 for step in steps):
            for step in steps:
                system.relate(step)
            continue
        for index, no in enumerate(numbers):
            cumulative, period = chain["cumulative", no], chain.get(("period", no))
            if period:
                system.relate_at_most(period, cumulative)
            if index:
                system.relate_at_most(chain["cumulative", numbers[index - 1]], cumulative)


def _step(chain: dict[tuple[str, int], Cell], numbers: list[int], index: int) -> dict[Cell, int]:
    terms = {chain["cumulative", numbers[index]]: -1}
    if index:
        terms[chain["cumulative", numbers[index - 1]]] = 1
    if ("period", numbers[index]) in chain:
        terms[chain["period", numbers[index]]] = 1
    return terms


def _relate_identity(system: System, parts: tuple[str, ...], whole: tuple[str, ...], place: Place) -> None:
    cells = {Cell(part, place): 1 for part in parts} | {Cell(part, place): -1 for part in whole}
    standing = {cell: factor for cell, factor in cells.items() if cell in system.values}
    if any(cell.quantity == whole[0] for cell in standing) and len(standing) >= len(cells) - 1 and len(standing) > 1:
        system.relate(standing)


def _relate_answers(system: System, printed: Sequence[Cell]) -> None:
    """Answers of an item are at most the responses, pairs of an item at most the pairs."""
    for cell in printed:
        parts = cell.quantity.split(".")
        if len(parts) == 4 and parts[0] == "survey" and parts[2] in ("answers", "pairs"):
            large = "responses" if parts[2] == "answers" else "pairs"
            system.relate_at_most(cell, Cell(f"survey.{parts[1]}.{large}", cell.place))
        if len(parts) == 3 and parts[0] == "survey" and parts[2] == "respondents":
            system.relate_at_most(cell, Cell(f"survey.{parts[1]}.responses", cell.place))
