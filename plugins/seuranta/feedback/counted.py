"""What the last build of the warehouse says about slots; nothing where there is no build yet."""

from __future__ import annotations

from pathlib import Path

import duckdb

from seuranta.feedback.slots import Counted

DELIVERED = """
    select unit_code, dataset, period_no
    from int_data__slot
    where programme_code = ? and is_delivered
"""
BUILT_UP_TO = """
    select greatest(coalesce(last_delivery_no, 0), coalesce(last_acceptance_no, 0))
    from build
"""


def counted_in(warehouse: Path, programme: str) -> Counted | None:
    """The slots of ``programme`` in the warehouse, or ``None``; read-only, so that nobody waits."""
    if not warehouse.is_file():
        return None
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            rows = connection.execute(DELIVERED, [programme]).fetchall()
            built = connection.execute(BUILT_UP_TO).fetchone()
    except duckdb.CatalogException:
        return None  # built by another version: the receipts alone tell until the next build
    return Counted(frozenset((unit, dataset, period_no) for unit, dataset, period_no in rows), int(built[0]) if built else 0)
