"""Writes files into the staff's folder so that nobody ever sees half of one.

Temporary names start with a dot, which intake ignores. A failure is told without the file's name: it may be a person's.
"""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from seuranta.vocabulary.errors import OperationFailed


def write_atomically(path: Path, content: bytes) -> None:
    """Puts ``content`` at ``path`` in one step, making its folder.

    Raises ``OperationFailed`` where the folder is a link (it could lead anywhere) or cannot be written.
    """
    temporary = path.parent / f".{uuid.uuid4().hex}.tmp"
    try:
        _make_folder(path.parent)
        with temporary.open("xb") as file:
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
    folder.mkdir(exist_ok=True)
