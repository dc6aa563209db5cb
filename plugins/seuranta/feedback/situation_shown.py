"""What there is to say about a programme's situation: the same for the page and for the workbook.

In: receipts, acceptances and slots of a programme, the last build. Out: sentences and tables in the programme's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from seuranta.feedback.approvals_shown import approvals_shown
from seuranta.feedback.dates import day_text, time_facts
from seuranta.feedback.deliveries_shown import DeliveryShown, deliveries_shown
from seuranta.feedback.narratives_shown import NarrativeShown, narratives_shown
from seuranta.feedback.periods_shown import PeriodShown, periods_shown
from seuranta.feedback.slots import Slot, SlotState
from seuranta.feedback.work_list import Matter, work_list
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.clock import day_in_finland
from seuranta.vocabulary.narratives import read_narratives
from seuranta.vocabulary.receipts import Acceptance, Receipt
from seuranta.vocabulary.workspace import Workspace
from seuranta.words import Phrases, phrases

LAST_SHOWN = 25
SYMBOLS = {
    SlotState.RECEIVED: "✓",
    SlotState.COUNTING: "↻",
    SlotState.PARTLY: "◐",
    SlotState.MISSING: "○",
    SlotState.NOTHING_TO_REPORT: "–",
}


@dataclass(frozen=True)
class SituationShown:
    """``headline`` says whether somebody must act; ``full`` and ``folded`` are the periods, latest first; ``not_started`` is said where there are none."""

    language: str
    made_at: datetime
    title: str
    updated: str
    headline: str
    to_do: tuple[DeliveryShown, ...]
    last: tuple[DeliveryShown, ...]
    matters: tuple[Matter, ...]
    full: tuple[PeriodShown, ...]
    folded: tuple[PeriodShown, ...]
    not_started: str
    narratives: tuple[NarrativeShown, ...] = ()
    to_approve: tuple[str, ...] = ()


def situation_shown(
    workspace: Workspace, programme: Programme, receipts: Sequence[Receipt], acceptances: Sequence[Acceptance], slots: Sequence[Slot], now: datetime
) -> SituationShown:
    """The situation of a programme at ``now``, from its own receipts and slots."""
    language = programme.language
    words = phrases("situation", language)
    shown = deliveries_shown(workspace.drop, programme, receipts, acceptances)
    to_do = tuple(delivery for delivery in shown if delivery.is_open)
    full, folded = periods_shown(programme, slots, day_in_finland(now))
    return SituationShown(
        language=language,
        made_at=now,
        title=words("title", programme=programme.name.in_language(language)),
        updated=words("updated", **time_facts(now, language)),
        headline=_headline(len(shown), len(to_do), words),
        to_do=to_do,
        last=tuple(shown[:LAST_SHOWN]),
        matters=tuple(work_list(workspace.warehouse, programme.code, receipts, language)),
        full=tuple(full),
        folded=tuple(folded),
        not_started=words("not_started", day=day_text(programme.dates.start, language)),
        narratives=tuple(narratives_shown(read_narratives(workspace, programme.code), language)),
        to_approve=tuple(approvals_shown(workspace, programme)),
    )


def _headline(shown_count: int, to_do_count: int, words: Phrases) -> str:
    if not shown_count:
        return words("nothing_yet")
    if not to_do_count:
        return words("all_fine")
    return words("to_do_one") if to_do_count == 1 else words("to_do_many", count=to_do_count)
