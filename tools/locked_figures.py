"""The figures of the samples' released periods, as they were accepted: a number in them moves only with a reason in writing.

In: sample exports through ingest and build, ``tests/golden/<programme>.csv``. Out: what moved; or, accepted, the files anew.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from seuranta.intake.archive import make_workspace
from seuranta.intake.ingesting import ingest
from seuranta.programmes.load import load_programmes
from seuranta.reporting.publishing import has_data
from seuranta.samples.writing import write_samples
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.figures import Figure, Report
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.building import build
from seuranta.warehouse.reading import read_reports

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
PLACE = ("figure", "scope", "breakdown", "period")
NUMBERS = ("value", "numerator", "denominator", "n")
NAMED_AT_MOST = 20

Place = tuple[str, str, str, str]
Numbers = tuple[str, ...]
Locked = dict[Place, Numbers]


def figures_of_samples(folder: Path) -> dict[str, Locked]:
    """By programme, from a fresh workspace in ``folder``: every period that has data counts as released."""
    workspace, programmes, clock = Workspace(folder), load_programmes(ROOT / "programmes"), Clock()
    make_workspace(workspace)
    write_samples(workspace.drop)
    for _ in ingest(workspace, programmes, clock, settle_seconds=0):
        pass
    build(workspace, programmes, clock)
    return {code: locked([r for r in read_reports(workspace, programmes, code) if has_data(r)]) for code in programmes.programmes}


def locked(reports: Sequence[Report]) -> Locked:
    """The numbers as texts, by place. A zero that stands for nobody and nothing is left out."""
    return {
        (figure.id, figure.scope, _breakdown(figure), str(report.period.no)): tuple(_text(getattr(figure, name)) for name in NUMBERS)
        for report in reports
        for figure in report.figures
        if not _is_empty(figure)
    }


def as_csv(figures: Locked) -> str:
    """One figure a line, in order, so that a change shows where it is."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*PLACE, *NUMBERS))
    writer.writerows((*place, *figures[place]) for place in sorted(figures, key=_order))
    return text.getvalue()


def read_accepted(programme: str, folder: Path = GOLDEN) -> Locked:
    """What was accepted; nothing where no file is."""
    path = folder / f"{programme}.csv"
    if not path.is_file():
        return {}
    _, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    return {(row[0], row[1], row[2], row[3]): tuple(row[4:]) for row in rows}


def moved(accepted: Locked, found: Locked) -> list[str]:
    """Every figure that is another one, old → new, as sentences."""
    return [
        f"{place[0]} {place[1]} {place[2] or 'total'}, period {place[3]}: {_said(accepted.get(place))} → {_said(found.get(place))}"
        for place in sorted({*accepted, *found}, key=_order)
        if accepted.get(place) != found.get(place)
    ]


def complaint(accepted: Mapping[str, Locked], found: Mapping[str, Locked]) -> str:
    """What moved and what to do, by programme; empty where nothing did."""
    lines = list(_complaints(accepted, found))
    if not lines:
        return ""
    todo = 'Released reports would say something else now. Undo the change, or accept it in writing: make accept-figures REASON="…"'
    return "\n".join([*lines, todo])


def _complaints(accepted: Mapping[str, Locked], found: Mapping[str, Locked]) -> Iterator[str]:
    for programme in sorted({*accepted, *found}):
        sentences = moved(accepted.get(programme, {}), found.get(programme, {}))
        if sentences:
            yield f"{programme}: {len(sentences)} figure(s) of released periods moved"
            yield from (f"  {sentence}" for sentence in sentences[:NAMED_AT_MOST])
            if len(sentences) > NAMED_AT_MOST:
                yield f"  and {len(sentences) - NAMED_AT_MOST} more"


def _order(place: Place) -> tuple[str, str, str, int]:
    return place[0], place[1], place[2], int(place[3])


def _breakdown(figure: Figure) -> str:
    return " ".join(f"{dimension}={code}" for dimension, code in sorted(figure.breakdown.items()))


def _text(number: float | None) -> str:
    return "" if number is None else f"{number:.12g}"


def _is_empty(figure: Figure) -> bool:
    return figure.value == 0 and figure.denominator is None and not figure.n


def _said(numbers: Numbers | None) -> str:
    if numbers is None:
        return "nothing"
    value, numerator, denominator, n = numbers
    parts = f" ({numerator or '?'}/{denominator})" if denominator else ""
    return f"{value or 'no value'}{parts}" + (f", n {n}" if n else "")
