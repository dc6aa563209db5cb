"""All situation pages anew: what a build calls when it is done, since it changes what has been counted.

In: the receipts and acceptances of the lake, the warehouse. Out: ``drop/<programme>/TILANNE.html`` and ``.xlsx``. Rerun: any time.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from seuranta.feedback.situation import refresh_situation
from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.receipts import Acceptance, Receipt
from seuranta.vocabulary.workspace import Workspace


def refresh_situations(workspace: Workspace, programmes: Programmes, now: datetime) -> list[Path]:
    """Writes the page of every programme that has a drop folder; ``OperationFailed`` where one cannot be written."""
    receipts = [Receipt.model_validate_json(path.read_bytes()) for path in _committed(workspace.receipts)]
    acceptances = [Acceptance.model_validate_json(path.read_bytes()) for path in _committed(workspace.acceptances)]
    return [
        refresh_situation(workspace, programme, receipts, acceptances, now)
        for programme in programmes.programmes.values()
        if (workspace.drop / programme.code).is_dir()
    ]


def _committed(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if not path.name.startswith("."))
