"""Which cells tell something about few people: the first half of the rules (privacy.md 4.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from seuranta.disclosure.cells import Cell, Spot
from seuranta.disclosure.policy import COMPARABLE_PAIRS_SHARE, GROUP_OF, Policy
from seuranta.disclosure.printed import EXTREMES, WITHIN_LIMIT, Printed, Printout, table_of


@dataclass
class Primary:
    """Cells whose smallness must not be provable, and figures hidden for another reason, with the note's key.

    ``leant_on``: the zeros that make it no secret that parts of them are zero too.
    """

    cells: set[Cell] = field(default_factory=set)
    figures: dict[Spot, str] = field(default_factory=dict)
    leant_on: set[Spot] = field(default_factory=set)


def find_primary(printout: Printout, policy: Policy, hidden: Collection[Spot] = ()) -> Primary:
    """Every primary cell of all reports, and the figures that are hidden by themselves; on zeros that are ``hidden`` nothing leans."""
    found, zeros = Primary(), _Zeros(printout, policy, hidden)
    for spot, place, figure in printout.otherwise:
        note = None if policy.is_exact(figure.id) else _note_of(spot[0], place, printout, policy)
        if note:
            found.figures[spot] = note
    for printed in printout.with_few(policy.threshold):
        if not policy.is_exact(printed.figure.id):
            is_sensitive = policy.is_sensitive(printed.figure.id, printed.figure.breakdown)
            is_telling = is_sensitive and not printout.is_of_nobody(printed.table) and not zeros.has_as_part(printed.spot[0], printed.place)
            found.cells.update(_small(printed, policy.threshold, is_telling))
    found.leant_on = zeros.leant_on
    return found


class _Zeros:
    """The zeros of the reports that are shown. ``leant_on``: those whose parts were found to be no secret for that."""

    def __init__(self, printout: Printout, policy: Policy, hidden: Collection[Spot]) -> None:
        self.printout, self.policy, self.hidden = printout, policy, hidden
        self.leant_on: set[Spot] = set()

    def has_as_part(self, position: int, place: Cell) -> bool:
        """Whether a figure is a part of a zero that is shown: of a table's total, or of an empty group."""
        wholes = [place._replace(breakdown=tuple(pair for pair in place.breakdown if pair != left)) for left in place.breakdown if left[0] != "option"]
        if place.quantity in GROUP_OF:
            wholes.append(place.of(GROUP_OF[place.quantity]))
        for whole in wholes:
            if (position, whole) not in self.printout.at:
                continue
            spot, figure = self.printout.at[position, whole]
            if figure.value != 0 or spot in self.hidden:
                continue
            is_secret = self.policy.is_sensitive(figure.id, figure.breakdown)
            if not is_secret or self.printout.is_of_nobody(table_of(whole)) or self.has_as_part(position, whole):
                self.leant_on.add(spot)
                return True
        return False


def _note_of(position: int, place: Cell, printout: Printout, policy: Policy) -> str | None:
    """Why a figure is hidden that is no cell: an extreme, a change between waves, a flag that tells a number."""
    parts = place.quantity.split(".")
    if parts[-1] in EXTREMES:  # smallest and largest are a range: below the threshold at one end, both are hidden
        ends = [figure.value for name in EXTREMES if (figure := printout.figure_at(position, place.of(f"attendance.{name}")))]
        return "suppressed" if any(end is not None and end < policy.threshold for end in ends) else None
    if place.quantity == WITHIN_LIMIT:
        clients, limit = printout.figure_at(position, place.of("community.active_clients")), policy.limits.get(dict(place.breakdown).get("unit", ""))
        return "suppressed" if clients and 0 < (clients.value or 0) < policy.threshold and limit is not None and limit < policy.threshold else None
    flag = printout.figure_at(position, Cell(f"survey.{parts[1]}.comparable", place.period_no, place.scope))
    if flag is None or flag.value:
        return None
    if _tells_few_pairs(position, place.period_no, parts[1], printout, policy):
        return "suppressed"
    return "not_comparable" if parts[2] == "change" else None


def _tells_few_pairs(position: int, period_no: int, instrument: str, printout: Printout, policy: Policy) -> bool:
    """Whether "not comparable" leaves no room for as many pairs as the threshold (figures.md 3: under 5, or under 0.6 of a wave's respondents)."""
    pairs = printout.figure_at(position, Cell(f"survey.{instrument}.pairs", period_no, "cumulative"))
    is_small = pairs is not None and 0 < (pairs.value or 0) < policy.threshold
    return is_small and policy.threshold >= COMPARABLE_PAIRS_SHARE * printout.smallest_waves.get((position, instrument), 0)


def _small(printed: Printed, threshold: int, is_telling: bool) -> Iterator[Cell]:
    """The cells of a figure that are primary."""
    small = {role for role, (_, value) in printed.cells.items() if 0 < value < threshold}
    if "n" in small:  # behind all of it stand too few
        small = set(printed.cells)
    for role, (cell, value) in printed.cells.items():
        if role in small or (is_telling and value == 0 and role in ("value", "numerator")):
            yield cell
    if printed.complement:
        cell, value = printed.complement
        if 0 < value < threshold or (is_telling and value == 0):
            yield cell
