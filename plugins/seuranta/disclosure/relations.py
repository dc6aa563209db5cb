"""The equations between published numbers that anybody can write down: margins, time, identities, nesting.

Sources: figures.md 1–5, domain.md 1.4 and 2. A relation that does not hold in the true numbers is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict

from seuranta.disclosure.cells import Breakdown, Cell
from seuranta.disclosure.system import System

# Parts that add up to a whole, at every place where they stand.
IDENTITIES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("esf.co01", "esf.co03", "esf.co05", "esf.participants_incomplete"), "esf.participants_total"),
    (("esf.co09", "esf.co10", "esf.co11", "esf.participants_incomplete"), "esf.participants_total"),
    (("esf.eeco02", "esf.eeco04", "esf.eeco05"), "esf.eeco01"),
    (("esf.eeco09", "esf.eeco10", "esf.eeco11"), "esf.eeco01"),
    (("esf.eeco01", "esf.participants_incomplete"), "esf.participants_total"),
)
# The numbers on the left together are at most those on the right.
NESTED: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("esf.co02",), ("esf.co01",)), (("esf.co04",), ("esf.co03",)), (("esf.co08",), ("esf.co07",)), (("esf.eeco03",), ("esf.eeco02",)),
    (("esf.co06", "esf.co07", "esf.participants_incomplete"), ("esf.participants_total",)),
    (("esf.eeco06", "esf.eeco07", "esf.eeco08"), ("esf.eeco01",)),
    *(((f"esf.co{number}", "esf.participants_incomplete"), ("esf.participants_total",)) for number in (15, 16, 17)),
    (("esf.results_provisional",), ("esf.leavers",)),
    *(((f"esf.cr{number:02d}",), ("esf.leavers",)) for number in range(1, 8)),
    *(((f"esf.cr{number:02d}",), ("esf.cr06",)) for number in (8, 9)),
    *(((f"esf.eecr{number:02d}",), ("esf.leavers",)) for number in range(1, 7)),
    (("recruitment.committed",), ("recruitment.contacted",)), (("recruitment.completed",), ("recruitment.committed",)),
    (("attendance.persons",), ("attendance.visits",)), (("attendance.visits",), ("attendance.presences",)),
)  # fmt: skip
# Of those who came since the start: nobody leaves who has not entered.
NESTED_SINCE_START: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ((("esf.leavers", "esf.participants_incomplete"), ("esf.participants_total",)),)
# Counted as of the period's end: what was counted at the end of an earlier one may not be any more.
LOOKING_BACK = ("esf.results_provisional",)
# Dimensions into which every counted row falls once. Of other figures a breakdown is of distinct persons, who may fall into several.
DISTINCT = ("attendance.persons", "community.active_clients")


def relate_all(system: System) -> None:
    """Adds every relation among the system's cells."""
    named = [cell for cell, number in system.at.items() if system.spots[number]]
    _relate_margins(system, named)
    _relate_scopes(system, named)
    _relate_places(system, named)
    _relate_answers(system, named)


def _is_distinct(quantity: str) -> bool:
    return quantity in DISTINCT or quantity.endswith((" persons", ".respondents"))


def _relate_margins(system: System, named: list[Cell]) -> None:
    """Over each dimension, the parts add up to the number without that dimension; distinct persons at least reach it."""
    parts: dict[tuple[Cell, str], list[int]] = defaultdict(list)
    for cell in named:
        for dimension, _ in cell.breakdown:
            parts[cell._replace(breakdown=tuple(pair for pair in cell.breakdown if pair[0] != dimension)), dimension].append(system.at[cell])
    for (whole, dimension), some in parts.items():
        total = system.at.get(_answers_of(whole) if dimension == "option" else whole)
        if total is None:
            continue
        numbers = list(dict.fromkeys(some))
        if not _is_distinct(whole.quantity) and (system.equate({**dict.fromkeys(numbers, 1), total: -1}) or _is_at_most(system, numbers, total)):
            continue
        for number in numbers:
            system.bound([number], [total])
        system.bound([total], numbers)


def _is_at_most(system: System, numbers: list[int], total: int) -> bool:
    """Where rows are without the dimension (no unit, no known gender), the parts are at most the whole."""
    if sum(system.values[number] for number in numbers) > system.values[total]:
        return False
    system.bound(numbers, [total])
    return True


def _answers_of(whole: Cell) -> Cell:
    """The answers that the options of a choice divide."""
    instrument, item = whole.quantity.removesuffix(" numerator").split(".")[1::2]
    return whole.of(f"survey.{instrument}.answers.{item}")


