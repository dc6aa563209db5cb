"""A pass that is killed or meets a full disk: nothing is lost, nothing counts twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seuranta.intake import durable
from seuranta.vocabulary.errors import OperationFailed
from tests.unit.intake.crashing import killed_by, steps_in
from tests.unit.intake.workspaces import House, house, lake_files, visits

GOOD = visits("3.5.2022;Ryhmä;Kallio;A1", "3.5.2022;Retki;Kallio;A2")


@pytest.fixture
def home(tmp_path: Path) -> House:
    return house(tmp_path)


@pytest.fixture
def steps() -> Iterator[list[Callable[[str], None]]]:
    yield durable.on_step
    durable.on_step.clear()


def drop_two(home: House) -> None:
    home.drop("klubi/a.csv", visits("3.5.2022;Ryhmä;Kallio;A1", "31.2.2022;Ryhmä;Kallio;A2"))


def outcome_of(home: House) -> object:
    receipts = [receipt.model_dump(mode="json") for receipt in home.receipts()]
    feedback = sorted(path.name for path in home.workspace.drop.rglob("palaute/*"))
    archived = sorted(path.name for path in home.workspace.archive.rglob("*") if path.is_file())
    return receipts, lake_keys_apart(home), feedback, archived


def lake_keys_apart(home: House) -> dict[str, int]:
    return {name: len(rows) for name, rows in lake_files(home).items()}


def killed_and_repeated(home: House, at: int) -> None:
    drop_two(home)
    killed_by(home.take, at)
    home.take()


def steps_of_a_pass(folder: Path) -> list[str]:
    home = house(folder)
    drop_two(home)
    return steps_in(home.take)


def check_every(tmp_path: Path, nth: int) -> None:
    all_steps = steps_of_a_pass(tmp_path / "listed")
    assert {"rename .age", "rename .parquet", "rename .json", "fsync folder .json"} <= set(all_steps)
    clean = house(tmp_path / "clean")
    drop_two(clean)
    clean.take()
    for at in range(0, len(all_steps), nth):
        crashed = house(tmp_path / f"crashed {at}")
        killed_and_repeated(crashed, at)
        assert outcome_of(crashed) == outcome_of(clean), f"killed before '{all_steps[at]}' ({at})"


def test_a_crash_loses_and_doubles_nothing(tmp_path: Path, steps: list[Callable[[str], None]]) -> None:
    check_every(tmp_path, 6)


@pytest.mark.prove
def test_a_crash_before_any_step_loses_and_doubles_nothing(tmp_path: Path, steps: list[Callable[[str], None]]) -> None:
    check_every(tmp_path, 1)


def test_a_full_disk_is_told_and_survived(home: House, steps: list[Callable[[str], None]]) -> None:
    def full(step: str) -> None:
        if step == "fsync .parquet":
            raise OSError(28, "No space left on device")

    drop_two(home)
    durable.on_step.append(full)
    with pytest.raises(OperationFailed, match=r"klubi/a.csv: No space left on device \(errno 28\)"):
        home.take()
    assert home.receipts() == []
    durable.on_step.clear()
    assert [receipt.status for receipt in home.take()] == ["partly_accepted"]
    assert not list(home.workspace.home.rglob("*.tmp"))
