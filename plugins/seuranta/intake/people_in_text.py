"""Whether running text names one certain person, in the forms in which people and their numbers are written.

No list of everybody's names is kept: either the identifiers are given for the occasion, or words are tried under the key of the
pseudonyms. Better one text too few than one too many: it is shown in reports and can be written again. A single word of a longer name
may be anybody's: then it is for a person to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from enum import IntEnum
from typing import NamedTuple

from seuranta.intake.pseudonyms import ProgrammeKey
from seuranta.intake.values.identity_codes import canonical_identifier, is_identity_code
from seuranta.intake.values.name_forms import name_forms
from seuranta.intake.values.text import fold_text

# A shorter number is any count; as an identifier it cannot be told from one.
SHORTEST_NUMBER = 5
SHORTEST_NAME = 3  # of a word that stands alone
SHORTEST_INFLECTED = 2  # Bo, Ek; a single letter is an initial
APART_AT_MOST = 3  # Matti ja Liisa Virtanen
LONGEST_IDENTIFIER = 3  # words of one that is tried under the key
PARTICLES = frozenset(["af", "av", "bin", "da", "de", "del", "della", "den", "der", "di", "du", "el", "ibn", "la", "le", "van", "von", "zu"])
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PART = re.compile(r"[^\W_]+")
_BETWEEN = r"[\s./-]{0,3}"
_TOKEN = re.compile(r"[^\s,;()\"”“!?]+")


class Naming(IntEnum):
    """How surely a text names somebody."""

    NOT = 0
    MAYBE = 1
    SURELY = 2


class _Word(NamedTuple):
    written: str
    folded: str


class _Found(NamedTuple):
    place: int
    name: int
    how: Naming
    is_capitalised: bool


def naming(text: str, identifiers: Collection[str]) -> Naming:
    """How surely the text names whoever goes by the identifiers: a code or number however spaced, a name in any order and case.

    Of a name two words near each other make it sure, in whatever form Finnish and Swedish give them; one word of it alone, or small
    letters and endings, make it possible. Of a name of a single word that word makes it sure.
    """
    return max((_naming(text, canonical_identifier(identifier)) for identifier in identifiers), default=Naming.NOT)


def names_forgotten(text: str, key: ProgrammeKey, forgotten: Collection[str]) -> bool:
    """Whether the text holds, word for word, what gives one of the pseudonyms ``forgotten``."""
    return bool(forgotten) and any(key.pseudonym(words) in forgotten for words in set(_runs(text)))


def _naming(text: str, identifier: str) -> Naming:
    if is_identity_code(identifier):
        return _surely(identifier in re.sub(r"\s", "", canonical_identifier(text)))
    if any(sign.isdigit() for sign in identifier):
        return _surely(_holds_number(text, _PART.findall(fold_text(identifier))))
    names = [_parts(name) for name in dict.fromkeys(_NAME.findall(_composed(identifier))) if fold_text(name) not in PARTICLES]
    words = _words(text)
    return _surely(_holds_name(words, names[0])) if len(names) == 1 else _naming_by_several(words, names)


def _surely(is_named: bool) -> Naming:
    return Naming.SURELY if is_named else Naming.NOT


def _holds_number(text: str, parts: list[str]) -> bool:
    """The parts in order with at most a space or a dash between, as a word of its own."""
    if len("".join(parts)) < SHORTEST_NUMBER and "".join(parts).isdigit():
        return False
    number = _BETWEEN.join(map(re.escape, parts))
    return re.search(rf"(?<![^\W_]){number}(?![^\W_])", fold_text(text)) is not None


def _holds_name(words: list[_Word], parts: list[_Word]) -> bool:
    """The parts of one name behind each other."""
    if sum(len(part.folded) for part in parts) < SHORTEST_NAME:
        return False
    runs = (words[start : start + len(parts)] for start in range(len(words) - len(parts) + 1))
    return any(all(_how_is(word, part) is Naming.SURELY for word, part in zip(run, parts, strict=True)) for run in runs)


def _naming_by_several(words: list[_Word], names: list[list[_Word]]) -> Naming:
    """Sure where two names of the person stand near each other."""
    choices = [[*parts, _Word("".join(part.written for part in parts), "".join(part.folded for part in parts))] for parts in names]
    found = [
        _Found(place, name, how, word.written[0].isupper())
        for place, word in enumerate(words)
        for name, parts in enumerate(choices)
        if (how := max(_how_is(word, part) for part in parts))
    ]
    together = max((_how_together(first, second) for first, second in _near(found, len(names))), default=Naming.NOT)
    alone = any(one.how is Naming.SURELY and one.is_capitalised and len(words[one.place].folded) >= SHORTEST_NAME for one in found)
    return max(together, Naming.MAYBE if alone else Naming.NOT)


def _near(found: list[_Found], names: int) -> Iterator[tuple[_Found, _Found]]:
    """Words of two different names; ``found`` is in order, with at most ``names`` at one place."""
    for at, first in enumerate(found):
        for second in found[at + 1 : at + 1 + names * (APART_AT_MOST + 1)]:
            if first.name != second.name and 0 < second.place - first.place <= APART_AT_MOST:
                yield first, second


def _how_together(first: _Found, second: _Found) -> Naming:
    """Names in small letters may be words: they are sure only side by side."""
    how = min(first.how, second.how)
    is_open = second.place - first.place > 1 and not (first.is_capitalised and second.is_capitalised)
    return min(how, Naming.MAYBE) if is_open else how


def _how_is(word: _Word, part: _Word) -> Naming:
    """The name itself is sure, and where the word is capitalised any of its forms. Dots may be missing in the text, as in ``Maki``."""
    if word.folded != part.folded and (len(part.folded) < SHORTEST_INFLECTED or name_forms(part.folded).fullmatch(word.folded) is None):
        return Naming.NOT
    is_sure = (word.folded == part.folded or word.written[0].isupper()) and not _adds_dots(word.written, part.written)
    return Naming.SURELY if is_sure else Naming.MAYBE


def _adds_dots(written: str, name: str) -> bool:
    """``Mikä`` is not ``Mika``; only as far as both are alike, for endings have dots of their own."""
    for sign, expected in zip(written.casefold(), name, strict=False):
        if sign != expected:
            return fold_text(sign) == expected
    return False


def _words(text: str) -> list[_Word]:
    return [_Word(word, fold_text(word)) for word in _WORD.findall(unicodedata.normalize("NFC", text))]


def _parts(name: str) -> list[_Word]:
    return [_Word(part, fold_text(part)) for part in name.split("-")]


def _composed(identifier: str) -> str:
    return unicodedata.normalize("NFC", identifier).casefold()


def _runs(text: str) -> Iterator[str]:
    """Every word, and every run of words that may be an identifier; of two words both orders."""
    tokens = [token.strip(".:'*_#") for token in _TOKEN.findall(text)]
    for size in range(1, LONGEST_IDENTIFIER + 1):
        for start in range(len(tokens) - size + 1):
            run = tokens[start : start + size]
            yield canonical_identifier(" ".join(run))
            if size == 2:
                yield canonical_identifier(" ".join(reversed(run)))
