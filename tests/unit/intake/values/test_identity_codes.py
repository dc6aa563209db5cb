"""Identity codes: only invented ones, with an individual number of 900–999."""

from __future__ import annotations

import pandas as pd
import pytest

from seuranta.intake.values.identity_codes import canonical_identifier, read_identity_codes


def test_a_temporary_code_is_valid_only_where_it_is_allowed() -> None:
    codes = pd.Series(["010594Y9032"], dtype="str")
    assert read_identity_codes(codes).states.tolist() == ["temporary"]
    assert read_identity_codes(codes, allow_temporary=True).states.tolist() == ["valid"]


@pytest.mark.parametrize("code", ["010190-999K", "310294-9030", "010594Q9032", "0105949032", "010594Y903", "010594Y9032X", "matti", "０10594Y9032"])
def test_a_code_with_a_wrong_checksum_day_or_shape_is_malformed(code: str) -> None:
    assert read_identity_codes(pd.Series([code], dtype="str"), allow_temporary=True).states.tolist() == ["malformed"]


def test_an_empty_cell_holds_no_code() -> None:
    assert read_identity_codes(pd.Series([None, " "], dtype="str")).states.tolist() == ["empty", "empty"]


@pytest.mark.parametrize("written", [" 050594u903m ", "050594U903M", "050594 U903M"])
def test_one_person_has_one_canonical_identifier(written: str) -> None:
    assert canonical_identifier(written) == "050594U903M"


@pytest.mark.parametrize("dash", list("-‐‑‒–—―−"))
def test_every_dash_is_the_same_sign(dash: str) -> None:
    assert canonical_identifier(f"010190{dash}999w") == "010190-999W"


def test_the_century_sign_tells_two_people_apart() -> None:
    assert canonical_identifier("010190-999W") != canonical_identifier("010190Y999W")


def test_a_name_is_trimmed_and_upper_case_and_keeps_its_spaces() -> None:
    assert canonical_identifier(" Anna  K. ") == "ANNA  K."


def test_birth_date_and_gender_come_from_the_code() -> None:
    codes = read_identity_codes(pd.Series(["010594Y9032", "010516B902W", "010190-999K"], dtype="str"), allow_temporary=True)
    assert codes.birth_on.dropna().dt.strftime("%Y-%m-%d").tolist() == ["1994-05-01", "2016-05-01"]
    assert codes.gender.dropna().tolist() == ["M", "F"]
    assert codes.birth_on.isna().tolist() == [False, False, True]
