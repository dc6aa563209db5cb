"""The guides for funders call things as reports do, and say the same in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from seuranta.words import LANGUAGES, phrases

FOLDER = Path(__file__).parents[2] / "docs" / "for-funders"
QUOTED = re.compile(r"[”“]([^”“]+)”")


def text(language: str) -> str:
    return (FOLDER / f"lukuohje.{language}.md").read_text(encoding="utf-8")


def test_there_is_a_guide_in_each_language() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(f"lukuohje.{language}.md" for language in LANGUAGES)


def test_guides_have_the_same_parts() -> None:
    shapes = [[(line.split()[0], line.count("|")) for line in text(language).splitlines() if line.startswith(("#", "- ", "|"))] for language in LANGUAGES]
    assert len(shapes[0]) > 25
    assert shapes[0] == shapes[1] == shapes[2]


def test_guides_name_the_same_files_and_numbers() -> None:
    named = [(re.findall(r"`([a-z._]+)`", text(language)), sorted(re.findall(r"\d+", text(language)))) for language in LANGUAGES]
    assert len(named[0][0]) > 4
    assert named[0] == named[1] == named[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_guide_quotes_is_what_a_report_says(language: str) -> None:
    words = phrases("report", language)
    hidden = words("hidden", threshold=5)
    said = {said.rstrip(":").lower() for said in words.texts.values()} | {hidden.lower()}
    quoted = set(QUOTED.findall(text(language)))
    assert len(quoted) > 7
    assert {phrase for phrase in quoted if phrase.lower() not in said} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bases_of_a_guide_are_those_of_a_report(language: str) -> None:
    words = phrases("report", language)
    rows = [line.split("|")[1].strip() for line in text(language).splitlines() if line.startswith("|")]
    assert [words(f"basis_{basis}") for basis in ("collected", "sample", "estimate")] == rows[-4:-1]
