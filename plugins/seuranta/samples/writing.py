"""Writes the sample exports of the five programmes as their staff would drop them.

In: nothing. Out: files below a drop folder, with mtimes in the order of their dropping. Rerun: the same bytes.
"""

from __future__ import annotations

import os
from pathlib import Path

from seuranta.samples import asku, hyvinvointi_plus, ikaalinen, ok_hanke, torstaiklubi
from seuranta.samples.exports import Export
from seuranta.vocabulary.clock import HELSINKI


def write_samples(folder: Path) -> list[Path]:
    """Writes every sample export below ``folder`` (a drop folder), and returns their paths in the order of dropping.

    The published numbers of figures.md come out once all of them are in; some files hold an error on purpose, and a
    later file of the same programme corrects it.
    """
    return [_write(export, folder) for export in all_exports()]


def all_exports() -> list[Export]:
    """The exports of all sample programmes in the order of dropping."""
    programmes = (ok_hanke, asku, torstaiklubi, ikaalinen, hyvinvointi_plus)
    return sorted((export for programme in programmes for export in programme.exports()), key=lambda export: (export.dropped_at, export.path))


def _write(export: Export, folder: Path) -> Path:
    path = folder / export.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(export.content)
    moment = export.dropped_at.replace(tzinfo=HELSINKI).timestamp()
    os.utime(path, (moment, moment))
    return path
