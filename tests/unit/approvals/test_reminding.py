"""A report that waits is remembered a week, three days and a day before its last day, on it, and each week after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from seuranta.approvals.reminding import note_reminded, reminders_of
from seuranta.programmes.programme import Programmes
from seuranta.releases.house import House
from seuranta.vocabulary.approval_log import ASKED
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.house_log import note
from seuranta.vocabulary.workspace import Workspace
from tests.unit.feedback.builders import klubi

DUE = datetime(2022, 12, 15, 9, tzinfo=UTC)


def house_on(tmp_path: Path, day: datetime) -> House:
    return House(Workspace(tmp_path), Programmes(programmes={"klubi": klubi()}, instruments={}, digest=""), tmp_path, Clock(day))


def asked(tmp_path: Path) -> None:
    house = house_on(tmp_path, DUE - timedelta(days=20))
    note(house.workspace, house.clock, ASKED, programme="klubi", period=1, draft="abc", due="2022-12-15", needs=[])


@pytest.mark.parametrize(("left", "is_reminded"), [(8, False), (7, True), (4, False), (3, True), (1, True), (0, True), (-1, False), (-7, True), (-14, True)])
def test_a_reminder_comes_on_its_day(tmp_path: Path, left: int, is_reminded: bool) -> None:
    asked(tmp_path)
    assert bool(reminders_of(house_on(tmp_path, DUE - timedelta(days=left)))) is is_reminded


def test_a_reminder_says_what_waits_and_until_when(tmp_path: Path) -> None:
    asked(tmp_path)
    [reminder] = reminders_of(house_on(tmp_path, DUE))
    assert reminder.subject == f"Muistutus: raportti odottaa hyväksyntää ({klubi().name.fi}, kausi 1, määräpäivä 15.12.2022)"
    assert (reminder.programme, reminder.period_no, reminder.draft) == ("klubi", 1, "abc")


def test_a_reminder_is_given_once_a_day(tmp_path: Path) -> None:
    asked(tmp_path)
    house = house_on(tmp_path, DUE)
    [reminder] = reminders_of(house)
    note_reminded(house, reminder, 1)
    assert reminders_of(house) == []
    assert reminders_of(house_on(tmp_path, DUE + timedelta(days=7)))


def test_nobody_is_reminded_of_what_was_answered(tmp_path: Path) -> None:
    asked(tmp_path)
    house = house_on(tmp_path, DUE - timedelta(days=8))
    note(house.workspace, house.clock, "approval_rejected", programme="klubi", period=1, draft="abc", by="maija", why="puuttuu")
    assert reminders_of(house_on(tmp_path, DUE)) == []
