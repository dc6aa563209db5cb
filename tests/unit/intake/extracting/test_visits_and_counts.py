"""Attendance row by row: visits of people, and counts of roles."""

from __future__ import annotations

import pandas as pd

from seuranta.intake.extracting.attendance import lake_rows
from tests.unit.intake.builders import counts, judged, places, small_programme, table

VISITS = ["Pvm", "Ryhmä", "Yksikkö", "Osallistuja", "Rooli", "Klo", "Läsnä"]
COUNTS = ["Pvm", "Toiminta", "Toimipiste", "Asiakkaat", "Lääkärit", "Peruttu"]


def test_a_visit_is_typed_with_the_programmes_own_codes() -> None:
    found = judged(table(VISITS, ["3.5.2022", "ryhmä", "KALLIO", "A1", "Ohjaaja", "klo 13–15", "✓"]))

    (row,) = lake_rows(found)["attendance"].to_dict("records")
    assert row["session_on"] == pd.Timestamp("2022-05-03")
    assert [row[name] for name in ("activity_code", "unit_code", "role_code", "kind", "visit_count")] == ["ryhma", "kallio", "staff", "present", 1]
    assert (row["start_time"], row["end_time"]) == ("13:00", "15:00")


def test_a_row_that_breaks_several_rules_lists_them_all() -> None:
    found = judged(table(VISITS, ["3.5.2023", "Jooga", "Kalio", "", "Haltija", "", "x"], ["3.5.2022", "Retki", "Kallio", "A1", "", "", "x"]))

    assert places(found) == [
        ("ATT02", "Taul1", 2, "A"),
        ("ATT04", "Taul1", 2, "B"),
        ("ATT03", "Taul1", 2, "C"),
        ("ATT10", "Taul1", 2, "D"),
        ("ATT08", "Taul1", 2, "E"),
    ]
    assert list(found.rules) == ["ATT02,ATT03,ATT04,ATT08,ATT10", ""]


def test_an_absence_is_loaded_as_no_visit_and_needs_no_participant() -> None:
    found = judged(table(VISITS, ["3.5.2022", "Retki", "Kallio", "A1", "", "", "poissa"], ["3.5.2022", "Retki", "Kallio", "", "", "", ""]))

    assert counts(found) == {"loaded": 2}
    assert lake_rows(found)["attendance"]["visit_count"].tolist() == [0, 0]


def test_a_second_visit_of_one_person_in_a_session_is_ignored_but_not_of_another_time() -> None:
    visit = ["3.5.2022", "Retki", "Kallio", "A1", ""]
    found = judged(table(VISITS, [*visit, "13–15", "x"], [*visit, "13–15", "x"], [*visit, "16–17", "x"]))

    assert places(found) == [("ATT06", "Taul1", 3, None)]
    assert list(found.outcome) == ["loaded", "ignored", "loaded"]


def test_a_row_that_is_quarantined_repeats_nobody() -> None:
    found = judged(table(VISITS, ["3.5.2022", "Retki", "Kallio", "A1", "Haltija", "", "x"], ["3.5.2022", "Retki", "Kallio", "A1", "", "", "x"]))

    assert places(found) == [("ATT08", "Taul1", 2, "E")]
    assert list(found.outcome) == ["quarantined", "loaded"]


def test_an_identity_code_among_participants_is_a_key_and_elsewhere_a_fault() -> None:
    header = [*VISITS, "Huomautus"]
    found = judged(
        table(header, ["3.5.2022", "Retki", "Kallio", "131052-9085", "", "", "x", ""], ["3.5.2022", "Retki", "Kallio", "A1", "", "", "x", "131052-9085"])
    )

    assert places(found) == [("PII01", "Taul1", 3, "H")]
    assert "131052" not in lake_rows(found)["attendance"].filter(regex="key$").to_csv()


def test_unit_and_activity_may_be_left_out_where_the_programme_has_one_of_each() -> None:
    found = judged(table(["Päivämäärä", "Nimi"], ["3.5.2022", "A1"], ["3.5.2022", "A2"]), small_programme())

    assert counts(found) == {"loaded": 2}
    assert [(each.unit_code, each.activity_code, str(each.start_on)) for each in found.coverage] == [("kallio", "ryhma", "2022-05-03")]


