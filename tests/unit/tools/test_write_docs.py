"""The pages that are written from what the product knows say what it knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from seuranta.intake.judging.catalogue import all_rules
from seuranta.vocabulary.catalogue import load_catalogue
from write_docs import pages

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.mark.parametrize("name", ["figures.md", "rules.fi.md", "rules.sv.md", "rules.en.md", "data-dictionary.md"])
def test_a_committed_page_is_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], f"docs/{name} is not what `make docs` writes: run it and commit the page"


def test_every_rule_is_on_the_page_of_every_language() -> None:
    written = pages()
    for language in ("fi", "sv", "en"):
        missing = [code for code in all_rules() if f"### {code}: " not in written[f"rules.{language}.md"]]
        assert missing == []


def test_every_figure_is_on_the_page_of_figures() -> None:
    page = pages()["figures.md"]
    assert [entry.pattern for entry in load_catalogue().entries if f"### `{entry.pattern}`" not in page] == []
