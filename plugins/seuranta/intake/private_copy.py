"""One look into a staff file: opened without following links, copied once into memory of ours, hashed on the way.

The copy has no name on any disk, so that a crash leaves nothing of it behind.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from seuranta.intake.drop_folder import Found

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Copy:
    """``path`` can be opened, any number of times, as long as the copy is held."""

    path: Path
    sha256: str
    size_bytes: int


class Changed(Exception):
    """The file is not what was looked at: it is left for the next pass."""


@contextmanager
def private_copy(found: Found) -> Iterator[Copy]:
    """The bytes of a found file. Raises ``Changed`` where it was touched since, and ``OSError``."""
    source = os.open(found.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    target = _nameless_file()
    try:
        _check(found, os.fstat(source))
        digest, size = _copy(source, target)
        _check(found, os.fstat(source))
        yield Copy(Path(f"/proc/self/fd/{target}") if Path("/proc/self/fd").is_dir() else Path(f"/dev/fd/{target}"), digest, size)
    finally:
        os.close(source)
        os.close(target)


def _check(found: Found, about: os.stat_result) -> None:
    if not stat.S_ISREG(about.st_mode) or about.st_nlink != 1:
        raise Changed
    if (about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino) != found.fingerprint:
        raise Changed


def _nameless_file() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("delivery")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _copy(source: int, target: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := os.read(source, CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
        view = memoryview(chunk)
        while view:
            view = view[os.write(target, view) :]
    return digest.hexdigest(), size
