"""Which cells tell something about few people: the first half of the rules (privacy.md 4.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from seuranta.disclosure.cells import Breakdown, Cell, Spot, cells_of, complement_of, is_about_persons
from seuranta.disclosure.policy import COMPARABLE_PAIRS_SHARE, GROUP_OF, Policy
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Figure, Report

EXTREMES = ("min_per_session", "max_per_session")
Figures = dict[tuple[str, str, Breakdown], Figure]
# (family, period, scope, breakdown): where a table stands.
Table = tuple[str, int, str, Breakdown]


@dataclass
class Primary:
    """Cells whose smallness must not be provable, and figures hidden for another reason, with the note's key.

    ``leant_on``: the zeros that make it no secret that parts of them are zero too.
    """

    cells: set[Cell] = field(default_factory=set)
    figures: dict[Spot, str] = field(default_factory=dict)
    leant_on: set[Spot] = field(default_factory=set)


def find_primary(reports: Sequence[Report], policy: Policy, catalogue: Catalogue, hidden: Collection[Spot] = (), nobody: set[Table] | None = None) -> Primary:
    """Every primary cell of all reports, and the figures that are hidden by themselves; on zeros that are ``hidden`` nothing leans.

    ``nobody``: the ``tables_of_nobody``, where they are at hand.
    """
    found = Primary()
    nobody = tables_of_nobody(reports, catalogue) if nobody is None else nobody
    for position, report in enumerate(reports):
        of_report: Figures = {(f.id, f.scope, tuple(sorted(f.breakdown.items()))): f for f in report.figures}
        zeros = _Zeros(report, position, policy, nobody, hidden)
        for index, figure in enumerate(report.figures):
            if policy.is_exact(figure.id):
                continue
            note = _note_of(figure, of_report, policy)
            if note:
                found.figures[position, index] = note
            if is_about_persons(figure.id, catalogue) and catalogue.entry_of(figure.id).kind != "extreme":
                is_sensitive = policy.is_sensitive(figure.id, figure.breakdown)
                is_telling = is_sensitive and not _is_of_nobody(_table_of(figure, report), nobody) and not zeros.has_as_part(figure)
                _note_small(figure, report, policy, catalogue, is_telling, found)
        found.leant_on |= zeros.leant_on
    return found


def family_of(quantity: str) -> str:
    """The quantities that are made of the same rows: those of an instrument, of participation, of attendance, …"""
    parts = quantity.split(".")
    return ".".join(parts[:2]) if parts[0] == "survey" else parts[0]


def _table_of(figure: Figure, report: Report) -> Table:
    return family_of(figure.id), report.period.no, figure.scope, tuple(sorted(pair for pair in figure.breakdown.items() if pair[0] != "option"))


def tables_of_nobody(reports: Sequence[Report], catalogue: Catalogue) -> set[Table]:
    """Tables in which everything is zero: that nobody of nobody is in a group tells nothing of anybody.

    That nobody is of gender X is told only where there is nobody at all.
    """
    sums: dict[Table, float] = defaultdict(float)
    for report in reports:
        for figure in report.figures:
            if is_about_persons(figure.id, catalogue) and figure.breakdown.get("gender") != "X":
                sums[_table_of(figure, report)] += abs(figure.value or 0) + (figure.n or 0)
    return {table for table, total in sums.items() if not total}


def _is_of_nobody(table: Table, nobody: set[Table]) -> bool:
    family, period_no, scope, breakdown = table
    everybody = (family, period_no, scope, tuple(pair for pair in breakdown if pair[0] != "gender"))
    return table in nobody or everybody in nobody


class _Zeros:
    """The zeros of a report that are shown. ``leant_on``: those whose parts were found to be no secret for that."""

    def __init__(self, report: Report, position: int, policy: Policy, nobody: set[Table], hidden: Collection[Spot]) -> None:
        self.report, self.policy, self.nobody = report, policy, nobody
        self.leant_on: set[Spot] = set()
        self.found = {
            (f.id, f.scope, tuple(sorted(f.breakdown.items()))): ((position, index), f)
            for index, f in enumerate(report.figures) if f.value == 0 and (position, index) not in hidden
        }  # fmt: skip

    def has_as_part(self, figure: Figure) -> bool:
        """Whether the figure is a part of a zero that is shown: of a table's total, or of an empty group."""
        breakdown = tuple(sorted(figure.breakdown.items()))
        wholes = [(figure.id, figure.scope, tuple(pair for pair in breakdown if pair[0] != name)) for name in figure.breakdown if name != "option"]
        wholes.append((GROUP_OF.get(figure.id, ""), figure.scope, breakdown))
        for spot, whole in (self.found[key] for key in wholes if key in self.found):
            is_secret = self.policy.is_sensitive(whole.id, whole.breakdown)
            if not is_secret or _is_of_nobody(_table_of(whole, self.report), self.nobody) or self.has_as_part(whole):
                self.leant_on.add(spot)
                return True
        return False


def _note_of(figure: Figure, of_report: Figures, policy: Policy) -> str | None:
    """Why a figure is hidden that is no cell: an extreme, a change between waves, a flag that tells a number."""
    parts, place = figure.id.split("."), (figure.scope, tuple(sorted(figure.breakdown.items())))
    if parts[-1] in EXTREMES:  # smallest and largest are a range: below the threshold at one end, both are hidden
        ends = [other.value for name in EXTREMES if (other := of_report.get((f"attendance.{name}", *place)))]
        return "suppressed" if any(end is not None and end < policy.threshold for end in ends) else None
    if parts[0] == "survey" and parts[2] in ("change", "comparable"):
        flag = of_report.get((f"survey.{parts[1]}.comparable", figure.scope, ()))
        if flag is not None and not flag.value and _tells_few_pairs(parts[1], of_report, policy):
            return "suppressed"
        return "not_comparable" if flag is not None and not flag.value and parts[2] == "change" else None
    if figure.id == "community.within_limit":
        clients, limit = of_report.get(("community.active_clients", *place)), policy.limits.get(figure.breakdown.get("unit", ""))
        return "suppressed" if clients and 0 < (clients.value or 0) < policy.threshold and limit is not None and limit < policy.threshold else None
    return None


def _tells_few_pairs(instrument: str, of_report: Figures, policy: Policy) -> bool:
    """Whether "not comparable" leaves no room for as many pairs as the threshold (figures.md 3: under 5, or under 0.6 of a wave's respondents)."""
    pairs = of_report.get((f"survey.{instrument}.pairs", "cumulative", ()))
    waves = [f.n for (name, scope, breakdown), f in of_report.items() if name == f"survey.{instrument}.responses" and scope == "cumulative" and breakdown[:1]
             and breakdown[0][0] == "wave" and f.n]  # fmt: skip
    is_small = pairs is not None and 0 < (pairs.value or 0) < policy.threshold
    return is_small and policy.threshold >= COMPARABLE_PAIRS_SHARE * min(waves, default=0)


def _note_small(figure: Figure, report: Report, policy: Policy, catalogue: Catalogue, is_telling: bool, found: Primary) -> None:
    cells = cells_of(figure, report, catalogue)
    small = {role for role, (_, value) in cells.items() if 0 < value < policy.threshold}
    if "n" in small:  # behind all of it stand too few
        small = set(cells)
    found.cells.update(cells[role][0] for role in small)
    if is_telling:
        found.cells.update(cell for role, (cell, value) in cells.items() if value == 0 and role in ("value", "numerator"))
    complement = complement_of(figure, cells, catalogue)
    if complement:
        cell, value = complement
        if 0 < value < policy.threshold or (is_telling and value == 0):
            found.cells.add(cell)
