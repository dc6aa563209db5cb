"""What an erasure, a change of keys or a retention had begun: a journal of one entry, there until its last step is done.

In: facts without anything of a person. Out: ``unfinished.json``. Rerun: whoever finds it finishes it (``seuranta.forgetting``).
While its phase is ``lake``, files of the lake disagree with each other, and nobody may take files in or build.
"""

from __future__ import annotations

import json
from typing import Any

from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.workspace import Workspace

LAKE, REST = "lake", "rest"


def read_unfinished(workspace: Workspace) -> dict[str, Any] | None:
    """What was begun and not finished; ``None`` where there is nothing."""
    try:
        found: dict[str, Any] = json.loads(workspace.unfinished.read_bytes())
    except FileNotFoundError:
        return None
    return found


def refuse_half_a_lake(workspace: Workspace) -> None:
    """Raises ``OperationFailed`` while the lake is being changed, or was when that was interrupted."""
    begun = read_unfinished(workspace)
    if begun is not None and begun["phase"] == LAKE:
        todo = "wait for it; where it was interrupted, 'seuranta build' finishes it first"
        raise OperationFailed("the lake", "files that agree with each other", f"an unfinished '{begun['what']}'", todo)
