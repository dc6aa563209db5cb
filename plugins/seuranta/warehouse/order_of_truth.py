"""Which deliveries have an effect, and in what order: receipts and acceptances in, numbers out (exports.md 4)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from seuranta.vocabulary.receipts import LOADED, Acceptance, Receipt, Status
from seuranta.vocabulary.workspace import Workspace


def read_receipts(workspace: Workspace) -> list[Receipt]:
    """All receipts in the order of receipt. What has none is not committed."""
    receipts = [Receipt.model_validate_json(path.read_bytes()) for path in _committed(workspace.receipts)]
    return sorted(receipts, key=lambda receipt: receipt.delivery_no)


def read_acceptances(workspace: Workspace) -> list[Acceptance]:
    """All acceptances in the order in which they were given."""
    acceptances = [Acceptance.model_validate_json(path.read_bytes()) for path in _committed(workspace.acceptances)]
    return sorted(acceptances, key=lambda acceptance: acceptance.acceptance_no)


def digest_of(receipts: Sequence[Receipt]) -> str:
    """SHA-256 of what receipts say: another one where a delivery came, or one that was there has been amended."""
    digest = hashlib.sha256()
    for receipt in receipts:
        digest.update(receipt.model_dump_json().encode() + b"\n")
    return digest.hexdigest()


def effective_numbers(receipts: Sequence[Receipt], acceptances: Sequence[Acceptance]) -> Mapping[str, int]:
    """The place in the order of truth by delivery id, of those whose rows can stand.

    A delivery that loaded stands at its own number; a held one has none until it is accepted; one that was accepted,
    or accepted again, stands at the number of its latest acceptance.
    """
    can_stand = {receipt.delivery_id for receipt in receipts if receipt.status in LOADED or receipt.status is Status.HELD}
    numbers = {receipt.delivery_id: receipt.delivery_no for receipt in receipts if receipt.status in LOADED}
    for acceptance in acceptances:
        if acceptance.delivery_id in can_stand:
            numbers[acceptance.delivery_id] = acceptance.acceptance_no
    return numbers


def _committed(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if not path.name.startswith("."))
