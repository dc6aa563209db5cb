"""What an audience was given before: the part of the system that nobody can take back (privacy.md 4.4).

In: ``releases/``, and the figures of now. Out: cells that are known, figures that stay hidden. Rerun: only reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from seuranta.disclosure.cells import Cell, Place, System, cells_of, is_about_persons
from seuranta.disclosure.choosing import Before
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.figures import Audience, Figure, Report
from seuranta.vocabulary.workspace import Workspace

RELEASED_REPORT = "reports/{audience}/report.json"

Key = tuple[str, int, str, tuple[tuple[str, str], ...]]


def read_released(workspace: Workspace, programme_code: str, audience: Audience) -> list[Report]:
    """Every report of the programme that was released to the audience, by period and number of the release."""
    found = (workspace.releases / programme_code).glob(f"*/*/{RELEASED_REPORT.format(audience=audience)}")
    return [parse_report(path) for path in sorted(found, key=lambda path: tuple(int(part) for part in path.parts[-5:-3]))]


def parse_report(path: Path) -> Report:
    """A ``report.json`` as the report it was written from."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Report.model_validate({key: value for key, value in content.items() if key != "schema"})


def places_hidden(reports: Sequence[Report], released: Sequence[Report]) -> set[tuple[int, int]]:
    """The figures, by (report, position), that were hidden in a release."""
    hidden = {_key(report, figure) for report in released for figure in report.figures if figure.suppressed and figure.note == "suppressed"}
    return {
        (position, index) for position, report in enumerate(reports) for index, figure in enumerate(report.figures) if _key(report, figure) in hidden
    }  # fmt: skip


def before_of(system: System, released: Sequence[Report], hidden_places: set[tuple[int, int]], catalogue: Catalogue) -> Before:
    """Cells of now that were shown at the value they still have, and cells that only hidden figures print.

    A number that was restated since is another number: what it was then says nothing exact about what it is now.
    """
    known = {cell for cell, value in _cells_shown(released, catalogue) if system.values.get(cell) == round(value)}
    hidden = {cell for cell, places in system.published.items() if places and places <= hidden_places}
    return Before(frozenset(known), frozenset(hidden - known))


def restated_by_little(reports: Sequence[Report], released: Sequence[Report], threshold: int, catalogue: Catalogue) -> list[Cell]:
    """Counts that ``reports`` show and that differ from what the latest release showed by fewer than ``threshold``.

    Whoever has both can subtract them, and knows of a few persons in which figures they are.
    """
    before = dict(_cells_shown(released, catalogue))
    now = dict(_cells_shown(reports, catalogue))
    return sorted(cell for cell, value in now.items() if cell in before and 0 < abs(value - before[cell]) < threshold)


def _cells_shown(released: Sequence[Report], catalogue: Catalogue) -> Iterator[tuple[Cell, float]]:
    for report in released:
        for figure in report.figures:
            try:
                is_cell = not figure.suppressed and is_about_persons(figure.id, catalogue)
            except UnknownName:  # a figure that the catalogue has dropped since
                continue
            if is_cell:
                where = Place(report.period.no, figure.scope, tuple(sorted(figure.breakdown.items())))
                yield from cells_of(figure, where, catalogue.entry_of(figure.id).kind).values()


def _key(report: Report, figure: Figure) -> Key:
    return figure.id, report.period.no, figure.scope, tuple(sorted(figure.breakdown.items()))
