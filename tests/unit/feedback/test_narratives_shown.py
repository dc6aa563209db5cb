"""What staff are told of their ``kertomus.md``: taken for which period, or what to correct where."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl

from seuranta.feedback.narratives_shown import narratives_shown
from seuranta.feedback.situation import refresh_situation
from seuranta.vocabulary.narratives import Narrative
from seuranta.vocabulary.workspace import Workspace
from tests.unit.feedback.builders import klubi

NOW = datetime(2022, 9, 1, 9, tzinfo=UTC)


def a_narrative(no: int, **facts: Any) -> Narrative:
    given: dict[str, Any] = {"path": "klubi/kertomus.md", "state": "kept", "period_nos": (2,), **facts}
    return Narrative(narrative_no=no, programme="klubi", sha256="0" * 64, received_at=NOW, clock="SEURANTA_NOW", **given)


def test_a_text_that_was_taken_names_its_periods() -> None:
    [shown] = narratives_shown([a_narrative(1, period_nos=(1, 2))], "fi")
    assert (shown.text, shown.is_open) == ("kertomus.md: otettu mukaan (1.9.2022 klo 12.00). Kausi: 1, 2.", False)


def test_a_text_that_was_held_out_says_where_and_what_to_do() -> None:
    held = a_narrative(2, path="klubi/ranta/kertomus.md", state="personal_pattern", lines=(3, 8), period_nos=())
    shown = narratives_shown([a_narrative(1), held], "fi")
    assert [narrative.is_open for narrative in shown] == [True, False]
    assert shown[0].text == (
        "ranta/kertomus.md: ei otettu mukaan (1.9.2022 klo 12.00). Rivillä 3, 8 on henkilötunnus, puhelinnumero tai sähköpostiosoite. "
        "Poista se ja tallenna tiedosto, niin se luetaan uudelleen. Aiempi teksti on siihen asti voimassa."
    )


def test_only_the_last_content_of_a_file_is_told_of() -> None:
    shown = narratives_shown([a_narrative(1, state="unreadable", period_nos=()), a_narrative(2)], "sv")
    assert [narrative.text for narrative in shown] == ["kertomus.md: togs med (1.9.2022 kl. 12.00). Period: 2."]


def test_page_and_workbook_tell_the_same(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    folder = workspace.narratives / "klubi"
    folder.mkdir(parents=True)
    narrative = a_narrative(1, state="unknown_period", lines=(1,), period_nos=())
    (folder / "000001.json").write_text(narrative.model_dump_json())
    (workspace.drop / "klubi").mkdir(parents=True)
    page = refresh_situation(workspace, klubi(), [], [], NOW)
    sentence = "kertomus.md: ei otettu mukaan (1.9.2022 klo 12.00). Rivin 1 otsikossa on kausi, jota hankkeella ei ole."
    assert sentence in page.read_text(encoding="utf-8")
    sheet = openpyxl.load_workbook(page.with_suffix(".xlsx")).worksheets[0]
    assert any(str(row[0].value).startswith(sentence) for row in sheet.iter_rows(max_col=1))
