"""The page TILANNE.html and the workbook TILANNE.xlsx in a programme's drop folder: what has come, what is missing, what to do next.

In: receipts, acceptances and slots of a programme. Out: ``drop/<programme>/TILANNE.html`` and ``.xlsx``. Rerun: any time; each is replaced in one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from seuranta.feedback.counted import counted_in
from seuranta.feedback.places import is_our_situation
from seuranta.feedback.situation_shown import SYMBOLS, SituationShown, situation_shown
from seuranta.feedback.slots import Slot, SlotState, slots_of, taken_of
from seuranta.feedback.writing import write_atomically
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.clock import day_in_finland
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.receipts import Acceptance, Receipt, Status
from seuranta.vocabulary.workspace import SITUATION_PAGE, SITUATION_WORKBOOK, Workspace
from seuranta.words import phrases


def refresh_situation(workspace: Workspace, programme: Programme, receipts: Sequence[Receipt], acceptances: Sequence[Acceptance], now: datetime) -> Path:
    """Writes page and workbook from the receipts (of all programmes) and the last build: what an ingest pass and a build call."""
    own = [receipt for receipt in receipts if receipt.programme == programme.code]
    silent = [receipt for receipt in own if receipt.status is Status.NOTHING_TO_REPORT]
    counted = counted_in(workspace.warehouse, programme.code)
    slots = slots_of(programme, taken_of(own, acceptances), silent, day_in_finland(now), counted)
    return write_situation(workspace, programme, own, slots, now, acceptances)


def write_situation(
    workspace: Workspace, programme: Programme, receipts: Sequence[Receipt], slots: Sequence[Slot], now: datetime, acceptances: Sequence[Acceptance] = ()
) -> Path:
    """Writes page and workbook of a programme's own receipts and slots and says where the page is; ``OperationFailed`` where it cannot be written."""
    shown = situation_shown(workspace, programme, receipts, acceptances, slots, now)
    path = workspace.drop / programme.code / SITUATION_PAGE
    write_atomically(path, _page(shown).encode())
    _write_workbook(path.with_name(SITUATION_WORKBOOK), shown)
    return path


def _page(shown: SituationShown) -> str:
    return _template().render(
        vars(shown),
        words=phrases("situation", shown.language),
        legend=[(state.value, SYMBOLS[state]) for state in SlotState],
        symbols={state.value: symbol for state, symbol in SYMBOLS.items()},
    )


def _write_workbook(path: Path, shown: SituationShown) -> None:
    """Leaves a file of the staff's alone, whatever its name, and a workbook that somebody holds open until the next time."""
    if (path.exists() or path.is_symlink()) and not is_our_situation(path):
        return
    from seuranta.feedback.situation_workbook import situation_workbook  # a library that only this needs

    content = situation_workbook(shown)
    with suppress(OperationFailed):  # the page, which says the same, could be written
        write_atomically(path, content)


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent / "pages")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).get_template("situation.html")
