"""What a survey's row says besides its answers: when, who, where, in which group and wave."""

from __future__ import annotations

import re

import pandas as pd

from seuranta.intake.values.numbers import whole_number_of
from seuranta.intake.values.parsing import UNKNOWN, Parsed, parse_each
from seuranta.intake.values.text import fold_text, folded_lookup, parse_codes
from seuranta.programmes.programme import Programme

_NUMBER = re.compile(r"\d+")


def parse_waves(texts: pd.Series, words: dict[str, tuple[str, ...]]) -> Parsed:
    """Waves as ``1``, ``2`` …, or ``last`` for the closing one, whose number the instrument's rows give (exports.md 3.3).

    ``words``: wave → beginnings of the words for it (``alkukysely`` begins like ``alku``). Any other text is ``unknown``.
    """
    beginnings = {fold_text(word): wave for wave, found in words.items() for word in found}

    def wave_of(text: str) -> str | None:
        whole = whole_number_of(text)
        if whole is not None:
            return str(whole)
        folded = fold_text(text)
        numbers = _NUMBER.findall(folded)
        if len(numbers) == 1:
            return str(int(numbers[0]))
        return next((wave for beginning, wave in beginnings.items() if folded.startswith(beginning)), None)

    return parse_each(texts, wave_of, "str", failed=UNKNOWN)


def parse_units(texts: pd.Series, programme: Programme) -> Parsed:
    """Unit codes by any of a unit's names."""
    return parse_codes(texts, folded_lookup({unit.code: unit.all_names for unit in programme.units}))


def parse_groups(texts: pd.Series, programme: Programme) -> Parsed:
    """Codes of respondent groups. Where the programme lists none, any text is taken and none kept: no breakdown is made of it."""
    if not programme.groups:
        return Parsed(pd.Series(pd.NA, index=texts.index, dtype="str"), parse_each(texts, lambda text: text, "str").states)
    return parse_codes(texts, folded_lookup({group.code: group.all_names for group in programme.groups}))
