"""The page of the figure catalogue: every number a report may hold."""

from __future__ import annotations

from itertools import groupby

from seuranta.vocabulary.catalogue import Entry, load_catalogue

FAMILIES = {
    "esf": "Participation in the European Social Fund",
    "attendance": "Attendance",
    "community": "Communities",
    "survey": "Surveys and Outcomes Stars",
    "recruitment": "Recruitment",
    "grant": "The grant",
    "data": "The data itself",
}


def figures_page() -> str:
    """All entries of the catalogue by family, in the order of a report."""
    lines = ["# The figures", "", "Written from `dbt_project/figure_catalogue.yml` by `make docs`; change the catalogue, not this page.", ""]
    lines += ["`{instrument}` and `{item}` stand for codes of an instrument file. Every figure has a total unless it says otherwise.", ""]
    for family, entries in groupby(load_catalogue().entries, key=lambda entry: entry.pattern.partition(".")[0]):
        lines += [f"## {FAMILIES[family]}", ""]
        for entry in entries:
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
    return [
        f"### `{entry.pattern}`",
        "",
        f"**{entry.name.fi}** · {entry.name.sv} · {entry.name.en}",
        "",
        f"{entry.definition.fi} *{entry.definition.en}*",
        "",
        f"- formula: `{entry.formula}`",
        *(f"- {fact}" for fact in facts),
        f"- source: {entry.source}",
        "",
    ]
