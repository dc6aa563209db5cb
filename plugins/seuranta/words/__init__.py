"""Every sentence and label we show that is neither a rule's message nor a figure's name, in three languages.

``<area>.yml``: ``key: {fi: …, sv: …, en: …}`` with ``{placeholders}``, which hold formatted numbers or names; an area that speaks
of much is a folder, ``<area>/<part>.yml``. ``key_none`` and ``key_one`` are the forms of ``key`` when its first number is 0 or 1.
A missing key or language, or a key that two parts have, is an error at load.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

LANGUAGES = ("fi", "sv", "en")
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Phrases:
    """The sentences of one area in one language."""

    language: str
    texts: dict[str, str]

    def __call__(self, key: str, **facts: object) -> str:
        """The sentence of ``key`` with its placeholders filled."""
        return self.texts[key].format(**facts)


@cache
def phrases(area: str, language: str) -> Phrases:
    """The sentences of an area (``words/<area>.yml``, or every file of ``words/<area>/``) in ``language`` (fi, sv or en)."""
    return Phrases(language, {key: texts[language] for key, texts in _written(area, FOLDER).items()})


def areas() -> list[str]:
    """Every area there is."""
    return sorted({path.stem for path in FOLDER.glob("*.yml")} | {path.parent.name for path in FOLDER.glob("*/*.yml")})


@cache
def _written(area: str, folder: Path) -> dict[str, dict[str, str]]:
    files = sorted((folder / area).glob("*.yml")) or [folder / f"{area}.yml"]
    parts: list[dict[str, dict[str, str]]] = [YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) for path in files]
    twice = sorted(key for key, count in Counter(key for part in parts for key in part).items() if count > 1)
    if twice:
        raise KeyError(f"words/{area}: said in two files: {', '.join(twice)}")
    written = {key: texts for part in parts for key, texts in part.items()}
    missing = sorted(f"{key}.{code}" for key, texts in written.items() for code in LANGUAGES if _is_missing(texts, code))
    if missing:
        raise KeyError(f"words/{area}: no text for {', '.join(missing)}")
    return written


def _is_missing(texts: dict[str, str], code: str) -> bool:
    """Nothing may be said in every language, but not in some of them."""
    return code not in texts or (not texts[code] and any(texts.values()))
