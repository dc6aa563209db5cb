"""The page TILANNE.html in a programme's drop folder: what has come, what is missing, what to do next.

In: receipts, acceptances and slots of a programme. Out: ``drop/<programme>/TILANNE.html``. Rerun: any time; the page is replaced in one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from seuranta.feedback.counted import counted_in
from seuranta.feedback.dates import day_text, time_facts
from seuranta.feedback.deliveries_shown import deliveries_shown
from seuranta.feedback.periods_shown import periods_shown
from seuranta.feedback.slots import Slot, SlotState, slots_of, taken_of
from seuranta.feedback.work_list import work_list
from seuranta.feedback.writing import write_atomically
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.clock import day_in_finland
from seuranta.vocabulary.receipts import Acceptance, Receipt, Status
from seuranta.vocabulary.workspace import Workspace
from seuranta.words import phrases

PAGE_NAME = "TILANNE.html"
LAST_SHOWN = 25
SYMBOLS = {
    SlotState.RECEIVED: "✓",
    SlotState.COUNTING: "↻",
    SlotState.PARTLY: "◐",
    SlotState.MISSING: "○",
    SlotState.NOTHING_TO_REPORT: "–",
}


def refresh_situation(workspace: Workspace, programme: Programme, receipts: Sequence[Receipt], acceptances: Sequence[Acceptance], now: datetime) -> Path:
    """Writes the page from the receipts (of all programmes) and the last build: what an ingest pass and a build call."""
    own = [receipt for receipt in receipts if receipt.programme == programme.code]
    silent = [receipt for receipt in own if receipt.status is Status.NOTHING_TO_REPORT]
    counted = counted_in(workspace.warehouse, programme.code)
    slots = slots_of(programme, taken_of(own, acceptances), silent, day_in_finland(now), counted)
    return write_situation(workspace, programme, own, slots, now, acceptances)


def write_situation(
    workspace: Workspace, programme: Programme, receipts: Sequence[Receipt], slots: Sequence[Slot], now: datetime, acceptances: Sequence[Acceptance] = ()
) -> Path:
    """Writes the page of a programme's own receipts and slots and says where; ``OperationFailed`` where it cannot be written."""
    words = phrases("situation", programme.language)
    shown = deliveries_shown(workspace.drop, programme, receipts, acceptances)
    full, folded = periods_shown(programme, slots, day_in_finland(now))
    page = _template().render(
        language=programme.language,
        words=words,
        title=words("title", programme=programme.name.in_language(programme.language)),
        updated=words("updated", **time_facts(now, programme.language)),
        to_do=[delivery for delivery in shown if delivery.is_open],
        last=shown[:LAST_SHOWN],
        matters=work_list(workspace.warehouse, programme.code, receipts, programme.language),
        full=full,
        folded=folded,
        not_started=words("not_started", day=day_text(programme.dates.start, programme.language)),
        legend=[(state.value, SYMBOLS[state]) for state in SlotState],
        symbols={state.value: symbol for state, symbol in SYMBOLS.items()},
    )
    path = workspace.drop / programme.code / PAGE_NAME
    write_atomically(path, page.encode())
    return path


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent / "pages")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).get_template("situation.html")
