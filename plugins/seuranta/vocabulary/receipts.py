"""What became of a delivery: status, row counts, issues. A receipt holds no cell value and nothing of a person."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

Dataset = Literal["esr_participants", "attendance", "survey", "contacts"]
DATASETS: tuple[Dataset, ...] = ("esr_participants", "attendance", "survey", "contacts")


class Status(StrEnum):
    """The one status in which a delivery ends."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted_with_warnings"
    PARTLY_ACCEPTED = "partly_accepted"
    REJECTED = "rejected"
    HELD = "held"
    DUPLICATE = "duplicate"
    NOTHING_TO_REPORT = "nothing_to_report"


LOADED = frozenset({Status.ACCEPTED, Status.ACCEPTED_WITH_WARNINGS, Status.PARTLY_ACCEPTED})


class Severity(StrEnum):
    """What an issue does: ``file`` rejects the file, ``row`` quarantines the row, ``warn`` loads and tells, ``held`` waits."""

    FILE = "file"
    ROW = "row"
    WARN = "warn"
    HELD = "held"


class Fact(BaseModel):
    """A frozen, checked value."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Issue(Fact):
    """One thing to look at, at the staff's own coordinates: 1-based row, Excel column letters."""

    rule: str
    severity: Severity
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    message: dict[str, str]


class RowCounts(Fact):
    """Data rows of a delivery; the sum holds in every one."""

    received: int = 0
    loaded: int = 0
    quarantined: int = 0
    ignored: int = 0

    @model_validator(mode="after")
    def _adds_up(self) -> RowCounts:
        if self.received != self.loaded + self.quarantined + self.ignored:
            raise ValueError(f"received {self.received} is not loaded {self.loaded} + quarantined {self.quarantined} + ignored {self.ignored}")
        return self


class Coverage(Fact):
    """What a delivery is the truth for (exports.md 4). ``None`` is every value; dates are both included."""

    dataset: Dataset
    instrument_code: str | None = None
    activity_code: str | None = None
    unit_code: str | None = None
    start_on: date | None = None
    end_on: date | None = None


class Declaration(Fact):
    """Slots that a `nothing to report` fills while they are empty. ``None`` is every value."""

    unit_code: str | None = None
    dataset: Dataset | None = None
    period_no: int | None = None


class Receipt(Fact):
    """The outcome of one delivery and, written last, the mark that it is committed.

    ``erased``: how many of the ignored rows were about people who asked to be forgotten; a file that held one has no
    original in the archive, whatever the day.
    """

    delivery_id: str
    delivery_no: int
    programme: str | None
    file_name: str
    path: str
    sha256: str
    size_bytes: int
    received_at: datetime
    clock: Literal["system", "SEURANTA_NOW"]
    dataset: Dataset | None = None
    layout: str | None = None
    status: Status
    rows: RowCounts = RowCounts()
    erased: int = 0
    is_original_destroyed: bool = False
    issues: tuple[Issue, ...] = ()
    duplicate_of: str | None = None
    coverage: tuple[Coverage, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    software: str


class Acceptance(Fact):
    """A person let in a delivery that was held, or made one that had been replaced the latest again.

    ``delivery_id`` is the delivery whose rows count from ``acceptance_no`` on (deliveries and acceptances share one
    sequence of numbers); ``named_id`` the one that was named: of a duplicate, its own id. ``by`` is who did it.
    """

    acceptance_no: int
    delivery_id: str
    named_id: str
    reason: str
    by: str
    accepted_at: datetime
    clock: Literal["system", "SEURANTA_NOW"]
