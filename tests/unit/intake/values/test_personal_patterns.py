"""Personal data where it does not belong. All of it is invented."""

from __future__ import annotations

import pandas as pd
import pytest

from seuranta.intake.values.personal_patterns import has_contact_data, has_identity_code, holds_personal_pattern


@pytest.mark.parametrize(
    "text", ["010594Y9032", "hetu:010594y9032.", "Soittakaa 010190–999W heti", "hetu010594Y9032", "010190 - 999W", "nro 12 010594Y9032", "０10594Y9032"]
)
def test_an_identity_code_is_found_anywhere_in_a_text(text: str) -> None:
    assert has_identity_code(pd.Series([text], dtype="str")).tolist() == [True]


@pytest.mark.parametrize("text", ["010190-999K", "1010594Y9032", "15.7.2022", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "", "010594Y90321"])
def test_what_only_looks_like_an_identity_code_is_none(text: str) -> None:
    assert has_identity_code(pd.Series([text], dtype="str")).tolist() == [False]


@pytest.mark.parametrize(
    "text", ["soita 040 123 4567", "040-1234567", "+358 40 123 4567", "00358401234567", "(09) 123 4567", "anna@example.fi", "os. a.b+c@ex-ample.co.uk."]
)
def test_phone_numbers_and_e_mail_addresses_are_found(text: str) -> None:
    assert has_contact_data(pd.Series([text], dtype="str")).tolist() == [True]


@pytest.mark.parametrize(
    "text", ["15.7.2022 klo 13.00–15.00", "2016-2019", "2022-07-15", "läsnäolot 05032022", "31 440 euroa", "0,1234567", "010594Y9032", "arvosana 10/10"]
)
def test_dates_numbers_and_identity_codes_are_no_contact_data(text: str) -> None:
    assert has_contact_data(pd.Series([text], dtype="str")).tolist() == [False]


def test_missing_cells_hold_nothing() -> None:
    assert has_identity_code(pd.Series([None, "x"], dtype="str")).tolist() == [False, False]


def test_the_flags_keep_the_index_of_the_cells() -> None:
    flags = has_identity_code(pd.Series(["x", "010594Y9032"], index=[7, 3], dtype="str"))
    assert flags.to_dict() == {7: False, 3: True}


@pytest.mark.parametrize("name", ["osallistuja 010594Y9032.xlsx", "anna@example.fi.csv", "soita 0401234567.xlsx"])
def test_a_name_that_holds_a_person_is_told(name: str) -> None:
    assert holds_personal_pattern(name)


def test_an_ordinary_name_is_not() -> None:
    assert not holds_personal_pattern("läsnäolot 2022-07 osa 3.xlsx")
