"""Rows and keys are let go of when their time is over, and not a day before."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from seuranta.forgetting.requests import keep_times
from seuranta.forgetting.retiring import Retired
from seuranta.intake.keeping import check_what_is_kept
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.house_log import read_house_log
from tests.unit.forgetting.crashing import finish, killed_at, steps_of
from tests.unit.forgetting.houses import CODE, NUMBER, full_house, hits, pseudonym_of
from tests.unit.intake.builders import programme
from tests.unit.intake.workspaces import CLOCK, House, lake_files

END = programme().dates.end  # 30 November 2022


def clock_after(days: int) -> Clock:
    return Clock(CLOCK.now().replace(year=END.year, month=END.month, day=END.day) + timedelta(days=days))


@pytest.fixture
def home(tmp_path: Path) -> House:
    return full_house(tmp_path)


def with_retention(home: House, **days: int) -> None:
    before = home.programmes.programmes["klubi"]
    home.programmes.programmes["klubi"] = before.model_copy(update={"retention": before.retention.model_copy(update=days)})


def keep(home: House, days: int) -> list[Retired]:
    return keep_times(home.workspace, home.programmes, clock_after(days))


def keep_a_month_after(home: House) -> list[Retired]:
    return keep(home, 31)


def people_in(home: House, table: str, column: str) -> list[str]:
    return [row for path in sorted((home.workspace.lake / table).rglob("*.parquet")) for row in pq.read_table(path, partitioning=None)[column].to_pylist()]


def test_without_a_date_everything_is_kept(home: House) -> None:
    before = lake_files(home)
    assert keep(home, 100_000) == []
    assert lake_files(home) == before


def test_rows_leave_the_lake_the_day_after_their_time(home: House) -> None:
    with_retention(home, lake_days=365)
    before = lake_files(home)
    assert keep(home, 365) == []
    assert lake_files(home) == before
    (done,) = keep(home, 366)
    assert (done.programme, done.files_removed) == ("klubi", len(before))
    assert lake_files(home) == {}
    assert len(home.receipts()) == 5
    assert keep(home, 366) == []


def test_what_was_let_go_of_is_not_missed_and_is_noted(home: House) -> None:
    with_retention(home, lake_days=365)
    keep(home, 366)
    check_what_is_kept(home.workspace, home.programmes, clock_after(366))
    retired = read_house_log(home.workspace)[0]
    assert (retired["what"], retired["programme"], retired["files_removed"]) == ("retired", "klubi", 11)


def test_without_keys_the_same_person_is_the_same_and_nobody_can_be_found(home: House) -> None:
    with_retention(home, keys_days=30)
    everybody = [pseudonym_of(home, name) for name in (CODE, NUMBER, "A2", "A3")]
    before = people_in(home, "attendance", "participant_key")
    assert keep(home, 30) == []
    assert hits(home, *everybody) != []
    (done,) = keep(home, 31)
    assert (done.is_keyless, done.files_removed) == (True, 0)
    after = people_in(home, "attendance", "participant_key")
    assert hits(home, *everybody) == []
    assert [before.index(key) for key in before] == [after.index(key) for key in after]
    assert set(after) & set(people_in(home, "contacts", "contact_key"))
    assert keep(home, 31) == []


@pytest.mark.slow
def test_a_kill_at_any_step_is_finished_by_the_next_command(tmp_path: Path) -> None:
    clean = full_house(tmp_path / "clean")
    with_retention(clean, keys_days=30)
    steps = steps_of(clean, keep_a_month_after)
    for at in range(steps.index("rename .json") + 1, len(steps), 9):
        crashed = full_house(tmp_path / f"crashed {at}")
        with_retention(crashed, keys_days=30)
        old = [pseudonym_of(crashed, name) for name in (CODE, NUMBER, "A2", "A3")]
        killed_at(crashed, keep_a_month_after, at)
        finish(crashed)
        assert hits(crashed, *old) == [], f"killed before '{steps[at]}' ({at})"
        assert {name: len(rows) for name, rows in lake_files(crashed).items()} == {name: len(rows) for name, rows in lake_files(clean).items()}
        assert not crashed.workspace.unfinished.exists()
