"""What the house did and what people decided: one JSON line each, never changed, each sealed with the line before.

In: facts without anything of a person. Out: a line of ``house_log``. Rerun: one more line.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.workspace import Workspace

BEGINNING = "0" * 64


def note(workspace: Workspace, clock: Clock, what: str, **facts: Any) -> None:
    """Appends a line and is done when it is on disk. ``previous`` is the SHA-256 of the line before."""
    workspace.home.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(workspace.house_log, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        lines = log.read().splitlines()
        entry = {"at": clock.now().isoformat(), "clock": clock.source, "what": what, **facts, "previous": _seal(lines[-1]) if lines else BEGINNING}
        log.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
        log.flush()
        os.fsync(log.fileno())


def read_house_log(workspace: Workspace) -> list[dict[str, Any]]:
    """Every entry in order. Raises ``OperationFailed`` where a line was changed, taken out or put in."""
    entries: list[dict[str, Any]] = []
    before = BEGINNING
    for number, line in enumerate(_lines(workspace.house_log), start=1):
        entry: dict[str, Any] = json.loads(line)
        if entry["previous"] != before:
            raise OperationFailed(
                f"house_log, line {number}", "the seal of the line before it", "another", "compare with the backup: a line was changed or removed"
            )
        entries.append(entry)
        before = _seal(line)
    return entries


def _lines(log: Path) -> Iterator[bytes]:
    if log.exists():
        yield from log.read_bytes().splitlines()


def _seal(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
