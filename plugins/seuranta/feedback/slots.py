"""What is expected of whom and what has come: one slot per unit, dataset and period that has started.

A slot is delivered when a row stands, which the warehouse decides; what is newer than the last build is told from the coverage of the receipts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from seuranta.programmes.programme import Programme
from seuranta.vocabulary.figures import Period
from seuranta.vocabulary.receipts import DATASETS, LOADED, Acceptance, Coverage, Dataset, Receipt

SlotKey = tuple[str, Dataset, int]
"""Unit code, dataset, period number."""

GRACE = timedelta(days=30)


class SlotState(StrEnum):
    """What has come for a slot."""

    RECEIVED = "received"
    COUNTING = "counting"  # received since the last build
    PARTLY = "partly"  # rows of a file that covers it wait for correction
    MISSING = "missing"
    NOTHING_TO_REPORT = "nothing_to_report"

    @property
    def is_filled(self) -> bool:
        """Whether something came."""
        return self is not SlotState.MISSING


@dataclass(frozen=True)
class Slot:
    """A unit's dataset in a period. The row counts are those of the files that cover it: a file may cover many slots."""

    unit_code: str
    dataset: Dataset
    period_no: int
    state: SlotState
    rows_loaded: int = 0
    rows_quarantined: int = 0


@dataclass(frozen=True)
class Counted:
    """What the last build says: in which slots a row stands, and up to which delivery or acceptance it had seen."""

    delivered: frozenset[SlotKey]
    last_no: int


@dataclass(frozen=True)
class Taken:
    """A delivery whose rows can stand, at its place in the order of truth."""

    receipt: Receipt
    no: int


def slots_of(programme: Programme, taken: Sequence[Taken], silent: Sequence[Receipt], today: date, counted: Counted | None = None) -> list[Slot]:
    """Every slot of the periods that have started by ``today``, in the programme's order.

    ``taken`` are the deliveries whose rows can stand, in the order of truth; ``silent`` those that say "nothing to report";
    ``counted`` is the last build, if there is one.
    """
    periods = programme.periods_started(today)
    last = programme.all_periods[-1]
    datasets = [dataset for dataset in DATASETS if dataset in programme.datasets]
    return [
        _slot((unit.code, dataset, period.no), [one for one in taken if _covers(one.receipt, unit.code, dataset, period, period == last)], silent, counted)
        for period in periods
        for unit in programme.units
        for dataset in datasets
    ]


def taken_of(receipts: Sequence[Receipt], acceptances: Sequence[Acceptance]) -> list[Taken]:
    """The deliveries whose rows can stand, in the order of truth; an acceptance moves one (of a duplicate: the original) to its own number."""
    by_id = {receipt.delivery_id: receipt for receipt in receipts}
    numbers = {receipt.delivery_id: receipt.delivery_no for receipt in receipts if receipt.status in LOADED}
    for acceptance in acceptances:
        accepted = by_id.get(acceptance.delivery_id)
        original = by_id.get(accepted.duplicate_of or "", accepted) if accepted else None
        if original is not None:
            numbers[original.delivery_id] = max(acceptance.acceptance_no, numbers.get(original.delivery_id, 0))
    return [Taken(by_id[delivery_id], no) for delivery_id, no in sorted(numbers.items(), key=lambda item: item[1])]


def uncorrected(taken: Sequence[Taken]) -> list[Receipt]:
    """Those with quarantined rows that no later one has replaced, by its path or by covering all of it."""
    receipts = [one.receipt for one in taken]
    return [
        receipt
        for number, receipt in enumerate(receipts)
        if receipt.rows.quarantined and not any(later.path == receipt.path or _contains(later, receipt) for later in receipts[number + 1 :])
    ]


def _slot(key: SlotKey, covering: list[Taken], silent: Sequence[Receipt], counted: Counted | None) -> Slot:
    unit, dataset, period_no = key
    waiting = uncorrected(covering)
    return Slot(
        unit_code=unit,
        dataset=dataset,
        period_no=period_no,
        state=_state(key, covering, waiting, silent, counted),
        rows_loaded=sum(one.receipt.rows.loaded for one in covering),
        rows_quarantined=sum(receipt.rows.quarantined for receipt in waiting),
    )


def _state(key: SlotKey, covering: list[Taken], waiting: list[Receipt], silent: Sequence[Receipt], counted: Counted | None) -> SlotState:
    newer = [one for one in covering if counted is None or one.no > counted.last_no]
    stands = counted is not None and key in counted.delivered
    if waiting and (stands or newer):
        return SlotState.PARTLY
    if stands:
        return SlotState.RECEIVED
    if newer:
        return SlotState.COUNTING
    return SlotState.NOTHING_TO_REPORT if any(_declares(receipt, key) for receipt in silent) else SlotState.MISSING


def _covers(receipt: Receipt, unit: str, dataset: Dataset, period: Period, is_last: bool) -> bool:
    """Whether the receipt can hold rows of the slot. What covers everything also holds for periods that began later: the people in it are still there.

    Responses come for 30 days after a programme's end (SUR05), and belong to its last period then.
    """
    until = period.end + GRACE if is_last and dataset == "survey" else period.end
    return any(
        coverage.dataset == dataset
        and coverage.unit_code in (None, unit)
        and (coverage.start_on is None or coverage.start_on <= until)
        and (coverage.end_on is None or coverage.end_on >= period.start)
        for coverage in receipt.coverage
    )


def _contains(later: Receipt, earlier: Receipt) -> bool:
    return bool(earlier.coverage) and all(any(_is_within(part, whole) for whole in later.coverage) for part in earlier.coverage)


def _is_within(part: Coverage, whole: Coverage) -> bool:
    return (
        part.dataset == whole.dataset
        and part.instrument_code == whole.instrument_code
        and whole.activity_code in (None, part.activity_code)
        and whole.unit_code in (None, part.unit_code)
        and (whole.start_on is None or (part.start_on is not None and whole.start_on <= part.start_on))
        and (whole.end_on is None or (part.end_on is not None and whole.end_on >= part.end_on))
    )


def _declares(receipt: Receipt, key: SlotKey) -> bool:
    unit, dataset, period_no = key
    return any(
        declared.unit_code in (None, unit) and declared.dataset in (None, dataset) and declared.period_no in (None, period_no)
        for declared in receipt.declarations
    )
