"""A key kept elsewhere, under which the masters' file is sealed: the file alone is then of no use to anybody.

``SEURANTA_KEY_COMMAND`` is a command that prints 64 hexadecimal digits: a secrets manager's client, or ``cat`` of a mounted
secret. The key itself is in no environment, argument or file of ours. Without the command nothing is sealed.
"""

from __future__ import annotations

import os
import shlex
import subprocess

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from seuranta.vocabulary.errors import OperationFailed

COMMAND = "SEURANTA_KEY_COMMAND"
MARK = b"seuranta masters, sealed\n"
KEY_BYTES = 32
ANSWER_SECONDS = 30


def sealed(masters: bytes) -> bytes:
    """What is written: sealed where a command gives a key, else the masters themselves."""
    key = _key()
    return masters if key is None else MARK + _cipher(key).encrypt(masters, [MARK])


def opened(content: bytes) -> bytes:
    """The masters in what was written. Raises ``OperationFailed`` where it is sealed and the key is not the one."""
    if not is_sealed(content):
        return content
    key = _key()
    if key is None:
        raise OperationFailed("keys/master.key", f"{COMMAND}, under whose key it is sealed", "no command", "set it as it was when the keys were made")
    try:
        return _cipher(key).decrypt(content.removeprefix(MARK), [MARK])
    except InvalidTag:
        raise OperationFailed("keys/master.key", f"the key of {COMMAND} that sealed it", "another key", "give the right one, or restore the file") from None


def is_sealed(content: bytes) -> bool:
    return content.startswith(MARK)


def may_be_sealed() -> bool:
    """Whether a command is given."""
    return bool(os.environ.get(COMMAND))


def _key() -> bytes | None:
    if not may_be_sealed():
        return None
    try:
        done = subprocess.run(shlex.split(os.environ[COMMAND]), stdin=subprocess.DEVNULL, capture_output=True, timeout=ANSWER_SECONDS, check=True)
        key = bytes.fromhex(done.stdout.decode("ascii").strip())
    except (OSError, ValueError, subprocess.SubprocessError):
        key = b""
    if len(key) != KEY_BYTES:
        # What it answered could be part of a key, so it is not said.
        raise OperationFailed(COMMAND, "a command that prints 64 hexadecimal digits", "another answer or none", "run it at a terminal as the same user")
    return key


def _cipher(key: bytes) -> AESSIV:
    return AESSIV(HKDF(algorithm=SHA256(), length=64, salt=None, info=b"seuranta seal of the masters").derive(key))
