"""A person in the project's own words: kept texts that name them are taken out, and what was published with one is named.

Where it is not sure that they are meant, nothing is taken out: the place is said, and people decide.

In: identifiers in memory, ``narratives/``, releases. Out: narratives without their text, in the state ``erased``. Rerun: the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from seuranta.intake.durable import write_durably
from seuranta.intake.narratives import place_of
from seuranta.intake.people_in_text import Naming, naming
from seuranta.releases.capsule import Capsule
from seuranta.releases.resealing import capsules_of
from seuranta.vocabulary.narratives import OwnText, read_narratives
from seuranta.vocabulary.workspace import Workspace

OWN_WORDS_SHOWN = "reports/*/kertomus.json"


@dataclass(frozen=True)
class Named:
    """Where a person is named. ``narratives`` (numbers) and ``releases`` (``programme/period/no``) surely; ``unsure`` are places that
    may mean them or somebody else, ``path, period no`` of a kept text or ``programme/period/no`` of a release."""

    narratives: tuple[int, ...]
    releases: tuple[str, ...]
    unsure: tuple[str, ...]


def places_naming(workspace: Workspace, programme: str, identifiers: Collection[str]) -> Named:
    """The programme's kept texts and published ones that name the person, or may. What is published is left as it is."""
    kept = {narrative: _naming(narrative.texts, identifiers) for narrative in read_narratives(workspace, programme)}
    shown = {capsule.folder: _naming(_texts_shown(capsule), identifiers) for capsule in capsules_of(workspace, programme)}
    releases = {folder.relative_to(workspace.releases).as_posix(): how for folder, how in shown.items()}
    unsure = {
        f"{narrative.path}, period {text.period_no}"
        for narrative, how in kept.items()
        if how is Naming.MAYBE
        for text in narrative.texts
        if _naming([text], identifiers)
    }
    return Named(
        narratives=tuple(narrative.narrative_no for narrative, how in kept.items() if how is Naming.SURELY),
        releases=tuple(sorted(release for release, how in releases.items() if how is Naming.SURELY)),
        unsure=(*sorted(unsure), *sorted(release for release, how in releases.items() if how is Naming.MAYBE)),
    )


def take_texts_out(workspace: Workspace, programme: str, numbers: Collection[int]) -> None:
    """Leaves of these narratives what file they were, and that their text is gone."""
    for narrative in read_narratives(workspace, programme):
        if narrative.narrative_no in numbers:
            made = narrative.model_copy(update={"state": "erased", "lines": (), "period_nos": (), "texts": ()})
            write_durably(place_of(workspace, made), (made.model_dump_json(indent=1) + "\n").encode())


def _naming(texts: Collection[OwnText], identifiers: Collection[str]) -> Naming:
    return max((naming(f"{text.heading}\n{text.text}", identifiers) for text in texts), default=Naming.NOT)


def _texts_shown(capsule: Capsule) -> list[OwnText]:
    files = sorted(capsule.folder.glob(OWN_WORDS_SHOWN))
    return [OwnText.model_validate(text) for path in files for text in json.loads(path.read_bytes())["texts"]]
