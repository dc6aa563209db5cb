"""A forgotten person is taken out of the project's own words, and staff are asked to write them again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seuranta.forgetting.erasing import Erased, UnknownPerson
from seuranta.forgetting.requests import forget_person
from seuranta.vocabulary.house_log import read_house_log
from seuranta.vocabulary.narratives import read_narratives, standing_texts
from tests.unit.forgetting.crashing import finish, killed_at, steps_of
from tests.unit.forgetting.houses import NUMBER, SECRET, full_house, hits, surroundings_of
from tests.unit.intake.workspaces import House

NAMING = f"# Kausi 1\n## Toiminta\nRyhmässä {SECRET} kertoi tiestään.\n"
HARMLESS = "# Kausi 1\n## Toiminta\nRyhmä kokoontui viikoittain.\n"


@pytest.fixture
def home(tmp_path: Path) -> House:
    return full_house(tmp_path)


def write(home: House, text: str, place: str = "kertomus.md") -> None:
    path = home.workspace.drop / "klubi" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    home.take()


def forget(home: House, *more: str) -> Erased:
    return forget_person(surroundings_of(home), "klubi", (NUMBER, SECRET, *more))


def states(home: House) -> list[str]:
    return [narrative.state for narrative in read_narratives(home.workspace, "klubi")]


def standing(home: House) -> list[str]:
    return [own.text for own in standing_texts(read_narratives(home.workspace, "klubi"), 1)]


def holding(home: House, *texts: str) -> list[str]:
    return [name for name in hits(home, *texts) if name.startswith(("narratives", "reports", "work"))]


def test_every_kept_text_that_names_them_is_taken_out_and_no_other(home: House) -> None:
    write(home, NAMING)
    write(home, HARMLESS, "ranta/kertomus.md")
    write(home, NAMING.replace(SECRET, "Kuutamon Unelma"))
    assert holding(home, SECRET) != []
    assert forget(home).narratives == 2
    assert states(home) == ["erased", "kept", "erased"]
    assert standing(home) == ["Ryhmä kokoontui viikoittain."]
    assert holding(home, SECRET, "Kuutamon") == []


def test_staff_are_told_what_to_do(home: House) -> None:
    write(home, NAMING)
    forget(home)
    page = (home.workspace.drop / "klubi" / "TILANNE.html").read_text(encoding="utf-8")
    assert "kertomus.md: ei mukana raportissa (" in page
    assert "Tekstissä mainitaan ihminen, jonka tiedot on poistettu hänen pyynnöstään. Ota hänet pois tekstistä ja tallenna tiedosto" in page
    assert SECRET not in page


def test_a_number_in_the_text_is_found_too(home: House) -> None:
    write(home, NAMING.replace(SECRET, f"asiakas {NUMBER}"))
    assert forget_person(surroundings_of(home), "klubi", [NUMBER]).narratives == 1


def test_who_is_known_from_the_text_alone_is_forgotten_there(home: House) -> None:
    write(home, NAMING.replace(SECRET, "Aino Esimerkki"))
    erased = forget_person(surroundings_of(home), "klubi", ["Esimerkki Aino"])
    assert (erased.rows, erased.deliveries, erased.narratives) == (0, 0, 1)
    assert forget_person(surroundings_of(home), "klubi", ["Esimerkki Aino"]).was_forgotten_before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mäki Pekka", "Pekan ja Mäen perheen kanssa"),
        ("Lahti Hannes", "Lahden Hanneksellekin"),
        ("Kangas Satu", "Sadun luona, siis Kankaan"),
        ("Johansson Åke", "med Åke Johanssons hjälp"),
        ("Virtanen Anna-Liisa", "Anna-Liisa Virtasesta"),
    ],
)
def test_a_name_in_any_of_its_forms_is_found(home: House, name: str, text: str) -> None:
    write(home, NAMING.replace(SECRET, text))
    assert forget_person(surroundings_of(home), "klubi", [name]).narratives == 1
    assert states(home) == ["erased"]


def test_one_word_of_a_name_may_be_anybodys_and_is_left_to_people(home: House) -> None:
    write(home, NAMING.replace(SECRET, "Unelman ryhmä"))
    before = [path.read_bytes() for path in sorted(home.workspace.narratives.rglob("*.json"))]
    erased = forget(home)
    assert (erased.narratives, erased.unsure) == (0, ("klubi/kertomus.md, period 1",))
    assert [path.read_bytes() for path in sorted(home.workspace.narratives.rglob("*.json"))] == before
    (line,) = read_house_log(home.workspace)
    assert line["unsure"] == ["klubi/kertomus.md, period 1"]
    again = forget(home)
    assert (again.was_forgotten_before, again.unsure) == (True, ("klubi/kertomus.md, period 1",))
    assert forget(home, "Unelma").narratives == 1
    assert standing(home) == []


def test_who_is_perhaps_in_a_text_and_nowhere_else_is_not_known_but_the_place_is_said(home: House) -> None:
    write(home, NAMING.replace(SECRET, "Aino"))
    with pytest.raises(UnknownPerson) as refused:
        forget_person(surroundings_of(home), "klubi", ["Esimerkki Aino"])
    assert str(refused.value).endswith(
        "Texts of kertomus.md that may name them: klubi/kertomus.md, period 1. Read them; "
        "where it is them, give the word that stands there on a line of its own: every text with it is taken out then"
    )
    assert "Aino" not in str(refused.value)
    assert states(home) == ["kept"]


def test_the_same_text_again_is_not_taken_wherever_it_lies(home: House) -> None:
    write(home, NAMING)
    forget(home)
    write(home, NAMING, "toinen/kertomus.md")
    write(home, NAMING + "Lisää tekstiä.\n")
    assert states(home) == ["erased"] * 3
    write(home, HARMLESS)
    assert standing(home) == ["Ryhmä kokoontui viikoittain."]
    assert holding(home, SECRET) == []


def publish(home: House) -> Path:
    """A release that shows the latest text: the file of its words."""
    folder = home.workspace.releases / "klubi" / "1" / "1"
    shown = folder / "reports" / "public" / "kertomus.json"
    shown.parent.mkdir(parents=True)
    kept = read_narratives(home.workspace, "klubi")[-1]
    shown.write_text(json.dumps({"schema": "seuranta.own_words/1", "texts": [own.model_dump() for own in kept.texts]}), encoding="utf-8")
    (folder / "rows").mkdir()
    (folder / "MANIFEST.sha256").touch()
    return shown


def test_a_published_text_that_may_name_them_is_said_too(home: House) -> None:
    write(home, NAMING.replace(SECRET, "Kuutamon perhe"))
    publish(home)
    erased = forget(home)
    assert (erased.showing, erased.unsure) == ((), ("klubi/kertomus.md, period 1", "klubi/1/1"))


def test_a_published_text_is_named_and_left_as_it_was_given(home: House) -> None:
    write(home, NAMING)
    shown = publish(home)
    before = shown.read_bytes()
    assert forget(home).showing == ("klubi/1/1",)
    assert shown.read_bytes() == before
    (line,) = read_house_log(home.workspace)
    assert (line["narratives"], line["showing"]) == ([1], ["klubi/1/1"])


@pytest.mark.slow
def test_a_kill_before_and_after_each_text_is_finished_by_the_next_command(tmp_path: Path) -> None:
    def made(name: str) -> House:
        made = full_house(tmp_path / name)
        write(made, NAMING)
        write(made, HARMLESS, "ranta/kertomus.md")
        return made

    steps = steps_of(made("clean"), forget)
    originals_are_gone = max(at for at, step in enumerate(steps) if step == "remove .age")
    # What follows is the text, and the journal's line that the lake is done.
    text, journal = [at for at, step in enumerate(steps) if step == "rename .json" and at > originals_are_gone][:2]
    for at in (text, text + 1, journal):
        crashed = made(f"crashed {at}")
        killed_at(crashed, forget, at)
        assert states(crashed) == ["kept" if at == text else "erased", "kept"]
        finish(crashed)
        assert states(crashed) == ["erased", "kept"]
        assert holding(crashed, SECRET) == []
