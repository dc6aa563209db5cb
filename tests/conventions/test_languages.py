"""What people read is there in Finnish, Swedish and English, wherever it is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
LANGUAGES = {"fi", "sv", "en"}
# Where the product speaks. Programme and instrument files are the projects' own: they speak the languages of their readers.
SPEAKING = {"figures": "dbt_project/figure_catalogue/*.yml", "rules": "expectations/*.yml", "sentences": "plugins/seuranta/words/**/*.yml"}


def texts_in(written: Any, place: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every mapping of languages, by where it stands."""
    if isinstance(written, dict):
        if LANGUAGES & written.keys():
            yield place, written
        for key, value in written.items():
            yield from texts_in(value, f"{place}.{key}")
    elif isinstance(written, list):
        for number, value in enumerate(written):
            yield from texts_in(value, f"{place}.{number}")


@pytest.mark.parametrize("kind", SPEAKING)
def test_every_text_is_there_in_every_language(kind: str) -> None:
    files = sorted(ROOT.glob(SPEAKING[kind]))
    assert len(files) > 4
    texts = [found for path in files for found in texts_in(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")), path.name)]
    assert len(texts) > 100
    # A text may be empty in all languages at once: nothing is said then.
    silent = [place for place, said in texts if said.keys() != LANGUAGES or len({bool(text.strip()) for text in said.values()}) > 1]
    assert silent == []