def _relate_scopes(system: System, named: list[Cell]) -> None:
    """Cumulative numbers grow by the period's; of distinct persons, by at most the period's."""
    chains: dict[tuple[str, Breakdown], dict[tuple[str, int], int]] = defaultdict(dict)
    for cell in named:
        chains[cell.quantity, cell.breakdown][cell.scope, cell.period_no] = system.at[cell]
    steps = {key: _steps(chain) for key, chain in chains.items()}
    uneven = {quantity for (quantity, _), some in steps.items() if _is_distinct(quantity) or not all(_holds(system, step) for step in some)}
    for (quantity, breakdown), chain in chains.items():
        if quantity not in uneven:
            for step in steps[quantity, breakdown]:
                system.equate(step)
            continue
        numbers = _numbers_of(chain)
        for index, no in enumerate(numbers):
            if quantity in LOOKING_BACK:
                system.bound([chain[key] for key in [("period", no)] if key in chain], [chain["cumulative", no]])
                continue
            _relate_uneven(system, chain, numbers[index - 1] if index else None, no)


def _numbers_of(chain: dict[tuple[str, int], int]) -> list[int]:
    return sorted(no for scope, no in chain if scope == "cumulative")


def _holds(system: System, terms: dict[int, int]) -> bool:
    return sum(factor * system.values[number] for number, factor in terms.items()) == 0


def _steps(chain: dict[tuple[str, int], int]) -> list[dict[int, int]]:
    numbers = _numbers_of(chain)
    return [_step(chain, numbers, index) for index in range(len(numbers))]


def _step(chain: dict[tuple[str, int], int], numbers: list[int], index: int) -> dict[int, int]:
    no = numbers[index]
    terms = {chain["cumulative", no]: -1}
    for key in (("cumulative", numbers[index - 1]) if index else ("", 0), ("period", no)):
        if key in chain:
            terms[chain[key]] = terms.get(chain[key], 0) + 1
    return terms


def _relate_uneven(system: System, chain: dict[tuple[str, int], int], before: int | None, no: int) -> None:
    """What may count the same person in several periods, or no longer counts one."""
    cumulative, period = chain["cumulative", no], chain.get(("period", no))
    earlier = [chain["cumulative", before]] if before is not None else []
    parts = earlier if period is None else [*earlier, period]
    if len(parts) == 1 and system.equate({parts[0]: 1, cumulative: -1}):  # the first period, or one in which the code does not occur
        return
    system.bound([cumulative], parts)
    for part in parts:
        system.bound([part], [cumulative])


def _relate_places(system: System, named: list[Cell]) -> None:
    places: dict[Cell, dict[str, int]] = defaultdict(dict)
    for cell in named:
        places[cell.of("")][cell.quantity] = system.at[cell]
    for place in sorted(places):
        standing = places[place]
        for parts, whole in IDENTITIES:
            if whole in standing:
                _relate_identity(system, [standing[part] for part in parts if part in standing], len(parts), standing[whole])
        for less, more in (*NESTED, *(NESTED_SINCE_START if place.scope == "cumulative" else ())):
            if all(part in standing for part in more):
                system.bound([standing[part] for part in less if part in standing], [standing[part] for part in more])


def _relate_identity(system: System, standing: list[int], count: int, whole: int) -> None:
    if len(standing) >= count - 1 and len(standing) > 1:
        is_equal = len(set(standing)) == len(standing) and system.equate({**dict.fromkeys(standing, 1), whole: -1})
        if not is_equal:
            system.bound(standing, [whole])


def _relate_answers(system: System, named: list[Cell]) -> None:
    """Answers are at most responses, pairs of an item at most pairs, persons at most their answers; a pair goes up, down or stays."""
    for cell in named:
        match = re.fullmatch(r"(survey\.\w+)\.share_up\.(\w+) numerator", cell.quantity)
        if match:
            directions = [cell.of(f"{match[1]}.share_{direction}.{match[2]} numerator") for direction in ("up", "same", "down")]
            _relate_whole(system, directions, cell.of(f"{match[1]}.pairs.{match[2]}"))
        for less, more in _pairs_of(cell):
            if less in system.at and more in system.at and system.at[less] != system.at[more]:
                system.bound([system.at[less]], [system.at[more]])


def _relate_whole(system: System, parts: list[Cell], whole: Cell) -> None:
    if whole in system.at and all(part in system.at for part in parts):
        terms: dict[int, int] = defaultdict(int)
        for cell, factor in (*((part, 1) for part in parts), (whole, -1)):
            terms[system.at[cell]] += factor
        system.equate(terms)


def _pairs_of(cell: Cell) -> list[tuple[Cell, Cell]]:
    parts = cell.quantity.split(".")
    if cell.quantity.endswith(" persons"):
        pairs = [(cell, cell.of(cell.quantity.removesuffix(" persons")))]
        respondents = cell.of(f"survey.{parts[1]}.respondents")
        return [*pairs, (cell, respondents)] if parts[0] == "survey" else pairs
    if parts[0] != "survey" or len(parts) < 3:
        return []
    survey = f"survey.{parts[1]}."
    if len(parts) == 4 and parts[2] in ("answers", "pairs"):
        return [(cell, cell.of(survey + ("responses" if parts[2] == "answers" else "pairs")))]
    larger = {"respondents": "responses", "responses": "invited", "pairs": "respondents", "index denominator": "responses"}
    return [(cell, cell.of(survey + larger[parts[2]]))] if parts[2] in larger else []
