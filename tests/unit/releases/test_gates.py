"""What keeps a report in the house, in sentences that say what to do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Literal

from seuranta.releases.gates import GateFailed, failures_of_completeness, failures_of_state, waiting
from seuranta.reporting.material import Slot
from seuranta.vocabulary.figures import Figure, Period, Report
from seuranta.vocabulary.receipts import Receipt, Status
from seuranta.words import phrases

WORDS = phrases("releases", "fi")
PERIOD = Period(no=1, start=date(2022, 7, 15), end=date(2022, 11, 15))


def receipt(no: int, status: Status, path: str = "pilotti/osallistujat.csv") -> Receipt:
    facts: dict[str, Any] = {"file_name": "osallistujat.csv", "sha256": "00", "size_bytes": 1, "clock": "system", "software": "seuranta"}
    return Receipt(
        delivery_id=f"pilotti-{no}", delivery_no=no, programme="pilotti", path=path, received_at=datetime(2022, 9, no, tzinfo=UTC), status=status, **facts
    )


def test_everything_may_be_in_order() -> None:
    assert list(failures_of_state(PERIOD, date(2022, 11, 16), True, [receipt(1, Status.ACCEPTED)], set(), WORDS)) == []


def test_a_period_that_has_not_ended_is_not_released() -> None:
    assert list(failures_of_state(PERIOD, date(2022, 11, 15), True, [], set(), WORDS)) == [
        "Kausi 1 päättyy 2022-11-15, ja tänään on 2022-11-15. Julkaise raportti aikaisintaan 2022-11-16."
    ]


def test_an_old_warehouse_is_built_first() -> None:
    [sentence] = failures_of_state(PERIOD, date(2022, 12, 1), False, [], set(), WORDS)
    assert "Aja 'seuranta build'" in sentence


def test_a_delivery_that_waits_for_a_person_holds_the_release() -> None:
    [sentence] = failures_of_state(PERIOD, date(2022, 12, 1), True, [receipt(1, Status.HELD)], set(), WORDS)
    assert sentence.startswith("Toimitus pilotti-1 odottaa ihmisen päätöstä. Hyväksy se ('seuranta accept')")


def test_an_accepted_or_an_answered_delivery_waits_no_more() -> None:
    assert waiting([receipt(1, Status.HELD)], {"pilotti-1"}) == []
    assert waiting([receipt(1, Status.HELD), receipt(2, Status.ACCEPTED)], set()) == []
    assert [r.delivery_id for r in waiting([receipt(1, Status.HELD), receipt(2, Status.ACCEPTED, "pilotti/muu.csv")], set())] == ["pilotti-1"]


def completeness(filled: int) -> Report:
    figure = Figure(id="data.completeness", scope="cumulative", value=filled / 3, numerator=filled, denominator=3)
    return Report(programme="pilotti", audience="internal", period=PERIOD, figures=(figure,))


def slot(dataset: str, state: Literal["delivered", "missing"], period_no: int = 1) -> Slot:
    return Slot("keskus", dataset, period_no, state)


def test_missing_parts_are_counted_and_named() -> None:
    slots = [slot("attendance", "delivered"), slot("survey", "missing"), slot("contacts", "missing"), slot("contacts", "missing", 2)]
    assert list(failures_of_completeness(completeness(3), slots, WORDS)) == []
    assert list(failures_of_completeness(completeness(1), slots, WORDS)) == [
        "Aineistosta puuttuu 2 odotetusta 3 osuudesta: keskus survey (1), keskus contacts (1). "
        'Pyydä puuttuvat tiedostot, tai hyväksy puute kirjallisesti: --exception "…".'
    ]


def test_every_shut_gate_is_said_at_once() -> None:
    assert str(GateFailed(["Yksi.", "Toinen."])) == "not released:\n  Yksi.\n  Toinen."
