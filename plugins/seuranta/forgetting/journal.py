"""Begins, advances and ends a change of what is kept, so that a crash anywhere is finished and not repaired.

In: facts without anything of a person. Out: ``unfinished.json``. Rerun: each phase may be done again.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from seuranta.intake.durable import remove, remove_folder, write_durably
from seuranta.intake.lease import Lease, lease
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.house_log import note, read_house_log
from seuranta.vocabulary.unfinished import LAKE, REST
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.lock import writer_lock

WAREHOUSE_LOCK = "lock"
SIGN_OF_LIFE_SECONDS = 30.0


@contextmanager
def one_at_a_time(workspace: Workspace) -> Iterator[None]:
    """Two changes of what is kept, or a change and a release, wait for each other."""
    with writer_lock(workspace.work / "forgetting.lock"), writer_lock(workspace.work / "releases.lock"):
        yield


@contextmanager
def lake_alone(workspace: Workspace) -> Iterator[Lease]:
    """Nobody takes a file in, and nobody builds, while the lake is looked through and changed.

    However long that takes, the lease is kept: a sign of life every half minute, which a stopped process does not give.
    """
    with lease(workspace) as held, writer_lock(workspace.work / "warehouse" / WAREHOUSE_LOCK):
        is_over = threading.Event()
        keeper = threading.Thread(target=_keep, args=(held, is_over), daemon=True)
        keeper.start()
        try:
            yield held
        finally:
            is_over.set()
            keeper.join()


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


def _keep(held: Lease, is_over: threading.Event) -> None:
    with suppress(OperationFailed):  # who asks next is told
        while not is_over.wait(SIGN_OF_LIFE_SECONDS):
            held.renew()


def _write(workspace: Workspace, entry: dict[str, Any]) -> None:
    write_durably(workspace.unfinished, (json.dumps(entry, indent=1) + "\n").encode())
