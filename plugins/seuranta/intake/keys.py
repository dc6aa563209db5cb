"""The keys of a workspace: the pseudonyms' masters, and the archive's recipient and identity.

Masters lie behind each other in one file, the oldest first, so that a change of keys is one rename.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pyrage

from seuranta.intake.durable import make_folder, write_durably
from seuranta.intake.master_seal import is_sealed, may_be_sealed, opened, sealed
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.workspace import Workspace

MASTER_BYTES = 32
KEY_MODE = 0o400


def master_path(workspace: Workspace) -> Path:
    """32 bytes for each master, one and one more for every change of keys; or the same, sealed."""
    return workspace.keys / "master.key"


def recipient_path(workspace: Workspace) -> Path:
    """The public half: enough to archive."""
    return workspace.keys / "archive.recipient"


def identity_path(workspace: Workspace) -> Path:
    """The private half: needed to read the archive only. Keep it elsewhere and bring it for the occasion."""
    return workspace.keys / "archive.identity"


def make_keys(workspace: Workspace) -> None:
    """Makes the keys that are missing; those that are there stay, sealed once a command gives a key for that.

    A recipient without its identity is fine. Raises ``OperationFailed`` where the lake has deliveries and the master is gone.
    """
    make_folder(workspace.keys)
    workspace.keys.chmod(0o700)
    if not master_path(workspace).exists():
        _refuse_another_master(workspace)
        write_master(workspace, new_master())
    elif may_be_sealed() and not is_sealed(master_path(workspace).read_bytes()):
        write_master(workspace, read_master(workspace))
    if not recipient_path(workspace).exists():
        identity = pyrage.x25519.Identity.generate()
        write_durably(identity_path(workspace), f"{identity}\n".encode(), KEY_MODE)
        write_durably(recipient_path(workspace), f"{identity.to_public()}\n".encode(), KEY_MODE)


def read_master(workspace: Workspace) -> bytes:
    """The bytes from which every programme's key comes. Raises ``OperationFailed`` where others may read them."""
    path = master_path(workspace)
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        content = path.read_bytes()
    except OSError as error:
        raise OperationFailed("keys/master.key", "a readable file", error.strerror or "nothing", "run 'seuranta init', or restore the key") from None
    if mode & 0o377:
        raise OperationFailed("keys/master.key", "mode 0400", f"mode {mode:04o}", "run 'chmod 0400' on it")
    masters = opened(content)
    if not masters or len(masters) % MASTER_BYTES:
        raise OperationFailed("keys/master.key", f"{MASTER_BYTES} bytes for each master", f"{len(masters)}", "restore the key from its backup")
    return masters


def write_master(workspace: Workspace, masters: bytes) -> None:
    """Puts the masters into their file, sealed where a command gives a key for that."""
    write_durably(master_path(workspace), sealed(masters), KEY_MODE)


def new_master() -> bytes:
    """32 bytes that nobody knows."""
    return os.urandom(MASTER_BYTES)


def read_recipient(workspace: Workspace) -> pyrage.x25519.Recipient:
    """Who can open the archive."""
    try:
        return pyrage.x25519.Recipient.from_str(recipient_path(workspace).read_text(encoding="ascii").strip())
    except (OSError, ValueError, pyrage.RecipientError):
        raise OperationFailed("keys/archive.recipient", "an age recipient", "none", "run 'seuranta init', or restore it") from None


def _refuse_another_master(workspace: Workspace) -> None:
    """Under a new key everybody would be somebody new."""
    if any(workspace.receipts.glob("*.json")):
        raise OperationFailed("keys/master.key", "the key under which the lake was written", "no file", "restore it from its backup")
