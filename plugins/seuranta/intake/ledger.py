"""What was delivered before: the questions that a pass asks of the receipts."""

from __future__ import annotations

from seuranta.intake.receipts import Truth, next_number, order_of_truth, read_acceptances, read_receipts
from seuranta.vocabulary.receipts import Acceptance, Receipt, Status
from seuranta.vocabulary.workspace import Workspace


class Ledger:
    """All receipts and acceptances in order; grows with the pass."""

    def __init__(self, receipts: list[Receipt], acceptances: list[Acceptance]) -> None:
        self.receipts: list[Receipt] = []
        self.acceptances = acceptances
        self._by_id: dict[str, Receipt] = {}
        self._latest: dict[tuple[str | None, str], Receipt] = {}
        self._first: dict[tuple[str | None, str], Receipt] = {}
        for receipt in receipts:
            self.add(receipt)

    @property
    def next_no(self) -> int:
        return next_number(self.receipts, self.acceptances)

    @property
    def truths(self) -> list[Truth]:
        return order_of_truth(self.receipts, self.acceptances)

    def add(self, receipt: Receipt) -> None:
        """The next receipt."""
        self.receipts.append(receipt)
        self._by_id[receipt.delivery_id] = receipt
        self._latest[receipt.programme, receipt.path] = receipt
        if receipt.status is not Status.DUPLICATE:
            self._first.setdefault((receipt.programme, receipt.sha256), receipt)

    def latest_at(self, programme: str | None, path: str) -> Receipt | None:
        """The last receipt of a path: what lay there when it was looked at before."""
        return self._latest.get((programme, path))

    def first_with(self, programme: str, sha256: str) -> Receipt | None:
        """The delivery that first brought this content to the programme."""
        return self._first.get((programme, sha256))

    def by_id(self, delivery_id: str) -> Receipt | None:
        """The receipt of a delivery."""
        return self._by_id.get(delivery_id)


def read_ledger(workspace: Workspace) -> Ledger:
    """The ledger as it is on disk."""
    return Ledger(read_receipts(workspace), read_acceptances(workspace))
