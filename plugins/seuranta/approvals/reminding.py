"""Which reports still wait for a person near their last day: a reminder a week, three days and a day before, on the day, and each week after.

In: the house log. Out: reminders, each noted once a day. Rerun: nothing more the same day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from seuranta.feedback.dates import day_text
from seuranta.releases.house import House
from seuranta.vocabulary.approval_log import standings_in
from seuranta.vocabulary.clock import day_in_finland
from seuranta.vocabulary.house_log import note, read_house_log
from seuranta.words import phrases

REMINDED = "approval_reminded"
DAYS_BEFORE = (7, 3, 1, 0)
EVERY_DAYS_AFTER = 7


@dataclass(frozen=True)
class Reminder:
    """A report that waits. ``subject`` is in the programme's language."""

    programme: str
    period_no: int
    draft: str
    subject: str


def reminders_of(house: House) -> list[Reminder]:
    """The reminders of today that were not given yet."""
    entries = read_house_log(house.workspace)
    today = day_in_finland(house.clock.now())
    given = {
        (entry["programme"], entry["period"]) for entry in entries if entry["what"] == REMINDED and day_in_finland(datetime.fromisoformat(entry["at"])) == today
    }
    found = []
    for (code, period_no), standing in standings_in(entries).items():
        programme = house.programmes.programmes.get(code)
        if programme is None or not standing.is_waiting or standing.due is None or (code, period_no) in given or not _is_day(standing.due, today):
            continue
        facts = {"programme": programme.name.in_language(programme.language), "no": period_no, "day": day_text(standing.due, programme.language)}
        found.append(Reminder(code, period_no, standing.draft, phrases("approvals", programme.language)("reminder", **facts)))
    return found


def note_reminded(house: House, reminder: Reminder, mails: int) -> None:
    """That it was given, and to how many addresses."""
    note(house.workspace, house.clock, REMINDED, programme=reminder.programme, period=reminder.period_no, draft=reminder.draft, mails=mails)


def _is_day(due: date, today: date) -> bool:
    left = (due - today).days
    return left in DAYS_BEFORE if left >= 0 else -left % EVERY_DAYS_AFTER == 0
