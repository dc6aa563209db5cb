"""Contacts: whom the project reached, and who stayed."""

from __future__ import annotations

from seuranta.intake.extracting.contacts import lake_rows
from tests.unit.intake.builders import counts, judged, places, table

HEADER = ["Tunniste", "Yksikkö", "Yhteydenotto", "Sitoutui", "Päättyi", "Loppuun asti"]


def test_a_contact_is_typed() -> None:
    found = judged(table(HEADER, ["A1", "Kallio", "1.3.2022", "2.3.2022", "30.4.2022", "Kyllä"], ["A2", "Kallio", "1.3.2022", "", "", ""]))

    lake = lake_rows(found)["contacts"]
    assert lake["contacted_on"].dt.day.tolist() == [1, 1]
    assert lake["committed_on"].isna().tolist() == [False, True]
    assert lake["is_completed"].fillna(False).tolist() == [True, False]
    assert lake["unit_code"].tolist() == ["kallio", "kallio"]
    assert not found.findings


def test_days_in_the_wrong_order_point_to_the_later_step() -> None:
    rows = [["A1", "Kallio", "1.3.2022", "28.2.2022", "", ""], ["A2", "Kallio", "1.3.2022", "2.3.2022", "1.3.2022", ""]]

    assert places(judged(table(HEADER, *rows))) == [("CON02", "Taul1", 2, "D"), ("CON02", "Taul1", 3, "E")]


def test_a_day_that_cannot_be_read_is_not_judged_further() -> None:
    rows = [["A1", "Kallio", "31.2.2022", "1.2.2022", "", ""], ["A2", "Kallio", "1.3.2022", "31.4.2022", "", "Kyllä"]]
    found = judged(table(HEADER, *rows))

    assert places(found) == [("CON01", "Taul1", 2, "C"), ("CON02", "Taul1", 3, "D")]
    assert counts(found) == {"quarantined": 2}
    assert found.coverage == ()


def test_nobody_completes_without_having_committed() -> None:
    assert places(judged(table(HEADER, ["A1", "Kallio", "1.3.2022", "", "", "kyllä"]))) == [("CON03", "Taul1", 2, "F")]


def test_the_same_person_twice_is_told_at_the_later_row_and_both_are_loaded() -> None:
    found = judged(table(HEADER, ["A1", "Kallio", "1.3.2022", "", "", ""], ["a1", "Kallio", "5.3.2022", "", "", ""], ["A1", "", "1.1.2020", "", "", ""]))

    assert places(found) == [("CON04", "Taul1", 3, None), ("CON01", "Taul1", 4, "C")]
    assert list(found.outcome) == ["loaded", "loaded", "quarantined"]


def test_a_file_with_units_covers_those_it_names_and_one_without_covers_all() -> None:
    with_units = judged(table(HEADER, ["A1", "Kallio", "1.3.2022", "", "", ""], ["A2", "Malmin yhteisö", "1.3.2022", "", "", ""]))
    without = judged(table([*HEADER[:1], *HEADER[2:]], ["A1", "1.3.2022", "", "", ""]))

    assert [each.unit_code for each in with_units.coverage] == ["kallio", "malmi"]
    assert [each.unit_code for each in without.coverage] == [None]
