"""A person in the project's own words: kept texts that name them are taken out, and what was published with one is named.

In: identifiers in memory, ``narratives/``, releases. Out: narratives without their text, in the state ``erased``. Rerun: the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from seuranta.intake.durable import write_durably
from seuranta.intake.narratives import place_of
from seuranta.intake.people_in_text import names_person
from seuranta.releases.capsule import Capsule
from seuranta.releases.resealing import capsules_of
from seuranta.vocabulary.narratives import OwnText, read_narratives
from seuranta.vocabulary.workspace import Workspace

OWN_WORDS_SHOWN = "reports/*/kertomus.json"


def narratives_naming(workspace: Workspace, programme: str, identifiers: Collection[str]) -> list[int]:
    """The numbers of the programme's narratives that name the person."""
    return [each.narrative_no for each in read_narratives(workspace, programme) if _any_names(each.texts, identifiers)]


def releases_showing(workspace: Workspace, programme: str, identifiers: Collection[str]) -> list[str]:
    """The releases (``programme/period/no``) whose reports show a text that names the person: published, so left as they are."""
    shown = [capsule.folder for capsule in capsules_of(workspace, programme) if _any_names(_texts_shown(capsule), identifiers)]
    return sorted(folder.relative_to(workspace.releases).as_posix() for folder in shown)


def take_texts_out(workspace: Workspace, programme: str, numbers: Collection[int]) -> None:
    """Leaves of these narratives what file they were, and that their text is gone."""
    for narrative in read_narratives(workspace, programme):
        if narrative.narrative_no in numbers:
            made = narrative.model_copy(update={"state": "erased", "lines": (), "period_nos": (), "texts": ()})
            write_durably(place_of(workspace, made), (made.model_dump_json(indent=1) + "\n").encode())


def _any_names(texts: Collection[OwnText], identifiers: Collection[str]) -> bool:
    return any(names_person(f"{text.heading}\n{text.text}", identifiers) for text in texts)


def _texts_shown(capsule: Capsule) -> list[OwnText]:
    files = sorted(capsule.folder.glob(OWN_WORDS_SHOWN))
    return [OwnText.model_validate(text) for path in files for text in json.loads(path.read_bytes())["texts"]]
