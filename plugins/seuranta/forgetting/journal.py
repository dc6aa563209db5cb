"""Begins, advances and ends a change of what is kept, so that a crash anywhere is finished and not repaired.

In: facts without anything of a person. Out: ``unfinished.json``. Rerun: each phase may be done again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from seuranta.intake.durable import remove, remove_folder, write_durably
from seuranta.intake.lease import Lease, lease
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.house_log import note, read_house_log
from seuranta.vocabulary.unfinished import LAKE, REST
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.lock import writer_lock

WAREHOUSE_LOCK = "lock"


@contextmanager
def one_at_a_time(workspace: Workspace) -> Iterator[None]:
    """Two changes of what is kept, or a change and a release, wait for each other."""
    with writer_lock(workspace.work / "forgetting.lock"), writer_lock(workspace.work / "releases.lock"):
        yield


@contextmanager
def lake_alone(workspace: Workspace) -> Iterator[Lease]:
    """Nobody takes a file in, and nobody builds, while the lake is looked through and changed."""
    with lease(workspace) as held, writer_lock(workspace.work / "warehouse" / WAREHOUSE_LOCK):
        yield held


def begin(workspace: Workspace, what: str, facts: dict[str, Any]) -> dict[str, Any]:
    """From here on it will be done, whatever happens. The entry: ``what``, ``phase`` and the facts."""
    entry = {"what": what, "phase": LAKE, **facts}
    _write(workspace, entry)
    return entry


def lake_is_done(workspace: Workspace, entry: dict[str, Any]) -> dict[str, Any]:
    """The files of the lake agree again: the rest may be done beside everybody else's work."""
    after = {**entry, "phase": REST}
    _write(workspace, after)
    return after


def end(workspace: Workspace, clock: Clock, what: str, no: str, **facts: Any) -> None:
    """Notes in the house log, once, that it was done; then there is nothing unfinished."""
    if not any(line["what"] == what and line.get("no") == no for line in read_house_log(workspace)):
        note(workspace, clock, what, no=no, **facts)
    remove(workspace.unfinished)


def clear_work(workspace: Workspace) -> None:
    """Removes what earlier builds and releases left in the work folder: the next build starts from nothing."""
    with writer_lock(workspace.work / "warehouse" / WAREHOUSE_LOCK):
        for path in [*(workspace.work / "warehouse").glob("*"), *workspace.work.glob("*")]:
            if path.is_dir() and path.name != "warehouse":
                remove_folder(path)
            elif path.is_file() and not path.name.endswith((WAREHOUSE_LOCK, ".lease")):
                remove(path)


def _write(workspace: Workspace, entry: dict[str, Any]) -> None:
    write_durably(workspace.unfinished, (json.dumps(entry, indent=1) + "\n").encode())
