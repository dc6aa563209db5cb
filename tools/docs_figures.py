"""The page of the figure catalogue: every number a report may hold."""

from __future__ import annotations

from seuranta.vocabulary.catalogue import Entry, load_families
from seuranta.words import LANGUAGES


def figures_page() -> str:
    """All entries of the catalogue by family, in the order of a report."""
    lines = ["# The figures", "", "Written from `dbt_project/figure_catalogue/` by `make docs`; change the catalogue, not this page.", ""]
    lines += ["`{instrument}` and `{item}` stand for codes of an instrument file. Every figure has a total unless it says otherwise.", ""]
    for family in load_families().values():
        lines += [f"## {family.name.en}", ""]
        for entry in family.figures:
            lines += _entry(entry)
    return "\n".join(lines).rstrip() + "\n"


def _entry(entry: Entry) -> list[str]:
    breakdowns = "; ".join(" × ".join(dimensions) for dimensions in entry.breakdowns) or "none"
    facts = [f"unit: {entry.unit} ({entry.kind})", f"breakdowns: {breakdowns}"]
    if entry.additive:
        facts.append(f"sum of its parts over: {', '.join(entry.additive)}")
    if not entry.total:
        facts.append("no total")
    if len(entry.scopes) == 1:
        facts.append(f"scope: {entry.scopes[0]}")
    if entry.sensitive:
        facts.append("special-category data: zeros are protected too")
    in_each_language = [(getattr(entry.name, code), getattr(entry.definition, code), getattr(entry.formula, code)) for code in LANGUAGES]
    return [
        f"### `{entry.pattern}`",
        "",
        *(f"- **{name}**: {definition} `{formula}`" for name, definition, formula in in_each_language),
        *(f"- {fact}" for fact in facts),
        f"- source: {entry.source}",
        "",
    ]
