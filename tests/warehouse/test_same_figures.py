"""The same figures, whatever the order of the files within a pass, the time zone of the machine and the day of the build."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from seuranta.intake.archive import make_workspace
from seuranta.intake.ingesting import ingest
from seuranta.programmes.load import load_programmes
from seuranta.programmes.programme import Programmes
from seuranta.samples.simulating import simulate
from seuranta.samples.writing import write_samples
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.figures import Report
from seuranta.vocabulary.receipts import Coverage
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.building import build
from seuranta.warehouse.reading import read_reports
from tests.warehouse.lakes import PROGRAMMES as CLUB
from tests.warehouse.lakes import Lake, a_lake, club, visit

PROGRAMMES = load_programmes(Path(__file__).parents[2] / "programmes")
RECEIVED = Clock(datetime(2026, 9, 15, 6, 0, tzinfo=UTC))
SPRING, AUTUMN = date(2022, 3, 27), date(2022, 10, 30)  # clocks change at three, and at four, in the night
SETTINGS = (
    ("UTC", datetime(2023, 1, 1, 12, 0, tzinfo=UTC)),
    ("Pacific/Kiritimati", datetime(2022, 10, 30, 0, 59, 59, tzinfo=UTC)),
    ("Europe/Helsinki", datetime(2022, 10, 30, 1, 0, tzinfo=UTC)),
    ("Pacific/Pago_Pago", datetime(2031, 12, 31, 23, 30, tzinfo=UTC)),
)
InZone = Callable[[str], None]


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[InZone]:
    """Puts the machine into a time zone until the test ends."""

    def go(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield go
    monkeypatch.undo()
    time.tzset()


def test_files_of_one_moment_are_taken_in_one_order_however_they_came(tmp_path: Path, in_zone: InZone) -> None:
    """A register and its correction among them: that one replaces the other must not hang on the folder's listing."""
    files = [path for path in write_samples(tmp_path / "samples") if path.parent.name == "torstaiklubi"]
    found = []
    for zone, dropped in (("Pacific/Kiritimati", files), ("Pacific/Pago_Pago", files[::-1])):
        in_zone(zone)
        workspace = a_workspace(tmp_path / zone)
        for path in dropped:
            drop(workspace, path.relative_to(tmp_path / "samples"), path.read_bytes(), mtime=1_700_000_000)
        found.append((taken(workspace), figures_of(workspace, "torstaiklubi")))
    assert len(found[0][0]) == 6
    assert found[0] == found[1]


def test_files_that_do_not_overlap_may_come_in_any_order(tmp_path: Path) -> None:
    files = simulate(30, tmp_path / "simulated")
    found = []
    for seed in (1, 2):
        workspace = a_workspace(tmp_path / f"house {seed}")
        moments = random.Random(seed).sample(range(1_700_000_000, 1_700_001_000), len(files))
        for path, mtime in zip(files, moments, strict=True):
            drop(workspace, path.relative_to(tmp_path / "simulated"), path.read_bytes(), mtime)
        found.append((taken(workspace), figures_of(workspace, "hyvinvointi_plus")))
    (first_order, first_figures), (second_order, second_figures) = found
    assert first_order != second_order
    assert sorted(first_order) == sorted(second_order)
    assert first_figures == second_figures


def test_neither_time_zone_nor_day_of_the_build_changes_a_figure(tmp_path: Path, in_zone: InZone) -> None:
    lake = a_lake(tmp_path / "workspace")
    deliver_at_the_edges_of_days(lake)
    found = []
    for zone, now in SETTINGS:
        in_zone(zone)
        build(lake.workspace, CLUB, Clock(now))
        found.append(read_reports(lake.workspace, CLUB, "kerho"))
    assert all(reports == found[0] for reports in found[1:])
    responses = {report.period.no: value(report, "survey.poll.responses") for report in found[0]}
    assert responses == {1: 4, 2: 2}  # the last one came in the thirty days after the programme's end
    assert value(found[0][0], "attendance.visits") == 2


def deliver_at_the_edges_of_days(lake: Lake) -> None:
    """Responses on the last second of a period, in the hour that is not and in the one that is twice; visits on days clocks change."""
    moments = (
        datetime(2022, 1, 1, 0, 0), datetime(2022, 3, 27, 3, 30), datetime(2022, 3, 27, 23, 59, 59), datetime(2022, 4, 30, 23, 59, 59),
        datetime(2022, 5, 1, 0, 0), datetime(2022, 9, 30, 23, 59, 59), datetime(2022, 10, 30, 3, 30),
    )  # fmt: skip
    responses = [
        {"_row": row, "instrument_code": "poll", "respondent_key": str(row), "responded_at": moment, "answered_item_count": 1}
        for row, moment in enumerate(moments, start=2)
    ]
    answers = [{"_row": row, "instrument_code": "poll", "item_code": "good", "answer": float(row % 5 + 1)} for row, _ in enumerate(moments, start=2)]
    lake.deliver("survey", {"survey_response": responses, "survey_answer": answers}, [Coverage(dataset="survey", instrument_code="poll")])
    lake.deliver("attendance", {"attendance": [visit("a", SPRING), visit("b", date(2022, 4, 30)), visit("a", AUTUMN)]}, [club("north", SPRING, AUTUMN)])


def a_workspace(home: Path) -> Workspace:
    workspace = Workspace(home)
    make_workspace(workspace)
    return workspace


def drop(workspace: Workspace, name: Path, content: bytes, mtime: int) -> None:
    path = workspace.drop / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (mtime, mtime))


def taken(workspace: Workspace) -> list[tuple[str, str]]:
    """Path and status in the order of receipt."""
    return [(receipt.path, receipt.status.value) for receipt in ingest(workspace, PROGRAMMES, RECEIVED, settle_seconds=0)]


def figures_of(workspace: Workspace, programme: str) -> list[Report]:
    known = Programmes(programmes={programme: PROGRAMMES.programmes[programme]}, instruments=PROGRAMMES.instruments, digest=PROGRAMMES.digest)
    build(workspace, known, RECEIVED)
    return read_reports(workspace, known, programme)


def value(report: Report, figure_id: str) -> float | None:
    return next(figure.value for figure in report.figures if (figure.id, figure.scope, figure.breakdown) == (figure_id, "period", {}))
