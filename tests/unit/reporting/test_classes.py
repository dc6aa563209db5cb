"""A hidden share of which a class is told: the same words in every form of the report, with one note what they mean."""

from __future__ import annotations

import io
import json
import zipfile

import pypdf
import pytest

from seuranta.reporting.cells import cell_of, fraction_cell
from seuranta.reporting.composing import compose
from seuranta.reporting.context import Context
from seuranta.reporting.document import Cell
from seuranta.reporting.drafts import render
from seuranta.reporting.numbers import Numbers
from seuranta.vocabulary.figures import AT_MOST_HALF, CLASSES, MORE_THAN_HALF, Figure, Report
from seuranta.words import phrases
from tests.unit.reporting.reports import a_figure, a_material, a_programme, a_report, hidden

WORDS = {
    "fi": ("enintään puolet", "yli puolet"),
    "sv": ("högst hälften", "över hälften"),
    "en": ("at most half", "more than half"),
}
NOTES = {
    "fi": "”enintään puolet”, ”yli puolet”: osuutta ei näytetä; sanat kertovat vain, onko osoittaja enintään puolet nimittäjästä vai enemmän.",
    "sv": "”högst hälften”, ”över hälften”: andelen visas inte; orden säger bara om täljaren är högst hälften av nämnaren eller mer.",
    "en": "“at most half”, “more than half”: the share is not shown; the words only say whether the numerator is at most half of the denominator or more.",
}
TOP2 = "survey.loppukysely.top2"


def told(figure_id: str, name: str, **breakdown: str) -> Figure:
    return hidden(figure_id, "cumulative", **breakdown).model_copy(update={"note": name})


def surveyed(*, with_classes: bool = True) -> Report:
    classes = (AT_MOST_HALF, MORE_THAN_HALF) if with_classes else ("suppressed", "suppressed")
    figures = [
        a_figure("survey.loppukysely.responses", 24, n=24),
        a_figure("survey.loppukysely.mean.hyoty", 3.0, numerator=72, denominator=24, n=24),
        told(f"{TOP2}.hyoty", classes[0]),
        a_figure("survey.loppukysely.mean.tuki", 4.5, numerator=108, denominator=24, n=24),
        told(f"{TOP2}.tuki", classes[1]),
        told("survey.loppukysely.share.syy", classes[1], option="seura"),
        told("survey.loppukysely.share.syy", classes[0], option="muu"),
        hidden("attendance.persons"),
    ]
    return a_report(figures, audience="public")


def note_of(report: Report, language: str) -> str:
    return compose(Context(report, a_material(a_programme(language=language)))).hidden_note


@pytest.mark.parametrize("language", WORDS)
def test_a_class_stands_in_place_of_the_number(language: str) -> None:
    said = [cell_of(told(f"{TOP2}.hyoty", name), Numbers(language), "?", phrases("report", language)) for name in CLASSES]
    assert said == [Cell(text, "class") for text in WORDS[language]]


def test_no_number_beside_a_class_is_called_small() -> None:
    share = told(f"{TOP2}.hyoty", AT_MOST_HALF)
    assert fraction_cell(share, Numbers("fi"), "alle 5") == Cell("–", "missing")
    assert Context(a_report([share], audience="public"), a_material()).n(share.id, share.scope) == Cell("–", "missing")


@pytest.mark.parametrize("language", WORDS)
def test_one_note_says_what_the_words_mean(language: str) -> None:
    assert note_of(surveyed(), language).endswith(f" {NOTES[language]}")
    assert NOTES[language] not in note_of(surveyed(with_classes=False), language)


def test_every_form_of_the_report_says_the_class() -> None:
    files = render(surveyed(), a_material())
    pages = pypdf.PdfReader(io.BytesIO(files["report.pdf"])).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split()).replace("- ", "")  # words are hyphenated
    with zipfile.ZipFile(io.BytesIO(files["report.xlsx"])) as archive:
        stored = archive.read("xl/sharedStrings.xml").decode()
    for text in (printed, stored, files["report.html"].decode()):
        assert [word for word in (*WORDS["fi"], NOTES["fi"]) if word not in text] == []
    notes = [figure["note"] for figure in json.loads(files["report.json"])["figures"] if figure["suppressed"]]
    assert notes == [AT_MOST_HALF, MORE_THAN_HALF, MORE_THAN_HALF, AT_MOST_HALF, "suppressed"]


def test_the_table_of_all_figures_says_why_there_is_no_number() -> None:
    with zipfile.ZipFile(io.BytesIO(render(surveyed(), a_material())["report.xlsx"])) as archive:
        assert "salattu, luokka kerrottu" in archive.read("xl/sharedStrings.xml").decode()
