"""One delivery, from the staff's file to its receipt.

In: a found file. Out: archive, lake tables, feedback, and last the receipt. Rerun: until the receipt is written, nothing
has happened; after that, the same file is nothing new.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC
from importlib.metadata import PackageNotFoundError, version

from seuranta.feedback.workbook import Said, write_feedback
from seuranta.intake.archive import archive_original, archived_path
from seuranta.intake.context import Context
from seuranta.intake.deciding import decide
from seuranta.intake.drop_folder import Found
from seuranta.intake.durable import remove
from seuranta.intake.lake import tables_of, write_tables
from seuranta.intake.lease import Lease
from seuranta.intake.ledger import Ledger
from seuranta.intake.names import Names
from seuranta.intake.private_copy import Copy, private_copy
from seuranta.intake.pseudonyms import programme_key
from seuranta.intake.receipts import write_receipt
from seuranta.intake.seen import Seen
from seuranta.intake.tombstones import forgotten_keys
from seuranta.intake.verdicts import Verdict, issues_of
from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock, day_in_finland
from seuranta.vocabulary.extracts import Touched
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.workspace import FEEDBACK_FOLDER, Workspace

OUTSIDE_CODE = "outside"
DEFAULT_LANGUAGE = "fi"


@dataclass(frozen=True)
class Desk:
    """Everything that taking a file needs."""

    workspace: Workspace
    programmes: Programmes
    clock: Clock
    master: bytes
    ledger: Ledger
    seen: Seen
    lease: Lease

    def names(self, found: Found) -> Names:
        """How names of this file are shown."""
        return Names(programme_key(self.master, self.programme_of(found) or OUTSIDE_CODE))

    def programme_of(self, found: Found) -> str | None:
        """The known programme in whose folder the file lies."""
        return found.programme if found.programme in self.programmes.programmes else None

    def is_known(self, found: Found) -> bool:
        """Whether the very bytes at this path were taken before, told without reading them."""
        shown = self.names(found).path(found.relative)
        latest = self.ledger.latest_at(self.programme_of(found), shown)
        return latest is not None and self.seen.hash_of(found, shown) == latest.sha256


def take(desk: Desk, found: Found) -> Receipt | None:
    """Takes one file; ``None`` where the same bytes lay at the same path before. Raises ``Changed`` where somebody writes to it."""
    programme = desk.programme_of(found)
    shown = desk.names(found).path(found.relative)
    with private_copy(found) as copy:
        latest = desk.ledger.latest_at(programme, shown)
        receipt = None if latest is not None and latest.sha256 == copy.sha256 else _deliver(desk, found, copy)
        desk.seen.remember(found, shown, copy.sha256, time.time_ns())
        return receipt


def context_of(workspace: Workspace, programmes: Programmes, programme: str, master: bytes, clock: Clock) -> Context:
    """What understanding a file of a programme needs, today."""
    model = programmes.programmes[programme]
    key = programme_key(master, programme)
    forgotten = forgotten_keys(workspace, programme, key)
    return Context(model, tuple(programmes.instruments_of(model)), day_in_finland(clock.now()), key.pseudonymise, forgotten)


def _deliver(desk: Desk, found: Found, copy: Copy) -> Receipt:
    programme = desk.programme_of(found)
    number = desk.ledger.next_no
    delivery_id = _delivery_id(programme, number, copy)
    desk.lease.renew()
    archive_original(desk.workspace, delivery_id, programme, copy.path)
    context = context_of(desk.workspace, desk.programmes, programme, desk.master, desk.clock) if programme else None
    verdict = decide(desk.workspace, desk.ledger, copy, found.file_name, context)
    if _holds_forgotten(desk, verdict):
        remove(archived_path(desk.workspace, delivery_id, programme))
    names = desk.names(found).of_file(verdict.workbook)
    receipt = _receipt(desk, found, copy, number, verdict, names)
    desk.lease.renew()
    if verdict.judged is not None and context is not None:
        key = programme_key(desk.master, context.programme.code)
        tables = tables_of(verdict.judged, context.instruments)
        write_tables(desk.workspace, context.programme.code, delivery_id, tables, key.key_id, names.sheet)
    _give_feedback(desk, found, copy, receipt, verdict, context)
    desk.lease.renew()
    write_receipt(desk.workspace, receipt)
    desk.ledger.add(receipt)
    return receipt


def _receipt(desk: Desk, found: Found, copy: Copy, number: int, verdict: Verdict, names: Names) -> Receipt:
    return Receipt(
        delivery_id=_delivery_id(desk.programme_of(found), number, copy),
        delivery_no=number,
        programme=desk.programme_of(found),
        file_name=names.file(found.file_name),
        path=names.path(found.relative),
        sha256=copy.sha256,
        size_bytes=copy.size_bytes,
        received_at=desk.clock.now().astimezone(UTC).replace(microsecond=0),
        clock=desk.clock.source,
        dataset=verdict.dataset,
        layout=verdict.layout,
        status=verdict.status,
        rows=verdict.rows,
        erased=verdict.erased,
        is_original_destroyed=_holds_forgotten(desk, verdict),
        issues=issues_of(verdict.findings, names.sheet),
        duplicate_of=verdict.duplicate_of,
        coverage=verdict.coverage,
        declarations=verdict.declarations,
        software=software(),
    )


def _holds_forgotten(desk: Desk, verdict: Verdict) -> bool:
    """Whether the content holds somebody who was forgotten: of that, no original is kept."""
    first = desk.ledger.by_id(verdict.duplicate_of) if verdict.duplicate_of else None
    return verdict.erased > 0 or (first is not None and first.is_original_destroyed)


def _delivery_id(programme: str | None, number: int, copy: Copy) -> str:
    return f"{programme or OUTSIDE_CODE}-{number:06d}-{copy.sha256[:8]}"


def software() -> str:
    """Name and version, for receipts."""
    try:
        return f"seuranta {version('seuranta')}"
    except PackageNotFoundError:
        return "seuranta"


def _give_feedback(desk: Desk, found: Found, copy: Copy, receipt: Receipt, verdict: Verdict, context: Context | None) -> None:
    programme = desk.programmes.programmes.get(receipt.programme or "")
    language = programme.language if programme else DEFAULT_LANGUAGE
    said = Said(found.file_name, verdict.workbook, receipt, verdict.findings, language, _touched_figures(verdict, context))
    write_feedback(said, None if verdict.erased else copy.path, found.path.parent / FEEDBACK_FOLDER)


def _touched_figures(verdict: Verdict, context: Context | None) -> tuple[Touched, ...]:
    if verdict.judged is None or context is None or not verdict.findings:
        return ()
    from seuranta.intake.impact.touched import touched_figures

    return touched_figures(verdict.judged, verdict.findings, context)
