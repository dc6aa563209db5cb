"""How far a period is, from what has come, what was asked and what was released."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from seuranta.overview.periods import PeriodSeen, PeriodState, periods_seen
from seuranta.overview.released import files_in
from seuranta.vocabulary.approval_log import Standing
from seuranta.vocabulary.receipts import Coverage, Receipt, Status
from seuranta.vocabulary.workspace import Workspace
from tests.unit.feedback.builders import attendance_of, klubi, receipt

DURING, AFTER = date(2022, 5, 1), date(2022, 7, 10)
ALL_YEAR = (date(2022, 1, 1), date(2022, 12, 31))
WAITING = Standing("asked", "abc", date(2022, 7, 15))
REJECTED = Standing("rejected", "abc", None, "maija", "puuttuu kerta")


def first_period(tmp_path: Path, day: date, receipts: list[Receipt], standing: Standing | None = None) -> PeriodSeen:
    standings = {("klubi", 1): standing} if standing else {}
    return next(seen for seen in periods_seen(Workspace(tmp_path), klubi(), receipts, [], standings, day) if seen.period.no == 1)


def everything() -> list[Receipt]:
    contacts = Coverage(dataset="contacts", start_on=ALL_YEAR[0], end_on=ALL_YEAR[1])
    return [receipt(Status.ACCEPTED, coverage=(attendance_of(None, *ALL_YEAR), contacts))]


def release_to_the_funder(tmp_path: Path, number: int = 1) -> None:
    reports = tmp_path / "releases" / "klubi" / "1" / str(number) / "reports" / "funder"
    reports.mkdir(parents=True)
    (reports / "report.pdf").write_bytes(b"%PDF-")
    (reports / ".hidden").write_bytes(b"")
    (reports / "link").symlink_to(tmp_path / "releases")
    approval = {"at": "2022-12-10T10:00:00+00:00", "by": "maija", "reason": None, "exception": "keväällä"}
    (reports.parents[1] / "approval.json").write_text(json.dumps(approval), encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "receipts", "standing", "state"),
    [
        (DURING, [], None, PeriodState.OPEN),
        (DURING, everything(), None, PeriodState.OPEN),
        (AFTER, [], None, PeriodState.WAITING),
        (AFTER, everything(), None, PeriodState.DRAFT),
        (AFTER, everything(), REJECTED, PeriodState.DRAFT),
        (AFTER, everything(), WAITING, PeriodState.TO_APPROVE),
        (AFTER, [], WAITING, PeriodState.TO_APPROVE),
    ],
)
def test_a_period_is_in_one_state(tmp_path: Path, day: date, receipts: list[Receipt], standing: Standing | None, state: PeriodState) -> None:
    assert first_period(tmp_path, day, receipts, standing).state is state


def test_a_release_is_told_with_who_approved_and_its_own_files_alone(tmp_path: Path) -> None:
    release_to_the_funder(tmp_path)
    seen = first_period(tmp_path, AFTER, everything())
    assert seen.state is PeriodState.RELEASED
    [release] = seen.releases
    assert (release.by, release.reason, release.exception) == ("maija", "", "keväällä")
    assert release.files == {"funder": ("report.pdf",)}
    assert release.path("funder", "report.pdf") is not None
    for name in ("link", ".hidden", "../../approval.json", "report.PDF", ""):
        assert release.path("funder", name) is None, name
    assert release.path("internal", "report.pdf") is None


def test_a_restatement_that_waits_is_to_be_approved_beside_what_was_released(tmp_path: Path) -> None:
    release_to_the_funder(tmp_path)
    seen = first_period(tmp_path, AFTER, everything(), WAITING)
    assert (seen.state, len(seen.releases)) == (PeriodState.TO_APPROVE, 1)


def test_what_is_missing_is_named_by_unit_and_dataset(tmp_path: Path) -> None:
    seen = first_period(tmp_path, AFTER, [receipt(Status.ACCEPTED, coverage=(attendance_of("keskus", *ALL_YEAR),))])
    assert [(slot.unit_code, slot.dataset) for slot in seen.missing] == [("keskus", "contacts"), ("ranta", "attendance"), ("ranta", "contacts")]
    assert (seen.filled, len(seen.slots)) == (1, 4)


def test_a_period_that_has_not_started_is_not_shown(tmp_path: Path) -> None:
    assert [seen.period.no for seen in periods_seen(Workspace(tmp_path), klubi(), [], [], {}, DURING)] == [1]
    assert [seen.period.no for seen in periods_seen(Workspace(tmp_path), klubi(), [], [], {}, AFTER)] == [2, 1]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert files_in(tmp_path / "reports") == ()
