"""How a report stands is the latest word of the house log on it."""

from __future__ import annotations

from datetime import date

from seuranta.vocabulary.approval_log import ASKED, REFUSED, REJECTED, RELEASED, Standing, standings_in

ASKED_LINE = {"what": ASKED, "programme": "klubi", "period": 1, "draft": "abc", "due": "2022-12-15", "needs": ["reason"]}
ANSWER = {"programme": "klubi", "period": 1, "draft": "abc", "by": "maija", "why": "puuttuu kerta"}


def test_a_report_that_was_asked_about_waits() -> None:
    standing = standings_in([ASKED_LINE])["klubi", 1]
    assert standing == Standing("asked", "abc", date(2022, 12, 15), needs=("reason",))
    assert standing.is_waiting


def test_an_answer_ends_the_waiting() -> None:
    for what, state in ((REJECTED, "rejected"), (REFUSED, "refused")):
        standing = standings_in([ASKED_LINE, {"what": what, **ANSWER}])["klubi", 1]
        assert (standing.state, standing.by, standing.why, standing.is_waiting) == (state, "maija", "puuttuu kerta", False)


def test_a_release_by_the_command_answers_what_was_asked() -> None:
    standing = standings_in([ASKED_LINE, {"what": RELEASED, "release": "klubi/1/1"}])["klubi", 1]
    assert (standing.state, standing.draft) == ("released", "abc")


def test_a_new_draft_is_asked_about_anew() -> None:
    standing = standings_in([ASKED_LINE, {"what": REJECTED, **ANSWER}, {**ASKED_LINE, "draft": "def"}])["klubi", 1]
    assert (standing.is_waiting, standing.draft) == (True, "def")


def test_lines_about_other_things_say_nothing() -> None:
    assert standings_in([{"what": "original_forgotten", "delivery": "klubi-1"}]) == {}
