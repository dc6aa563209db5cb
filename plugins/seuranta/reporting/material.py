"""What a report is made of besides its figures: programme, instruments, earlier reports, receipts and versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.figures import Report
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.restatement import Restatement


@dataclass(frozen=True)
class Slot:
    """What was expected of a unit in a period, and whether it came."""

    unit_code: str
    dataset: str
    period_no: int
    state: Literal["delivered", "declared", "missing"]


@dataclass(frozen=True)
class Versions:
    """What made the report. ``data_as_of`` is when the last delivery in it was received: the report's own time."""

    software: str
    programmes_digest: str
    data_as_of: datetime
    policy: str


@dataclass(frozen=True)
class Material:
    """``earlier_reports`` are those of the periods before, protected for the same audience, in order.

    ``restatement``: what changed since the release before, where the report is released again.
    """

    programme: Programme
    instruments: Sequence[Instrument]
    versions: Versions
    earlier_reports: Sequence[Report] = ()
    receipts: Sequence[Receipt] = ()
    slots: Sequence[Slot] = ()
    restatement: Restatement | None = None
