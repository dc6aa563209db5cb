"""Figures that are no cells of the system and yet tell a hidden number: means of codes, and rows of deliveries.

A mean: with n answers on a scale a…b whose sum is S, t of them in the two best codes: at the high end (b−1)·t + a·(n−t)
≤ S ≤ b·t + (b−2)·(n−t), and mirrored at the low end. Where that leaves t, or n − t, one value or none but small ones, the
item's means are hidden too, in every period and scope, so that none can be had from the others.
Rows: every response, presence, contact or participation is a row; what is hidden among them is the rows less the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import ceil, floor

from seuranta.disclosure.cells import Spot
from seuranta.disclosure.ledger import rounded
from seuranta.disclosure.policy import FAR_MORE_ROWS, FEW_PERSONS
from seuranta.programmes.instrument import Instrument, Item
from seuranta.vocabulary.figures import Figure, Report

# What is counted from the rows of a dataset, as the ends of figure ids.
COUNTED_FROM: dict[str, tuple[str, ...]] = {
    "attendance": ("attendance.presences",),
    "contacts": ("recruitment.contacted",),
    "esr_participants": ("esf.participants_total",),
    "survey": (".responses", ".readings"),
}
ROWS_TOLD = ("data.rows_loaded", "data.rows_received")


def spots_of_telling_rows(reports: Sequence[Report], hidden: Collection[Spot]) -> set[Spot]:
    """The rows of datasets of which a number is hidden that nearly all of them make up, and the rows of all datasets together."""
    told: set[str] = set()
    for dataset, endings in COUNTED_FROM.items():
        last = len(reports) - 1
        counted = [
            (index, f.value or 0) for index, f in enumerate(reports[last].figures) if f.id.endswith(endings) and f.scope == "cumulative" and not f.breakdown
        ]  # fmt: skip
        rows = [f.value or 0 for f in reports[last].figures if f.id == "data.rows_loaded" and f.breakdown == {"dataset": dataset}]
        is_near = bool(rows) and rows[0] - sum(value for _, value in counted) < FAR_MORE_ROWS
        if is_near and any((last, index) in hidden for index, _ in counted):
            told.add(dataset)
    return {
        (position, index)
        for position, report in enumerate(reports)
        for index, figure in enumerate(report.figures)
        if told and figure.id in ROWS_TOLD and figure.breakdown.get("dataset", min(told)) in told
    }


def spots_of_telling_means(reports: Sequence[Report], hidden: Collection[Spot], instruments: Sequence[Instrument], threshold: int) -> set[Spot]:
    """The means of every item of which a mean that is shown tells a hidden share."""
    items = {f"{instrument.code}.{item.code}": item for instrument in instruments for item in instrument.items if item.kind == "scale"}
    telling = {name for name, mean, share, _ in _pairs(reports, hidden) if name in items and _tells(items[name], mean, share, threshold)}
    return {
        (position, index)
        for position, report in enumerate(reports)
        for index, figure in enumerate(report.figures)
        if figure.id.startswith("survey.") and ".mean." in figure.id and figure.id.removeprefix("survey.").replace(".mean.", ".") in telling
    }


def rooms_left(reports: Sequence[Report], hidden: Collection[Spot], instruments: Sequence[Instrument]) -> dict[Spot, tuple[int, int]]:
    """Hidden shares of the two best codes beside a mean that is shown: the fewest and most answers in them that it allows.

    A mean over few persons has one decimal only, and so allows more.
    """
    items = {f"{instrument.code}.{item.code}": item for instrument in instruments for item in instrument.items if item.kind == "scale"}
    found = {}
    for name, mean, _, spot in _pairs(reports, hidden):
        item = items.get(name)
        if item is None or item.min is None or item.max is None or not mean.denominator or mean.value is None or mean.numerator is None:
            continue
        is_rounded, answers = mean.n is None or mean.n <= FEW_PERSONS, round(mean.denominator)
        sums = [round(mean.numerator)]
        if is_rounded:
            sums = [ceil((rounded(mean.value) - 0.05) * answers - 1e-6), floor((rounded(mean.value) + 0.05) * answers + 1e-6)]
        rooms = [room_for_best_two(item.min, item.max, item.best, total, answers) for total in sums]
        found[spot] = min(least for least, _ in rooms), max(most for _, most in rooms)
    return found


def _pairs(reports: Sequence[Report], hidden: Collection[Spot]) -> Iterator[tuple[str, Figure, Figure, Spot]]:
    """Items with a mean that is shown beside a share of the two best codes that is not, and where that stands."""
    for position, report in enumerate(reports):
        found = {(f.id, f.scope): (index, f) for index, f in enumerate(report.figures) if f.id.startswith("survey.") and not f.breakdown}
        for (figure_id, scope), (index, mean) in found.items():
            at, share = found.get((figure_id.replace(".mean.", ".top2."), scope), (index, mean))
            if at != index and (position, at) in hidden and (position, index) not in hidden:
                yield figure_id.removeprefix("survey.").replace(".mean.", "."), mean, share, (position, at)


def _tells(item: Item, mean: Figure, share: Figure, threshold: int) -> bool:
    if not mean.denominator or mean.numerator is None or share.numerator is None or item.min is None or item.max is None:
        return False
    least, most = room_for_best_two(item.min, item.max, item.best, round(mean.numerator), round(mean.denominator))
    answers, chosen = round(mean.denominator), round(share.numerator)
    is_small = 0 < chosen < threshold and least >= 1 and most < threshold
    is_small_rest = 0 < answers - chosen < threshold and answers - most >= 1 and answers - least < threshold
    return least == most or is_small or is_small_rest


def room_for_best_two(lowest: int, highest: int, best: str, total: int, answers: int) -> tuple[int, int]:
    """The fewest and most answers in the two best codes that a sum of codes allows."""
    if best == "low":  # the same scale, turned round
        total = (lowest + highest) * answers - total
    inner, span = highest - 2, highest - 1 - lowest
    most = answers if span <= 0 else floor((total - lowest * answers) / span)
    return max(0, ceil((total - inner * answers) / 2)), min(answers, most)
