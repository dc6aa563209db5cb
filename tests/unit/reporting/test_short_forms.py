"""The report on one page, and as text for a funder's web form."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from seuranta.reporting.composing import compose
from seuranta.reporting.context import Context
from seuranta.reporting.drafts import render
from seuranta.reporting.form_text import PART_LIMIT, form_text
from seuranta.vocabulary.figures import Figure, Report
from tests.unit.reporting.reports import SECOND, a_figure, a_material, a_programme, a_report, hidden, the_pilot
from tests.unit.reporting.test_own_words import with_words


def text_of(report: Report, words: str = "") -> str:
    context = Context(report, with_words(("Toiminta", words)) if words else a_material())
    return form_text(compose(context), context)


def one_page_of(report: Report, words: str = "") -> pypdf.PdfReader:
    files = render(report, with_words(("Yhteenveto", words)) if words else a_material())
    return pypdf.PdfReader(io.BytesIO(files["tiivistelma.pdf"]))


def test_the_summary_has_one_page_with_the_key_figures() -> None:
    pages = one_page_of(a_report(the_pilot())).pages
    assert len(pages) == 1
    printed = " ".join(pages[0].extract_text().split())
    assert "Seurantaraportin tiivistelmä · Hankkeen sisäinen" in printed
    assert "Tapaamisia pidettiin 35." in printed
    assert "LUONNOS" in printed


def test_long_words_are_set_smaller_until_they_fit() -> None:
    printed = one_page_of(a_report(the_pilot()), "Ryhmä kokoontui joka viikko ja kaikki viihtyivät. " * 60).pages
    assert len(printed) == 1
    assert "Tapaamisia pidettiin 35." in " ".join(printed[0].extract_text().split())


def test_the_text_has_each_part_with_its_length_and_no_marks() -> None:
    text = text_of(a_report(the_pilot()), "Ryhmä kokoontui [täällä](http://x.example).")
    assert "Tapaamisia: 35 (kerätty)\nKäyntejä: 184 (kerätty)\nEri asiakkaita: 8 (kerätty)\n" in text
    assert "Tavoitettuja: 40 (arvio)" in text
    assert "\nToiminta [23 merkkiä]\nRyhmä kokoontui täällä.\n" in text
    assert [sign for sign in ("http", "\ue000", "\u00a0", "\u00ad", "→", "<", "*") if sign in text] == []
    for title, length, part in re.findall(r"^(.+) \[([\d ]+) merkkiä\]\n(.*?)(?:\n\n|\Z)", text, flags=re.MULTILINE | re.DOTALL):
        assert len(part.strip()) == int(length.replace(" ", "")), title


def test_a_part_longer_than_a_field_says_so_and_is_not_cut() -> None:
    text = text_of(a_report(the_pilot()), "Ryhmä kokoontui. " * (PART_LIMIT // 10))
    assert re.search(r"Toiminta \[3 399 merkkiä: lyhennä, jos kenttä on pienempi\]", text)
    assert text.count("Ryhmä kokoontui.") == PART_LIMIT // 10


def test_both_scopes_are_told_from_the_second_period_on() -> None:
    both = [a_figure("attendance.visits", 60, "period"), a_figure("attendance.visits", 244)]
    assert "Käyntejä: tällä kaudella 60, hankkeen alusta 244 (kerätty)" in text_of(a_report(both, SECOND))


def test_a_hidden_number_is_in_neither() -> None:
    figures: list[Figure] = [a_figure("attendance.sessions", 35), hidden("attendance.persons")]
    report = a_report(figures, audience="public")
    text = text_of(report)
    assert "Eri asiakkaita: alle 5 (kerätty)" in text
    assert "”alle 5”: lukua ei näytetä" in text
    assert "alle 5" in " ".join(one_page_of(report).pages[0].extract_text().split())


@pytest.mark.parametrize(("language", "heading"), [("sv", "Resultat ["), ("en", "Results [")])
def test_the_language_is_the_programmes(language: str, heading: str) -> None:
    context = Context(a_report(the_pilot()), a_material(a_programme(language=language)))
    assert heading in form_text(compose(context), context)
