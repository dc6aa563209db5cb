"""The forms a name takes in Finnish text, and the genitive it has in Swedish: endings, possessives, clitics, and the stems they stand behind.

No parser: what may be a stem is allowed to be one, as names of one shape are inflected in several ways (``Helmi``: ``Helmin``, as a
word ``Helmen``). Sources: VISK, the descriptive grammar of Finnish (Iso suomen kielioppi), § 41 ff. on consonant gradation, § 63 ff.
on stems of nouns, § 126 on clitics; for names P. Mikkonen, ”Erisnimiäkin taivutetaan” (Kielikello 2/2003). Texts are folded, so ä is a.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

VOWELS = "aeiouyøæ"
_LAST_SYLLABLE = re.compile(rf"(.*[{VOWELS}])([^{VOWELS}]+)([{VOWELS}])")
_TAKES_TA = re.compile(rf".*[{VOWELS}][{VOWELS}]|[^{VOWELS}]*[{VOWELS}]")  # Kallio, Rintee; Bo
_DOUBLED = re.compile(r"([lmnr]?)(pp|tt|kk|bb|gg)")
# Strong grade → weak, of the consonants before the last vowel. What becomes of k depends on the vowels around it.
_WEAK = {"p": "v", "t": "d", "mp": "mm", "nt": "nn", "nk": "ng", "lt": "ll", "rt": "rr", "ht": "hd", "lp": "lv", "rp": "rv"}
_WEAK |= {"k": "", "lk": "l", "rk": "r", "hk": "h"}
_STRONG = {weak: strong for strong, weak in _WEAK.items() if len(weak) == len(strong)} | {"hj": "hk", "lj": "lk", "rj": "rk"}
_SHORTEST_WITHOUT_K = 3

_POSSESSIVE = "(?:ni|si|nsa|mme|nne)"
_CLITICS = "(?:kin|ki|kaan|kos?|pas?|han)*"
_OF_THE_THIRD = f"(?:an|{_POSSESSIVE})?"
_CLOSING = rf"(?:n|t|(?:ssa|sta|lla|lta|tta){_OF_THE_THIRD}|lle(?:en|{_POSSESSIVE})?|ksi?|kse(?:en|{_POSSESSIVE}))"


@lru_cache(maxsize=1024)
def name_forms(name: str) -> re.Pattern[str]:
    """What a folded word (``fold_text``) has to match as a whole to be a form of the folded name."""
    opened = sorted({*_vowel_stems(name)})
    closed = sorted({weak for stem in opened for weak in (stem, *_weakened(stem))})
    opened_plural = sorted({plural for stem in opened for plural in _plural_stems(stem)})
    closed_plural = sorted({plural for stem in closed for plural in _plural_stems(stem)})
    forms = [
        f"{name}s?",
        *(f"{stem}{_CLOSING}" for stem in closed),
        *(f"{stem}{_opening(stem)}" for stem in opened),
        *(f"{stem}(?:{_CLOSING}|(?:d|tt)en)" for stem in closed_plural),
        *(f"{stem}{_opening_in_plural(stem)}" for stem in opened_plural),
        *(f"{stem[:-1]}j(?:en|a{_OF_THE_THIRD})" for stem in opened_plural if _TAKES_TA.fullmatch(stem)),
        *(f"{stem}t(?:en|a{_OF_THE_THIRD})" for stem in _consonant_stems(name)),
    ]
    return re.compile(f"(?:{'|'.join(forms)}){_CLITICS}")


def _opening(stem: str) -> str:
    """What leaves the last syllable open: the partitive, essive and illative, and possessives behind the stem itself."""
    vowel = stem[-1]
    return rf"(?:{_POSSESSIVE}|(?:na|{_partitive(stem)}){_OF_THE_THIRD}|h?{vowel}n|seen|(?:h?{vowel}|see){_POSSESSIVE})"


def _opening_in_plural(stem: str) -> str:
    """The same behind the plural's i, with genitive and comitative."""
    return rf"(?:(?:na|{_partitive(stem)}){_OF_THE_THIRD}|(?:h|si)?in|en|(?:h|si)i{_POSSESSIVE}|ne(?:en|{_POSSESSIVE}))"


def _partitive(stem: str) -> str:
    return "t?a" if _TAKES_TA.fullmatch(stem) else "a"


