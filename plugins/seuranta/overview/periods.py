"""How far each period of a programme is: open, waiting for units, draft, to approve, released.

In: receipts, acceptances, slots, releases, the house log. Out: one fact a period, latest first. Rerun: only looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from seuranta.feedback.counted import counted_in
from seuranta.feedback.slots import Slot, slots_of, taken_of
from seuranta.overview.released import ReleaseSeen, releases_seen
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.approval_log import PeriodKey, Standing
from seuranta.vocabulary.figures import Period
from seuranta.vocabulary.receipts import Acceptance, Receipt, Status
from seuranta.vocabulary.workspace import Workspace


class PeriodState(StrEnum):
    """How far a period is."""

    OPEN = "open"  # it has not ended
    WAITING = "waiting"  # it has ended; something that was expected is missing
    DRAFT = "draft"  # everything has come; nobody was asked yet, or the answer was no
    TO_APPROVE = "to_approve"  # a person was asked
    RELEASED = "released"


@dataclass(frozen=True)
class PeriodSeen:
    """A period that has started. ``missing`` are the slots for which nothing came; ``standing`` the last word on its report."""

    programme: Programme
    period: Period
    state: PeriodState
    slots: tuple[Slot, ...]
    releases: tuple[ReleaseSeen, ...]
    standing: Standing | None
    has_draft: bool

    @property
    def missing(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if not slot.state.is_filled)

    @property
    def filled(self) -> int:
        return len(self.slots) - len(self.missing)


def periods_seen(
    workspace: Workspace,
    programme: Programme,
    receipts: Sequence[Receipt],
    acceptances: Sequence[Acceptance],
    standings: Mapping[PeriodKey, Standing],
    today: date,
) -> list[PeriodSeen]:
    """The periods that have started by ``today``, latest first. ``receipts`` may be of all programmes."""
    own = [receipt for receipt in receipts if receipt.programme == programme.code]
    silent = [receipt for receipt in own if receipt.status is Status.NOTHING_TO_REPORT]
    slots = slots_of(programme, taken_of(own, acceptances), silent, today, counted_in(workspace.warehouse, programme.code))
    return [
        _seen(workspace, programme, period, tuple(slot for slot in slots if slot.period_no == period.no), standings.get((programme.code, period.no)), today)
        for period in reversed(programme.periods_started(today))
    ]


def draft_folder(workspace: Workspace, programme_code: str, period_no: int) -> Path:
    """Where the drafts of a period lie: a folder for each audience."""
    return workspace.reports / programme_code / str(period_no)


def _seen(workspace: Workspace, programme: Programme, period: Period, slots: tuple[Slot, ...], standing: Standing | None, today: date) -> PeriodSeen:
    releases = tuple(releases_seen(workspace, programme.code, period.no))
    has_draft = draft_folder(workspace, programme.code, period.no).is_dir()
    is_complete = all(slot.state.is_filled for slot in slots)
    state = _state(period, standing, bool(releases), is_complete, today)
    return PeriodSeen(programme, period, state, slots, releases, standing, has_draft)


def _state(period: Period, standing: Standing | None, is_released: bool, is_complete: bool, today: date) -> PeriodState:
    if standing is not None and standing.is_waiting:
        return PeriodState.TO_APPROVE
    if is_released:
        return PeriodState.RELEASED
    if period.end >= today:
        return PeriodState.OPEN
    return PeriodState.DRAFT if is_complete else PeriodState.WAITING
