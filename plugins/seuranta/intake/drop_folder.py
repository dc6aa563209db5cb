"""What lies in the drop folder and may be taken. Nothing of the staff's is changed, moved or deleted here.

In: ``drop/``. Out: found files, settled and whole, in the order in which they are taken. Rerun: any time; only looks.
"""

from __future__ import annotations

import fnmatch
import os
import stat
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from seuranta.vocabulary.errors import ConfigurationError, Fault, OperationFailed
from seuranta.vocabulary.narratives import NARRATIVE_NAME
from seuranta.vocabulary.sheets import file_ending
from seuranta.vocabulary.workspace import FEEDBACK_FOLDER, SITUATION_WORKBOOK

TAKEN_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt"})
IGNORED_NAMES = ("~$*", ".*", "*.tmp", "*.part", "*.crdownload", "thumbs.db", "desktop.ini", NARRATIVE_NAME, "tilanne.html")
DEFAULT_SETTLE_SECONDS = 2.0
# How long a file may lie untouched and still be taken for half-copied: a zip without its end, a text without a last
# line break. A file that simply ends so gets its answer after that.
UNFINISHED_ZIP_SECONDS = 600.0
UNFINISHED_TEXT_SECONDS = 30.0
LINE_ENDS = (b"\n", b"\r", b"\n\0", b"\r\0")


@dataclass(frozen=True)
class Found:
    """A file as it lies there. ``relative`` is its path below the drop folder, NFC; ``programme`` the folder it lies in."""

    path: Path
    relative: str
    size_bytes: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @property
    def programme(self) -> str | None:
        folder, separator, _ = self.relative.partition("/")
        return folder if separator else None

    @property
    def file_name(self) -> str:
        return self.relative.rpartition("/")[2]

    @property
    def fingerprint(self) -> tuple[int, int, int, int]:
        """Changes whenever the content may have changed; nobody can set a ctime back."""
        return self.size_bytes, self.mtime_ns, self.ctime_ns, self.inode


@dataclass
class Look:
    """One look: files by relative path; places that could not be listed, and links and devices, which are never taken.

    ``narratives`` are the project's own words for its reports: no deliveries, and so not among ``files``.
    """

    files: dict[str, Found] = field(default_factory=dict)
    narratives: dict[str, Found] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def settle_seconds_from_environment() -> float:
    """``SEURANTA_SETTLE_SECONDS``: how far apart two looks are; 0 takes files at once."""
    text = os.environ.get("SEURANTA_SETTLE_SECONDS", "")
    try:
        seconds = float(text) if text else DEFAULT_SETTLE_SECONDS
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise ConfigurationError([Fault("environment", "SEURANTA_SETTLE_SECONDS", f"'{text}'", "seconds, 0 or more")])
    return seconds


def look(drop: Path, was_filled: bool) -> Look:
    """What lies there now. ``was_filled``: whether files were taken from it before.

    Raises ``OperationFailed`` where the folder is away, or empty though it was filled: an outage, not a deletion.
    """
    try:
        entries = list(os.scandir(drop))
    except OSError as error:
        raise OperationFailed("the drop folder", "a folder that can be listed", error.strerror or "an error", "check the share; nothing was changed") from None
    if was_filled and not entries:
        raise OperationFailed("the drop folder", "the files taken before", "an empty folder", "check that the share is mounted; nothing was changed")
    seen = Look()
    _add(seen, entries, "")
    return seen


def settled(earlier: Look, later: Look) -> Iterator[Found]:
    """Files that were the same in both looks, ordered by mtime, then path."""
    same = [found for relative, found in later.files.items() if relative in earlier.files and earlier.files[relative].fingerprint == found.fingerprint]
    yield from sorted(same, key=lambda found: (found.mtime_ns, found.relative))


def is_whole(found: Found, now: float | None = None) -> bool:
    """Whether the file does not look half-copied, or has looked so for long enough."""
    quiet_seconds = (time.time() if now is None else now) - max(found.ctime_ns, found.mtime_ns) / 1e9
    ending = file_ending(found.file_name)
    if ending in (".csv", ".txt"):
        return quiet_seconds > UNFINISHED_TEXT_SECONDS or found.size_bytes == 0 or _ends_with_line(found.path)
    if ending in (".xlsx", ".xlsm", ".ods"):
        return quiet_seconds > UNFINISHED_ZIP_SECONDS or not _begins_as_zip(found.path) or zipfile.is_zipfile(found.path)
    return True


def is_ignored(name: str) -> bool:
    """Whether a file of this name is never a delivery (exports.md 1)."""
    return any(fnmatch.fnmatchcase(name.casefold(), pattern) for pattern in IGNORED_NAMES)


def _add(seen: Look, entries: list[os.DirEntry[str]], above: str) -> None:
    for entry in entries:
        name = unicodedata.normalize("NFC", entry.name)
        relative = f"{above}{name}"
        try:
            about = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        except OSError:
            seen.unreadable.append(relative)
            continue
        if stat.S_ISDIR(about.st_mode):
            _add_folder(seen, entry, relative)
            continue
        is_plain = stat.S_ISREG(about.st_mode) and about.st_nlink == 1
        found = Found(Path(entry.path), relative, about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)
        if is_plain and name.casefold() == NARRATIVE_NAME:
            seen.narratives[relative] = found
        elif is_ignored(name) or _is_our_situation(entry):
            continue
        elif is_plain:
            seen.files[relative] = found
        else:
            seen.refused.append(relative)


def _is_our_situation(entry: os.DirEntry[str]) -> bool:
    """By what it says, not by its name alone: names carry no meaning, and the staff may call a file of theirs so."""
    if entry.name.casefold() != SITUATION_WORKBOOK.casefold():
        return False
    from seuranta.feedback.places import is_our_situation

    return is_our_situation(Path(entry.path))


def _add_folder(seen: Look, entry: os.DirEntry[str], relative: str) -> None:
    name = relative.rpartition("/")[2]
    if name.casefold() == FEEDBACK_FOLDER or name.startswith("."):
        return
    try:
        inside = list(os.scandir(entry.path))
    except OSError:
        seen.unreadable.append(relative)
        return
    _add(seen, inside, f"{relative}/")


def _ends_with_line(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(-2, os.SEEK_END)
            return file.read().endswith(LINE_ENDS)
    except OSError:
        return False


def _begins_as_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) in (b"PK", b"P", b"")
    except OSError:
        return False
