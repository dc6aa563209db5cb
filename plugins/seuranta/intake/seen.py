"""Which bytes lay where when we last looked, so that a pass need not read files that nobody touched. May be lost at any time."""

from __future__ import annotations

import json
from pathlib import Path

from seuranta.intake.drop_folder import Found
from seuranta.intake.durable import write_durably
from seuranta.vocabulary.workspace import Workspace

# A clock of a file system may stand still for this long: what was changed so recently could change again unseen.
RECENT_NS = 2_000_000_000


class Seen:
    """Hashes by shown path and fingerprint."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, list[int | str]] = _read(path)

    def hash_of(self, found: Found, shown: str) -> str | None:
        """The hash of a file that has not been touched since it was remembered."""
        known = self._known.get(shown)
        return str(known[-1]) if known and known[:-1] == list(found.fingerprint) else None

    def remember(self, found: Found, shown: str, sha256: str, now_ns: int) -> None:
        if now_ns - max(found.mtime_ns, found.ctime_ns) > RECENT_NS:
            self._known[shown] = [*found.fingerprint, sha256]

    def save(self) -> None:
        write_durably(self._path, json.dumps(self._known).encode())


def seen_files(workspace: Workspace) -> Seen:
    """What is remembered in this workspace."""
    return Seen(workspace.work / "seen_files.json")


def _read(path: Path) -> dict[str, list[int | str]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
