"""Attendance matrices: which cells are marks, and where a fault points."""

from __future__ import annotations

import pandas as pd
import pytest

from seuranta.intake.extracting.attendance import lake_rows
from seuranta.vocabulary.errors import Rejected
from tests.unit.intake.builders import counts, judged, places, programme, sheet, small_programme, table, workbook

UNIT, GROUP = ["Yksikkö: Kallio"], ["Ryhmä:", "Retki"]


def test_a_mark_is_a_row_and_an_absence_is_none() -> None:
    found = judged(table(UNIT, GROUP, ["Osallistuja", "ti 3.5.", "10.5.2022"], ["A1", "x", "-"], ["A2", "sairas", "✓"], ["A3", "", "0"]))

    rows = found.extract.rows
    assert list(zip(rows["_row"], rows["_column"], strict=True)) == [(4, "B"), (5, "C")]
    assert list(rows["session_on"].dt.strftime("%Y-%m-%d")) == ["2022-05-03", "2022-05-10"]
    assert set(rows["unit_code"]) == {"kallio"}
    assert set(rows["activity_code"]) == {"retki"}
    assert counts(found) == {"loaded": 2}
    assert not found.findings


def test_a_cancelled_session_is_one_row_per_cell_that_says_so_and_its_other_marks_are_ignored_without_an_issue() -> None:
    found = judged(table(UNIT, GROUP, ["Osallistuja", "Rooli", "3.5."], ["A1", "", "x"], ["A2", "Haltija", "peruttu"], ["A3", "Haltija", "?"]))

    assert counts(found) == {"ignored": 2, "loaded": 1}
    assert not found.findings
    lake = lake_rows(found)["attendance"]
    assert list(lake["kind"]) == ["cancelled"]
    assert lake[["participant_key", "role_code", "visit_count"]].isna().all(axis=None)


def test_an_unknown_role_quarantines_each_mark_of_the_person_and_is_said_once_at_the_role() -> None:
    found = judged(table(UNIT, GROUP, ["Nimi", "Rooli", "3.5.", "10.5."], ["A1", "Haltija", "x", "x"], ["A2", "Ohjaaja", "x", ""]))

    assert counts(found) == {"quarantined": 2, "loaded": 1}
    assert places(found) == [("ATT08", "Taul1", 4, "B")]
    assert list(found.rules) == ["ATT08", "ATT08", ""]


def test_a_day_that_does_not_exist_is_said_once_at_the_header_and_quarantines_its_marks() -> None:
    found = judged(table(UNIT, GROUP, ["Osallistuja", "31.4.", "3.5."], ["A1", "x", "x"], ["A2", "x", ""]))

    assert counts(found) == {"quarantined": 2, "loaded": 1}
    assert places(found) == [("ATT01", "Taul1", 3, "B")]


def test_a_day_outside_the_programme_or_after_receipt_is_said_at_the_header() -> None:
    found = judged(table(UNIT, GROUP, ["Osallistuja", "3.1.", "3.11.2022", "3.5."], ["A1", "x", "x", "x"]))

    assert places(found) == [("ATT02", "Taul1", 3, "B"), ("ATT02", "Taul1", 3, "C")]
    assert counts(found) == {"quarantined": 2, "loaded": 1}


def test_a_missing_year_is_that_of_the_line_above_else_the_only_one_that_fits() -> None:
    long = programme(dates={"start": "2021-09-01", "end": "2022-11-30"}, periods={"anchor": "2021-09-01", "months": 5})
    with_line = judged(table(UNIT, GROUP, ["Vuosi: 2021"], ["Osallistuja", "3.10."], ["A1", "x"]), long)
    fitting = judged(table(UNIT, GROUP, ["Osallistuja", "3.5."], ["A1", "x"]), long)
    ambiguous = judged(table(UNIT, GROUP, ["Osallistuja", "3.10."], ["A1", "x"]), long)

    assert with_line.extract.rows["session_on"].tolist() == [pd.Timestamp("2021-10-03")]
    assert fitting.extract.rows["session_on"].tolist() == [pd.Timestamp("2022-05-03")]
    assert places(ambiguous) == [("ATT01", "Taul1", 3, "B")]


