"""What the standard library raises of a zip that is damaged, encrypted or packed in a way it does not know."""

from __future__ import annotations

import lzma
import zipfile
import zlib

BROKEN_ZIP: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,  # a packed part ends too early
    OSError,  # bz2 data that are none; the file itself cannot be read
    ValueError,  # a place before the file's start; a name that is no UTF-8
    RuntimeError,  # an encrypted part; NotImplementedError: a version or packing that is not known
)
