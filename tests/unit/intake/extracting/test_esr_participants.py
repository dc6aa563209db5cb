"""Participant records: what a cell means, who a row is about, and which rules speak. All people are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from seuranta.intake.context import Context
from seuranta.intake.extracting.eligibility import age_on
from seuranta.intake.extracting.esr_participants import extract, lake_rows
from seuranta.intake.judging.judge import judge
from seuranta.intake.matching.match import Match
from seuranta.intake.matching.workbooks import match
from seuranta.vocabulary.extracts import Extract, Judged
from seuranta.vocabulary.lake_tables import TABLES
from tests.unit.intake.builders import programme, pseudonymise, table

RECEIVED_ON = date(2022, 10, 31)
HEADERS = {
    "Hankekoodi": "S20739",
    "Asiakasnumero": "300001",
    "Henkilötunnus": "",
    "Syntymäaika": "12.5.1980",
    "Sukupuoli": "Nainen",
    "Yksikkö": "Kallio",
    "Aloituspäivä": "2.5.2022",
    "Työmarkkina-asema aloittaessa": "Työtön työnhakija",
    "Työttömyyden kesto kk": "8",
    "Koulutuksessa aloittaessa": "Ei",
    "Koulutusaste": "Perusaste",
    "Lopetuspäivä": "",
    "Työmarkkina-asema lopettaessa": "",
    "Tutkinto/ammattipätevyys": "",
    "Työmarkkina-asema 6 kk": "",
    "Vamma tai pitkäaikaissairaus": "",
    "Allekirjoitettu": "Kyllä",
}
LETTER = {header: "ABCDEFGHIJKLMNOPQ"[place] for place, header in enumerate(HEADERS)}


def context(**changes: Any) -> Context:
    esf = {"esf": "2014-2020", "project_code": "S20739", "datasets": ["esr_participants"]}
    return Context(programme(**(esf | changes)), (), RECEIVED_ON, pseudonymise)


def extracted(*records: dict[str, str], of: Context | None = None, without: tuple[str, ...] = ()) -> Extract:
    """The rows of a file whose records differ from an ordinary one in the given cells; numbered customers unless they say otherwise."""
    headers = [header for header in HEADERS if header not in without]
    cells = [{"Asiakasnumero": f"3000{place:02d}"} | record for place, record in enumerate(records)]
    file = table(headers, *([record.get(header, HEADERS[header]) for header in headers] for record in cells))
    found = match(file, (of or context()).programme, ())
    assert isinstance(found, Match)
    return extract(found, file, of or context())


def broken(*records: dict[str, str], of: Context | None = None, without: tuple[str, ...] = ()) -> list[tuple[str, int | None, str | None]]:
    """Rules with row and column of the findings."""
    found = judge(extracted(*records, of=of, without=without), of or context())
    return [(finding.rule, finding.row, finding.column) for finding in found.findings]


def test_an_ordinary_record_breaks_no_rule() -> None:
    assert broken({}) == []


@pytest.mark.parametrize(
    ("said", "status", "is_long_term", "is_in_education"),
    [
        ("Työtön", "UNEMPLOYED", None, False),
        ("Pitkäaikaistyötön", "UNEMPLOYED", True, False),
        ("Eläkkeellä", "INACTIVE", None, False),
        ("Työelämän ulkopuolella, koulutuksessa", "INACTIVE", None, True),
        ("Opiskelija", "INACTIVE", None, True),
        ("yrittäjä", "EMPLOYED", None, False),
    ],
)
def test_the_status_at_entry_says_more_than_a_code(said: str, status: str, is_long_term: bool | None, is_in_education: bool) -> None:
    row = extracted({"Työmarkkina-asema aloittaessa": said}).rows.iloc[0]
    assert row["lm_status_entry_code"] == status
    assert (None if pd.isna(row["is_long_term_unemployed"]) else row["is_long_term_unemployed"]) == is_long_term
    assert row["is_in_education_entry"] == is_in_education


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("Ei perusasteen koulutusta", 0),
        ("ISCED 1", 1),
        ("1", 1),
        ("Perusaste", 2),
        ("Ylioppilas", 3),
        ("Erikoisammattitutkinto", 4),
        ("Opistoaste", 5),
        ("AMK", 6),
        ("Ylempi korkeakoulututkinto", 7),
        ("isced 8", 8),
    ],
)
def test_education_is_an_isced_level(said: str, level: int) -> None:
    assert extracted({"Koulutusaste": said}).rows["isced_entry"].tolist() == [level]


@pytest.mark.parametrize("said", ["Työssä", "Työssä (sisältää myös oppisopimuksen)", "At work (also includes apprenticeship)"])
def test_the_status_at_exit_is_read_with_and_without_its_bracket(said: str) -> None:
    rows = extracted({"Lopetuspäivä": "30.9.2022", "Työmarkkina-asema lopettaessa": said}).rows
    assert rows["lm_status_exit_code"].tolist() == ["EMPLOYED"]


def test_a_sensitive_question_keeps_the_refusal() -> None:
    rows = extracted({"Vamma tai pitkäaikaissairaus": "En halua vastata"}, {"Vamma tai pitkäaikaissairaus": "x"}).rows
    assert rows["sens_disability_code"].tolist() == ["REFUSED", "YES"]


def test_gender_birth_year_and_age_come_from_the_identity_code_where_they_are_empty() -> None:
    row = extracted({"Henkilötunnus": "010594Y9032", "Syntymäaika": "", "Sukupuoli": ""}).rows.iloc[0]
    assert (row["gender_code"], row["birth_year"], row["age_at_entry"]) == ("M", 1994, 28)
    assert broken({"Henkilötunnus": "010594Y9032", "Syntymäaika": "", "Sukupuoli": ""}) == []


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [("2.5.1992", "2.5.2022", 30), ("3.5.1992", "2.5.2022", 29), ("29.2.2000", "28.2.2022", 21), ("29.2.2000", "1.3.2022", 22), ("29.2.2000", "29.2.2020", 20)],
)
def test_age_is_completed_years_on_the_day_of_entry(born: str, day: str, age: int) -> None:
    days = [pd.to_datetime(pd.Series([text]), format="%d.%m.%Y") for text in (born, day)]
    assert age_on(*days).tolist() == [age]


def test_one_person_has_one_key_however_the_code_is_written() -> None:
    rows = extracted({"Henkilötunnus": "010190-999W", "Syntymäaika": ""}, {"Henkilötunnus": " 010190–999w ", "Syntymäaika": ""}).rows
    assert rows["participant_key"].nunique() == 1


def test_a_customer_number_alone_is_the_person_it_stands_beside_elsewhere_in_the_file() -> None:
    with_code = {"Asiakasnumero": "300001", "Henkilötunnus": "010594Y9032", "Syntymäaika": ""}
    rows = extracted(with_code, {"Asiakasnumero": "300001"}, {"Asiakasnumero": "300002"}).rows
    assert rows["participant_key"][0] == rows["participant_key"][1] != rows["participant_key"][2]


def test_a_customer_number_of_two_codes_is_nobody_of_them() -> None:
    rows = extracted(
        {"Asiakasnumero": "1", "Henkilötunnus": "010594Y9032"}, {"Asiakasnumero": "1", "Henkilötunnus": "010594Y9021"}, {"Asiakasnumero": "1"}
    ).rows
    assert rows["participant_key"].nunique() == 3


BREAKING: list[tuple[dict[str, str], str, str]] = [
    ({"Hankekoodi": "S2073"}, "ESR01", "Hankekoodi"),
    ({"Hankekoodi": ""}, "ESR01", "Hankekoodi"),
    ({"Sukupuoli": ""}, "ESR02", "Sukupuoli"),
    ({"Syntymäaika": ""}, "ESR02", "Syntymäaika"),
    ({"Työmarkkina-asema aloittaessa": "", "Työttömyyden kesto kk": ""}, "ESR02", "Työmarkkina-asema aloittaessa"),
    ({"Asiakasnumero": ""}, "ESR03", "Henkilötunnus"),
    ({"Henkilötunnus": "010190-999K"}, "ESR03", "Henkilötunnus"),
    ({"Lopetuspäivä": "1.5.2022"}, "ESR04", "Lopetuspäivä"),
    ({"Aloituspäivä": "31.1.2022"}, "ESR05", "Aloituspäivä"),
    ({"Yksikkö": ""}, "ESR06", "Yksikkö"),
    ({"Yksikkö": "Kuun kerho"}, "ESR06", "Yksikkö"),
    ({"Koulutusaste": "Kansanopisto"}, "ESR06", "Koulutusaste"),
    ({"Allekirjoitettu": "ehkä"}, "ESR06", "Allekirjoitettu"),
    ({"Työttömyyden kesto kk": "kauan"}, "ESR06", "Työttömyyden kesto kk"),
    ({"Työmarkkina-asema lopettaessa": "Työssä", "Tutkinto/ammattipätevyys": "Ei"}, "ESR07", "Työmarkkina-asema lopettaessa"),
    ({"Tutkinto/ammattipätevyys": "Ei"}, "ESR07", "Tutkinto/ammattipätevyys"),
    ({"Työmarkkina-asema 6 kk": "Työtön"}, "ESR07", "Työmarkkina-asema 6 kk"),
    ({"Henkilötunnus": "020594X902N"}, "ESR08", "Syntymäaika"),
    ({"Henkilötunnus": "010594Y9032", "Syntymäaika": "1.5.1994"}, "ESR09", "Sukupuoli"),
    ({"Työmarkkina-asema aloittaessa": "Työssä"}, "ESR11", "Työttömyyden kesto kk"),
    ({"Allekirjoitettu": "E"}, "ESR12", "Allekirjoitettu"),
    ({"Allekirjoitettu": ""}, "ESR12", "Allekirjoitettu"),
    ({"Aloituspäivä": ""}, "ESR13", "Aloituspäivä"),
    ({"Aloituspäivä": "31.2.2022"}, "ESR13", "Aloituspäivä"),
    ({"Lopetuspäivä": "1.11.2022"}, "ESR13", "Lopetuspäivä"),
    ({"Lopetuspäivä": "1.5.2022", "Aloituspäivä": "1.5.2022", "Työmarkkina-asema 6 kk": "Työtön"}, "ESR14", "Työmarkkina-asema 6 kk"),
]


@pytest.fixture(scope="module")
def findings_by_row() -> dict[int | None, list[tuple[str, str | None]]]:
    """What is found in one file that holds every record of ``BREAKING``."""
    found: dict[int | None, list[tuple[str, str | None]]] = {}
    for rule, row, column in broken(*(record for record, _, _ in BREAKING)):
        found.setdefault(row, []).append((rule, column))
    return found


@pytest.mark.parametrize("place", range(len(BREAKING)), ids=[f"{rule} {header}" for _, rule, header in BREAKING])
def test_a_rule_speaks_at_the_cell_that_it_names_first(place: int, findings_by_row: dict[int | None, list[tuple[str, str | None]]]) -> None:
    _, rule, header = BREAKING[place]
    assert findings_by_row[place + 2] == [(rule, LETTER[header])]


def test_what_cannot_be_read_is_not_judged_further() -> None:
    unreadable_exit = {"Lopetuspäivä": "32.13.2022", "Työmarkkina-asema lopettaessa": "Työssä"}
    assert broken(unreadable_exit) == [("ESR13", 2, LETTER["Lopetuspäivä"])]


def test_the_stated_gender_x_never_warns() -> None:
    assert broken({"Henkilötunnus": "010594Y9032", "Syntymäaika": "1.5.1994", "Sukupuoli": "Muu"}) == []


def test_no_months_of_unemployment_say_nothing_against_a_job() -> None:
    assert broken({"Työmarkkina-asema aloittaessa": "Työssä", "Työttömyyden kesto kk": "0"}) == []


def test_the_same_person_again_is_a_warning_on_each_later_row_that_is_loaded() -> None:
    again = {"Asiakasnumero": "7"}
    assert broken(again, again, again | {"Koulutusaste": "?"}, again) == [("ESR10", 3, None), ("ESR06", 4, LETTER["Koulutusaste"]), ("ESR10", 5, None)]


def test_a_temporary_code_is_refused_where_the_programme_takes_none() -> None:
    refusing = context(allow_test_ids=False)
    assert broken({"Henkilötunnus": "010594Y9032", "Syntymäaika": "1.5.1994", "Sukupuoli": "Mies"}, of=refusing) == [("ESR03", 2, LETTER["Henkilötunnus"])]


def test_an_unsigned_record_is_none_of_the_later_period() -> None:
    assert broken({"Allekirjoitettu": "Ei"}, of=context(esf="2021-2027")) == []


def test_a_person_too_young_is_a_warning_at_the_cell_that_tells_the_age() -> None:
    over_thirty = context(eligibility={"min_age": 30})
    by_code = {"Henkilötunnus": "010594Y9032", "Syntymäaika": "", "Sukupuoli": "Mies"}
    expected = [("ELI01", 2, LETTER["Syntymäaika"]), ("ELI01", 3, LETTER["Henkilötunnus"])]
    assert broken({"Syntymäaika": "3.5.1992"}, by_code, {"Syntymäaika": "2.5.1992"}, of=over_thirty) == expected


def test_an_identity_code_in_the_column_of_customer_numbers_quarantines_the_row() -> None:
    assert broken({"Asiakasnumero": "010594Y9032"}) == [("PII01", 2, LETTER["Asiakasnumero"])]


def test_a_file_without_a_unit_column_covers_every_unit() -> None:
    assert not extracted({}, without=("Yksikkö",)).has_units
    assert broken({}, without=("Yksikkö",)) == []


def test_the_lake_gets_loaded_rows_alone_and_nothing_clear() -> None:
    rows = extracted({"Henkilötunnus": "010594Y9032"}, {})
    lake = lake_rows(Judged(rows, pd.Series(["loaded", "quarantined"]), (), ()))["esr_participants"]
    assert list(lake.columns) == [name for name in TABLES["esr_participants"].names if name not in ("programme_code", "_delivery_id")]
    assert len(lake) == 1
    assert "010594Y9032" not in lake.to_csv()
    assert "12.5.1980" not in lake.to_csv()
