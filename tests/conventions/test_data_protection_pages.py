"""What the data protection pages say holds, and they say the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from seuranta.programmes.programme import Disclosure, Retention

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "for-data-protection"
PAGES = ("tietosuoja", "vaikutustenarviointi")
TO_BE_CONFIRMED = "⚖"


def text(page: str, language: str) -> str:
    return (FOLDER / f"{page}.{language}.md").read_text(encoding="utf-8")


def test_each_page_is_there_in_both_languages() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(f"{page}.{language}.md" for page in PAGES for language in ("en", "fi"))


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_have_the_same_parts(page: str) -> None:
    shapes = [
        [(line.split(maxsplit=1)[0], line.count("|")) for line in text(page, language).splitlines() if line.startswith(("#", "- ", "|"))]
        for language in ("fi", "en")
    ]
    assert len([mark for mark, _ in shapes[0] if mark == "##"]) > 5
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_leave_the_same_points_to_a_lawyer(page: str) -> None:
    marked = [[number for number, line in enumerate(blocks(page, language)) if TO_BE_CONFIRMED in line] for language in ("fi", "en")]
    assert len(marked[0]) > 7
    assert marked[0] == marked[1]


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_name_the_same_commands_files_and_settings(page: str) -> None:
    named = [sorted(set(re.findall(r"`([a-z_./:\- *]+)`", text(page, language)))) for language in ("fi", "en")]
    assert len(named[0]) > 4
    assert named[0] == named[1]


def test_every_proof_that_is_named_is_there() -> None:
    named = re.findall(r"`(tests/[^`]+)`", text("tietosuoja", "fi"))
    assert len(named) > 6
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_numbers_are_those_of_the_product() -> None:
    from tests.end_to_end.canaries.persons import PERSONS

    page = text("tietosuoja", "en")
    assert f"{Retention().archive_days} days from receipt" in page
    assert (Retention().lake_days, Retention().keys_days) == (None, None)
    assert page.count("**without limit by default**") == 2
    assert f"the default threshold is {Disclosure().threshold} people (funder, public) and 3 (steering group)" in page
    assert f"{len(PERSONS)} invented people" in page


def blocks(page: str, language: str) -> list[str]:
    """Headings, bullets, rows and paragraphs, however their lines are broken."""
    found: list[str] = []
    for line in text(page, language).splitlines():
        if not line or line.startswith(("#", "- ", "|")) or not found or not found[-1] or found[-1].startswith(("#", "|")):
            found.append(line)
        else:
            found[-1] += f" {line}"
    return found
