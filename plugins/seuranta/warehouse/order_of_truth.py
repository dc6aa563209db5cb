"""Which deliveries have an effect, and in what order: receipts and acceptances in, numbers out (exports.md 4)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from seuranta.vocabulary.receipts import LOADED, Receipt, Status
from seuranta.vocabulary.workspace import Workspace

_ACCEPTANCE_NAME = re.compile(r"(\d+)-(.+)\.json")


@dataclass(frozen=True)
class Acceptance:
    """A person let a delivery in; ``no`` counts on in the numbers of the deliveries."""

    no: int
    delivery_id: str


def read_receipts(workspace: Workspace) -> list[Receipt]:
    """All receipts in the order of receipt. What has none is not committed."""
    paths = sorted(workspace.receipts.glob("*.json")) if workspace.receipts.is_dir() else []
    receipts = [Receipt.model_validate_json(path.read_bytes()) for path in paths]
    return sorted(receipts, key=lambda receipt: receipt.delivery_no)


def read_acceptances(workspace: Workspace) -> list[Acceptance]:
    """All acceptances in order, from their names ``<acceptance_no>-<delivery_id>.json``."""
    paths: list[Path] = sorted(workspace.acceptances.glob("*.json")) if workspace.acceptances.is_dir() else []
    named = [_ACCEPTANCE_NAME.fullmatch(path.name) for path in paths]
    return sorted((Acceptance(int(name[1]), name[2]) for name in named if name), key=lambda acceptance: acceptance.no)


def effective_numbers(receipts: Sequence[Receipt], acceptances: Sequence[Acceptance]) -> Mapping[str, int]:
    """The place in the order of truth by delivery id, of those whose rows can stand.

    A delivery that loaded stands at its own number; a held one has none until it is accepted. An acceptance moves the
    delivery to its number; one of a duplicate moves the delivery that brought the same content first.
    """
    by_id = {receipt.delivery_id: receipt for receipt in receipts}
    numbers = {receipt.delivery_id: receipt.delivery_no for receipt in receipts if receipt.status in LOADED}
    for acceptance in acceptances:
        original = _original_of(acceptance.delivery_id, by_id)
        if original is not None and (original.status in LOADED or original.status is Status.HELD):
            numbers[original.delivery_id] = max(acceptance.no, numbers.get(original.delivery_id, 0))
    return numbers


def _original_of(delivery_id: str, by_id: Mapping[str, Receipt]) -> Receipt | None:
    receipt = by_id.get(delivery_id)
    seen: set[str] = set()
    while receipt is not None and receipt.status is Status.DUPLICATE and receipt.duplicate_of and receipt.delivery_id not in seen:
        seen.add(receipt.delivery_id)
        receipt = by_id.get(receipt.duplicate_of)
    return receipt
