"""What would happen to a file, told before it is dropped. Writes nothing.

In: any file. Out: the verdict and issues that a pass would give it today; of a content that was delivered before, those
that it would get as a new one, and which delivery it repeats. Rerun: any time.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

from seuranta.intake.deciding import decide
from seuranta.intake.keys import MASTER_BYTES, master_path, read_master
from seuranta.intake.ledger import Ledger, read_ledger
from seuranta.intake.names import Names
from seuranta.intake.private_copy import Copy
from seuranta.intake.pseudonyms import programme_key
from seuranta.intake.taking import context_of
from seuranta.intake.verdicts import Verdict, issues_of, verdict_of
from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.receipts import Issue
from seuranta.vocabulary.workspace import Workspace


def foresee(workspace: Workspace, programmes: Programmes, clock: Clock, programme: str, path: Path) -> tuple[Verdict, tuple[Issue, ...]]:
    """The verdict on ``path`` as a file of ``programme``, among what this workspace has received. Raises ``UnknownName``."""
    if programme not in programmes.programmes:
        raise UnknownName("programme", programme, programmes.programmes)
    # Without a workspace there is nothing to compare with, and any key tells the rows of one file apart.
    has_keys = master_path(workspace).exists()
    master = read_master(workspace) if has_keys else os.urandom(MASTER_BYTES)
    ledger = read_ledger(workspace) if has_keys else Ledger([], [])
    with path.open("rb") as file:
        copy = Copy(path, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)
    context = context_of(workspace, programmes, programme, master, clock)
    verdict = decide(workspace, ledger, copy, path.name, context)
    if verdict.duplicate_of:
        # Whoever checks a file wants to know what is wrong with it, whether we have it or not.
        verdict = replace(verdict_of(path, path.name, context), duplicate_of=verdict.duplicate_of)
    names = Names(programme_key(master, programme)).of_file(verdict.workbook)
    return verdict, issues_of(verdict.findings, names.sheet)
