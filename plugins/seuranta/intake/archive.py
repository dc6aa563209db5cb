"""Encrypted originals, kept for a while so that a doubtful delivery can be looked at again.

In: private copies of dropped files. Out: ``archive/<programme>/<delivery_id>.age``, to the recipient in ``keys/``.
Rerun: the same delivery replaces its own file; nothing else is touched.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pyrage

from seuranta.intake.durable import durable_file, make_folder, remove
from seuranta.intake.keys import identity_path, make_keys, read_recipient
from seuranta.intake.receipts import read_receipts
from seuranta.programmes.programme import Programme, Programmes, Retention
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.unfinished import refuse_half_a_lake
from seuranta.vocabulary.workspace import Workspace

OUTSIDE = "_outside"  # of a known programme's folder (FIL08)
ENDING = ".age"
OPEN_MODE = 0o755


@dataclass(frozen=True)
class ArchiveState:
    """What a check found: ``kept`` originals; ids of those ``missing`` before their time and ``broken`` ones.

    ``opened`` says whether the private key was there, so that contents were compared with their hashes.
    """

    kept: int
    missing: tuple[str, ...]
    broken: tuple[str, ...]
    opened: bool


def make_workspace(workspace: Workspace) -> None:
    """Makes the folders and keys that are missing; what is there stays as it is. Raises ``OperationFailed`` while the lake changes places."""
    refuse_half_a_lake(workspace)
    for folder in (workspace.home, workspace.drop):
        _make_open(folder)
    for folder in (workspace.archive, workspace.lake, workspace.receipts, workspace.acceptances, workspace.reports, workspace.releases):
        make_folder(folder)
    make_folder(workspace.work)
    make_keys(workspace)


def _make_open(folder: Path) -> None:
    """Staff reach the drop folder through the workspace; whoever runs this decides how far it is shared."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(OPEN_MODE)


def archive_original(workspace: Workspace, delivery_id: str, programme: str | None, copy: Path) -> None:
    """Encrypts a private copy. Done before the file is opened by any parser."""
    recipient = read_recipient(workspace)
    with durable_file(archived_path(workspace, delivery_id, programme)) as temporary, copy.open("rb") as source, temporary.open("xb") as sink:
        pyrage.encrypt_io(source, sink, [recipient])


def archived_path(workspace: Workspace, delivery_id: str, programme: str | None) -> Path:
    """Where the original of a delivery lies while it is kept."""
    return workspace.archive / (programme or OUTSIDE) / f"{delivery_id}{ENDING}"


def purge_archive(workspace: Workspace, programmes: Programmes, now: datetime) -> list[str]:
    """Removes originals older than their programme keeps them; their ids. Receipts keep hash and metadata."""
    purged = []
    for receipt in read_receipts(workspace):
        path = archived_path(workspace, receipt.delivery_id, receipt.programme)
        if path.exists() and now > receipt.received_at + _kept_for(programmes, receipt):
            remove(path)
            purged.append(receipt.delivery_id)
    return purged


def check_archive(workspace: Workspace, programmes: Programmes, now: datetime) -> ArchiveState:
    """Whether every original that should be there is; and, where the private key is at hand, is what was received."""
    identity = _identity(workspace)
    kept, missing, broken = 0, [], []
    for receipt in read_receipts(workspace):
        path = archived_path(workspace, receipt.delivery_id, receipt.programme)
        if path.exists():
            kept += 1
            if identity is not None and _content_hash(path, identity) != receipt.sha256:
                broken.append(receipt.delivery_id)
        elif now <= receipt.received_at + _kept_for(programmes, receipt) and not receipt.is_original_destroyed:
            missing.append(receipt.delivery_id)
    return ArchiveState(kept, tuple(missing), tuple(broken), identity is not None)


def archived_files(workspace: Workspace) -> Iterator[Path]:
    """Every encrypted original."""
    yield from sorted(workspace.archive.glob(f"*/*{ENDING}"))


def _kept_for(programmes: Programmes, receipt: Receipt) -> timedelta:
    programme: Programme | None = programmes.programmes.get(receipt.programme or "")
    return timedelta(days=(programme.retention if programme else Retention()).archive_days)


def open_original(workspace: Workspace, receipt: Receipt) -> bytes | None:
    """The clear bytes of an original; ``None`` where it is not kept or the private key is elsewhere."""
    identity, path = _identity(workspace), archived_path(workspace, receipt.delivery_id, receipt.programme)
    return None if identity is None or not path.exists() else _content(path, identity)


def _identity(workspace: Workspace) -> pyrage.x25519.Identity | None:
    path = identity_path(workspace)
    if not path.exists():
        return None
    try:
        return pyrage.x25519.Identity.from_str(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError, pyrage.IdentityError):
        raise OperationFailed(
            "keys/archive.identity", "an age identity", "something else", "restore it, or take it away: checks then skip the contents"
        ) from None


def _content_hash(path: Path, identity: pyrage.x25519.Identity) -> str | None:
    content = _content(path, identity)
    return None if content is None else hashlib.sha256(content).hexdigest()


def _content(path: Path, identity: pyrage.x25519.Identity) -> bytes | None:
    clear = io.BytesIO()
    try:
        with path.open("rb") as source:
            pyrage.decrypt_io(source, clear, [identity])
    except (pyrage.DecryptError, OSError):
        return None
    return clear.getvalue()
