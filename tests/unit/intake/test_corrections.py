"""What a delivery would retract, what stands, and a person's word."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from seuranta.intake.corrections import Retraction, accept
from seuranta.intake.receipts import order_of_truth, read_acceptances, read_receipts, status_with_acceptance
from seuranta.intake.standing import standing_within, stands
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.house_log import read_house_log
from seuranta.vocabulary.receipts import Coverage
from tests.unit.intake.workspaces import House, house, many_visits, visits

LATER = Clock(datetime(2022, 11, 1, 9, 0, tzinfo=UTC))


@pytest.fixture
def home(tmp_path: Path) -> House:
    return house(tmp_path)


def standing_days(home: House) -> list[str]:
    """Day and activity of every row that counts."""
    truths = order_of_truth(home.receipts(), read_acceptances(home.workspace))
    rows = standing_within(home.workspace, "klubi", "attendance", truths, [Coverage(dataset="attendance")]).rows
    return sorted(rows["session_on"].astype("str").str[:10] + " " + rows["activity_code"])


@pytest.mark.parametrize(
    ("covered", "retracted", "is_too_much"),
    [(50, 10, False), (50, 11, True), (55, 11, False), (54, 11, True), (11, 11, True), (1000, 200, False), (1000, 201, True)],
)
def test_more_than_ten_rows_and_more_than_a_fifth_are_too_much(covered: int, retracted: int, is_too_much: bool) -> None:
    assert Retraction(covered, retracted).is_too_much is is_too_much


def test_a_later_file_replaces_only_what_it_covers(home: House) -> None:
    home.drop("klubi/a.csv", visits("3.5.2022;Ryhmä;Kallio;A1", "10.5.2022;Ryhmä;Kallio;A1", "3.5.2022;Retki;Kallio;A1", "20.5.2022;Ryhmä;Kallio;A1"))
    home.take()
    home.drop("klubi/b.csv", visits("9.5.2022;Ryhmä;Kallio;A1", "11.5.2022;Ryhmä;Kallio;A2"))
    home.take()
    assert standing_days(home) == ["2022-05-03 retki", "2022-05-03 ryhma", "2022-05-09 ryhma", "2022-05-11 ryhma", "2022-05-20 ryhma"]


def test_a_cumulative_export_is_not_held(home: House) -> None:
    home.drop("klubi/a.csv", many_visits(30))
    home.drop("klubi/b.csv", many_visits(40))
    home.take()
    assert [receipt.status for receipt in home.receipts()] == ["accepted", "accepted"]


def test_the_same_people_on_another_day_are_other_rows(home: House) -> None:
    home.drop("klubi/a.csv", many_visits(20))
    home.drop("klubi/b.csv", many_visits(20, day="4.5.2022"))
    home.take()
    assert [receipt.status for receipt in home.receipts()] == ["accepted", "accepted"]


def test_rows_that_were_replaced_before_are_not_counted_again(home: House) -> None:
    home.drop("klubi/a.csv", many_visits(20))
    home.drop("klubi/b.csv", many_visits(12, first=8))
    home.drop("klubi/c.csv", many_visits(12, first=8) + "3.5.2022;Ryhmä;Kallio;B1\n")
    home.take()
    assert [receipt.status for receipt in home.receipts()] == ["accepted", "accepted", "accepted"]


def test_a_held_delivery_changes_nothing_until_it_is_accepted(home: House) -> None:
    home.drop("klubi/a.csv", many_visits(20))
    home.drop("klubi/b.csv", many_visits(5))
    home.take()
    first, held = home.receipts()
    assert len(standing_days(home)) == 20

    acceptance = accept(home.workspace, held.delivery_id, "Ryhmä pieneni", LATER, "ylläpito")

    assert (acceptance.acceptance_no, acceptance.delivery_id, acceptance.named_id) == (3, held.delivery_id, held.delivery_id)
    assert len(standing_days(home)) == 5
    truths = order_of_truth(home.receipts(), [acceptance])
    assert not stands(home.workspace, first.delivery_id, truths, "attendance")
    assert status_with_acceptance(held, {held.delivery_id}) == "accepted"
    assert read_acceptances(home.workspace) == [acceptance]


def test_who_let_a_delivery_in_and_why_is_in_the_house_log(home: House) -> None:
    home.drop("klubi/a.csv", many_visits(20))
    home.drop("klubi/b.csv", many_visits(5))
    home.take()
    held = home.receipts()[-1].delivery_id
    accept(home.workspace, held, " Ryhmä pieneni ", LATER, "ylläpito")
    (entry,) = read_house_log(home.workspace)
    assert {name: entry[name] for name in ("what", "delivery", "named", "no", "by", "reason")} == {
        "what": "accept",
        "delivery": held,
        "named": held,
        "no": 3,
        "by": "ylläpito",
        "reason": "Ryhmä pieneni",
    }


def test_a_delivery_after_an_acceptance_gets_the_next_number(home: House) -> None:
    home.drop("klubi/a.csv", many_visits(20))
    home.drop("klubi/b.csv", many_visits(5))
    home.take()
    accept(home.workspace, home.receipts()[-1].delivery_id, "Näin on", LATER, "ylläpito")
    home.drop("klubi/c.csv", visits("4.5.2022;Retki;Kallio;A1"))
    (third,) = home.take()
    assert third.delivery_no == 4


def test_an_accepted_duplicate_makes_the_first_file_the_latest_again(home: House) -> None:
    home.drop("klubi/a.csv", visits("3.5.2022;Ryhmä;Kallio;A1"))
    home.take()
    home.drop("klubi/a.csv", visits("3.5.2022;Ryhmä;Kallio;A2", "3.5.2022;Ryhmä;Kallio;A3"))
    home.take()
    home.drop("klubi/a.csv", visits("3.5.2022;Ryhmä;Kallio;A1"))
    home.take()
    first, _, duplicate = home.receipts()
    assert len(standing_days(home)) == 2

    acceptance = accept(home.workspace, duplicate.delivery_id, "Ensimmäinen oli oikein", LATER, "ylläpito")

    assert (acceptance.delivery_id, acceptance.named_id) == (first.delivery_id, duplicate.delivery_id)
    assert len(standing_days(home)) == 1


def test_what_does_not_wait_cannot_be_accepted(home: House) -> None:
    home.drop("klubi/a.csv", many_visits(20))
    home.drop("klubi/b.csv", many_visits(5))
    home.take()
    first, held = home.receipts()
    with pytest.raises(UnknownName, match=f"delivery 'x' is not known; available: '{held.delivery_id}'"):
        accept(home.workspace, "x", "Syy", LATER, "ylläpito")
    with pytest.raises(OperationFailed, match="expected one that waits for a person, found status 'accepted'; nothing was changed"):
        accept(home.workspace, first.delivery_id, "Syy", LATER, "ylläpito")
    with pytest.raises(OperationFailed, match="--reason: expected why it is let in, found nothing"):
        accept(home.workspace, held.delivery_id, " ", LATER, "ylläpito")
    with pytest.raises(OperationFailed, match="--reason: expected nothing of a person, found an identity code"):
        accept(home.workspace, held.delivery_id, "010594Y9032 soitti", LATER, "ylläpito")
    assert read_house_log(home.workspace) == []
    accept(home.workspace, held.delivery_id, "Syy", LATER, "ylläpito")
    with pytest.raises(OperationFailed, match="found one that was accepted already"):
        accept(home.workspace, held.delivery_id, "Syy", LATER, "ylläpito")
    assert len(read_receipts(home.workspace)) == 2
