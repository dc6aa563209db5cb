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
    """Appends a line and is done when it is on disk; an ``OSError`` leaves no part of it.

    ``previous`` is the SHA-256 of the line before. What a power cut left of a line is none, and is cut off.
    """
    workspace.home.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(workspace.house_log, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b", buffering=0) as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        written = log.readall()
        whole = written[: written.rfind(b"\n") + 1]
        lines = whole.splitlines()
        entry = {"at": clock.now().isoformat(), "clock": clock.source, "what": what, **facts, "previous": _seal(lines[-1]) if lines else BEGINNING}
        _append(descriptor, len(whole), json.dumps(entry, ensure_ascii=False).encode() + b"\n")
    if not lines:
        _sync_folder(workspace.home)


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


def _append(descriptor: int, end: int, line: bytes) -> None:
    try:
        os.ftruncate(descriptor, end)
        written = 0
        while written < len(line):
            written += os.pwrite(descriptor, line[written:], end + written)
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, end)
        raise


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lines(log: Path) -> Iterator[bytes]:
    """Whole lines: one without its end was never done."""
    if log.exists():
        content = log.read_bytes()
        yield from content[: content.rfind(b"\n") + 1].splitlines()


def _seal(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
