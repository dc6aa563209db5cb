"""Which deliveries have an effect, and in what order."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from seuranta.vocabulary.receipts import Acceptance, Receipt, Status
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.order_of_truth import effective_numbers, read_acceptances, read_receipts

THEN = datetime(2026, 1, 2, 10, 0, tzinfo=UTC)


def a_receipt(no: int, status: Status, delivery_id: str | None = None) -> Receipt:
    name = delivery_id or f"delivery_{no}"
    return Receipt(
        delivery_id=name, delivery_no=no, programme="kerho", file_name="a.csv", path="kerho/a.csv", sha256="0" * 64, size_bytes=1,
        received_at=THEN, clock="system", status=status, software="seuranta 0.1.0",
    )  # fmt: skip


def an_acceptance(no: int, delivery_id: str) -> Acceptance:
    return Acceptance(
        acceptance_no=no, delivery_id=delivery_id, named_id=delivery_id, reason="tarkistettu", by="ohjaaja", accepted_at=THEN, clock="system"
    )  # fmt: skip


def test_deliveries_that_loaded_stand_in_the_order_of_receipt() -> None:
    receipts = [a_receipt(1, Status.ACCEPTED), a_receipt(2, Status.PARTLY_ACCEPTED), a_receipt(3, Status.ACCEPTED_WITH_WARNINGS)]
    assert effective_numbers(receipts, []) == {"delivery_1": 1, "delivery_2": 2, "delivery_3": 3}


def test_what_did_not_load_has_no_place() -> None:
    receipts = [a_receipt(no, status) for no, status in enumerate((Status.REJECTED, Status.HELD, Status.DUPLICATE, Status.NOTHING_TO_REPORT), start=1)]
    assert effective_numbers(receipts, []) == {}


def test_a_held_delivery_stands_from_its_acceptance_on() -> None:
    receipts = [a_receipt(1, Status.ACCEPTED), a_receipt(2, Status.HELD), a_receipt(3, Status.ACCEPTED)]
    assert effective_numbers(receipts, [an_acceptance(4, "delivery_2")]) == {"delivery_1": 1, "delivery_2": 4, "delivery_3": 3}


def test_a_replaced_delivery_that_is_accepted_again_is_the_latest() -> None:
    receipts = [a_receipt(1, Status.ACCEPTED), a_receipt(2, Status.ACCEPTED), a_receipt(3, Status.DUPLICATE)]
    assert effective_numbers(receipts, [an_acceptance(4, "delivery_1")]) == {"delivery_1": 4, "delivery_2": 2}


def test_an_acceptance_of_what_is_not_there_changes_nothing() -> None:
    assert effective_numbers([a_receipt(1, Status.REJECTED)], [an_acceptance(2, "delivery_1"), an_acceptance(3, "other")]) == {}


def test_only_what_was_committed_is_read(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.receipts.mkdir(parents=True)
    for no in (2, 1):
        (workspace.receipts / f"delivery_{no}.json").write_text(a_receipt(no, Status.ACCEPTED).model_dump_json(), encoding="utf-8")
    (workspace.receipts / ".delivery_3.json.7.tmp").write_text("{", encoding="utf-8")
    assert [receipt.delivery_no for receipt in read_receipts(workspace)] == [1, 2]


def test_a_new_workspace_has_neither_receipts_nor_acceptances(tmp_path: Path) -> None:
    assert read_receipts(Workspace(tmp_path)) == []
    assert read_acceptances(Workspace(tmp_path)) == []
