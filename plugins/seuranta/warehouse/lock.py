"""One writer at a time, of the warehouse or of releases: the others wait their turn."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seuranta.vocabulary.errors import OperationFailed

WAIT_SECONDS = 600.0
_LOOK_SECONDS = 0.1


@contextmanager
def writer_lock(path: Path, wait_seconds: float = WAIT_SECONDS, work: str = "build") -> Iterator[int]:
    """Holds the lock and gives its descriptor, for children to hold too: a build whose parent was killed keeps it.

    The kernel frees it when the last holder ends, however that was. ``OperationFailed`` after ``wait_seconds``; it calls
    what is done under the lock ``work``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor, path, time.monotonic() + wait_seconds, work)
        yield descriptor
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path, deadline: float, work: str) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                todo = f"see whether a stopped process still holds it, and {work} again"
                raise OperationFailed(f"lock {path.name}", f"the {work} before this one to end", "it still runs", todo) from None
            time.sleep(_LOOK_SECONDS)
