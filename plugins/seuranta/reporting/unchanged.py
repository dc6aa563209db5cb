"""Tells whether rendering a draft would give what lies there already; then it is left as it is.

In: what a draft is made of; the note of its last rendering. Out: ``work/rendered/<programme>-<period no>-<audience>.json``, digests
alone, its time is when it last held. Rerun: the same; without the note, or where a file is not what was written, the draft is rendered
again.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from hashlib import sha256
from pathlib import Path

from seuranta.reporting.drafts import FILES
from seuranta.reporting.material import Material
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import Report
from seuranta.vocabulary.narratives import standing_texts

PACKAGE = Path(__file__).resolve().parents[1]
COMPILED = "__pycache__"
OF_REPORTS = "earlier_reports"  # told by their own digests: each report is an earlier one of many
OF_WORDS = "narratives"  # of all periods


def digest_of_report(report: Report) -> str:
    """Of every figure of the report."""
    return sha256(report.model_dump_json().encode()).hexdigest()


def digest_of_draft(reports: Sequence[str], material: Material, period_no: int) -> str:
    """Of everything that a draft is made of; ``reports`` are the digests of the earlier reports and, last, of its own.

    Of the project's words those of the draft's period: what is written of one period changes no draft of another.
    """
    facts = [(field.name, getattr(material, field.name)) for field in fields(material) if field.name not in (OF_REPORTS, OF_WORDS)]
    facts.append((OF_WORDS, standing_texts(material.narratives, period_no)))
    told = [(name, repr(sorted(fact) if isinstance(fact, frozenset) else fact)) for name, fact in facts]
    return sha256(repr((digest_of_tools(), *reports, *told)).encode()).hexdigest()


@cache
def digest_of_tools() -> str:
    """Of what renders: this package with its words, templates and fonts, the figures' names, the libraries, Python."""
    libraries = sorted({f"{library.name} {library.version}" for library in importlib.metadata.distributions()})
    return sha256(repr((digest_of_folder(PACKAGE), load_catalogue().entries, libraries, sys.version)).encode()).hexdigest()


def digest_of_folder(folder: Path) -> str:
    """Of the names and contents of all files in it but Python's compiled ones."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and COMPILED not in path.parts)
    return sha256(repr([(path.relative_to(folder).as_posix(), _digest_of_file(path)) for path in paths]).encode()).hexdigest()


def is_unchanged(note: Path, digest: str, folder: Path) -> bool:
    """Whether ``folder`` holds what rendering would give: made of the same, nothing missing, added or touched."""
    try:
        return bool(json.loads(note.read_bytes()) == {"made_of": digest, "files": _files_in(folder)})
    except (OSError, ValueError):
        return False


def has_likely_changed(note: Path, folder: Path, warehouse: Path) -> bool:
    """A guess before anything is read: the draft is gone, or was last looked at before the warehouse was swapped in. What was never made is no matter."""
    try:
        looked_at = note.stat().st_mtime
        return looked_at < warehouse.stat().st_mtime or not folder.is_dir()
    except OSError:
        return False


def note_rendered(note: Path, digest: str, folder: Path) -> None:
    """Notes of what the files in ``folder`` were made."""
    note.parent.mkdir(parents=True, exist_ok=True)
    aside = note.with_suffix(f".{os.getpid()}")
    aside.write_text(json.dumps({"made_of": digest, "files": _files_in(folder)}, indent=1) + "\n", encoding="utf-8")
    aside.replace(note)


def files_of(folder: Path) -> list[Path]:
    """The files of a draft, in order."""
    return [folder / name for name in FILES]


def _files_in(folder: Path) -> dict[str, str]:
    return {path.name: _digest_of_file(path) for path in sorted(folder.iterdir())}


def _digest_of_file(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
