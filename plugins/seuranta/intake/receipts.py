"""Receipts and acceptances on disk: the commit marks of the lake, and the order in which deliveries count."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from seuranta.intake.durable import write_durably
from seuranta.vocabulary.receipts import LOADED, Acceptance, Coverage, Receipt, Status
from seuranta.vocabulary.workspace import Workspace


@dataclass(frozen=True)
class Truth:
    """One step of the order of truth: from ``no`` on, the rows of ``delivery_id`` count for ``coverage``."""

    no: int
    delivery_id: str
    programme: str
    coverage: tuple[Coverage, ...]


def read_receipts(workspace: Workspace) -> list[Receipt]:
    """Every receipt in the order of receipt."""
    found = [Receipt.model_validate_json(path.read_bytes()) for path in _files(workspace.receipts)]
    return sorted(found, key=lambda receipt: receipt.delivery_no)


def read_acceptances(workspace: Workspace) -> list[Acceptance]:
    """Every acceptance in the order in which they were given."""
    found = [Acceptance.model_validate_json(path.read_bytes()) for path in _files(workspace.acceptances)]
    return sorted(found, key=lambda acceptance: acceptance.acceptance_no)


def write_receipt(workspace: Workspace, receipt: Receipt) -> None:
    """Commits a delivery: without this file, there is none."""
    write_durably(workspace.receipts / f"{receipt.delivery_id}.json", receipt.model_dump_json(indent=1).encode())


def write_acceptance(workspace: Workspace, acceptance: Acceptance) -> None:
    """Lets a delivery in."""
    name = f"{acceptance.acceptance_no:06d}-{acceptance.delivery_id}.json"
    write_durably(workspace.acceptances / name, acceptance.model_dump_json(indent=1).encode())


def next_number(receipts: list[Receipt], acceptances: list[Acceptance]) -> int:
    """The next number of the one sequence that deliveries and acceptances share."""
    return max([0, *(receipt.delivery_no for receipt in receipts), *(acceptance.acceptance_no for acceptance in acceptances)]) + 1


def order_of_truth(receipts: list[Receipt], acceptances: list[Acceptance]) -> list[Truth]:
    """Whose rows count, from the earliest to the latest; a delivery that was accepted again stands at its latest place only."""
    by_id = {receipt.delivery_id: receipt for receipt in receipts}
    numbers = {receipt.delivery_id: receipt.delivery_no for receipt in receipts if receipt.status in LOADED}
    numbers |= {acceptance.delivery_id: acceptance.acceptance_no for acceptance in acceptances if acceptance.delivery_id in by_id}
    return [
        Truth(number, delivery_id, by_id[delivery_id].programme or "", by_id[delivery_id].coverage)
        for delivery_id, number in sorted(numbers.items(), key=lambda item: item[1])
    ]


def status_with_acceptance(receipt: Receipt, accepted_ids: set[str]) -> Status:
    """The status today: a held delivery that was let in counts as what it would have been."""
    if receipt.status is not Status.HELD or receipt.delivery_id not in accepted_ids:
        return receipt.status
    if receipt.rows.quarantined:
        return Status.PARTLY_ACCEPTED
    return Status.ACCEPTED_WITH_WARNINGS if len(receipt.issues) > 1 else Status.ACCEPTED


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if not path.name.startswith("."))
