"""What ``seuranta erase`` says of texts: those that name the person are gone, those that may are left and named."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from seuranta.cli import app, forgetting, intake
from tests.unit.intake.files import put

CONTACTS = "Tunniste;Yhteydenotto;Sitoutui;Päättyi;Loppuun asti\nMäki Pekka;1.8.2022;5.8.2022;1.11.2022;Kyllä\nA2;1.8.2022;5.8.2022;1.11.2022;Kyllä\n"
NAMING = "# Kausi 1\n## Toiminta\nMäen Pekalle annettiin todistus.\n"
OPEN = "# Kausi 1\n## Toiminta\nPekan mielestä oli hyvä.\n## Tulokset\nRyhmä kokoontui.\n"
MODULES = (intake, forgetting)


@pytest.fixture(autouse=True)
def texts(home: Path) -> None:
    put(home / "drop", "ikaalinen/yhteydenotot.csv", CONTACTS)
    put(home / "drop", "ikaalinen/kertomus.md", NAMING)
    put(home / "drop", "ikaalinen/ranta/kertomus.md", OPEN)
    assert run("ingest").exit_code == 0


def run(*arguments: str, said: str = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=said)


def erase(said: str) -> Result:
    return run("erase", "--programme", "ikaalinen", said=said)


UNSURE = (
    "may name the person or somebody else, and was left: ikaalinen/ranta/kertomus.md, period 1. "
    "Read it; where it is them, give the word that stands there on a line of its own: every text with it is taken out then"
)


def test_a_text_that_may_name_the_person_is_left_and_said_without_its_words(home: Path) -> None:
    lines = erase("Pekka Mäki\nMäki Pekka\n").stdout.splitlines()
    assert lines[0] == "erased: 1 row(s) of the lake; 1 file(s) were rewritten or their copies destroyed"
    assert lines[2] == "texts of kertomus.md taken out: 1; the TILANNE page asks staff to write them again without the person"
    assert lines[3] == UNSURE
    assert "Pek" not in "\n".join(lines)


def test_it_is_said_again_until_people_have_decided(home: Path) -> None:
    erase("Mäki Pekka\n")
    again = erase("Mäki Pekka\n").stdout.splitlines()
    assert again == ["forgotten before: nothing is left that surely is of this person, and nothing was changed", UNSURE]
    decided = erase("Mäki Pekka\nPekka\n").stdout.splitlines()
    assert decided[2] == "texts of kertomus.md taken out: 1; the TILANNE page asks staff to write them again without the person"
    assert erase("Mäki Pekka\nPekka\n").stdout.splitlines() == again[:1]
