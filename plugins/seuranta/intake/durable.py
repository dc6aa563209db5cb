"""Writing that survives a crash: temporary name, fsync, rename, fsync of the folder. Every side effect of intake goes through here.

``on_step`` hears of each step before it is done: tests crash there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

TEMPORARY_ENDING = ".tmp"

on_step: list[Callable[[str], None]] = []


def write_durably(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Puts ``content`` at ``path`` whole or not at all, and makes its folder."""
    with durable_file(path, mode) as temporary:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)


@contextmanager
def durable_file(path: Path, mode: int = 0o600) -> Iterator[Path]:
    """A temporary path beside ``path``; what is written there takes its name, and ``mode``, on leaving, once it is on disk."""
    make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY_ENDING}")
    temporary.unlink(missing_ok=True)
    try:
        _tell("write", path)
        yield temporary
        _tell("fsync", path)
        temporary.chmod(mode)
        with temporary.open("rb") as file:  # reading is enough, and all that the owner of a key may do
            os.fsync(file.fileno())
        _tell("rename", path)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _tell("fsync folder", path)
    sync_folder(path.parent)
    _tell("done", path)


def remove(path: Path) -> None:
    """Removes a file for good; one that is not there is none."""
    _tell("remove", path)
    path.unlink(missing_ok=True)
    if path.parent.is_dir():
        sync_folder(path.parent)


def remove_folder(folder: Path) -> None:
    """Removes a folder and everything in it for good, also where nobody may write; one that is not there is none."""
    if not folder.exists():
        return
    _tell("remove folder", folder)
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
    shutil.rmtree(folder)
    sync_folder(folder.parent)


def rename(source: Path, target: Path) -> None:
    """Gives a file or folder another place on the same disk; what it replaces must be a file."""
    make_folder(target.parent)
    if source.is_dir():
        source.chmod(0o700)  # a folder that nobody may write to cannot be moved elsewhere
    _tell("rename", target)
    source.replace(target)
    sync_folder(target.parent)
    sync_folder(source.parent)


def make_folder(folder: Path, mode: int = 0o700) -> None:
    """The folder and those above it that are missing, readable by us alone."""
    if not folder.is_dir():
        make_folder(folder.parent, mode)
        folder.mkdir(exist_ok=True, mode=mode)


def sync_folder(folder: Path) -> None:
    """What was renamed in the folder is on disk after this."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _tell(step: str, path: Path) -> None:
    for listener in on_step:
        listener(f"{step} {path.suffix or path.name}")
