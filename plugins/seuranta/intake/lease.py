"""One writer at a time: a lock that a dead process gives back by itself, and that a stopped one loses.

The lock is held on the file ``work/ingest.lease``. Who waits too long for a holder that shows no sign of life puts a
new file in its place; the old holder, if it wakes, finds that the file is no longer the one it holds and may not write.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seuranta.intake.durable import make_folder
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.workspace import Workspace

SILENCE_SECONDS = 300.0  # a file takes 70 s to read at most, then seconds to judge
LOOK_SECONDS = 0.2


class Lease:
    """The right to write. ``renew`` before every commit."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor = path, descriptor

    def renew(self) -> None:
        """Shows that we live. Raises ``OperationFailed`` where somebody took over."""
        if not _is_same(self._path, self._descriptor):
            raise OperationFailed("the lease of ingest", "to be the only writer", "that another pass took over", "nothing was written; the other pass goes on")
        os.utime(self._descriptor)


@contextmanager
def lease(workspace: Workspace) -> Iterator[Lease]:
    """Waits for its turn, as long as the holder shows that it lives."""
    make_folder(workspace.work)
    path = workspace.work / "ingest.lease"
    descriptor = _acquire(path)
    try:
        held = Lease(path, descriptor)
        held.renew()
        yield held
    finally:
        os.close(descriptor)


def _acquire(path: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            is_silent = time.time() - os.fstat(descriptor).st_mtime > SILENCE_SECONDS
            os.close(descriptor)
            if is_silent:
                _replace(path)
            else:
                time.sleep(LOOK_SECONDS)
            continue
        if _is_same(path, descriptor):
            return descriptor
        os.close(descriptor)


def _replace(path: Path) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.touch(mode=0o600)
    temporary.replace(path)


def _is_same(path: Path, descriptor: int) -> bool:
    try:
        there, held = path.stat(), os.fstat(descriptor)
    except FileNotFoundError:
        return False
    return (there.st_dev, there.st_ino) == (held.st_dev, held.st_ino)
