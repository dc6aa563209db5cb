"""What was begun is finished before anything else is done: the first step of every command and task that writes.

In: ``unfinished.json``. Out: nothing unfinished. Rerun: any time; without a journal it only looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seuranta.programmes.programme import Programmes
from seuranta.programmes.surroundings import surroundings
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.unfinished import read_unfinished
from seuranta.vocabulary.workspace import Workspace

if TYPE_CHECKING:
    from seuranta.forgetting.surroundings import Surroundings


def surroundings_in_order() -> tuple[Workspace, Programmes, Clock]:
    """The arguments of a stage that writes, once nothing is unfinished."""
    found = surroundings()
    finish_what_was_begun(*found)
    return found


def finish_what_was_begun(workspace: Workspace, programmes: Programmes, clock: Clock) -> str | None:
    """What was finished (``erase``, …), ``None`` where nothing was begun. Waits for a change that goes on."""
    if read_unfinished(workspace) is None and not workspace.changing_keys.exists():
        return None
    from seuranta.forgetting.journal import one_at_a_time
    from seuranta.forgetting.surroundings import Surroundings

    with one_at_a_time(workspace):
        return finish_alone(Surroundings(workspace, programmes, clock))


def finish_alone(house: Surroundings) -> str | None:
    """The same, for who holds the locks."""
    from seuranta.forgetting import erasing, retiring, rotating
    from seuranta.intake.durable import remove_folder

    entry = read_unfinished(house.workspace)
    if entry is None:
        remove_folder(house.workspace.changing_keys)  # made, and left before it was decided
        return None
    finish = {erasing.WHAT: erasing.finish_erasing, rotating.WHAT: rotating.finish_rotating, retiring.WHAT: retiring.finish_retiring}
    finish[entry["what"]](house, entry)
    return str(entry["what"])
