"""Yes and no as staff, Excel and the funder's systems write them (exports.md 3.1)."""

from __future__ import annotations

import pandas as pd

from seuranta.intake.values.parsing import Parsed
from seuranta.intake.values.text import folded_lookup, parse_codes

YES, NO, REFUSED = "YES", "NO", "REFUSED"

# Kyllä … EPÄTOSI are the contract; Yes / No is the English form of EURA 2021, Ja / Nej the Swedish one, TRUE / FALSE Excel's.
_YES_WORDS = ("Kyllä", "K", "1", "1,0", "x", "TOSI", "Yes", "Ja", "TRUE")
_NO_WORDS = ("Ei", "En", "E", "0", "0,0", "EPÄTOSI", "No", "Nej", "FALSE")
_REFUSED_WORDS = ("En halua vastata", "Ei halua vastata", "REFUSED", "Prefer not to say", "Vill inte svara", "Jag vill inte svara")

_BOOLEANS = folded_lookup({True: _YES_WORDS, False: _NO_WORDS})
_ANSWERS = folded_lookup({YES: _YES_WORDS, NO: _NO_WORDS, REFUSED: _REFUSED_WORDS})


def parse_booleans(texts: pd.Series) -> Parsed:
    """``boolean`` values; a text that is neither yes nor no is ``unknown``."""
    return parse_codes(texts, _BOOLEANS, "boolean")


def parse_refusable(texts: pd.Series) -> Parsed:
    """``YES``, ``NO`` or ``REFUSED`` for questions that may be refused (the sensitive ones); anything else is ``unknown``."""
    return parse_codes(texts, _ANSWERS)
