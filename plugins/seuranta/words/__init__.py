"""Every sentence and label we show that is neither a rule's message nor a figure's name, in three languages.

``<area>.yml``: ``key: {fi: …, sv: …, en: …}`` with ``{placeholders}``. A missing key or language is an error at load.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

LANGUAGES = ("fi", "sv", "en")


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
    """The sentences of ``words/<area>.yml`` in ``language`` (fi, sv or en)."""
    loaded = YAML(typ="safe", pure=True).load((Path(__file__).parent / f"{area}.yml").read_text(encoding="utf-8"))
    missing = [f"{key}.{code}" for key, texts in loaded.items() for code in LANGUAGES if code not in texts]
    if missing:
        raise KeyError(f"words/{area}.yml: no text for {', '.join(sorted(missing))}")
    return Phrases(language, {key: texts[language] for key, texts in loaded.items()})
