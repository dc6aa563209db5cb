"""The project's own words: what was kept of each ``kertomus.md``, and which of it stands for a period.

Free text never enters the lake or the warehouse; it lies in ``narratives/`` and in the reports that show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from seuranta.vocabulary.receipts import Fact
from seuranta.vocabulary.workspace import Workspace

NARRATIVE_NAME = "kertomus.md"
NarrativeState = Literal["kept", "personal_pattern", "unknown_period", "unreadable", "erased"]


class OwnText(Fact):
    """What stands under one heading of a period. ``heading`` is empty for what stands before the first; ``text`` is Markdown."""

    period_no: int
    heading: str
    text: str


class NarrativeContent(Fact):
    """What a file says. Unless its state is ``kept``, nothing of it but ``lines``: the 1-based numbers of the lines that keep it out.

    ``period_nos`` are the periods it speaks of, also with no text. ``erased``: it names somebody who was forgotten.
    """

    state: NarrativeState
    lines: tuple[int, ...] = ()
    period_nos: tuple[int, ...] = ()
    texts: tuple[OwnText, ...] = ()


class Narrative(NarrativeContent):
    """One content of one file, as it was received. ``path`` is the shown path below the drop folder."""

    narrative_no: int
    programme: str
    path: str
    sha256: str
    received_at: datetime
    clock: Literal["system", "SEURANTA_NOW"]


def read_narratives(workspace: Workspace, programme: str) -> list[Narrative]:
    """Everything received of the programme, in order of receipt."""
    folder = workspace.narratives / programme
    paths = sorted(path for path in folder.glob("*.json") if not path.name.startswith(".")) if folder.is_dir() else []
    return sorted((Narrative.model_validate_json(path.read_bytes()) for path in paths), key=lambda narrative: narrative.narrative_no)


def standing_texts(narratives: Sequence[Narrative], period_no: int) -> list[OwnText]:
    """What stands for a period: of each file the latest content that speaks of it, in the order of the files' paths."""
    latest: dict[str, Narrative] = {}
    for narrative in narratives:
        if narrative.state == "kept" and period_no in narrative.period_nos:
            latest[narrative.path] = narrative
    return [text for path in sorted(latest) for text in latest[path].texts if text.period_no == period_no]
