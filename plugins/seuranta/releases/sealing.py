"""Seals a capsule with the SHA-256 of everything in it, and finds what is not as it was.

In: a folder. Out: ``manifest.json`` and ``MANIFEST.sha256`` in it; or the names of files that differ. Rerun: the same bytes.
The approval has its own line in ``MANIFEST.sha256``: all other files are the same wherever the same input is released.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from seuranta.releases.capsule import APPROVAL, MANIFEST, SEAL
from seuranta.releases.steps import effect

FILE_MODE, FOLDER_MODE = 0o400, 0o500
SCHEMA = "seuranta.manifest/1"
_LINE = re.compile(r"([0-9a-f]{64})  ([\w.]+)")


def seal(folder: Path) -> str:
    """Writes manifest and seal, makes everything durable and the files read-only; the SHA-256 of the seal itself."""
    with effect("write manifest"):
        (folder / MANIFEST).write_bytes(_manifest(folder))
    with effect("write seal"):
        (folder / SEAL).write_text(_seal_text(folder), encoding="ascii")
    with effect("make files read-only"):
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_file():
                path.chmod(FILE_MODE)
            sync(path)
        sync(folder)
    return seal_of(folder)


def seal_of(folder: Path) -> str:
    """The SHA-256 of a capsule's seal: what the house log knows it by."""
    return _digest(folder / SEAL)


def make_folders_read_only(folder: Path) -> None:
    """Takes the right to write from every folder of a capsule, once it stands at its place."""
    for path in [*(path for path in folder.rglob("*") if path.is_dir()), folder]:
        path.chmod(FOLDER_MODE)


def sync(path: Path) -> None:
    """What was written to the file, or renamed in the folder, is on disk after this."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def broken_files(folder: Path) -> list[str]:
    """Every file that is changed, missing or too many, and how, as sentences that begin with its name."""
    sealed = _sealed_digests(folder)
    if sealed is None:
        return [f"{SEAL}: missing, or not two lines of a SHA-256 and a file name"]
    listed = _listed_digests(folder)
    if listed is None:
        return [f"{MANIFEST}: missing, or not what a release writes"]
    found = {name: _digest(path) for name, path in _files(folder)}
    broken = [f"{name}: {'missing' if name not in found else 'changed'}" for name, digest in sorted(listed.items()) if found.get(name) != digest]
    broken += [f"{name}: not of this release" for name in sorted(found.keys() - listed.keys() - {APPROVAL})]
    if _digest(folder / MANIFEST) != sealed[MANIFEST]:
        is_as_written = (folder / MANIFEST).read_bytes() == _manifest(folder)
        broken.append(f"{SEAL}: does not seal {MANIFEST}" if is_as_written else f"{MANIFEST}: changed")
    if found.get(APPROVAL) != sealed[APPROVAL]:
        broken.append(f"{APPROVAL}: not what its line in {SEAL} says")
    return broken


def _manifest(folder: Path) -> bytes:
    listed = {name: {"sha256": _digest(path), "bytes": path.stat().st_size} for name, path in _files(folder) if name != APPROVAL}
    return (json.dumps({"schema": SCHEMA, "files": listed}, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _seal_text(folder: Path) -> str:
    return "".join(f"{_digest(folder / name)}  {name}\n" for name in (MANIFEST, APPROVAL))


def _sealed_digests(folder: Path) -> dict[str, str] | None:
    try:
        text = (folder / SEAL).read_bytes().decode("ascii")
    except (OSError, UnicodeDecodeError):
        return None
    lines = [_LINE.fullmatch(line) for line in text.split("\n")[:-1]]
    sealed = {line[2]: line[1] for line in lines if line}
    return sealed if list(sealed) == [MANIFEST, APPROVAL] and len(lines) == 2 and text.endswith("\n") else None


def _listed_digests(folder: Path) -> dict[str, str] | None:
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        return {str(name): str(facts["sha256"]) for name, facts in content["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Whatever is no folder, but manifest and seal; a link or a pipe is none of ours and has no digest."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in (MANIFEST, SEAL) and (path.is_symlink() or not path.is_dir()):
            yield name, path


def _digest(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
