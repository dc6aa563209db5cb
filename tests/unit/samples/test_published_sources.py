"""What the files say is what was published, before any pipeline reads them."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import python_calamine

from seuranta.samples import asku, hyvinvointi_plus, ikaalinen, ok_hanke, torstaiklubi
from seuranta.samples.exports import Export


def rows_of(export: Export, sheet: str | None = None) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(export.content))
    return book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python(skip_empty_area=False)


def export_of(exports: list[Export], name: str) -> Export:
    return next(export for export in exports if export.path.endswith(name))


def test_the_panel_gave_51_answers_with_sum_470() -> None:
    rows = rows_of(export_of(ikaalinen.exports(), "/asiakasraati kaikki.xlsx"))
    answers = [row[2] for row in rows[3:]]
    assert len(answers) == 51
    assert sum(answers) == 470
    assert {1 <= answer <= 10 and answer == int(answer) for answer in answers} == {True}
    assert rows[2][:2] == ["Vastaajanumero", "Vastausaika"]


def test_the_panel_was_asked_after_every_session_and_of_nobody_by_code() -> None:
    rows = rows_of(export_of(ikaalinen.exports(), "/asiakasraati kaikki.xlsx"))
    asked = {row[1].date() for row in rows[3:] if isinstance(row[1], datetime)}
    assert asked == {session.day for session in ikaalinen._sessions() if not session.is_cancelled}
    assert "Tunniste" not in rows[2]


def test_forty_were_contacted_eight_committed_and_seven_stayed() -> None:
    _, *rows = rows_of(export_of(ikaalinen.exports(), "/yhteydenotot kaikki.xlsx"))
    assert len({row[0] for row in rows}) == len(rows) == 40
    assert sum(bool(row[3]) for row in rows) == 8
    assert [row[5] for row in rows if row[5]].count("Kyllä") == 7


def test_two_sessions_a_week_with_three_to_seven_clients() -> None:
    sessions = ikaalinen._sessions()
    held = [len(session.present) for session in sessions if not session.is_cancelled]
    assert (min(held), max(held)) == (3, 7)
    weeks = [session.day.isocalendar()[1] for session in sessions]
    assert {weeks.count(week) for week in weeks[:-1] if week != weeks[-1]} == {2}
    assert len({person for session in sessions for person in session.present}) == 8


def test_four_of_five_found_much_benefit_and_two_and_two_the_same_reasons() -> None:
    text = export_of(ikaalinen.exports(), "/loppukysely.csv").content.decode("utf-8-sig")
    assert len(text.splitlines()) == 1 + 5
    assert text.count('aljon";') + text.count("aljon;") == 4
    assert text.count("Lähteminen pois kotoa") == text.count("Yhdessä tekeminen") == 2


def test_both_workers_gave_five_and_five() -> None:
    _, *rows = rows_of(export_of(ikaalinen.exports(), "/työntekijöiden arvio.xlsx"))
    assert [row[2:4] for row in rows] == [[5.0, 5.0], [5.0, 5.0]]


def test_the_club_met_every_thursday_and_one_member_is_under_thirty() -> None:
    members = torstaiklubi._members()
    sessions = torstaiklubi._sessions(members)
    assert [session.day.weekday() for session in sessions] == [3] * 13
    assert {session.hours for session in sessions} == {"13–15"}
    assert sum(member.born_on > date(1992, 9, 1) for member in members) == 1


def test_the_self_assessments_share_too_few_respondents_to_be_compared() -> None:
    before, after = asku._assessments()
    both = {r.background[2] for r in before} & {r.background[2] for r in after}
    assert len(both) == 4
    assert len(both) / min(len(before), len(after)) < 0.6


def test_the_rotating_meeting_went_through_all_eleven_sites() -> None:
    exports = ok_hanke.exports()
    visited = {str(row[2]) for year in (2017, 2018) for row in rows_of(export_of(exports, f"/kiertävä kokous {year}.xlsx"))[3:]}
    text = export_of(exports, "/kiertävä kokous 2016.csv").content.decode("cp1252")
    assert len(visited | {line.split(";")[2] for line in text.splitlines()[1:]}) == 11


def test_some_people_are_in_both_implementers_files_and_some_come_back() -> None:
    hdl = ok_hanke._clients_of_communities()
    tampere = ok_hanke._clients_at_sites(hdl)
    codes = [p.person.identity_code for p in hdl]
    assert len(set(codes) & {p.person.identity_code for p in tampere}) == 5
    assert len(codes) - len(set(codes)) == 3
    assert len({p.person.identity_code for p in [*hdl, *tampere]}) == 5 * 14 + 16 - 5


def test_the_register_does_not_know_an_end_before_it_came() -> None:
    people = hyvinvointi_plus._participations()
    known = [p.as_known_on(date(2024, 12, 31)) for p in people]
    assert any(p.exit_on for p in known)
    assert all(p.exit_on <= date(2024, 12, 31) for p in known if p.exit_on)
    assert all(p.status_6m is None or (p.exit_on is not None and p.exit_on < date(2024, 7, 1)) for p in known)


def test_nobody_of_the_new_project_was_met_after_august_2026() -> None:
    people = hyvinvointi_plus._participations()
    assert max(s.day for s in hyvinvointi_plus._sessions(people)) <= date(2026, 8, 31)
    assert max(r.answered_at for r in hyvinvointi_plus._esis(people)).date() <= date(2026, 8, 31)
