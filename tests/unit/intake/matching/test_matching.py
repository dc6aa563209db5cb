"""Which layout a file is, or why it is none."""

from __future__ import annotations

import pytest

from seuranta.intake.judging.catalogue import message_of
from seuranta.intake.matching.match import Match
from seuranta.intake.matching.workbooks import match
from seuranta.programmes.instrument import Instrument
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.sheets import Workbook
from tests.unit.intake.builders import panel, programme, sheet, small_programme, table, workbook

VISITS = ["Pvm", "Ryhmä", "Yksikkö", "Osallistuja"]
VISIT = ["3.5.2022", "Retki", "Kallio", "A1"]
CONTACTS = ["Tunniste", "Yhteydenotto", "Sitoutui", "Päättyi", "Loppuun asti"]
SURVEY = ["Vastaajanumero", "Vastausaika", "Kuinka paljon hyötyä (1–10)?", "Missä olit mukana?", "Mitä haluat sanoa?"]
ANSWER = [1, "3.5.2022 12.00", 8, "Retki;Ryhmä", "Kiitos"]


def matched(file: Workbook, *instruments: Instrument) -> Match:
    found = match(file, programme(), instruments)
    assert isinstance(found, Match)
    return found


def refused(file: Workbook, *instruments: Instrument) -> Rejected:
    with pytest.raises(Rejected) as caught:
        match(file, programme(), instruments)
    return caught.value


def said(rejected: Rejected) -> str:
    """What staff read."""
    return message_of(rejected.rule, **rejected.facts)["fi"]


def test_headers_are_matched_without_regard_to_how_they_are_typed() -> None:
    found = matched(table(["1. PVM:", "toiminta *", "Toimi\u00a0piste", " osallistuja "], VISIT))

    assert found.layout == "visits"
    assert found.sheets[0].columns == {"session_on": 0, "activity_code": 1, "unit_code": 2, "participant_key": 3}


def test_three_title_rows_may_stand_above_the_header_but_not_four() -> None:
    titles = [["Klubi"], ["Kevät"], ["Täyttäjä: ohjaaja"]]

    assert matched(table(*titles, VISITS, VISIT)).sheets[0].header_row == 3
    assert refused(table(["Vielä yksi"], *titles, VISITS, VISIT)).rule == "FIL04"


def test_lines_above_a_matrix_are_no_title_rows() -> None:
    lines = [["Ryhmä: Retki"], ["Yksikkö:", "Kallio"], ["Klo: 13–15"], ["Vuosi: 2022"]]
    found = matched(table(["Klubi"], ["Kevät"], ["Lista"], *lines, ["Nimi", "3.5.", "ti 10.5."], ["A1", "x", ""]))

    assert found.layout == "matrix"
    assert found.sheets[0].header_row == 7
    assert {name: line.value for name, line in found.sheets[0].lines.items()} == {
        "activity_code": "Retki",
        "unit_code": "Kallio",
        "start_time": "13–15",
        "year": "2022",
    }
    assert found.sheets[0].date_columns == (1, 2)


def test_a_visit_list_with_a_broken_header_is_not_taken_for_a_matrix() -> None:
    rejected = refused(table(["Pävä", "Ryhmä", "Yksikkö", "Henkilö", "Rooli"], ["3.5.2022", "Retki", "Kallio", "A1", "Asiakas"]))

    assert rejected.rule == "FIL04"


def test_the_nearest_layout_and_what_it_lacks_are_named() -> None:
    rejected = refused(table(["Tunniste", "Yhteydenotto", "Sitoutui", "Päättyi"], ["A1", "3.5.2022", "", ""]))

    assert rejected.rule == "FIL04"
    assert rejected.facts["missing"] == "”Loppuun asti”"
    headers = "”Tunniste”, ”Yhteydenotto”, ”Sitoutui”, ”Päättyi”"
    names = {"fi": f"”Yhteydenotot” (tunnistettiin {headers})", "sv": f"”Kontakter” (igenkänt: {headers})", "en": f"”Contacts” (recognised: {headers})"}
    assert rejected.facts["nearest"] == names
    assert rejected.facts["data_rows"] == 1


def test_of_a_file_that_is_like_nothing_no_column_is_said_to_be_recognised() -> None:
    rejected = refused(table(["Työntekijä", "Palkkalaji", "Tuntipalkka"], ["Aino", "100", "18,20"]))

    assert said(rejected).startswith("Tiedosto ei sovi mihinkään tunnettuun taulukkoon. Lähimpänä on ")
    assert "(yhtään saraketta ei tunnistettu); siitä puuttuu: " in said(rejected)


def test_a_list_of_people_without_days_lacks_the_days() -> None:
    rejected = refused(table(["Yksikkö: Kallio"], ["Osallistuja", "maanantai", "torstai"], ["A1", "x", "x"]))

    assert "Lähimpänä on ”Läsnäololista (osallistujat × päivät)” (tunnistettiin ”Osallistuja”);" in said(rejected)
    assert "siitä puuttuu: päivien sarakkeet, kuten ”15.7.2022”." in said(rejected)


def test_days_above_columns_are_counted_and_not_said_since_they_may_be_birthdays() -> None:
    rejected = refused(table(["Aino Malli", "18.5.1936", "7.3.1931"], ["x", "x", "x"]))

    assert "(tunnistettiin 2 päivää otsikoina)" in said(rejected)
    assert "19" not in said(rejected)


def test_a_data_row_is_never_quoted_as_a_header() -> None:
    rejected = refused(table(["131052-308T", "Osallistuja"], ["131052-308T", "Aino"]))

    assert "131052" not in said(rejected)
    assert "Aino" not in said(rejected)


