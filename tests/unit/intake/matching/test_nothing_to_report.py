"""Files that say there is nothing to report."""

from __future__ import annotations

from datetime import date

import pytest

from seuranta.intake.matching.match import NothingToReport
from seuranta.intake.understanding import understand
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.receipts import Declaration
from seuranta.vocabulary.sheets import Workbook
from tests.unit.intake.builders import context, sheet, table, workbook


def declared(file: Workbook, received_on: date = date(2022, 8, 15)) -> list[Declaration]:
    found = understand(file, context(received_on=received_on))
    assert isinstance(found, NothingToReport)
    return list(found.declarations)


@pytest.mark.parametrize("phrase", ["Ei raportoitavaa", "EI RAPORTOITAVAA.", "Inget att rapportera", "Nothing to report!"])
def test_it_may_be_said_in_three_languages(phrase: str) -> None:
    assert declared(table([phrase])) == [Declaration(period_no=2)]


def test_it_may_name_unit_period_and_dataset() -> None:
    said = table(["Ei raportoitavaa"], ["Yksikkö: Kallio"], ["Kausi:", 1], ["Aineisto: Läsnäolot"], name=None)

    assert declared(said) == [Declaration(unit_code="kallio", dataset="attendance", period_no=1)]


@pytest.mark.parametrize("days", ["1.7.2022–30.11.2022", "1.7.–30.11.2022", "2022-07-01 - 2022-11-30"])
def test_a_period_may_be_named_by_its_days(days: str) -> None:
    assert declared(table(["Ei raportoitavaa"], [f"Kausi: {days}"])) == [Declaration(period_no=2)]


def test_a_sheet_may_be_named_so() -> None:
    assert declared(workbook(sheet(["Yksikkö: Malmin yhteisö"], name="Ei raportoitavaa"))) == [Declaration(unit_code="malmi", period_no=2)]


def test_a_title_with_the_name_of_programme_or_unit_may_stand_above() -> None:
    assert declared(table(["Klubi"], ["Kallion yhteisö"], ["Ei raportoitavaa"])) == [Declaration(unit_code="kallio", period_no=2)]


def test_said_in_an_empty_template_it_is_about_its_dataset() -> None:
    said = table(["Läsnäolot"], ["Pvm", "Ryhmä", "Yksikkö", "Osallistuja"], ["Ei raportoitavaa"])

    assert declared(said) == [Declaration(dataset="attendance", period_no=2)]


def test_without_a_period_it_is_that_of_the_day_of_receipt_else_the_last_that_had_ended() -> None:
    said = table(["Ei raportoitavaa"])

    assert [each.period_no for day in (date(2022, 6, 30), date(2022, 7, 1), date(2026, 1, 1)) for each in declared(said, day)] == [1, 2, 2]


@pytest.mark.parametrize("line", ["Yksikkö: Kalio", "Kausi: 9", "Kausi: ensi kevät", "Aineisto: Laskut"])
def test_what_is_not_the_programmes_is_refused(line: str) -> None:
    with pytest.raises(Rejected) as refused:
        declared(table(["Ei raportoitavaa"], [line]))

    assert refused.value.rule == "FIL04"


def test_with_anything_else_it_is_no_such_file() -> None:
    with pytest.raises(Rejected) as refused:
        declared(table(["Ei raportoitavaa"], ["Pvm", "Osallistuja"], ["3.5.2022", "A1"]))

    assert refused.value.rule == "FIL04"
