"""Looks into the drop folder every second and says when a file in it is new, or another than before.

In: the drop folder. Out: an event with the number of such files. Rerun: safe; after a restart every file is new once.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from airflow.triggers.base import BaseEventTrigger, TriggerEvent

from seuranta.vocabulary.workspace import FEEDBACK_FOLDER, workspace_from_environment

Look = dict[str, tuple[int, int]]
"""Path → (size in bytes, mtime in ns)."""


class DropFolderWatch(BaseEventTrigger):
    """Fires for files that looked the same twice; and every ``look_again_seconds``, so that a lost event costs no more than that."""

    def __init__(self, look_seconds: float = 1.0, look_again_seconds: float = 900.0) -> None:
        super().__init__()
        self.look_seconds = look_seconds
        self.look_again_seconds = look_again_seconds

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """How Airflow keeps it. No path: the triggerer has its own environment."""
        return (
            "seuranta_airflow.drop_folder_watch.DropFolderWatch",
            {"look_seconds": self.look_seconds, "look_again_seconds": self.look_again_seconds},
        )

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Never ends: one event for each change, at most one a look."""
        drop = workspace_from_environment().drop
        told: Look = {}
        told_at = time.monotonic()
        before: Look = {}
        while True:
            now = await asyncio.to_thread(look_into, drop)
            ripe = {path: mark for path, mark in now.items() if before.get(path) == mark}
            changed = [path for path, mark in ripe.items() if told.get(path) != mark]
            if changed or time.monotonic() - told_at >= self.look_again_seconds:
                told |= ripe
                told_at = time.monotonic()
                yield TriggerEvent({"changed_file_count": len(changed)})
            before = now
            await asyncio.sleep(self.look_seconds)


def look_into(drop: Path) -> Look:
    """What staff have there now. A share that does not answer looks empty, which deletes nothing and fires nothing."""
    return {path: (state.st_size, state.st_mtime_ns) for path, state in _files_of(str(drop))}


def _files_of(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != FEEDBACK_FOLDER:
                    yield from _files_of(entry.path)
            elif not _is_ours_or_passing(entry.name):
                yield entry.path, entry.stat(follow_symlinks=False)
        except OSError:
            continue


def _is_ours_or_passing(name: str) -> bool:
    return name == "TILANNE.html" or name.startswith((".", "~$")) or name.endswith((".tmp", ".part", ".crdownload"))