def test_a_unit_column_is_needed_only_where_there_are_several_units() -> None:
    file = table(["Pvm", "Nimi"], ["3.5.2022", "A1"])

    assert refused(file).facts["missing"] == "”Ryhmä”, ”Yksikkö”"
    found = match(file, small_programme(), ())
    assert isinstance(found, Match)
    assert found.layout == "visits"


def test_a_file_of_two_layouts_is_none() -> None:
    rejected = refused(table([*VISITS, "Asiakkaat"], [*VISIT, 8]))

    assert rejected.rule == "FIL05"


def test_two_sheets_of_different_datasets_are_two_files() -> None:
    rejected = refused(workbook(sheet(VISITS, VISIT, name="Käynnit"), sheet(CONTACTS, ["A1", "3.5.2022", "", "", ""], name="Yhteydenotot")))

    assert rejected.rule == "FIL05"
    assert rejected.facts["layouts"] == {
        "fi": "”Käynnit (rivi käyntiä kohti)”, ”Yhteydenotot”",
        "sv": "”Besök (en rad per besök)”, ”Kontakter”",
        "en": "”Visits (a row per visit)”, ”Contacts”",
    }


def test_a_needed_header_that_stands_twice_is_refused_and_another_is_not() -> None:
    rejected = refused(table([*VISITS, "Pvm"], [*VISIT, "4.5.2022"]))

    assert rejected.rule == "FIL11"
    assert rejected.facts["headers"] == "”Pvm”"
    assert matched(table([*VISITS, "Huom", "Huom"], [*VISIT, "", ""])).layout == "visits"


def test_of_two_names_of_one_column_the_contracts_first_is_read() -> None:
    found = matched(table(["Nimi", *CONTACTS], ["Aino", "A1", "3.5.2022", "", "", ""]))

    assert found.sheets[0].columns["contact_key"] == 1
    assert found.sheets[0].identifier_columns == frozenset({0, 1})


def test_a_header_that_looks_personal_is_not_repeated() -> None:
    header = [*VISITS[:3], "131052-9085", "Osallistuja"]

    assert "131052" not in str(refused(table([*header, "Pvm"], [*VISIT, "", ""])).facts)


@pytest.mark.parametrize("rows", [[], [["", ""]], [VISITS], [["Klubi"]], [["Klubi"], VISITS]])
def test_a_file_without_a_data_row_is_empty(rows: list[list[str]]) -> None:
    assert refused(table(*rows)).rule == "FIL03"


def test_a_sheet_that_fits_nothing_is_told_beside_one_that_fits_and_an_empty_one_is_not() -> None:
    found = matched(workbook(sheet(VISITS, VISIT, name="Käynnit"), sheet(["Näin täytät"], ["Rivi kerrallaan"], name="Ohje"), sheet(name="Taul3")))

    assert [(finding.rule, finding.sheet) for finding in found.findings] == [("FIL12", "Ohje")]


def test_totals_are_no_data_rows() -> None:
    found = matched(table([*VISITS, "Yht."], [*VISIT, 1], ["Yhteensä", "", "", "", 1], ["", "Summa"], ["ka.", "", "", "", 1], ["Läsnä yhteensä", 1]))

    assert found.sheets[0].data_rows == (1,)
    assert found.sheets[0].total_rows == (2, 3, 4, 5)
    assert found.sheets[0].total_columns == (4,)


def test_a_survey_is_known_by_its_questions() -> None:
    found = matched(table(["Raati"], ["Vastaajien määrä: 1"], SURVEY, ANSWER), panel())

    assert (found.dataset, found.layout, found.instrument_code) == ("survey", "raati", "raati")
    assert found.sheets[0].columns == {"response_key": 0, "responded_at": 1, "item.hyoty": 2, "item.mukana": 3, "item.terveiset": 4}


def test_a_multi_choice_question_may_have_a_column_per_option() -> None:
    header = [*SURVEY[:2], "ARVOSANA", "Missä olit mukana? Ryhmä", "Missä olit mukana?: Retki", SURVEY[4]]
    columns = matched(table(header, [1, "3.5.2022", 8, 1, 0, ""]), panel()).sheets[0].columns

    assert {name: column for name, column in columns.items() if name.startswith("item.")} == {
        "item.hyoty": 2,
        "item.mukana.ryhma": 3,
        "item.mukana.retki": 4,
        "item.terveiset": 5,
    }


def test_a_survey_without_one_of_its_questions_is_refused_with_that_question() -> None:
    rejected = refused(table([*SURVEY[:3], SURVEY[4]], [*ANSWER[:3], ""]), panel())

    assert rejected.rule == "SUR01"
    assert rejected.facts["missing"] == "”Missä olit mukana?”"
    assert rejected.facts["instrument"] == {
        "fi": "”Raati” (kysymyksistä löytyi 2/3)",
        "sv": "”Panel” (2/3 frågor hittades)",
        "en": "”Panel” (2/3 questions were found)",
    }


def test_questions_without_a_response_time_or_id_are_no_survey_that_is_known() -> None:
    assert refused(table(SURVEY[2:4], ANSWER[2:4]), panel()).rule == "FIL04"


def test_the_report_format_of_a_survey_is_told_from_raw_rows() -> None:
    report: list[list[object]] = [["Kuinka paljon hyötyä (1–10)?"], ["Vastaajien määrä: 5"], ["", "n", "Prosentti"], [8, 3, "60 %"]]

    assert refused(workbook(sheet(*report, name="Kysymys 1"), sheet(*report, name="Kysymys 2")), panel()).rule == "SUR04"
