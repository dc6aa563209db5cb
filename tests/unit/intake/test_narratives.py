"""The project's own words: what is kept of ``kertomus.md``, for which period, and what keeps it out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from seuranta.intake.drop_folder import look
from seuranta.intake.names import Names
from seuranta.intake.narratives import LARGEST_BYTES, take_narratives, understood
from seuranta.intake.pseudonyms import programme_key
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.narratives import Narrative, NarrativeContent, read_narratives, standing_texts
from seuranta.vocabulary.workspace import Workspace
from tests.unit.reporting.reports import a_programme

IN_THE_FIRST_PERIOD, AFTER_ALL = date(2022, 8, 1), date(2024, 1, 1)
CLOCK = Clock(datetime(2022, 8, 1, 9, 0, tzinfo=UTC))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path)
    (made.drop / "pilotti").mkdir(parents=True)
    return made


def take(workspace: Workspace) -> list[Narrative]:
    found = look(workspace.drop, was_filled=False).narratives.values()
    return take_narratives(workspace, a_programme(), found, Names(programme_key(b"k" * 32, "pilotti")), CLOCK)


def write(workspace: Workspace, text: str, folder: str = "") -> None:
    path = workspace.drop / "pilotti" / folder / "kertomus.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def texts(text: str, on: date = IN_THE_FIRST_PERIOD) -> list[tuple[int, str, str]]:
    content = understood(text.encode(), a_programme(), on)
    assert content.state == "kept"
    return [(own.period_no, own.heading, own.text) for own in content.texts]


def test_a_text_is_split_by_period_and_heading() -> None:
    text = "# Kausi 1\nAlku.\n## Toiminta\nRyhmä alkoi.\n\nSe jatkuu.\n# Kausi 2: kevät\n## Tulokset #\nHyvin meni.\n"
    assert texts(text) == [(1, "", "Alku."), (1, "Toiminta", "Ryhmä alkoi.\n\nSe jatkuu."), (2, "Tulokset", "Hyvin meni.")]


@pytest.mark.parametrize(("on", "period_no"), [(IN_THE_FIRST_PERIOD, 1), (AFTER_ALL, 2), (date(2020, 1, 1), 1)])
def test_a_text_that_names_no_period_is_of_the_one_in_which_it_came(on: date, period_no: int) -> None:
    assert texts("## Toiminta\nRyhmä alkoi.", on) == [(period_no, "Toiminta", "Ryhmä alkoi.")]


def test_what_the_template_says_to_its_writer_is_no_text() -> None:
    assert texts("# Kausi 1\n## Toiminta\n<!-- Kirjoita tähän,\nmitä tehtiin. -->\n## Tulokset\nTulos.") == [(1, "Tulokset", "Tulos.")]


@pytest.mark.parametrize("line", ["Soita 040 123 4567.", "Kirjoita etunimi.sukunimi@esimerkki.fi", "Asiakas 010190-951B kertoi."])
def test_a_personal_pattern_keeps_the_whole_text_out_and_tells_the_line_alone(line: str) -> None:
    content = understood(f"# Kausi 1\nHyvä.\n{line}\n".encode(), a_programme(), IN_THE_FIRST_PERIOD)
    assert content == NarrativeContent(state="personal_pattern", lines=(3,))


def test_a_period_that_the_programme_has_not_keeps_the_text_out() -> None:
    assert understood(b"# Kausi 7\nHei.", a_programme(), IN_THE_FIRST_PERIOD) == NarrativeContent(state="unknown_period", lines=(1,))


@pytest.mark.parametrize("content", [None, b"\x00\x01\x02", b"\xff\xfe\x00"])
def test_what_is_no_text_is_unreadable(content: bytes | None) -> None:
    assert understood(content, a_programme(), IN_THE_FIRST_PERIOD) == NarrativeContent(state="unreadable")


def test_the_same_file_is_nothing_new_and_a_changed_one_stands_for_what_it_speaks_of(workspace: Workspace) -> None:
    write(workspace, "# Kausi 1\nYksi.\n# Kausi 2\nKaksi.")
    assert [narrative.narrative_no for narrative in take(workspace)] == [1]
    assert take(workspace) == []
    write(workspace, "# Kausi 2\nKaksi, korjattu.")
    assert [narrative.narrative_no for narrative in take(workspace)] == [2]
    known = read_narratives(workspace, "pilotti")
    assert [own.text for own in standing_texts(known, 1)] == ["Yksi."]
    assert [own.text for own in standing_texts(known, 2)] == ["Kaksi, korjattu."]


def test_a_period_without_text_takes_back_what_stood(workspace: Workspace) -> None:
    write(workspace, "# Kausi 1\nYksi.")
    take(workspace)
    write(workspace, "# Kausi 1\n")
    take(workspace)
    assert standing_texts(read_narratives(workspace, "pilotti"), 1) == []


def test_each_folder_has_its_own_words(workspace: Workspace) -> None:
    write(workspace, "# Kausi 1\nTampereelta.", "tampere")
    write(workspace, "# Kausi 1\nHelsingistä.", "helsinki")
    take(workspace)
    assert [own.text for own in standing_texts(read_narratives(workspace, "pilotti"), 1)] == ["Helsingistä.", "Tampereelta."]


def test_nothing_of_a_text_that_was_held_out_is_stored(workspace: Workspace) -> None:
    write(workspace, "# Kausi 1\nSalaisuus: 040 123 4567\n")
    [narrative] = take(workspace)
    assert (narrative.state, narrative.lines, narrative.texts) == ("personal_pattern", (2,), ())
    stored = b"".join(path.read_bytes() for path in workspace.narratives.rglob("*") if path.is_file())
    assert b"personal_pattern" in stored
    assert b"Salaisuus" not in stored


def test_a_link_and_a_huge_file_are_not_read(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("# Kausi 1\nSalaisuus.")
    (workspace.drop / "pilotti" / "kertomus.md").symlink_to(tmp_path / "secret")
    assert take(workspace) == []
    write(workspace, "x" * (LARGEST_BYTES + 1), "iso")
    assert [narrative.state for narrative in take(workspace)] == ["unreadable"]
