"""Counted by hand: which numbers of the reports a row would change."""

from __future__ import annotations

import pytest

from seuranta.intake.impact.touched import touched_figures
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.sheets import Workbook
from tests.unit.intake.builders import context, judged, panel, programme, sheet, table, workbook

VISITS = ["Pvm", "Ryhmä", "Yksikkö", "Osallistuja", "Rooli", "Läsnä"]
CONTACTS = ["Tunniste", "Yksikkö", "Yhteydenotto", "Sitoutui", "Päättyi", "Loppuun asti"]
ANSWERS = ["Vastaajanumero", "Vastausaika", "Tunniste", "Mittauskerta", "Arvosana", "Missä olit mukana?", "Mitä haluat sanoa?"]

# Of a client's presence in one window: visits 4 (in all, by activity, by unit, by both), presences 3, persons 3, mean per
# session 3, smallest 2, largest 2, active clients 1, within the limit 1.
OF_A_PRESENCE = 19
OF_A_PERSON = 3 + 2
# Of a session: sessions 4, hours 2, units visited 1, sessions per month 1, cadence 1.
OF_A_SESSION = 9


def visit(day: str, person: str, mark: str = "x", role: str = "", unit: str = "Kallio") -> list[object]:
    return [day, "Retki", unit, person, role, mark]


def test_the_figures_and_the_period_are_named_with_the_number() -> None:
    file = table(["Yksikkö: Kallio"], ["Ryhmä: Retki"], ["Osallistuja", "3.8.2022"], ["A1", "p"])
    found = judged(file, None, [panel()])
    [told] = touched_figures(found, found.findings, context(None, [panel()]))
    assert {"attendance.visits", "attendance.persons", "attendance.mean_per_session"} <= set(told.figures)
    assert told.period_nos == (2,)


def touched(file: Workbook, of: Programme | None = None) -> dict[tuple[str, int | None], int]:
    instruments = [panel()]
    found = judged(file, of, instruments)
    counts = touched_figures(found, found.findings, context(of, instruments))
    return {(finding.rule, finding.row): of_finding.count for finding, of_finding in zip(found.findings, counts, strict=True)}


def test_a_mark_that_is_not_known_touches_its_period_and_every_cumulative_number_since() -> None:
    file = table(VISITS, visit("3.5.2022", "A1"), visit("3.5.2022", "A2", "?"), visit("3.8.2022", "A3", "?"))
    # Received on 31.10.2022, in the second period: May is in one number of a period and two cumulative ones.
    assert touched(file) == {("ATT05", 3): 3 * OF_A_PRESENCE, ("ATT05", 4): 2 * (OF_A_PRESENCE + OF_A_SESSION)}


def test_who_and_what_is_counted_already_changes_no_number_of_persons_or_sessions() -> None:
    file = table(VISITS, visit("3.8.2022", "A1"), visit("4.8.2022", "A2"), visit("3.8.2022", "A2", "?"))
    assert touched(file) == {("ATT05", 4): 2 * (OF_A_PRESENCE - OF_A_PERSON)}


def test_staff_are_in_the_presences_alone() -> None:
    file = table(VISITS, visit("3.8.2022", "A1"), visit("3.8.2022", "T1", "?", "Ohjaaja"))
    assert touched(file) == {("ATT05", 3): 2 * 3}


def test_a_day_above_a_matrix_touches_what_all_its_marks_do_once() -> None:
    rows = [["Osallistuja", "31.4.", "3.8."], ["A1", "x", "x"], ["A2", "x", "x"], ["A3", "", "?"]]
    counts = touched(table(["Yksikkö: Kallio"], ["Ryhmä: Retki"], *rows))
    # Which day it will be is not known: one period and one cumulative number of each, for a session that nobody was counted in.
    assert counts == {("ATT01", 3): 2 * (OF_A_PRESENCE + OF_A_SESSION), ("ATT05", 6): 2 * OF_A_PRESENCE}


def test_a_warning_touches_what_the_row_has_added() -> None:
    file = table(CONTACTS, ["A1", "Kallio", "1.8.2022", "", "", ""], ["A1", "Kallio", "3.8.2022", "5.8.2022", "", ""])
    # Contacted (3 with the rate) stands with the first row; committed (2) and retention (1) hang on the second.
    assert touched(file) == {("CON04", 3): 2 * 3}


def test_what_is_ignored_anyway_touches_nothing() -> None:
    assert touched(table(VISITS, visit("3.8.2022", "A1"), visit("3.8.2022", "A1"))) == {("ATT06", 3): 0}


def test_a_wrong_answer_keeps_the_whole_response_out() -> None:
    header, other = ANSWERS, ["2", "3.8.2022", "A2", "1", "9", "Ryhmä", ""]
    counts = touched(table(header, other, ["1", "3.8.2022", "A1", "1", "11", "Ryhmä", ""], ["3", "3.8.2022", "A3", "1", "11", "", ""]))
    # Responses 4, respondents 1, pairs 1, comparable 1; of the scale: mean 4, top2 1, change 1; of the choice: a share per option.
    assert counts == {("SUR02", 3): 2 * (7 + 6 + 2), ("SUR02", 4): 2 * (7 + 6)}


def test_a_participant_without_an_exit_touches_no_result() -> None:
    of = programme(esf="2021-2027", project_code="S12345")
    header = ["Projektikoodi", "Asiakasnumero", "Syntymäaika", "Sukupuoli", "Aloituspäivä", "Työmarkkina-asema aloittaessa", "Koulutusaste", "Lopetuspäivä"]
    row = ["S12345", "7", "1.5.1980", "Nainen", "3.8.2022", "?", "ISCED 3"]
    counts = touched(table(header, [*row, ""], [*row[:1], "8", *row[2:], "3.9.2022"]), of)
    # Participants 2 and indicators 11, each in all, by gender and by unit; with an exit leavers 1, provisional 1 and results 6 more.
    assert counts == {("ESR06", 2): 2 * 3 * 13, ("ESR06", 3): 2 * 3 * (13 + 8)}


@pytest.mark.parametrize("rule", ["FIL12"])
def test_what_is_about_a_sheet_touches_nothing(rule: str) -> None:
    file = workbook(sheet(VISITS, visit("3.8.2022", "A1")), sheet(["Ohje", "x"], ["a", "b"], name="Ohjeet"))
    assert touched(file) == {(rule, None): 0}
