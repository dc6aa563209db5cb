"""Finnish personal identity codes: canonical form, validity, birth date and gender (domain.md 6; ``stdnum.fi.hetu``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd
from stdnum.exceptions import ValidationError
from stdnum.fi import hetu

from seuranta.intake.values.parsing import blank_as_missing

VALID, MALFORMED, TEMPORARY, EMPTY = "valid", "malformed", "temporary", "empty"

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_SHAPE = re.compile(r"^[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-Y]$")
_CENTURIES = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}


@dataclass(frozen=True)
class IdentityCodes:
    """``canonical`` texts, ``states`` (``valid``, ``malformed``, ``temporary``, ``empty``) and, of valid codes alone,
    ``birth_on`` (``datetime64[us]``) and ``gender`` (``F`` or ``M``)."""

    canonical: pd.Series
    states: pd.Series
    birth_on: pd.Series
    gender: pd.Series


def canonical_identifier(text: str) -> str:
    """The form that is pseudonymised (privacy.md 2): trimmed, upper case, every dash ``-``; the century sign stays.

    Spaces inside go where an identity code comes out, so that one person never gets two keys.
    """
    canonical = text.translate(_DASHES).strip().upper()
    compact = re.sub(r"\s", "", canonical)
    return compact if _SHAPE.match(compact) else canonical


def canonical_identifiers(texts: pd.Series) -> pd.Series:
    """``canonical_identifier`` of every text; missing where empty."""
    return blank_as_missing(texts).map(canonical_identifier, na_action="ignore").astype("str")


def read_identity_codes(texts: pd.Series, allow_temporary: bool = False) -> IdentityCodes:
    """Every identity code checked: shape, calendar day, checksum. ``allow_temporary`` makes codes with 900–999 valid ones."""
    canonical = canonical_identifiers(texts)
    states = canonical.map(lambda code: state_of(code, allow_temporary), na_action="ignore").astype("str").fillna(EMPTY)
    valid = canonical.where(states == VALID)
    birth_on = pd.Series([None if pd.isna(code) else birth_date_of(code) for code in valid], index=texts.index, dtype="datetime64[us]")
    gender = valid.map(gender_of, na_action="ignore").astype("str")
    return IdentityCodes(canonical, states, birth_on, gender)


def state_of(canonical: str, allow_temporary: bool = False) -> str:
    """``valid``, ``malformed`` or ``temporary`` (a code with 900–999 that is right otherwise)."""
    if not is_identity_code(canonical):
        return MALFORMED
    return TEMPORARY if canonical[7] == "9" and not allow_temporary else VALID


def is_identity_code(canonical: str) -> bool:
    """Whether shape, day and checksum are right, 900–999 included."""
    try:
        # The shape comes first: stdnum folds full-width digits and other look-alikes, which would give a person two keys.
        return bool(_SHAPE.match(canonical)) and bool(hetu.validate(canonical, allow_temporary=True))
    except ValidationError:
        return False


def birth_date_of(code: str) -> date:
    """The birth date in a valid code: day, month, year and century sign."""
    return date(_CENTURIES[code[6]] + int(code[4:6]), int(code[2:4]), int(code[:2]))


def gender_of(code: str) -> str:
    """The gender in a valid code: an odd individual number is ``M``, an even one ``F``."""
    return "M" if int(code[7:10]) % 2 else "F"
