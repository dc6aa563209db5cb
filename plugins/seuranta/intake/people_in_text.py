"""Whether running text names one certain person, in the forms in which people and their numbers are written.

No list of everybody's names is kept: either the identifiers are given for the occasion, or words are tried under the key of the
pseudonyms. Better one text too few than one too many: it is shown in reports and can be written again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from seuranta.intake.pseudonyms import ProgrammeKey
from seuranta.intake.values.identity_codes import canonical_identifier, is_identity_code
from seuranta.intake.values.text import fold_text

# A shorter number is any count; as an identifier it cannot be told from one.
SHORTEST_NUMBER = 5
SHORTEST_NAME = SHORTEST_STEM = 3
LONGEST_ENDING = 5  # -lleni, -ltakin: what Finnish puts behind a name
APART_AT_MOST = 3  # Matti ja Liisa Virtanen
LONGEST_IDENTIFIER = 3  # words of one that is tried under the key
_WORD = re.compile(r"[^\W\d_]+")
_PART = re.compile(r"[^\W_]+")
_BETWEEN = r"[\s./-]{0,3}"
_TOKEN = re.compile(r"[^\s,;()\"”“!?]+")


def names_person(text: str, identifiers: Collection[str]) -> bool:
    """Whether the text names whoever goes by the identifiers: a code or number however spaced, a name in any order and case.

    Of a name two words near each other are enough, with Finnish endings; of a single word the whole of it.
    """
    return any(_names(text, canonical_identifier(identifier)) for identifier in identifiers)


def names_forgotten(text: str, key: ProgrammeKey, forgotten: Collection[str]) -> bool:
    """Whether the text holds, word for word, what gives one of the pseudonyms ``forgotten``."""
    return bool(forgotten) and any(key.pseudonym(words) in forgotten for words in set(_runs(text)))


def _names(text: str, identifier: str) -> bool:
    if is_identity_code(identifier):
        return identifier in re.sub(r"\s", "", canonical_identifier(text))
    folded = fold_text(identifier)
    if any(sign.isdigit() for sign in folded):
        return _holds_number(text, _PART.findall(folded))
    words = _WORD.findall(folded)
    found = _WORD.findall(text)
    if len(words) == 1:
        return len(words[0]) >= SHORTEST_NAME and any(_is_form(token, words[0], words[0]) for token in found)
    return _are_near(found, words)


def _holds_number(text: str, parts: list[str]) -> bool:
    """The parts in order with at most a space or a dash between, as a word of its own."""
    if len("".join(parts)) < SHORTEST_NUMBER and "".join(parts).isdigit():
        return False
    number = _BETWEEN.join(map(re.escape, parts))
    return re.search(rf"(?<![^\W_]){number}(?![^\W_])", fold_text(text)) is not None


def _are_near(found: list[str], words: list[str]) -> bool:
    """Whether two words of the name stand near each other."""
    places = [(place, word) for place, token in enumerate(found) for word in words if _is_form(token, word, _stem(word))]
    return any(one != other and first <= second <= first + APART_AT_MOST for first, one in places for second, other in places)


def _is_form(token: str, word: str, stem: str) -> bool:
    """The word itself, or where the token is capitalised the stem with an ending."""
    folded = fold_text(token)
    return folded == word or (token[0].isupper() and folded.startswith(stem) and len(folded) <= len(word) + LONGEST_ENDING)


def _stem(word: str) -> str:
    """What stays of a name in all its forms: Virtanen, Virtasen; Pekka, Pekan."""
    return word[: max(SHORTEST_STEM, len(word) - (3 if word.endswith("nen") else 2))]


def _runs(text: str) -> Iterator[str]:
    """Every word, and every run of words that may be an identifier; of two words both orders."""
    tokens = [token.strip(".:'*_#") for token in _TOKEN.findall(text)]
    for size in range(1, LONGEST_IDENTIFIER + 1):
        for start in range(len(tokens) - size + 1):
            run = tokens[start : start + size]
            yield canonical_identifier(" ".join(run))
            if size == 2:
                yield canonical_identifier(" ".join(reversed(run)))
