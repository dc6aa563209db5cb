"""Identifiers → keyed pseudonyms (privacy.md 2): HMAC-SHA-256 under a key per programme, derived from the masters by HKDF.

After a change of keys a pseudonym is carried on: the HMAC, under the newer master, of what the older ones gave. Nobody can
turn old pseudonyms into new ones without the newest master, however well he knows the older ones.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from seuranta.intake.values.identity_codes import canonical_identifier
from seuranta.intake.values.parsing import distinct_texts
from seuranta.vocabulary.errors import OperationFailed

PSEUDONYM_DIGITS = 32  # 128 bits
HIDDEN_NAME_DIGITS = 8
KEY_BYTES = 32


@dataclass(frozen=True)
class ProgrammeKey:
    """The keys of one programme, the oldest first. ``key_id`` names the newest without telling anything of it. Never shown by ``repr``."""

    key_id: str
    _keys: tuple[bytes, ...]

    def __repr__(self) -> str:
        return f"ProgrammeKey({self.key_id})"

    def pseudonym(self, identifier: str) -> str:
        """32 hexadecimal digits for the identifier's canonical form."""
        found = _digest(self._keys[0], b"person\0" + canonical_identifier(identifier).encode())[:PSEUDONYM_DIGITS]
        for key in self._keys[1:]:
            found = _carried_pseudonym(key, found)
        return found

    def hidden_name(self, name: str) -> str:
        """8 digits that stand for a file's or sheet's name in receipts and the lake."""
        found = _digest(self._keys[0], b"name\0" + name.encode())[:HIDDEN_NAME_DIGITS]
        for key in self._keys[1:]:
            found = _carried_name(key, found)
        return found

    def carry_pseudonym(self, before: str) -> str:
        """What a pseudonym of the masters before the newest is now."""
        return _carried_pseudonym(self._keys[-1], before)

    def carry_name(self, before: str) -> str:
        """What a hidden name of the masters before the newest is now."""
        return _carried_name(self._keys[-1], before)

    def pseudonymise(self, identifiers: pd.Series) -> pd.Series:
        """Every identifier's pseudonym, aligned; missing and blank stay missing. Each distinct one is computed once."""
        places, distinct = distinct_texts(identifiers)
        keys = pd.Series([self.pseudonym(text) if isinstance(text, str) and text.strip() else None for text in distinct.to_numpy(dtype=object)], dtype="str")
        return keys.iloc[places].set_axis(identifiers.index)

    def seal(self, pseudonym: str) -> str:
        """The pseudonym as a tombstone holds it: the same text each time, of which only this key can make the pseudonym again."""
        return self._cipher().encrypt(bytes.fromhex(pseudonym), None).hex()

    def unseal(self, sealed: str) -> str:
        """The pseudonym of a tombstone. Raises ``OperationFailed`` where it was sealed with another key."""
        try:
            return self._cipher().decrypt(bytes.fromhex(sealed), None).hex()
        except (InvalidTag, ValueError):
            raise OperationFailed("a tombstone", "one of this key", "another", "restore keys and lake of the same day") from None

    def _cipher(self) -> AESSIV:
        return AESSIV(_derive(self._keys[-1], "seuranta tombstones"))


Pseudonymiser = Callable[[pd.Series], pd.Series]


def programme_key(masters: bytes, programme: str) -> ProgrammeKey:
    """The key of a programme; the same person has another pseudonym in every programme.

    ``masters``: 32 bytes for each, the oldest first; one, unless keys were changed.
    """
    each = [masters[start : start + KEY_BYTES] for start in range(0, len(masters), KEY_BYTES)]
    keys = tuple(_derive(master, f"seuranta pseudonyms {programme}") for master in each)
    return ProgrammeKey(_derive(keys[-1], "seuranta key id").hex()[:HIDDEN_NAME_DIGITS], keys)


def _carried_pseudonym(key: bytes, before: str) -> str:
    return _digest(key, b"person again\0" + before.encode())[:PSEUDONYM_DIGITS]


def _carried_name(key: bytes, before: str) -> str:
    return _digest(key, b"name again\0" + before.encode())[:HIDDEN_NAME_DIGITS]


def _digest(key: bytes, message: bytes) -> str:
    return hmac.digest(key, message, hashlib.sha256).hex()


def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(secret)
