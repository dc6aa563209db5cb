"""Deliveries as the page shows them: when, what became of them, what to do, and where the feedback lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from seuranta.feedback.dates import time_facts
from seuranta.feedback.places import ours_in
from seuranta.feedback.slots import taken_of, uncorrected
from seuranta.feedback.verdict import counted
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.receipts import Acceptance, Receipt, Status
from seuranta.vocabulary.workspace import FEEDBACK_FOLDER
from seuranta.words import Phrases, phrases

HIDDEN_NAME = re.compile(r"file_[0-9a-f]{8}")

SYMBOLS = {
    Status.ACCEPTED: "✓",
    Status.ACCEPTED_WITH_WARNINGS: "✓",
    Status.PARTLY_ACCEPTED: "◐",
    Status.REJECTED: "✗",
    Status.HELD: "…",
    Status.DUPLICATE: "=",
    Status.NOTHING_TO_REPORT: "–",
}


@dataclass(frozen=True)
class DeliveryShown:
    """A row of the list. ``is_open``: somebody must act. ``link`` leads from the page to the feedback workbook."""

    file_name: str
    folder: str
    received: str
    received_iso: str
    status: str
    symbol: str
    status_text: str
    rows: str
    next_step: str
    link: str | None
    link_text: str
    is_open: bool


def deliveries_shown(drop: Path, programme: Programme, receipts: Sequence[Receipt], acceptances: Sequence[Acceptance]) -> list[DeliveryShown]:
    """The programme's deliveries, latest first."""
    words = phrases("situation", programme.language)
    links = _links(drop / programme.code, receipts)
    accepted = {acceptance.delivery_id for acceptance in acceptances}
    still_to_do = _open_ids(drop, receipts, acceptances, accepted)
    latest_first = sorted(receipts, key=lambda receipt: -receipt.delivery_no)
    return [
        _shown(receipt, receipt.delivery_id in accepted, receipt.delivery_id in still_to_do, links.get(receipt.delivery_id), words) for receipt in latest_first
    ]


def _open_ids(drop: Path, receipts: Sequence[Receipt], acceptances: Sequence[Acceptance], accepted: set[str]) -> set[str]:
    """What waits for somebody: uncorrected rows, and the last word on a path that is still there where it was rejected or held."""
    last = {receipt.path: receipt for receipt in sorted(receipts, key=lambda receipt: receipt.delivery_no)}
    waiting = {receipt.delivery_id for receipt in uncorrected(taken_of(receipts, acceptances)) if last[receipt.path] is receipt}
    for receipt in last.values():
        is_refused = receipt.status is Status.REJECTED or (receipt.status is Status.HELD and receipt.delivery_id not in accepted)
        if is_refused and not _is_gone(drop, receipt):
            waiting.add(receipt.delivery_id)
    return waiting


def _is_gone(drop: Path, receipt: Receipt) -> bool:
    """Whether the staff took the file away. A folder that is not there is an outage, or a name that the receipt hides: not known."""
    path = drop / receipt.path
    return path.parent.is_dir() and not path.exists() and receipt.file_name == path.name and not receipt.file_name.startswith("file_")


def _shown(receipt: Receipt, is_accepted: bool, is_open: bool, link: str | None, words: Phrases) -> DeliveryShown:
    folder = PurePosixPath(receipt.path).parent.parts[1:]
    rows = receipt.rows
    has_rows = receipt.status not in (Status.DUPLICATE, Status.NOTHING_TO_REPORT) and rows.received > 0
    is_waiting = receipt.status is Status.HELD and not is_accepted
    is_explained = is_waiting or receipt.status is Status.DUPLICATE or (receipt.status is Status.REJECTED and rows.received == 0)
    return DeliveryShown(
        file_name=receipt.file_name,
        folder="/".join(folder),
        received=words("received_at", **time_facts(receipt.received_at, words.language)),
        received_iso=receipt.received_at.isoformat(),
        status=receipt.status.value,
        symbol=SYMBOLS[receipt.status],
        status_text=words(f"status_{receipt.status}"),
        rows=words("rows_counted", loaded=0 if is_waiting else rows.loaded, received=rows.received) if has_rows else "",
        next_step=_next_step(receipt, is_accepted, is_open, words),
        link=link,
        link_text=words("open_explanation" if is_explained else "open_workbook"),
        is_open=is_open,
    )


def _next_step(receipt: Receipt, is_accepted: bool, is_open: bool, words: Phrases) -> str:
    status = receipt.status
    if status is Status.HELD and is_accepted:
        return words("do_confirmed")
    if status is Status.HELD:
        return words("do_held", delivery_id=receipt.delivery_id) if is_open else words("do_corrected")
    if status is Status.PARTLY_ACCEPTED:
        missing = counted(receipt.rows.quarantined, receipt.layout, phrases("feedback", words.language))
        return words("do_partly", missing=missing) if is_open else words("do_corrected")
    if status is Status.REJECTED or (status is Status.DUPLICATE and receipt.issues):
        return next((issue.message.get(words.language) or issue.message["fi"] for issue in receipt.issues), "")
    return words({Status.ACCEPTED_WITH_WARNINGS: "do_warnings"}.get(status, f"do_{status}"))


def _links(page_folder: Path, receipts: Sequence[Receipt]) -> dict[str, str]:
    """The feedback workbooks that are there now, by delivery: as links from the page. Where a name is hidden, the link leads to its folder."""
    folders = {page_folder.joinpath(*PurePosixPath(receipt.path).parent.parts[1:]) / FEEDBACK_FOLDER for receipt in receipts}
    hidden = {receipt.delivery_id for receipt in receipts if HIDDEN_NAME.fullmatch(receipt.file_name)}
    found = (ours for folder in folders for ours in ours_in(folder))
    places = {ours.delivery_id: ours.path.parent if ours.delivery_id in hidden else ours.path for ours in found if ours.delivery_id}
    return {delivery_id: quote(path.relative_to(page_folder).as_posix()) for delivery_id, path in places.items()}
