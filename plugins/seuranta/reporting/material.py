"""What a report is made of besides its figures: programme, instruments, earlier reports, receipts and versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.figures import Report
from seuranta.vocabulary.narratives import Narrative
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
class Audit:
    """Small cells that the auditor tried to work out from everything shown, and how many it could."""

    attacked: int
    proven: int


@dataclass(frozen=True)
class Versions:
    """What made the report. ``data_as_of`` is when the last delivery in it was received: the report's own time.

    ``policy_sha256`` tells a policy from another of the same name; ``audit`` is what came of attacking the numbers as they
    are shown: ``None`` where nobody has, as in a draft.
    """

    software: str
    programmes_digest: str
    data_as_of: datetime
    policy: str
    policy_sha256: str = ""
    audit: Audit | None = None


@dataclass(frozen=True)
class Material:
    """``earlier_reports`` are those of the periods before, protected for the same audience, in order.

    ``restatement``: what changed since the release before, where the report is released again. ``narratives`` are the
    project's own words, of all periods; ``accepted`` the deliveries that a person let in.
    """

    programme: Programme
    instruments: Sequence[Instrument]
    versions: Versions
    earlier_reports: Sequence[Report] = ()
    receipts: Sequence[Receipt] = ()
    slots: Sequence[Slot] = ()
    narratives: Sequence[Narrative] = ()
    restatement: Restatement | None = None
    accepted: frozenset[str] = frozenset()
