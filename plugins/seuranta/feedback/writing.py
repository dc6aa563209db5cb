"""Writes files into the staff's folder so that nobody ever sees half of one.

Temporary names start with a dot, which intake ignores. A failure is told without the file's name: it may be a person's.
Who may open the folder may open what we put into it, however private the process that writes keeps its own files.
"""

from __future__ import annotations

import os
import stat
import uuid
from pathlib import Path

from seuranta.vocabulary.errors import OperationFailed

READ_AND_WRITE = 0o666


def write_atomically(path: Path, content: bytes) -> None:
    """Puts ``content`` at ``path`` in one step, making its folder.

    Raises ``OperationFailed`` where the folder is a link (it could lead anywhere) or cannot be written.
    """
    temporary = path.parent / f".{uuid.uuid4().hex}.tmp"
    try:
        _make_folder(path.parent)
        with temporary.open("xb") as file:
            os.fchmod(file.fileno(), path.parent.stat().st_mode & READ_AND_WRITE)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        todo = "check the rights and the space of the drop folder"
        raise OperationFailed("feedback in the drop folder", "a file that can be written", reason, todo) from None


def _make_folder(folder: Path) -> None:
    if folder.is_symlink():
        raise OSError(0, "a link instead of a folder")
    if not folder.exists():
        folder.mkdir()
        folder.chmod(stat.S_IMODE(folder.parent.stat().st_mode))
