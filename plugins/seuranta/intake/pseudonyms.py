"""Identifiers → keyed pseudonyms (privacy.md 2): HMAC-SHA-256 under a key per programme, derived from one master by HKDF."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from seuranta.intake.values.identity_codes import canonical_identifier
from seuranta.intake.values.parsing import distinct_texts

PSEUDONYM_DIGITS = 32  # 128 bits
HIDDEN_NAME_DIGITS = 8
KEY_BYTES = 32


@dataclass(frozen=True)
class ProgrammeKey:
    """The key of one programme. ``key_id`` names it without telling anything of it. Never shown by ``repr``."""

    key_id: str
    _key: bytes

    def __repr__(self) -> str:
        return f"ProgrammeKey({self.key_id})"

    def pseudonym(self, identifier: str) -> str:
        """32 hexadecimal digits for the identifier's canonical form."""
        return self._digest(b"person\0" + canonical_identifier(identifier).encode())[:PSEUDONYM_DIGITS]

    def hidden_name(self, name: str) -> str:
        """8 digits that stand for a file's or sheet's name in receipts and the lake."""
        return self._digest(b"name\0" + name.encode())[:HIDDEN_NAME_DIGITS]

    def pseudonymise(self, identifiers: pd.Series) -> pd.Series:
        """Every identifier's pseudonym, aligned; missing and blank stay missing. Each distinct one is computed once."""
        places, distinct = distinct_texts(identifiers)
        keys = pd.Series([self.pseudonym(text) if isinstance(text, str) and text.strip() else None for text in distinct.to_numpy(dtype=object)], dtype="str")
        return keys.iloc[places].set_axis(identifiers.index)

    def _digest(self, message: bytes) -> str:
        return hmac.digest(self._key, message, hashlib.sha256).hex()


Pseudonymiser = Callable[[pd.Series], pd.Series]


def programme_key(master: bytes, programme: str) -> ProgrammeKey:
    """The key of a programme; the same person has another pseudonym in every programme."""
    key = _derive(master, f"seuranta pseudonyms {programme}")
    return ProgrammeKey(_derive(key, "seuranta key id").hex()[:HIDDEN_NAME_DIGITS], key)


def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(secret)
