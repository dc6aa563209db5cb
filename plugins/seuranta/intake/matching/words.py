"""Words that mean the same in every file: totals, labels of lines above a header, and "nothing to report"."""

from __future__ import annotations

import re

from seuranta.intake.values.text import fold_header

# The contract names Yhteensä, Yht., Summa and ka.; the others are what the same programs write in Swedish and English.
_SUMS = frozenset({"yhteensa", "yht", "summa", "totalt", "total", "sammanlagt"})
_MEANS = frozenset({"ka", "keskiarvo", "medeltal", "mean", "average"})
# Nearly every row of a file is no total: folding its first cell is saved.
_HINT = re.compile(r"yht|summa|tot|lagt|ka|medel|mean|aver", re.IGNORECASE)
_TRAILING = re.compile(r"[.:\s]+$")


def is_sum_word(text: str) -> bool:
    """Whether a row or column of this name holds sums: ``Yhteensä``, ``Yht.``, ``Läsnä yhteensä``."""
    words = [_bare(word) for word in text.split()] if _HINT.search(text) else []
    return bool(words) and (_bare(text) in _SUMS or bool({words[0], words[-1]} & {"yhteensa", "yht", "summa"}))


def is_mean_word(text: str) -> bool:
    """Whether a row or column of this name holds means: ``ka.``."""
    return bool(_HINT.search(text)) and _bare(text) in _MEANS


def is_total_word(text: str) -> bool:
    """Whether a row or column of this name is a total, never data."""
    return is_sum_word(text) or is_mean_word(text)


def _bare(text: str) -> str:
    return _TRAILING.sub("", fold_header(text))
