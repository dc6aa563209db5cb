"""The watch over the drop folder, as the triggerer runs it."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from airflow.triggers.base import TriggerEvent

from seuranta_airflow.drop_folder_watch import DropFolderWatch


@pytest.fixture
def drop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEURANTA_HOME", str(tmp_path))
    folder = tmp_path / "drop" / "ikaalinen"
    folder.mkdir(parents=True)
    return folder


class Watching:
    """A running watch; ``next_event`` waits for the next one for at most so many seconds."""

    def __init__(self, watch: DropFolderWatch, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._events = loop, asyncio.Queue[TriggerEvent]()
        self._task = loop.create_task(self._listen(watch))

    async def _listen(self, watch: DropFolderWatch) -> None:
        async for event in watch.run():
            await self._events.put(event)

    def next_event(self, seconds: float = 5.0) -> dict[str, int] | None:
        async def wait() -> dict[str, int] | None:
            try:
                return dict((await asyncio.wait_for(self._events.get(), seconds)).payload)
            except TimeoutError:
                return None

        return self._loop.run_until_complete(wait())

    def stop(self) -> None:
        self._task.cancel()
        self._loop.run_until_complete(asyncio.gather(self._task, return_exceptions=True))


@contextmanager
def watching(look_again_seconds: float = 900.0) -> Iterator[Watching]:
    loop = asyncio.new_event_loop()
    running = Watching(DropFolderWatch(look_seconds=0.05, look_again_seconds=look_again_seconds), loop)
    try:
        yield running
    finally:
        running.stop()
        loop.close()


def test_it_tells_of_a_new_file_once(drop: Path) -> None:
    with watching() as watch:
        (drop / "läsnä.csv").write_text("Tunniste;Päivä\n", encoding="utf-8")
        assert watch.next_event() == {"file_count": 1}
        assert watch.next_event(seconds=0.5) is None


def test_it_tells_of_a_file_that_was_there_before_it_started(drop: Path) -> None:
    (drop / "a.csv").write_text("a\n", encoding="utf-8")
    (drop / "b.csv").write_text("b\n", encoding="utf-8")
    with watching() as watch:
        assert watch.next_event() == {"file_count": 2}


def test_it_tells_of_a_changed_file_again(drop: Path) -> None:
    with watching() as watch:
        (drop / "a.csv").write_text("a\n", encoding="utf-8")
        assert watch.next_event() == {"file_count": 1}
        (drop / "a.csv").write_text("a\nb\n", encoding="utf-8")
        assert watch.next_event() == {"file_count": 1}


def test_it_tells_of_the_projects_own_words_and_of_every_change_of_them(drop: Path) -> None:
    with watching() as watch:
        for words in ("Ryhmä alkoi.", "Ryhmä alkoi ja jatkuu."):
            (drop / "kertomus.md").write_text(words, encoding="utf-8")
            assert watch.next_event() == {"file_count": 1}
        assert watch.next_event(seconds=0.5) is None


@pytest.mark.parametrize("name", ["palaute/a.xlsx", "TILANNE.html", "~$a.xlsx", ".~lock.a.ods#", "a.csv.part"])
def test_what_is_ours_or_passing_is_no_news(drop: Path, name: str) -> None:
    with watching() as watch:
        (drop / name).parent.mkdir(exist_ok=True)
        (drop / name).write_text("x\n", encoding="utf-8")
        assert watch.next_event(seconds=0.5) is None


def test_half_a_file_is_no_news_yet(drop: Path) -> None:
    with watching() as watch:
        (drop / "a.csv").write_text("Tunniste;Päivä\nT-1;1.2.20", encoding="utf-8")
        assert watch.next_event(seconds=0.5) is None
        (drop / "a.csv").write_text("Tunniste;Päivä\nT-1;1.2.2021\n", encoding="utf-8")
        assert watch.next_event() == {"file_count": 1}


def test_a_share_that_is_away_is_no_news_and_no_end(drop: Path) -> None:
    (drop / "a.csv").write_text("a\n", encoding="utf-8")
    with watching() as watch:
        assert watch.next_event() == {"file_count": 1}
        drop.parent.rename(drop.parent.with_name("away"))
        assert watch.next_event(seconds=0.5) is None
        drop.parent.with_name("away").rename(drop.parent)
        (drop / "b.csv").write_text("b\n", encoding="utf-8")
        assert watch.next_event() == {"file_count": 1}


def test_it_speaks_up_now_and_then_though_nothing_is_new(drop: Path) -> None:
    with watching(look_again_seconds=0.2) as watch:
        assert watch.next_event() == {"file_count": 0}


def test_what_airflow_keeps_of_it_makes_the_same_watch_and_holds_no_path() -> None:
    path, arguments = DropFolderWatch(look_seconds=2.0).serialize()
    assert arguments == {"look_seconds": 2.0, "look_again_seconds": 900.0}
    module, _, name = path.rpartition(".")
    again = getattr(importlib.import_module(module), name)(**arguments)
    assert again.serialize() == (path, arguments)
