"""The one home of how texts are compared: what counts as the same header, label or name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeVar

import pandas as pd

from seuranta.intake.values.parsing import UNKNOWN, Parsed, parse_each

Value = TypeVar("Value")

# Excel's autocorrection and copied web pages bring these in place of the plain sign; ı stands in pages of the field as i.
_SAME_SIGN = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‛´`", "'"),
        **dict.fromkeys("“”„‟»«", '"'),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad"),
        "ı": "i",
    }
)
_LEADING_NUMBER = re.compile(r"^\d+(?:\.\d+)*[.)]\s*(?=\D)")
_TRAILING_MARKS = re.compile(r"[\s:*]+$")


def fold_text(text: str) -> str:
    """The text without regard to case, diacritics, kinds of dash and quote, and runs of spaces (NFKC; NBSP is a space)."""
    compatible = unicodedata.normalize("NFKC", text.translate(_SAME_SIGN))
    bare = "".join(sign for sign in unicodedata.normalize("NFD", compatible.casefold()) if not unicodedata.combining(sign))
    return " ".join(bare.translate(_SAME_SIGN).split())


def fold_header(text: str) -> str:
    """A header as it is matched (exports.md 3): folded, without spaces, a leading number and trailing ``:`` or ``*``."""
    bare = _TRAILING_MARKS.sub("", _LEADING_NUMBER.sub("", fold_text(text)))
    return bare.replace(" ", "")


def fold(texts: pd.Series) -> pd.Series:
    """``fold_text`` of every text; missing stays missing."""
    return _each(texts, {text: fold_text(text) for text in texts.dropna().unique()})


def fold_headers(texts: pd.Series) -> pd.Series:
    """``fold_header`` of every text; missing stays missing."""
    return _each(texts, {text: fold_header(text) for text in texts.dropna().unique()})


def folded_lookup(words: Mapping[Value, Iterable[str]]) -> dict[str, Value]:
    """Code → accepted texts, turned round: folded text → code."""
    return {fold_text(word): code for code, texts in words.items() for word in texts}


def parse_codes(texts: pd.Series, lookup: Mapping[str, object], dtype: str = "str") -> Parsed:
    """The code that each text means by a ``folded_lookup``; any other text is ``unknown``."""
    return parse_each(texts, lambda text: lookup.get(fold_text(text)), dtype, failed=UNKNOWN)


def _each(texts: pd.Series, folded: Mapping[str, str]) -> pd.Series:
    return texts.map(folded, na_action="ignore").astype("str")
