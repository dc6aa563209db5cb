"""Looks into the drop folder every second and says when a file in it can be taken that could not before.

In: the drop folder. Out: an event with the number of such files. Rerun: safe; after a restart every file is new once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from airflow.triggers.base import BaseEventTrigger, TriggerEvent

from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.workspace import workspace_from_environment

if TYPE_CHECKING:
    from pathlib import Path

    from seuranta.intake.drop_folder import Look

Told = dict[str, object]
"""What was told of each path: its fingerprint."""


class DropFolderWatch(BaseEventTrigger):
    """Fires for files that are settled and whole; and every ``look_again_seconds``, so that a lost event costs no more than that."""

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
        told: Told = {}
        told_at = time.monotonic()
        before: Look | None = None
        while True:
            now = await asyncio.to_thread(look_into, drop)
            ready = await asyncio.to_thread(find_ready, before or now, now, told)
            if ready or time.monotonic() - told_at >= self.look_again_seconds:
                told |= ready
                told_at = time.monotonic()
                yield TriggerEvent({"file_count": len(ready)})
            before = now
            await asyncio.sleep(self.look_seconds)


def look_into(drop: Path) -> Look:
    """What lies there now. A share that does not answer looks empty, which fires nothing."""
    from seuranta.intake.drop_folder import Look, look

    try:
        return look(drop, was_filled=False)
    except OperationFailed:
        return Look()


def find_ready(before: Look, now: Look, told: Told) -> Told:
    """What intake would take, or refuse, and nobody was told of: exports, and the project's own words."""
    from seuranta.intake.drop_folder import is_whole, settled

    words = [found for relative, found in now.narratives.items() if before.narratives.get(relative) == found]
    fresh = [found for found in (*settled(before, now), *words) if told.get(found.relative) != found.fingerprint]
    ready: Told = {found.relative: found.fingerprint for found in fresh if is_whole(found)}
    return ready | {name: "refused" for name in now.refused if told.get(name) != "refused"}