def test_coverage_spans_what_is_loaded_or_ignored_per_unit_and_activity() -> None:
    rows = [
        ["3.5.2022", "Retki", "Kallio", "A1", "", "", "x"],
        ["9.5.2022", "Retki", "Kallio", "A1", "", "", "x"],
        ["9.6.2022", "Retki", "Kallio", "A1", "", "", "?"],
        ["1.5.2022", "Ryhmä", "Malmin yhteisö", "A1", "", "", "ei"],
    ]
    found = judged(table(VISITS, *rows))

    assert [(each.unit_code, each.activity_code, str(each.start_on), str(each.end_on)) for each in found.coverage] == [
        ("kallio", "retki", "2022-05-03", "2022-05-09"),
        ("malmi", "ryhma", "2022-05-01", "2022-05-01"),
    ]


def test_a_row_of_counts_becomes_a_row_per_role_and_an_empty_count_is_none_where_another_is_given() -> None:
    found = judged(table(COUNTS, ["3.5.2022", "Retki", "Kallio", 8, "", ""]))

    lake = lake_rows(found)["attendance"]
    assert counts(found) == {"loaded": 1}
    assert list(zip(lake["role_code"], lake["visit_count"], strict=True)) == [("client", 8), ("doctor", 0)]
    assert set(lake["kind"]) == {"counted"}


def test_a_count_is_a_whole_number_and_one_at_least_is_given() -> None:
    rows = [["3.5.2022", "Retki", "Kallio", *cells, ""] for cells in (("3,5", 1), (-1, "kaksi"), ("", ""), (0, ""), (99999999999999999999, 1))]
    found = judged(table(COUNTS, *rows))

    assert places(found) == [
        ("ATT07", "Taul1", 2, "D"),
        ("ATT07", "Taul1", 3, "D"),
        ("ATT07", "Taul1", 3, "E"),
        ("ATT07", "Taul1", 4, "D"),
        ("ATT07", "Taul1", 6, "D"),
    ]
    assert counts(found) == {"quarantined": 4, "loaded": 1}


def test_a_cancelled_session_of_counts_needs_no_count() -> None:
    found = judged(table(COUNTS, ["3.5.2022", "Retki", "Kallio", "", "", "x"], ["10.5.2022", "Retki", "Kallio", "", "", "peruttu"]))

    lake = lake_rows(found)["attendance"]
    assert list(lake["kind"]) == ["cancelled", "cancelled"]
    assert lake[["role_code", "visit_count"]].isna().all(axis=None)
    assert not found.findings


def test_sums_of_counts_are_checked_below_and_beside_and_means_are_not_data() -> None:
    header = ["Pvm", "Toiminta", "Toimipiste", "Asiakkaat", "Lääkärit", "Yht."]
    rows = [
        ["3.5.2022", "Retki", "Kallio", 8, 1, 10],
        ["4.5.2022", "Retki", "Kallio", 2, "", 2],
        ["Yhteensä", "", "", 10, 2, 11],
        ["ka.", "", "", 5, "0,5", ""],
    ]
    found = judged(table(header, *rows))

    assert places(found) == [("ATT09", "Taul1", 2, "F"), ("ATT09", "Taul1", 4, "E")]
    assert counts(found) == {"loaded": 2}


def test_a_mean_below_counts_is_checked_as_exactly_as_it_is_written() -> None:
    header = ["Pvm", "Toiminta", "Toimipiste", "Asiakkaat", "Lääkärit"]
    rows = [["3.5.2022", "Retki", "Kallio", 8, 1], ["4.5.2022", "Retki", "Kallio", 2, ""], ["5.5.2022", "Retki", "Kallio", 1, 1]]

    assert places(judged(table(header, *rows, ["ka.", "", "", "3,7", 1]))) == []
    assert places(judged(table(header, *rows, ["ka.", "", "", "3,6", "0,67"]))) == [("ATT09", "Taul1", 5, "D")]


def test_a_total_below_visits_is_no_visit() -> None:
    visit = ["3.5.2022", "Retki", "Kallio", "A1", "", "", "x"]
    assert places(judged(table(VISITS, visit, ["Yhteensä", "", "", "", "", "", 1]))) == []
    assert places(judged(table(VISITS, visit, ["Yhteensä", "", "", "", "", "", 3]))) == [("ATT09", "Taul1", 3, "G")]