def test_an_unknown_unit_is_said_at_its_line_and_an_unknown_activity_at_the_sheet_that_is_named_so() -> None:
    rows = (["Yksikkö:", "Kalio"], ["Osallistuja", "3.5."], ["A1", "x"])
    found = judged(workbook(sheet(*rows, name="Elokuu"), sheet(UNIT, *rows[1:], name="Retki")))

    assert places(found) == [("ATT04", "Elokuu", None, None), ("ATT03", "Elokuu", 1, "B")]
    assert counts(found) == {"quarantined": 1, "loaded": 1}


def test_a_month_is_no_activity_where_the_programme_has_only_one() -> None:
    found = judged(table(["Osallistuja", "3.5."], ["A1", "x"], name="Touko"), small_programme())

    assert counts(found) == {"loaded": 1}
    assert found.extract.rows[["unit_code", "activity_code"]].to_numpy().tolist() == [["kallio", "ryhma"]]


def test_ambiguous_marks_are_what_the_programme_file_says() -> None:
    file = table(UNIT, GROUP, ["Osallistuja", "3.5.", "10.5."], ["A1", "p", "l"], ["A2", "x", "x"])

    assert places(judged(file)) == [("ATT05", "Taul1", 4, "B"), ("ATT05", "Taul1", 4, "C")]
    assert counts(judged(file, programme(marks={"p": "absent", "l": "present"}))) == {"loaded": 3}


def test_the_same_person_in_two_rows_is_counted_once_per_session() -> None:
    found = judged(table(UNIT, GROUP, ["Osallistuja", "3.5.", "10.5."], ["A1", "x", ""], ["A2", "x", ""], ["a1", "x", "x"]))

    assert places(found) == [("ATT06", "Taul1", 6, "B")]
    assert counts(found) == {"loaded": 3, "ignored": 1}


def test_a_mark_without_a_participant_is_nobodys_visit() -> None:
    found = judged(table(UNIT, GROUP, ["Osallistuja", "3.5."], ["A1", "x"], ["", "x"]))

    assert places(found) == [("ATT10", "Taul1", 5, "A")]


def test_totals_are_no_data_and_point_to_their_cell_where_they_disagree() -> None:
    found = judged(
        table(UNIT, GROUP, ["Osallistuja", "3.5.", "10.5.", "Yht."], ["A1", "x", "x", 2], ["A2", "x", "", 2], ["Yhteensä", 2, 2, 3], ["ka.", 7, 7, 7]),
    )

    assert places(found) == [("ATT09", "Taul1", 5, "D"), ("ATT09", "Taul1", 6, "C")]
    assert [finding.facts for finding in found.findings] == [{"stated": "2", "counted": "1"}, {"stated": "2", "counted": "1"}]
    assert counts(found) == {"loaded": 3}


def test_a_total_may_count_an_unknown_mark_or_not() -> None:
    for stated in (1, 2):
        found = judged(table(UNIT, GROUP, ["Osallistuja", "3.5."], ["A1", "x"], ["A2", "p"], ["Summa", stated]))
        assert places(found) == [("ATT05", "Taul1", 5, "B")]


def test_an_identity_code_beside_a_person_quarantines_all_their_marks_and_in_a_mark_that_mark_alone() -> None:
    code = "131052-9085"
    beside = judged(table(UNIT, GROUP, ["Osallistuja", "3.5.", "10.5.", "Huom"], ["A1", "x", "x", f"ks. {code}"], ["A2", "x", "", ""]))
    within = judged(table(UNIT, GROUP, ["Osallistuja", "3.5.", "10.5."], ["A1", code, "x"]))

    assert places(beside) == [("PII01", "Taul1", 4, "D")]
    assert counts(beside) == {"quarantined": 2, "loaded": 1}
    assert places(within) == [("ATT05", "Taul1", 4, "B"), ("PII01", "Taul1", 4, "B")]
    assert counts(within) == {"quarantined": 1, "loaded": 1}


def test_a_matrix_without_any_mark_holds_no_data() -> None:
    with pytest.raises(Rejected) as refused:
        judged(table(UNIT, GROUP, ["Osallistuja", "3.5."], ["A1", "-"], ["A2", ""]))

    assert refused.value.rule == "FIL03"


def test_the_time_of_a_session_stands_in_a_line_above() -> None:
    found = judged(table(["Ryhmä: Retki", "", "Yksikkö: Kallio", "", "Klo: 13.00–14.30"], ["Osallistuja", "3.5."], ["A1", "x"]))

    assert found.extract.rows[["start_time", "end_time"]].to_numpy().tolist() == [["13:00", "14:30"]]
