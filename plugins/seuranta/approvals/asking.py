"""What the person who approves is shown: state, completeness and links, and neither a figure nor anything of a person.

In: a request. Out: a heading and a text in Markdown, in the programme's language; a line of ``house_log``.
"""

from __future__ import annotations

from dataclasses import dataclass

from seuranta.approvals.drafts import Request, last_day_of
from seuranta.feedback.dates import day_text
from seuranta.releases.house import House
from seuranta.reporting.deliveries import read_slots
from seuranta.vocabulary.approval_log import ASKED, standings_in
from seuranta.vocabulary.house_log import note, read_house_log
from seuranta.words import Phrases, phrases


@dataclass(frozen=True)
class Question:
    """What is asked, in the programme's language."""

    subject: str
    body: str


def question_of(house: House, request: Request, address: str) -> Question:
    """``address`` leads to the draft."""
    programme, period = request.programme, request.period
    words = phrases("approvals", programme.language)
    named = {"programme": programme.name.in_language(programme.language), "no": period.no, "release": request.release_no}
    days = {"start": day_text(period.start, programme.language), "end": day_text(period.end, programme.language)}
    lines = [
        f"{words('days', **days)} {words('due', day=day_text(last_day_of(period), programme.language))}",
        _completeness(house, request, words),
        *_conditions(request, words),
        words("how_to_reject"),
        words("look_at_draft", address=address),
    ]
    return Question(words("subject_restatement" if request.release_no > 1 else "subject", **named), "\n\n".join(lines))


def note_asked(house: House, request: Request) -> None:
    """One line for each draft, however often the task is tried."""
    key = (request.programme.code, request.period.no)
    standing = standings_in(read_house_log(house.workspace)).get(key)
    if standing is not None and standing.is_waiting and standing.draft == request.draft:
        return
    note(
        house.workspace, house.clock, ASKED,
        programme=key[0], period=key[1], draft=request.draft, due=last_day_of(request.period).isoformat(), needs=list(request.needs),
    )  # fmt: skip


def _completeness(house: House, request: Request, words: Phrases) -> str:
    slots = [slot for slot in read_slots(house.workspace, request.programme.code) if slot.period_no <= request.period.no]
    filled = sum(slot.state != "missing" for slot in slots)
    return words("complete" if filled == len(slots) else "incomplete", filled=filled, expected=len(slots))


def _conditions(request: Request, words: Phrases) -> list[str]:
    """The gates that are open, or what an approval must say."""
    said = [words("needs_reason")] if "reason" in request.needs else []
    if request.excepted:
        return [*said, words("needs_exception") + "\n" + "\n".join(f"- {sentence}" for sentence in request.excepted)]
    return [*said, words("gates_open")]
