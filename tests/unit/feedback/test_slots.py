"""Which slot is received, partly, missing or declared empty, before and after a build."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from seuranta.feedback.slots import Counted, SlotState, slots_of, taken_of
from seuranta.vocabulary.receipts import Acceptance, Coverage, Declaration, Receipt, RowCounts, Status
from tests.unit.feedback.builders import attendance_of, klubi, receipt

SPRING, AUTUMN = (date(2022, 1, 1), date(2022, 6, 30)), (date(2022, 7, 1), date(2022, 12, 31))
TODAY = date(2022, 9, 1)
ALL_IN = RowCounts(received=3, loaded=3)


def states(
    *receipts: Receipt, counted: Counted | None = None, acceptances: Sequence[Acceptance] = (), today: date = TODAY
) -> dict[tuple[str, str, int], SlotState]:
    silent = [one for one in receipts if one.status is Status.NOTHING_TO_REPORT]
    slots = slots_of(klubi(), taken_of(receipts, acceptances), silent, today, counted)
    return {(slot.unit_code, slot.dataset, slot.period_no): slot.state for slot in slots}


def accepted(no: int, *coverage: Coverage, **changes: Any) -> Receipt:
    facts: dict[str, Any] = {"delivery_id": f"d{no}", "delivery_no": no, "path": f"klubi/{no}.xlsx", "coverage": coverage, "rows": ALL_IN}
    return receipt(**({"status": Status.ACCEPTED} | facts | changes))


def test_only_periods_that_have_started_have_slots() -> None:
    assert {period for _, _, period in states(today=date(2022, 6, 30))} == {1}
    assert {period for _, _, period in states()} == {1, 2}


def test_before_a_build_a_delivery_is_received_and_being_counted() -> None:
    found = states(accepted(1, attendance_of("keskus", *AUTUMN)))
    assert found["keskus", "attendance", 2] is SlotState.COUNTING
    assert found["keskus", "attendance", 1] is SlotState.MISSING
    assert found["ranta", "attendance", 2] is SlotState.MISSING
    assert found["keskus", "contacts", 2] is SlotState.MISSING


def test_after_a_build_the_warehouse_decides() -> None:
    counted = Counted(frozenset({("keskus", "attendance", 2)}), last_no=1)
    found = states(accepted(1, attendance_of("keskus", SPRING[0], AUTUMN[1])), counted=counted)
    assert found["keskus", "attendance", 2] is SlotState.RECEIVED
    assert found["keskus", "attendance", 1] is SlotState.MISSING


def test_what_came_after_the_build_is_being_counted() -> None:
    counted = Counted(frozenset(), last_no=1)
    assert states(accepted(2, attendance_of("ranta", *AUTUMN)), counted=counted)["ranta", "attendance", 2] is SlotState.COUNTING


def test_a_file_without_units_covers_every_unit_and_people_stay() -> None:
    found = states(accepted(1, Coverage(dataset="contacts")))
    assert {found[unit, "contacts", period] for unit in ("keskus", "ranta") for period in (1, 2)} == {SlotState.COUNTING}


def test_rows_that_wait_for_correction_make_a_slot_partly_received() -> None:
    partly = accepted(1, attendance_of("keskus", *AUTUMN), status=Status.PARTLY_ACCEPTED, rows=RowCounts(received=3, loaded=2, quarantined=1))
    assert states(partly)["keskus", "attendance", 2] is SlotState.PARTLY
    corrected = accepted(2, attendance_of("keskus", *AUTUMN))
    assert states(partly, corrected)["keskus", "attendance", 2] is SlotState.COUNTING
    other_days = accepted(2, attendance_of("keskus", date(2022, 8, 1), date(2022, 8, 2)))
    assert states(partly, other_days)["keskus", "attendance", 2] is SlotState.PARTLY


def test_nothing_to_report_fills_an_empty_slot_alone() -> None:
    silent = accepted(2, status=Status.NOTHING_TO_REPORT, rows=RowCounts(), declarations=(Declaration(unit_code="keskus", period_no=2),))
    assert states(silent)["keskus", "attendance", 2] is SlotState.NOTHING_TO_REPORT
    assert states(silent)["ranta", "attendance", 2] is SlotState.MISSING
    assert states(accepted(1, attendance_of("keskus", *AUTUMN)), silent)["keskus", "attendance", 2] is SlotState.COUNTING


def test_a_held_delivery_counts_once_a_person_let_it_in() -> None:
    held = accepted(1, attendance_of("keskus", *AUTUMN), status=Status.HELD)
    assert states(held)["keskus", "attendance", 2] is SlotState.MISSING
    moment = datetime(2022, 9, 1, tzinfo=UTC)
    let_in = Acceptance(acceptance_no=2, delivery_id="d1", named_id="d1", reason="oikein", by="aino", accepted_at=moment, clock="system")
    assert states(held, acceptances=[let_in])["keskus", "attendance", 2] is SlotState.COUNTING
    built = Counted(frozenset(), last_no=1)
    assert states(held, acceptances=[let_in], counted=built)["keskus", "attendance", 2] is SlotState.COUNTING
