"""What audiences were given before: the part of the system that nobody can take back (privacy.md 4.4).

In: ``releases/``, and the figures of now. Out: cells that are known, figures that stay hidden. Rerun: only reads.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fnmatch import fnmatchcase
from pathlib import Path

from seuranta.disclosure.cells import Cell, Spot, cells_shown
from seuranta.disclosure.policy import CIRCLES
from seuranta.disclosure.system import System
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import CLASSES, Audience, Figure, Report
from seuranta.vocabulary.workspace import Workspace

RELEASED_REPORT = "reports/{audience}/report.json"

Key = tuple[str, int, str, tuple[tuple[str, str], ...]]


def read_released(workspace: Workspace, programme_code: str, audience: Audience) -> list[Report]:
    """Every report of the programme that was released to the audience, by period and number of the release."""
    found = (workspace.releases / programme_code).glob(f"*/*/{RELEASED_REPORT.format(audience=audience)}")
    return [parse_report(path) for path in sorted(found, key=lambda path: tuple(int(part) for part in path.parts[-5:-3]))]


def read_ledger(workspace: Workspace, programme_code: str, audiences: Iterable[Audience] = CIRCLES) -> list[Report]:
    """Everything of the programme that ever left the house in a protected form, whoever it was given to."""
    return [report for audience in audiences if audience != "internal" for report in read_released(workspace, programme_code, audience)]


def held_by(audience: Audience, given: Mapping[Audience, Sequence[Report]], owed: Sequence[str]) -> list[Report]:
    """The reports that readers of an audience may hold: theirs, and those of every wider circle without what was ``owed`` there exactly."""
    held = list(given.get(audience, ()))
    for circle in CIRCLES[: CIRCLES.index(audience)]:
        for report in given.get(circle, ()):
            figures = tuple(figure for figure in report.figures if not any(fnmatchcase(figure.id, pattern) for pattern in owed))
            held.append(report.model_copy(update={"figures": figures}) if circle == "funder" else report)
    return held


def parse_report(path: Path) -> Report:
    """A ``report.json`` as the report it was written from."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Report.model_validate({key: value for key, value in content.items() if key != "schema"})


def spots_hidden(reports: Sequence[Report], released: Sequence[Report]) -> set[Spot]:
    """The figures that were hidden in a release."""
    hidden = {_key(report, figure) for report in released for figure in report.figures if figure.suppressed and figure.note in ("suppressed", *CLASSES)}
    if not hidden:
        return set()
    return {
        (position, index) for position, report in enumerate(reports) for index, figure in enumerate(report.figures) if _key(report, figure) in hidden
    }  # fmt: skip


def spots_shown(reports: Sequence[Report], released: Sequence[Report]) -> set[Spot]:
    """The figures that a release showed as they still are, but for rounding and what was left out beside the value."""
    told: dict[Key, list[Figure]] = defaultdict(list)
    for report in released:
        for figure in report.figures:
            if not figure.suppressed and figure.value is not None:
                told[_key(report, figure)].append(figure)
    if not told:
        return set()
    return {
        (position, index) for position, report in enumerate(reports) for index, figure in enumerate(report.figures)
        if any(_is_told_by(figure, other) for other in told.get(_key(report, figure), ()))
    }  # fmt: skip


def _is_told_by(figure: Figure, shown: Figure) -> bool:
    is_rounded = shown.numerator is None and figure.value is not None and shown.value == rounded(figure.value)
    parts = ((figure.numerator, shown.numerator), (figure.denominator, shown.denominator), (figure.n, shown.n))
    return (shown.value == figure.value or is_rounded) and all(then is None or now == then for now, then in parts)


def rounded(value: float) -> float:
    """A mean over few persons, with the one decimal that it keeps."""
    return float(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def known_in(system: System, released: Sequence[Report], catalogue: Catalogue) -> frozenset[int]:
    """Cells that were shown at the value they still have.

    A number that was restated since is another number: what it was then says nothing exact about what it is now.
    """
    shown = ((system.at.get(cell), value) for cell, value in cells_shown(released, catalogue))
    return frozenset(number for number, value in shown if number is not None and system.values[number] == value)


def restated_by_little(reports: Sequence[Report], released: Sequence[Report], threshold: int, catalogue: Catalogue) -> list[Cell]:
    """Counts that ``reports`` show and that differ from what the latest release showed by fewer than ``threshold``.

    Whoever has both can subtract them, and knows of a few persons in which figures they are.
    """
    before, now = ({cell: value for cell, value in cells_shown(some, catalogue) if _is_of_persons(cell)} for some in (released, reports))
    return sorted(cell for cell, value in now.items() if cell in before and 0 < abs(value - before[cell]) < threshold)


def _is_of_persons(cell: Cell) -> bool:
    return not cell.quantity.startswith("data.") and not cell.quantity.endswith(".invited")


def _key(report: Report, figure: Figure) -> Key:
    return figure.id, report.period.no, figure.scope, tuple(sorted(figure.breakdown.items()))
