"""Pseudonyms: one person, one key, in one programme; nothing to be learned from it."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from seuranta.intake.names import Names
from seuranta.intake.pseudonyms import programme_key
from tests.unit.intake.builders import table

MASTER = bytes(range(32))
KEY = programme_key(MASTER, "klubi")


def test_a_pseudonym_is_32_digits_and_never_changes() -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", KEY.pseudonym("010594Y9032"))
    assert KEY.pseudonym("010594Y9032") == programme_key(MASTER, "klubi").pseudonym("010594Y9032")


@pytest.mark.parametrize("written", [" 020594x903p ", "020594X903P", "020594 X903P"])
def test_one_person_has_one_key_however_it_is_written(written: str) -> None:
    assert KEY.pseudonym(written) == KEY.pseudonym("020594X903P")


def test_every_kind_of_dash_is_one_dash() -> None:
    assert len({KEY.pseudonym(f"131052{dash}308T") for dash in "-‐‑‒–—―−"}) == 1


def test_the_century_sign_tells_people_apart() -> None:
    assert KEY.pseudonym("131052-308T") != KEY.pseudonym("131052A308T")


def test_two_programmes_and_two_masters_share_no_key() -> None:
    others = [programme_key(MASTER, "toinen"), programme_key(bytes(32), "klubi")]
    assert len({key.pseudonym("A1") for key in [KEY, *others]}) == 3
    assert len({key.key_id for key in [KEY, *others]}) == 3


def test_missing_and_blank_stay_missing() -> None:
    keys = KEY.pseudonymise(pd.Series(["A1", None, " ", "a1 "], index=[5, 6, 7, 8], dtype="str"))
    assert list(keys.index) == [5, 6, 7, 8]
    assert keys[5] == keys[8] == KEY.pseudonym("A1")
    assert keys[[6, 7]].isna().all()


def test_a_key_does_not_show_itself() -> None:
    assert repr(KEY) == f"ProgrammeKey({KEY.key_id})"


def test_a_name_with_a_personal_pattern_is_replaced_and_others_stay() -> None:
    names = Names(KEY)
    assert names.path("klubi/läsnäolo 3.xlsx") == "klubi/läsnäolo 3.xlsx"
    hidden = names.path("klubi/010594Y9032/020594X903P.xlsx")
    assert hidden.startswith("klubi/file_")
    assert "9032" not in hidden
    assert hidden == names.path("klubi/010594Y9032/020594X903P.xlsx")
    assert names.sheet("maija@example.org").startswith("sheet_")


def test_a_sheet_that_is_called_by_somebody_in_the_file_is_replaced() -> None:
    rows = [["Ohjaaja"], ["Pvm", "Osallistuja"], ["3.5.2022", "Mäkelä Maija-Liisa"], ["3.5.2022", "Kallio asiakas 3"], ["3.5.2022", "A1"]]
    names = Names(KEY).of_file(table(*rows))
    for personal in ("Maija-Liisa Mäkelä", "maija-liisa mäkelä 2022", "Mäkelä", "MAKELA"):
        assert names.sheet(personal).startswith("sheet_"), personal
    for plain in ("Taul1", "Kallio", "Ohjaaja", "A1", "Päivätoiminta", "Maijan ryhmä"):
        assert names.sheet(plain) == plain


def test_first_and_last_names_in_columns_of_their_own_are_one_name() -> None:
    names = Names(KEY).of_file(table(["Sukunimi", "Etunimi", "Pvm"], ["Mäkelä", "Maija", "3.5.2022"]))
    assert names.sheet("Maija Mäkelä").startswith("sheet_")
    assert names.sheet("Pvm") == "Pvm"
