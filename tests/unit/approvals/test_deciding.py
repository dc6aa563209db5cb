"""What an answer must hold, and what is kept of a rejection."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from seuranta.approvals.deciding import Answer, Asked, check_answer, reject
from seuranta.approvals.people import Person
from seuranta.programmes.programme import Programmes
from seuranta.releases.house import House
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.house_log import read_house_log
from seuranta.vocabulary.workspace import Workspace

ASKED = Asked("klubi", 1, "abc")
MAIJA = [Person(user="maija")]


def test_an_approval_needs_nothing_where_every_gate_is_open() -> None:
    check_answer(ASKED, Answer("maija", is_approval=True), MAIJA)


def test_whoever_airflow_lets_in_may_answer_where_nobody_is_named() -> None:
    check_answer(ASKED, Answer("matti", is_approval=True), [])


@pytest.mark.parametrize(
    ("asked", "answer", "message"),
    [
        (ASKED, Answer("", is_approval=True), "approval: expected the answer of a person, found none; it is asked again"),
        (ASKED, Answer("matti", is_approval=True), "approval: expected an answer of the programme's approvers, found one of another user; it is asked again"),
        (ASKED, Answer("maija", is_approval=False, reason="  "), "approval: expected the field 'reason' filled, found nothing; it is asked again"),
        (
            Asked("klubi", 1, "abc", ("exception",)),
            Answer("maija", is_approval=True, reason="x"),
            "approval: expected the field 'exception' filled, found nothing; it is asked again",
        ),
        (
            Asked("klubi", 1, "abc", ("reason", "exception")),
            Answer("maija", is_approval=True, exception="x"),
            "approval: expected the field 'reason' filled, found nothing; it is asked again",
        ),
    ],
)
def test_an_answer_that_lacks_something_is_asked_again(asked: Asked, answer: Answer, message: str) -> None:
    with pytest.raises(OperationFailed) as raised:
        check_answer(asked, answer, MAIJA)
    assert str(raised.value) == message


def test_a_rejection_needs_no_exception() -> None:
    check_answer(Asked("klubi", 1, "abc", ("exception",)), Answer("maija", is_approval=False, reason="puuttuu kerta"), MAIJA)


def test_a_rejection_stays_in_the_house_log(tmp_path: Path) -> None:
    house = House(Workspace(tmp_path), Programmes(programmes={}, instruments={}, digest=""), tmp_path, Clock(datetime(2022, 12, 1, tzinfo=UTC)))
    reject(house, ASKED, Answer("maija", is_approval=False, reason=" puuttuu kerta "))
    [entry] = read_house_log(house.workspace)
    assert {name: entry[name] for name in ("what", "programme", "period", "draft", "by", "why")} == {
        "what": "approval_rejected",
        "programme": "klubi",
        "period": 1,
        "draft": "abc",
        "by": "maija",
        "why": "puuttuu kerta",
    }
