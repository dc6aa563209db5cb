"""What is kept is kept as promised: originals no longer than their time, deliveries as their receipts say.

In: receipts, ``archive/``, ``lake/``. Out: a line of ``house_log`` for each. Rerun: finds nothing more to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.parquet as pq

from seuranta.intake.archive import check_archive, purge_archive
from seuranta.intake.lake import OUTCOME, parquet_path
from seuranta.intake.receipts import read_receipts
from seuranta.programmes.programme import Programme, Programmes
from seuranta.vocabulary.clock import Clock, day_in_finland
from seuranta.vocabulary.errors import OperationFailed, listed
from seuranta.vocabulary.house_log import note, read_house_log
from seuranta.vocabulary.receipts import LOADED, Receipt
from seuranta.vocabulary.workspace import Workspace


def forget_old_originals(workspace: Workspace, programmes: Programmes, clock: Clock) -> list[str]:
    """Deletes originals past their programme's ``archive_days``; the ids of their deliveries."""
    forgotten = purge_archive(workspace, programmes, clock.now())
    note(workspace, clock, "forget_old_originals", deliveries=forgotten)
    return forgotten


def check_what_is_kept(workspace: Workspace, programmes: Programmes, clock: Clock) -> int:
    """How many deliveries and originals were found as they should be.

    Raises ``OperationFailed`` that names the deliveries which are not, after it was noted; the log itself is checked too.
    """
    read_house_log(workspace)
    archive = check_archive(workspace, programmes, clock.now())
    loaded = [receipt for receipt in read_receipts(workspace) if receipt.status in LOADED and not _has_let_go(programmes, receipt, clock)]
    damaged = [receipt.delivery_id for receipt in loaded if list(_faults_of(workspace, receipt))]
    wrong = {"lake": damaged, "archive_missing": list(archive.missing), "archive_broken": list(archive.broken)}
    note(workspace, clock, "check_what_is_kept", deliveries_checked=len(loaded), originals_checked=archive.kept, originals_opened=archive.opened, **wrong)
    for place, ids in wrong.items():
        if ids:
            raise OperationFailed(f"check of the {place}", "every delivery as its receipt says", listed(ids), "bring these back from the backup")
    return len(loaded) + archive.kept


def is_over(programme: Programme, days: int | None, today: date) -> bool:
    """Whether so many days have passed since the programme's last day; ``None`` is for ever."""
    return days is not None and today > programme.dates.end + timedelta(days=days)


def _has_let_go(programmes: Programmes, receipt: Receipt, clock: Clock) -> bool:
    """Whether rows of the receipt's programme are no longer kept."""
    programme = programmes.programmes.get(receipt.programme or "")
    return programme is not None and is_over(programme, programme.retention.lake_days, day_in_finland(clock.now()))


def _faults_of(workspace: Workspace, receipt: Receipt) -> Iterator[str]:
    """The outcome of every row that was received must be there and readable."""
    path = parquet_path(workspace, OUTCOME, receipt.programme or "", receipt.delivery_id)
    try:
        rows = pq.read_table(path, partitioning=None).num_rows
    except (OSError, pa.ArrowException) as error:
        yield type(error).__name__
        return
    if rows != receipt.rows.received:
        yield f"{rows} rows"
