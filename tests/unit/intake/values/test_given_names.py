"""Names of files and sheets that look like somebody's, and those that only sound so."""

from __future__ import annotations

import pytest

from seuranta.intake.values.given_names import looks_like_somebody


@pytest.mark.parametrize("name", ["Mäkelä Aino.xlsx", "aino_mäkelä 2.csv", "Paivi Makela", "läsnäolo Väinö Mäkelä 3.xlsx", "maija.makela", "ÅSA ÅKERBLOM"])
def test_a_given_name_beside_another_name_is_somebody(name: str) -> None:
    assert looks_like_somebody(name)


@pytest.mark.parametrize(
    "name",
    ["Mikä päivä.xlsx", "Aino-ryhmä kevät.xlsx", "Toivo-talo", "Helmi 2022", "läsnäolot 3.xlsx", "Taul1", "Kari kesä 2023", "asiakasraati kaikki.xlsx", ""],
)
def test_groups_houses_and_lists_keep_their_names(name: str) -> None:
    assert not looks_like_somebody(name)
