"""An empty ``kertomus.md`` for a programme: a heading for each part that a project may write of, and what to mind."""

from __future__ import annotations

from seuranta.programmes.programme import Programme
from seuranta.words import phrases

PARTS = ("summary", "activity", "results", "deviations", "next")


def narrative_template(programme: Programme) -> str:
    """Markdown in the programme's language; its remarks are comments, which no report shows."""
    words, headings = phrases("templates", programme.language), phrases("report", programme.language)
    first = programme.all_periods[0]
    lines = [f"<!-- {words('narrative_how')} -->", "", f"# {words('narrative_period', no=first.no)}", ""]
    for part in PARTS:
        lines += [f"## {headings(f'own_{part}')}", "", f"<!-- {words(f'narrative_{part}')} -->", ""]
    return "\n".join(lines)
