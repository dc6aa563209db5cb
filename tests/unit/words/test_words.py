"""Every sentence of every area is said in every language, with the same facts, and once."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from seuranta import words
from seuranta.words import LANGUAGES, areas, phrases


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_there_are_areas_of_one_file_and_of_many() -> None:
    assert {"report", "situation", "feedback", "overview", "tracing"} <= set(areas())
    assert len(phrases("report", "fi").texts) > 300


@pytest.mark.parametrize("area", areas())
def test_a_translation_says_the_same_facts(area: str) -> None:
    finnish = phrases(area, "fi").texts
    different = [
        f"{key}.{language}" for language in LANGUAGES for key, text in phrases(area, language).texts.items() if placeholders(text) != placeholders(finnish[key])
    ]
    assert different == []


@pytest.mark.parametrize("area", areas())
def test_a_sentence_is_translated_not_copied(area: str) -> None:
    """Whatever has a word of three letters or more besides its placeholders and a full sentence's end."""
    finnish, swedish, english = (phrases(area, language).texts for language in LANGUAGES)
    copied = {key for key, text in finnish.items() if text.endswith((".", "?")) and len(text.split()) > 3 and text in (swedish[key], english[key])}
    copied |= {key for key, text in swedish.items() if text.endswith((".", "?")) and len(text.split()) > 3 and text == english[key]}
    assert {key for key in copied if any(part.strip(" :().") for part, *_ in Formatter().parse(finnish[key]) if part)} == set()


def test_a_missing_language_and_a_key_in_two_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    (tmp_path / "short.yml").write_text('a: {fi: "A", sv: "", en: "A"}\nb: {fi: "B", sv: "B"}\n', encoding="utf-8")
    with pytest.raises(KeyError, match=r"words/short: no text for a\.sv, b\.en"):
        phrases("short", "fi")
    (tmp_path / "long").mkdir()
    for part in ("one", "two"):
        (tmp_path / "long" / f"{part}.yml").write_text('a: {fi: "A", sv: "A", en: "A"}\n', encoding="utf-8")
    with pytest.raises(KeyError, match="words/long: said in two files: a"):
        phrases("long", "sv")


@pytest.mark.parametrize(("language", "said"), [("fi", "alle 5"), ("sv", "under 5"), ("en", "fewer than 5")])
def test_a_hidden_number_is_said_as_readers_were_promised(language: str, said: str) -> None:
    """privacy.md 4.7."""
    assert phrases("report", language)("hidden", threshold=5) == said
