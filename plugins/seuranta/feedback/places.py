"""Where the feedback on a file lies, and which files there are ours to replace or remove.

A workbook is ours while its document properties say that Seuranta made it and saved it last; once somebody of the staff
has saved it, it is theirs and is left alone. ``identifier`` holds the delivery, ``subject`` the file it speaks of.
The workbook ``TILANNE.xlsx`` stays ours also when somebody has saved it: nobody corrects anything in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath
from zipfile import ZipFile

from openpyxl.xml.functions import fromstring

from seuranta.vocabulary.zips import BROKEN_ZIP

SUFFIX = " – KORJATTAVAA"
ENDING = ".xlsx"
MADE_BY = "Seuranta"
ABOUT_THE_SITUATION = "Seuranta: tilanne · läget · situation"
REMEMBERED = 10_000
LONGEST_NAME_BYTES = 240
LARGEST_PROPERTIES_BYTES = 100_000
# No zip, no such part in it, or no XML there.
NO_PROPERTIES: tuple[type[Exception], ...] = (*BROKEN_ZIP, KeyError, SyntaxError)


@dataclass(frozen=True)
class Ours:
    """A feedback workbook of ours: where it is, of which delivery and of which file."""

    path: Path
    delivery_id: str | None
    file_name: str | None


def ours_in(folder: Path) -> list[Ours]:
    """Every feedback workbook in ``folder`` that is ours and that nobody has saved since."""
    if folder.is_symlink() or not folder.is_dir():
        return []
    found = (_ours(path) for path in sorted(folder.glob(f"*{SUFFIX}*{ENDING}")) if path.is_file() and not path.is_symlink())
    return [ours for ours in found if ours]


def ours_about(file_name: str, folder: Path) -> list[Ours]:
    """Our workbooks about a file of that name; also the one whose corrected copy was dropped under its own name."""
    return [ours for ours in ours_in(folder) if file_name in (ours.file_name, ours.path.name)]


def place_for(file_name: str, folder: Path) -> Path:
    """Where the feedback on ``file_name`` goes: ``<name> – KORJATTAVAA.xlsx``, or the next name that is not another's."""
    mine = {ours.path for ours in ours_about(file_name, folder)}
    return next(path for path in _candidates(file_name, folder) if path in mine or not path.exists())


def is_our_situation(path: Path) -> bool:
    """Whether the file is a workbook about the situation that we wrote; a file of the staff's may have the same name."""
    if path.is_symlink() or not path.is_file():
        return False
    properties = _properties_of(path)
    return properties.get("creator") == MADE_BY and properties.get("subject") == ABOUT_THE_SITUATION


def _candidates(file_name: str, folder: Path) -> Iterator[Path]:
    stem = PurePath(file_name).stem.removesuffix(SUFFIX) or "tiedosto"
    yield folder / _fitting(stem, "")
    yield folder / _fitting(PurePath(file_name).name, "")  # beside a file of the same name with another ending
    number = 2
    while True:
        yield folder / _fitting(stem, f" {number}")
        number += 1


def _fitting(stem: str, number: str) -> str:
    """The name, cut with a hash where the file system would not take it."""
    room = LONGEST_NAME_BYTES - len(f"{SUFFIX}{number}{ENDING}".encode())
    if len(stem.encode()) > room:
        digest = hashlib.sha256(stem.encode()).hexdigest()[:8]
        stem = stem.encode()[: room - 9].decode(errors="ignore") + "_" + digest
    return f"{stem}{SUFFIX}{number}{ENDING}"


def _ours(path: Path) -> Ours | None:
    properties = _properties_of(path)
    if properties.get("creator") != MADE_BY or properties.get("lastModifiedBy") != MADE_BY:
        return None
    return Ours(path, properties.get("identifier"), properties.get("subject"))


def _properties_of(path: Path) -> dict[str, str | None]:
    try:
        about = path.stat()
    except OSError:
        return {}
    return _properties(path, (about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns))


@lru_cache(maxsize=REMEMBERED)
def _properties(path: Path, fingerprint: tuple[int, ...]) -> dict[str, str | None]:
    """The document properties by their names without namespaces; none where the file is no workbook of ours.

    A folder of hundreds of feedback workbooks is looked through for every file: each is opened once, until it changes.
    """
    try:
        with ZipFile(path) as archive:
            part = archive.getinfo("docProps/core.xml")
            content = archive.read(part) if part.file_size <= LARGEST_PROPERTIES_BYTES else b""
        if b"<!" in content:  # a DOCTYPE: not from us
            return {}
        return {element.tag.rpartition("}")[2]: element.text for element in fromstring(content)}
    except NO_PROPERTIES:
        return {}
