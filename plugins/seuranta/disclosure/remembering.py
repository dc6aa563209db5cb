"""Keeps patterns that were chosen, so that what has not changed is not protected again.

In: an outlook. Out: the pattern, kept as ``<digest>.json`` in a folder that may be emptied at any time.
Rerun: the same; a file that cannot be read is made again.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
from hashlib import sha256
from pathlib import Path

from seuranta.disclosure.circles import Notes, Outlook, hidden_from_all
from seuranta.disclosure.policy import CIRCLES
from seuranta.disclosure.verbal_classes.choosing import with_classes
from seuranta.vocabulary.figures import Audience

# Goes up with every change of the code that could choose another pattern.
METHOD = 12
# Packages of which another version could choose another pattern.
MADE_WITH = ("seuranta", "scipy", "highspy")


def remembered(outlook: Outlook, audience: Audience, folder: Path | None) -> Notes:
    """The figures to hide from an audience; from the folder, where they are there, else left there for every audience."""
    if folder is None:
        return with_classes(outlook, hidden_from_all(outlook))[audience]
    path = folder / f"{_digest(outlook)}.json"
    kept = _read(path)
    if kept is None:
        kept = with_classes(outlook, hidden_from_all(outlook))
        _write(path, kept)
    return kept[audience]


def _digest(outlook: Outlook) -> str:
    """Of everything that the pattern depends on."""
    versions = [importlib.metadata.version(name) for name in MADE_WITH]
    digest = sha256(f"{METHOD} {versions} {outlook.owed}".encode())
    for fact in (*outlook.policies.values(), *outlook.instruments, *outlook.catalogue.entries):
        digest.update(repr(fact).encode())
    for report in (*outlook.reports, *outlook.released):
        digest.update(report.model_dump_json().encode())
    return digest.hexdigest()


def _read(path: Path) -> dict[Audience, Notes] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {audience: {(position, index): note for position, index, note in found[audience]} for audience in CIRCLES}
    except (OSError, ValueError, KeyError):
        return None


def _write(path: Path, kept: dict[Audience, Notes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps({audience: [[*spot, note] for spot, note in notes.items()] for audience, notes in kept.items()}), encoding="utf-8")
    unfinished.replace(path)
