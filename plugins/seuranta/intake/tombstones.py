"""Who was forgotten, so that an old file dropped again does not bring them back (privacy.md 5).

In: pseudonyms. Out: ``lake/tombstones/<programme>/<erasure>.json``, which holds them sealed: a search for a pseudonym finds none.
Rerun: the same erasure writes the same file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from seuranta.intake.durable import write_durably
from seuranta.intake.pseudonyms import ProgrammeKey
from seuranta.vocabulary.workspace import Workspace


def write_tombstones(workspace: Workspace, programme: str, erasure: str, sealed: Iterable[str]) -> None:
    """Puts up the tombstones of one erasure; ``sealed`` as ``ProgrammeKey.seal`` makes them."""
    content = {"programme": programme, "erasure": erasure, "sealed": sorted(sealed)}
    write_durably(workspace.tombstones / programme / f"{erasure}.json", (json.dumps(content, indent=1) + "\n").encode())


def sealed_tombstones(workspace: Workspace, programme: str) -> set[str]:
    """Every tombstone of a programme."""
    paths = sorted((workspace.tombstones / programme).glob("[!.]*.json"))
    return {sealed for path in paths for sealed in json.loads(path.read_bytes())["sealed"]}


def forgotten_keys(workspace: Workspace, programme: str, key: ProgrammeKey) -> frozenset[str]:
    """The pseudonyms whose rows are never loaded. Raises ``OperationFailed`` where a tombstone is of another key."""
    return frozenset(key.unseal(sealed) for sealed in sealed_tombstones(workspace, programme))