def _vowel_stems(name: str) -> Iterator[str]:
    """In the strong grade, as before ``-na``: ``Pekka``, ``Koske``, ``Virtase``, ``Kankaa``, ``Markukse``, ``Johanssoni``."""
    if name[-1] in VOWELS:
        yield name
        yield from _native_stems(name)
        return
    yield f"{name}i"
    if name.endswith("nen"):
        yield f"{name[:-3]}se"
    if name.endswith("s"):
        yield f"{name[:-1]}kse"
    if name.endswith("mies"):
        yield f"{name[:-1]}he"
    if name.endswith(("l", "n", "r")):
        yield f"{name}e"
    if name[-2:] in {"as", "es", "is", "et"}:  # Kangas, Kirves, Kaarret
        yield from (f"{root}{name[-2]}" for root in _strengthened(name[:-1]))
    if name.endswith("in"):  # Härkin
        yield from (f"{root}me" for root in _strengthened(name[:-1]))
    if name.endswith("er"):  # Manner
        yield from (f"{root}re{end}" for root in _strengthened(name[:-1]) for end in ("", "e"))


def _native_stems(name: str) -> Iterator[str]:
    """Of old words in -i and -e: ``Koske``, ``Vete``, ``Rintee``."""
    if name.endswith("i"):
        yield f"{name[:-1]}e"
    if name.endswith("si"):
        yield f"{name[:-2]}te"
    if name.endswith("e"):
        yield from (f"{root}e" for root in _strengthened(name))


def _consonant_stems(name: str) -> Iterator[str]:
    """Before ``-ta``: ``Virtas``, ``Kangas``, ``Vuor``, ``Ve(t)``, ``Rinne(t)``."""
    if name.endswith("nen"):
        yield f"{name[:-3]}s"
    if name.endswith(("s", "l", "n", "r", "t")):
        yield name
    if name.endswith("e"):
        yield f"{name}t"
    if name.endswith(("li", "ni", "ri", "si", "hi")):
        yield name[:-1]
    if name.endswith("si"):
        yield f"{name[:-2]}t"


def _plural_stems(stem: str) -> Iterator[str]:
    """``Pekkoi``, ``Jukki``, ``Mattei``, ``Virtasi``, ``Kankai``, ``Kallioi``, ``Soi``."""
    last = stem[-1]
    if stem.endswith(("uo", "ie", "yo")):
        yield f"{stem[:-2]}{last}i"
    if last == "a":
        yield f"{stem[:-1]}oi"
    yield f"{stem[:-1]}ei" if last == "i" else f"{stem}i"
    if last in "ae" or stem[-2:-1] == last:
        yield f"{stem[:-1]}i"
    if last == "i":
        yield stem


def _weakened(stem: str) -> Iterator[str]:
    """The stem in a closed syllable: ``Pekka`` → ``Peka``, ``Mäke`` → ``Mäe``, ``Kurke`` → ``Kurje``."""
    parts = _LAST_SYLLABLE.fullmatch(stem)
    if not parts:
        return
    head, between, vowel = parts.groups()
    if doubled := _DOUBLED.fullmatch(between):
        yield f"{head}{doubled[1]}{doubled[2][0]}{vowel}"
    weak = _WEAK.get(between)
    if weak is None or len(shortened := f"{head}{weak}{vowel}") < _SHORTEST_WITHOUT_K:
        return
    yield shortened
    if between in {"lk", "rk", "hk"}:
        yield f"{head}{weak}j{vowel}"
    if between == "k" and head[-1] == vowel and vowel in "uy":  # Luku: Luvun
        yield f"{head}v{vowel}"
    if between == "k" and head.endswith(("ai", "oi")):  # Poika: Pojan
        yield f"{head[:-1]}j{vowel}"


def _strengthened(root: str) -> Iterator[str]:
    """The root as it is, and in the strong grade where the nominative has the weak one: ``Kanga`` → ``Kanka``, ``Rinne`` → ``Rinte``."""
    yield root
    parts = _LAST_SYLLABLE.fullmatch(root)
    if not parts:
        return
    head, between, vowel = parts.groups()
    if between in _STRONG:
        yield f"{head}{_STRONG[between]}{vowel}"
    if between[-1] in "ptk" and between[:-1] in {"", "l", "m", "n", "r"}:
        yield f"{head}{between}{between[-1]}{vowel}"
