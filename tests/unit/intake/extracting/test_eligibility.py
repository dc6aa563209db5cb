"""Somebody too young for the programme is told once, at the row of their first day in the file."""

from __future__ import annotations

from datetime import date

from seuranta.programmes.programme import Programme
from seuranta.samples.people import identity_code
from tests.unit.intake.builders import counts, judged, panel, places, programme, table

VISITS = ["Pvm", "Ryhmä", "Yksikkö", "Osallistuja", "Rooli", "Läsnä"]
CONTACTS = ["Tunniste", "Yksikkö", "Yhteydenotto", "Sitoutui", "Päättyi", "Loppuun asti"]
ANSWERS = ["Vastaajanumero", "Vastausaika", "Tunniste", "Mittauskerta", "Arvosana", "Missä olit mukana?", "Mitä haluat sanoa?"]

BORN_1994 = identity_code(date(1994, 5, 10), 903)
SAME_DAY = identity_code(date(1994, 5, 10), 905)
BORN_1980 = identity_code(date(1980, 1, 1), 904)


def over(years: int | None) -> Programme:
    return programme(eligibility={"min_age": years})


def visit(day: str, person: str, role: str = "", mark: str = "x") -> list[object]:
    return [day, "Retki", "Kallio", person, role, mark]


def test_a_young_visitor_is_told_at_their_first_visit_and_every_visit_is_loaded() -> None:
    file = table(VISITS, visit("9.5.2022", BORN_1980), visit("9.5.2022", BORN_1994), visit("3.5.2022", BORN_1994.lower()), visit("10.5.2022", BORN_1994))
    found = judged(file, over(28))

    assert places(found) == [("ELI01", "Taul1", 4, "D")]
    assert counts(found) == {"loaded": 4}
    assert found.findings[0].facts == {"min_age": "28"}


def test_who_comes_of_age_after_the_first_visit_was_too_young_and_on_the_day_itself_old_enough() -> None:
    assert places(judged(table(VISITS, visit("9.5.2022", BORN_1994), visit("11.5.2022", BORN_1994)), over(28))) == [("ELI01", "Taul1", 2, "D")]
    assert places(judged(table(VISITS, visit("10.5.2022", BORN_1994)), over(28))) == []


def test_staff_and_those_who_were_away_are_no_participants() -> None:
    file = table(VISITS, visit("3.5.2022", BORN_1994, "Ohjaaja"), visit("3.5.2022", BORN_1994, mark="poissa"), visit("4.5.2022", "A1"))
    assert places(judged(file, over(30))) == []


def test_a_matrix_tells_it_at_the_person_s_cell() -> None:
    file = table(["Yksikkö: Kallio"], ["Ryhmä: Retki"], ["Osallistuja", "3.5.", "10.5."], [BORN_1980, "x", "x"], [BORN_1994, "", "x"])
    found = judged(file, over(30))

    assert places(found) == [("ELI01", "Taul1", 5, "A")]
    assert counts(found) == {"loaded": 3}


def test_a_contact_is_as_old_as_on_the_day_of_commitment() -> None:
    rows = [[BORN_1994, "Kallio", "3.5.2022", "12.5.2022", "", ""], [SAME_DAY, "Kallio", "3.5.2022", "", "", ""]]
    assert places(judged(table(CONTACTS, *rows), over(28))) == [("ELI01", "Taul1", 3, "A")]


def test_a_respondent_of_two_waves_is_told_once() -> None:
    rows = [["1", "3.5.2022", BORN_1994, "alku", "9", "Ryhmä", ""], ["2", "3.9.2022", BORN_1994, "loppu", "9", "Ryhmä", ""]]
    assert places(judged(table(ANSWERS, *rows), over(30), [panel()])) == [("ELI01", "Taul1", 2, "C")]


def test_nobody_is_too_young_where_the_programme_has_no_age_or_the_file_no_code() -> None:
    assert places(judged(table(VISITS, visit("3.5.2022", BORN_1994)), over(None))) == []
    assert places(judged(table(VISITS, visit("3.5.2022", "Aino"), visit("3.5.2022", "100594Y9030")), over(30))) == []
