"""Tells whether the drafts that lie there show what the projects wrote last.

In: ``narratives/``, the drafts' ``kertomus.json``. Out: yes or no. Rerun: only looks.
"""

from __future__ import annotations

from seuranta.programmes.programme import Programme, Programmes
from seuranta.reporting.drafts import OWN_WORDS, own_words_json
from seuranta.vocabulary.narratives import read_narratives, standing_texts
from seuranta.vocabulary.workspace import Workspace


def show_latest_words(workspace: Workspace, programmes: Programmes) -> bool:
    """Whether every draft has the words that stand for its period; words of periods without a draft wait for it."""
    return all(_shows_latest(workspace, programme) for programme in programmes.programmes.values())


def _shows_latest(workspace: Workspace, programme: Programme) -> bool:
    narratives = read_narratives(workspace, programme.code)
    places = [
        (period.no, workspace.reports / programme.code / str(period.no) / audience / OWN_WORDS)
        for period in programme.all_periods
        for audience in programme.disclosure.audiences
    ]
    return all(place.read_bytes() == own_words_json(standing_texts(narratives, no)) for no, place in places if place.is_file())
