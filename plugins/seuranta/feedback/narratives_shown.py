"""What became of the project's own words: a sentence for each ``kertomus.md``, with what to do where it was held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seuranta.feedback.dates import time_facts
from seuranta.vocabulary.narratives import Narrative
from seuranta.words import Phrases, phrases


@dataclass(frozen=True)
class NarrativeShown:
    """``is_open``: somebody must correct the text before it is in a report."""

    text: str
    is_open: bool


def narratives_shown(narratives: Sequence[Narrative], language: str) -> list[NarrativeShown]:
    """The last content of every file, those that wait for somebody first."""
    words = phrases("situation", language)
    latest = {narrative.path: narrative for narrative in sorted(narratives, key=lambda narrative: narrative.narrative_no)}
    shown = [_shown(latest[path], words) for path in sorted(latest)]
    return sorted(shown, key=lambda narrative: not narrative.is_open)


def _shown(narrative: Narrative, words: Phrases) -> NarrativeShown:
    file = narrative.path.partition("/")[2]
    received = words("received_at", **time_facts(narrative.received_at, words.language))
    if narrative.state == "kept":
        return NarrativeShown(words("narrative_kept", file=file, received=received, periods=_listed(narrative.period_nos)), is_open=False)
    lines = _listed(narrative.lines) or words("narrative_no_line")
    return NarrativeShown(words(f"narrative_{narrative.state}", file=file, received=received, lines=lines), is_open=True)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)
