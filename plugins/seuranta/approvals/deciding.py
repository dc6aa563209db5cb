"""What becomes of a person's answer: a release, or a line in the house log with the reason.

In: what was asked, who answered and what. Out: a capsule as ``seuranta release`` makes it, or ``approval_rejected`` in
``house_log``. Rerun: of a crashed release as ``releases.releasing`` says; a rejection is noted once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seuranta.approvals.drafts import current_draft
from seuranta.approvals.people import Person
from seuranta.releases.capsule import Capsule
from seuranta.releases.gates import GateFailed
from seuranta.releases.house import Approval, House
from seuranta.releases.releasing import release
from seuranta.vocabulary.approval_log import REFUSED, REJECTED
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.house_log import note
from seuranta.words import phrases

SHOWN_CHARACTERS = 500


@dataclass(frozen=True)
class Asked:
    """What was asked about: figures of a period, as they were then. ``needs``: what an approval must give."""

    programme: str
    period_no: int
    draft: str
    needs: Sequence[str] = ()


@dataclass(frozen=True)
class Answer:
    """A person's word. ``by`` is the name of the user."""

    by: str
    is_approval: bool
    reason: str = ""
    exception: str = ""


def check_answer(asked: Asked, answer: Answer, approvers: Sequence[Person]) -> None:
    """``OperationFailed`` for an answer that nobody may give, or that lacks what it needs: the question is asked again."""
    if not answer.by.strip():
        raise OperationFailed("approval", "the answer of a person", "none", "it is asked again")
    if approvers and answer.by not in {person.user for person in approvers}:
        raise OperationFailed("approval", "an answer of the programme's approvers", "one of another user", "it is asked again")
    given = {"reason": answer.reason.strip(), "exception": answer.exception.strip()}
    needed = asked.needs if answer.is_approval else ("reason",)
    missing = [name for name in needed if not given[name]]
    if missing:
        raise OperationFailed("approval", f"the field '{missing[0]}' filled", "nothing", "it is asked again")


def reject(house: House, asked: Asked, answer: Answer) -> None:
    """Nothing is released; why stays in the house log. The same figures are not asked about again."""
    _note(house, REJECTED, asked, answer.by, answer.reason)


def release_approved(house: House, asked: Asked, answer: Answer) -> Capsule:
    """The same as ``seuranta release``, of the figures that were asked about and of no others.

    ``GateFailed`` where they have changed since, or where a gate has shut; that is noted too.
    """
    programme = house.programmes.programmes.get(asked.programme)
    try:
        if current_draft(house, asked.programme, asked.period_no) != asked.draft:
            raise GateFailed([phrases("approvals", programme.language if programme else "fi")("draft_changed")])
        return release(house, asked.programme, asked.period_no, Approval(answer.by, answer.reason.strip() or None, answer.exception.strip() or None))
    except GateFailed as error:
        _note(house, REFUSED, asked, answer.by, " ".join(error.sentences))
        raise


def _note(house: House, what: str, asked: Asked, by: str, why: str) -> None:
    note(house.workspace, house.clock, what, programme=asked.programme, period=asked.period_no, draft=asked.draft, by=by, why=why.strip()[:SHOWN_CHARACTERS])
