"""Writes the pages of docs/ that list what the product knows: figures, rules, tables. ``make docs``; rerun: the same pages."""

from __future__ import annotations

from pathlib import Path

from docs_figures import figures_page
from docs_rules import rules_page
from docs_tables import tables_page

DOCS = Path(__file__).resolve().parents[1] / "docs"


def pages() -> dict[str, str]:
    """Every generated page by its name in ``docs/``."""
    rules = {f"rules.{language}.md": rules_page(language) for language in ("fi", "sv", "en")}
    return {"figures.md": figures_page(), **rules, "data-dictionary.md": tables_page()}


def main() -> None:
    for name, text in pages().items():
        path = DOCS / name
        path.write_text(text, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
