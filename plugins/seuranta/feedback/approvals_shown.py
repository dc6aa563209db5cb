"""Reports of a programme that wait for a person's approval, as its state page says it.

In: the house log. Out: sentences, none where nothing waits. Rerun: only reads.
"""

from __future__ import annotations

from contextlib import suppress

from seuranta.feedback.dates import day_text
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.approval_log import standings_in
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.house_log import read_house_log
from seuranta.vocabulary.workspace import Workspace
from seuranta.words import phrases


def approvals_shown(workspace: Workspace, programme: Programme) -> list[str]:
    """By period. A house log that was damaged keeps nobody from their answers: whoever runs the house is told elsewhere."""
    words = phrases("situation", programme.language)
    found: list[str] = []
    with suppress(OperationFailed):
        for (code, period_no), standing in sorted(standings_in(read_house_log(workspace)).items()):
            if code == programme.code and standing.is_waiting and standing.due:
                found.append(words("to_approve", no=period_no, day=day_text(standing.due, programme.language)))
    return found
