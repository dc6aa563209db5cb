"""Every sentence exists in every language with the same placeholders, and every sentence the code asks for exists."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from seuranta.words import LANGUAGES, phrases

REPORTING = Path(__file__).resolve().parents[3] / "plugins" / "seuranta" / "reporting"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_says_the_same_facts(language: str) -> None:
    finnish, other = phrases("report", "fi"), phrases("report", language)
    assert len(finnish.texts) > 150
    different = {key for key, text in finnish.texts.items() if placeholders(text) != placeholders(other.texts[key])}
    assert different == set()


def test_every_sentence_the_code_names_is_there() -> None:
    named = {key for module in REPORTING.rglob("*.py") for key in re.findall(r'(?:words|say)\(\s*"([a-z_0-9]+)"', module.read_text(encoding="utf-8"))}
    assert len(named) > 80
    assert named - set(phrases("report", "fi").texts) == set()


def test_the_forms_for_none_and_one_belong_to_a_sentence() -> None:
    texts = phrases("report", "fi").texts
    forms = {key for key in texts if key.endswith(("_one", "_none"))}
    assert len(forms) > 10
    assert {re.sub(r"_(one|none)$", "", key) for key in forms} <= set(texts)
