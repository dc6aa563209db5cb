"""The project's own words: where they are shown, what is kept of their Markdown, what a draft says where they are missing."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pypdf
import pytest

from seuranta.reporting.composing import compose
from seuranta.reporting.context import Context
from seuranta.reporting.document import Document, OwnWords, Section, plain, runs
from seuranta.reporting.drafts import render
from seuranta.reporting.material import Material
from seuranta.reporting.sections.own_words import paragraphs_of, part_of
from seuranta.vocabulary.figures import Report
from seuranta.vocabulary.narratives import Narrative, OwnText
from tests.unit.reporting.reports import a_material, a_report, the_pilot

RECEIVED = datetime(2022, 11, 18, tzinfo=UTC)


def with_words(*texts: tuple[str, str], period_no: int = 1) -> Material:
    own = tuple(OwnText(period_no=period_no, heading=heading, text=text) for heading, text in texts)
    narrative = Narrative(
        narrative_no=1, programme="pilotti", path="pilotti/kertomus.md", sha256="0" * 64, received_at=RECEIVED, clock="system",
        state="kept", period_nos=(period_no,), texts=own,
    )  # fmt: skip
    return replace(a_material(), narratives=[narrative])


def document(material: Material, report: Report | None = None) -> Document:
    return compose(Context(report or a_report(the_pilot()), material))


def own_words_of(made: Document) -> dict[str, list[str]]:
    """By section: what the project wrote."""
    found = {}
    for section in made.sections:
        blocks = [block for block in section.blocks if isinstance(block, OwnWords) and not block.is_missing]
        if blocks:
            found[section.key] = [plain(paragraph.text) for block in blocks for paragraph in block.paragraphs]
    return found


def reminders_of(made: Document) -> dict[str, str]:
    return {section.key: reminder(section) for section in made.sections if reminder(section)}


def reminder(section: Section) -> str:
    return " ".join(one.text for block in section.blocks if isinstance(block, OwnWords) and block.is_missing for one in block.paragraphs)


def test_words_stand_where_their_heading_belongs() -> None:
    material = with_words(("", "Hyvä kausi."), ("Toiminta", "Ryhmä kokoontui."), ("2. Tulokset:", "Luottamus kasvoi."), ("Kiitokset", "Kaikille."))
    assert own_words_of(document(material)) == {
        "summary": ["Hyvä kausi."],
        "activity": ["Ryhmä kokoontui."],
        "own_results": ["Luottamus kasvoi."],
        "own_other": ["Kiitokset", "Kaikille."],
    }


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Toiminta", "activity"),
        ("MITÄ TEHTIIN", "activity"),
        ("Verksamhet", "activity"),
        ("What comes next", "next"),
        ("1) Poikkeamat", "deviations"),
        ("Kuulumisia", ""),
    ],
)
def test_a_heading_is_known_in_every_language(heading: str, part: str) -> None:
    assert part_of(OwnText(period_no=1, heading=heading, text="x")) == part


def test_words_of_another_period_are_not_shown() -> None:
    assert own_words_of(document(with_words(("Toiminta", "Ensi kaudella."), period_no=2))) == {}


def test_a_draft_says_which_words_are_missing_and_a_released_report_does_not() -> None:
    report = a_report(the_pilot())
    draft = document(with_words(("Yhteenveto", "Hyvä kausi."), ("Tulokset", "Hyviä.")), report)
    assert reminders_of(draft) == {
        "activity": "Kirjoita se tiedostoon kertomus.md otsikon ”Toiminta” alle.",
        "own_missing": "Kirjoita se tiedostoon kertomus.md otsikon ”Poikkeamat ja muutokset”, ”Mitä seuraavaksi” alle.",
    }
    assert "Hankkeen omat sanat (kertomus.md): Toiminta, Poikkeamat ja muutokset, Mitä seuraavaksi." in draft.to_do
    released = document(a_material(), report.model_copy(update={"status": "released"}))
    assert reminders_of(released) == {}
    assert released.to_do == ()


def test_paragraphs_lists_and_emphasis_are_kept() -> None:
    paragraphs = list(paragraphs_of("Yksi\nrivi.\n\n- **eka** asia\n- toka *asia*\n\n> lainaus"))
    assert [(paragraph.kind, plain(paragraph.text)) for paragraph in paragraphs] == [
        ("body", "Yksi rivi."), ("point", "eka asia"), ("point", "toka asia"), ("body", "lainaus"),
    ]  # fmt: skip
    assert runs(paragraphs[1].text) == [("eka", True), (" asia", False)]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("[sivu](http://x.example/a) ja ![kuva](http://x.example/b.png)", "sivu ja kuva"),
        ("katso https://x.example/a?b=c tai <http://x.example>", "katso  tai"),
        ("<script>alert(1)</script><b>lihava</b>", "alert(1)lihava"),
        ("merkit \ue000ja\ue001 pois", "merkit ja pois"),
    ],
)
def test_nothing_is_fetched_run_or_marked_by_a_text(markdown: str, text: str) -> None:
    assert [paragraph.text for paragraph in paragraphs_of(markdown)] == [text]


def test_the_text_of_a_hostile_narrative_is_only_text_in_every_file() -> None:
    hostile = '#image("x.png") #read("/etc/passwd") $x$ @label <label> {{ document.title }} {% raw %} =HYPERLINK("http://x") '
    files = render(a_report(the_pilot()), with_words(("Toiminta", hostile)))
    pdf = pypdf.PdfReader(io.BytesIO(files["report.pdf"]))
    printed = " ".join(page.extract_text() for page in pdf.pages).replace("\n", " ")
    assert '#read("/etc/passwd")' in printed
    assert b"/URI" not in files["report.pdf"]
    page = files["report.html"].decode()
    assert "{{ document.title }}" in page
    assert "http://x" not in page
    with zipfile.ZipFile(io.BytesIO(files["report.xlsx"])) as archive:
        assert all("<f>" not in archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert b"kertomus" not in files["report.json"]


def test_a_release_holds_the_words_it_shows() -> None:
    files = render(a_report(the_pilot()), with_words(("Toiminta", "Ryhmä kokoontui.")))
    assert '"heading": "Toiminta"' in files["kertomus.json"].decode()
    assert "Ryhmä kokoontui." in files["lomaketeksti.txt"].decode()
