"""Whether the warehouse has everything that the lake has.

In: receipts, acceptances, programme files, ``warehouse.duckdb``. Out: yes or no. Rerun: only looks.
"""

from __future__ import annotations

import duckdb

from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.reference import build_facts_of

COMPARED = ("software", "programmes_digest", "last_delivery_no", "last_acceptance_no", "receipts_digest")


def is_current(workspace: Workspace, programmes: Programmes, clock: Clock) -> bool:
    """Whether a build now would be of the same deliveries as their receipts are now, acceptances, programme files and software."""
    try:
        with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
            built = connection.execute(f"select {', '.join(COMPARED)} from build").fetchone()
    except (duckdb.Error, OSError):
        return False
    facts = build_facts_of(workspace, programmes, clock)
    return built == tuple(facts[name] for name in COMPARED)
