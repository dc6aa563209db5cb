"""Finds identity codes, phone numbers and e-mail addresses where they do not belong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import numpy as np
import pandas as pd

from seuranta.intake.values.identity_codes import canonical_identifier, is_identity_code
from seuranta.intake.values.parsing import distinct_texts

_DASH = r"[-\u2010-\u2015\u2212]"
# The lookahead finds codes that overlap; a digit on either side would make it part of a longer number.
_CODE = re.compile(rf"(?<!\d)(?=(\d{{6}}\s?(?:{_DASH}|[+A-FU-Ya-fu-y])\s?\d{{3}}[0-9A-Ya-y])(?!\d))")
_CODE_HINT = r"\d{6}\s?[-+A-FU-Ya-fu-y\u2010-\u2015\u2212]\s?\d{3}[0-9A-Ya-y]"
_GUID = re.compile(r"^\{?[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\}?$")
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SEPARATOR = r"[\s()/-]{0,2}"
_PHONE = re.compile(rf"(?<![\w.,:])(?:(?:\+|00)[1-9]\d{{0,2}}{_SEPARATOR}(?:\(0\))?|\(?0[1-9]){_SEPARATOR}\d(?:{_SEPARATOR}\d){{4,10}}(?![\w:]|[.,]\d)")
_RUN_TOGETHER_DAY = re.compile(r"^(?:0[1-9])(?:0[1-9]|1[0-2])(?:19|20)\d\d$")


def has_identity_code(texts: pd.Series) -> pd.Series:
    """``bool``: the text holds, anywhere, a personal identity code with a right day and checksum; 900–999 count too."""
    return _flag(texts, _CODE_HINT, holds_identity_code)


def has_contact_data(texts: pd.Series) -> pd.Series:
    """``bool``: the text holds a phone number or an e-mail address. The digits of an identity code are no phone number."""
    return _flag(texts, r"@|\d\D{0,2}\d", holds_contact_data)


def holds_personal_pattern(text: str) -> bool:
    """Whether a file's, sheet's or column's name holds an identity code, a phone number or an e-mail address."""
    return holds_identity_code(text) or holds_contact_data(text)


def holds_identity_code(text: str) -> bool:
    """Whether the text holds a valid identity code."""
    return bool(_identity_codes_in(unicodedata.normalize("NFKC", text)))


def holds_contact_data(text: str) -> bool:
    """Whether the text holds a phone number or an e-mail address."""
    plain = unicodedata.normalize("NFKC", text)
    for code in _identity_codes_in(plain):
        plain = plain.replace(code, " ")
    if _E_MAIL.search(plain):
        return True
    return any(not _RUN_TOGETHER_DAY.match(found[0].strip()) for found in _PHONE.finditer(plain))


def _identity_codes_in(text: str) -> list[str]:
    if _GUID.match(text.strip()):
        # One in some thousand response ids would look like a code; they are machine-made and hold none.
        return []
    return [found[1] for found in _CODE.finditer(text) if is_identity_code(canonical_identifier(found[1]))]


def _flag(texts: pd.Series, hint: str, holds: Callable[[str], bool]) -> pd.Series:
    places, distinct = distinct_texts(texts)
    hinted = re.compile(hint).search
    flags = np.fromiter((isinstance(text, str) and bool(hinted(text)) and holds(text) for text in distinct.to_numpy(dtype=object)), dtype=bool)
    return pd.Series(flags[places], index=texts.index)
