"""What a screen reader says of a printed report: every number with its headers, lists as lists, nothing twice and nothing left out."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from seuranta.reporting.composing import compose
from seuranta.reporting.context import Context
from seuranta.reporting.document import STRONG_END, STRONG_START, Cell, Chart, Column, Document, KeyFigure, KeyFigures, OwnWords, Paragraph, Row, Section, Table
from seuranta.reporting.drafts import render
from seuranta.reporting.page import write_page
from seuranta.reporting.printing import print_pdf
from tests.unit.reporting.reports import a_material, a_programme, a_report, the_pilot
from tests.unit.reporting.spoken import Spoken, attribute, kind_of
from tests.unit.reporting.test_own_words import with_words

CELLS = (Cell("25"), Cell("3,4", detail="444/132"), Cell("50"))
UNITS = Table(
    "units", "Käynnit toimipisteittäin",
    columns=(
        Column("Toimipiste", width=3, align="left"), Column("Tapaamisia", "Tällä kaudella"), Column("Keskimäärin", "Tällä kaudella"), Column("Tavoite"),
    ),
    rows=(
        Row((Cell("Koko hanke"), *CELLS)),
        Row((Cell("Toimipisteittäin"),), "group"),
        Row((Cell("Helsinki"),), "group"),
        *(Row((Cell(f"{no}. yhteisö"), *CELLS)) for no in range(60)),
        Row((Cell("Tampere"),), "group"),
        Row((Cell("Asema"), *CELLS)),
        Row((Cell("Yhteensä"), *CELLS), "total"),
    ),
    notes=("Huomautus.",),
)  # fmt: skip
KEY_FIGURES = KeyFigures((KeyFigure("12", "osallistujaa aloitti", "edellisellä kaudella 19"),))
POINTS = tuple(Paragraph(f"Kohta {no}.", "point") for no in (1, 2, 3))
OWN = OwnWords("Hankkeen omin sanoin", (Paragraph("Hyvä kausi."), *POINTS[:2], Paragraph("Jatkuu."), POINTS[2]))


@pytest.fixture(scope="module")
def composed() -> Document:
    return compose(Context(a_report(the_pilot()), a_material()))


@pytest.fixture(scope="module", params=["report.typ", "onepage.typ"])
def page(request: pytest.FixtureRequest, composed: Document) -> Spoken:
    rows = UNITS.rows if request.param == "report.typ" else (*UNITS.rows[:5], *UNITS.rows[-3:])
    section = Section("units", "Luku", (KEY_FIGURES, *POINTS, replace(UNITS, rows=rows), OWN))
    return Spoken(print_pdf(replace(composed, sections=(section,)), request.param))


@pytest.fixture(scope="module", params=["fi", "sv", "en"])
def report(request: pytest.FixtureRequest) -> Spoken:
    own = with_words(("Yhteenveto", "Hyvä kausi."), ("Toiminta", "Ryhmä kokoontui.\n\n- yksi\n- kaksi"))
    return Spoken(render(a_report(the_pilot()), replace(own, programme=a_programme(language=request.param)))["report.pdf"])


def row_of(page: Spoken, heading: str) -> list[Any]:
    return next(cells for row in page.elements("TR") if page.text((cells := page.children(row))[0]) == heading)


def test_a_number_and_its_fraction_are_said_apart(page: Spoken) -> None:
    cell = row_of(page, "Asema")[2]
    assert [(kind_of(part), page.text(part)) for part in page.children(cell)] == [("P", "3,4"), ("P", "444/132")]


def test_a_number_below_a_group_of_rows_is_said_with_column_group_and_row(page: Spoken) -> None:
    heading, *cells = row_of(page, "Asema")
    assert page.headed_by(heading) == ["Toimipiste", "Tampere"]
    assert [page.headed_by(cell) for cell in cells] == [
        ["Tällä kaudella", "Tapaamisia", "Tampere", "Asema"],
        ["Tällä kaudella", "Keskimäärin", "Tampere", "Asema"],
        ["Tavoite", "Tampere", "Asema"],
    ]
    assert page.headed_by(row_of(page, "1. yhteisö")[3]) == ["Tavoite", "Helsinki", "1. yhteisö"]


def test_rows_before_the_groups_and_the_total_belong_to_no_group(page: Spoken) -> None:
    assert page.headed_by(row_of(page, "Koko hanke")[3]) == ["Tavoite", "Koko hanke"]
    assert page.headed_by(row_of(page, "Yhteensä")[0]) == ["Toimipiste"]
    assert page.headed_by(row_of(page, "Yhteensä")[1]) == ["Tällä kaudella", "Tapaamisia", "Yhteensä"]
    assert kind_of(next(page.elements("TFoot"))) == "TFoot"


def test_a_heading_of_a_group_stands_under_no_column(page: Spoken) -> None:
    groups = [row_of(page, name)[0] for name in ("Toimipisteittäin", "Helsinki", "Tampere")]
    assert [(kind_of(group), attribute(group, "/ColSpan"), page.headed_by(group)) for group in groups] == [("TH", 4, [])] * 3


def test_points_that_follow_each_other_are_one_list(page: Spoken) -> None:
    lists = [[page.text(item) for item in page.children(found)] for found in page.elements("L") if "Kohta" in page.text(found)]
    assert lists == [["–Kohta 1.", "–Kohta 2.", "–Kohta 3."], ["–Kohta 1.", "–Kohta 2."], ["–Kohta 3."]]


def test_a_key_figure_and_what_stands_beside_it_are_paragraphs(page: Spoken) -> None:
    figure = next(found for found in page.elements("Div") if page.text(found).startswith("12"))
    assert [page.text(part) for part in page.elements("P", figure)] == ["12", "osallistujaa aloitti", "edellisellä kaudella 19"]


def test_what_is_set_apart_within_a_sentence_is_marked_as_such(composed: Document) -> None:
    said = Paragraph(f"Kävi {STRONG_START}87{STRONG_END} ihmistä.")
    spoken = Spoken(print_pdf(replace(composed, sections=(Section("summary", "Luku", (said, replace(UNITS, rows=UNITS.rows[:1]))),))))
    sentence = next(found for found in spoken.elements("P") if spoken.text(found).startswith("Kävi"))
    assert [(kind_of(part), spoken.text(part)) for part in spoken.children(sentence)] == [("Strong", "87")]


def test_every_line_of_its_own_is_a_paragraph(page: Spoken, report: Spoken) -> None:
    for spoken in (page, report):
        inline = [spoken.text(part) for holder in ("Document", "Div", "Sect") for found in spoken.elements(holder) for part in spoken.children(found)
                  if kind_of(part) in ("Span", "Link", "Reference", "NonStruct")]  # fmt: skip
        assert inline == []


def test_no_header_is_empty(page: Spoken, report: Spoken) -> None:
    for spoken in (page, report):
        headers = list(spoken.elements("TH"))
        assert len(headers) > 5
        assert [header for header in headers if not spoken.text(header).strip()] == []


def test_everything_on_the_pages_is_said_once_or_is_an_artifact(report: Spoken) -> None:
    said = [mark for element in report.elements() for mark in report.marks(element)]
    assert sorted(said) == sorted({(no, mark) for no, page in enumerate(report.pages) for mark in page.marked})
    assert [page.stray for page in report.pages] == [""] * len(report.pages)


def test_heads_and_feet_of_pages_are_not_said(report: Spoken) -> None:
    said = report.text(report.tree)
    for page in report.pages[1:]:
        assert any(text.startswith("seuranta 0.1.0") for text in page.artifacts)
        assert len([text for text in page.artifacts if "pilot" in text.lower()]) == 1
    assert f"1 / {len(report.pages)}" not in said


def test_a_header_repeated_on_the_next_page_is_said_once(composed: Document) -> None:
    spoken = Spoken(print_pdf(replace(composed, sections=(Section("units", "Luku", (UNITS,)),))))
    drawn = sum("Toimipiste" in page.artifacts for page in spoken.pages)
    assert drawn >= 1
    assert [spoken.text(header) for header in spoken.elements("TH")].count("Toimipiste") == 1


def test_what_is_said_first_stands_higher(report: Spoken) -> None:
    (document,) = report.children(report.tree)
    places = [next(iter(report.marks(block)), None) for block in report.children(document)]
    shown = [(page, -report.pages[page].heights[mark]) for page, mark in filter(None, places)]
    assert len(shown) > 20
    assert [(one, two) for one, two in pairwise(shown) if two < one] == []


def test_only_cells_may_hold_nothing(report: Spoken) -> None:
    assert [kind_of(found) for found in report.elements() if "/K" not in found and kind_of(found) != "TD"] == []


def test_every_item_of_a_list_has_its_mark_and_its_words(report: Spoken) -> None:
    items = list(report.elements("LI"))
    assert len(items) > 4
    assert {tuple(kind_of(part) for part in report.children(item)) for item in items} == {("Lbl", "LBody")}


def test_a_figure_has_its_place_and_tells_every_number_that_is_drawn(report: Spoken, composed: Document) -> None:
    figures = list(report.elements("Figure"))
    assert figures
    assert all(attribute(figure, "/BBox") for figure in figures)
    charts = [block for section in composed.sections for block in section.blocks if isinstance(block, Chart)]
    assert charts
    for chart in charts:
        assert labels_of(chart)
        assert [value for value in labels_of(chart) if value not in chart.alt] == []


def test_every_link_says_where_it_leads_and_is_in_the_tree(report: Spoken) -> None:
    links = [link.get_object() for page in report.reader.pages for link in page.get("/Annots", [])]
    assert len(links) > 3
    assert all(link["/Contents"] and "/StructParent" in link for link in links)
    held = [part for found in report.elements("Link") for part in found["/K"] if not isinstance(part, int) and "/Obj" in part.get_object()]
    assert len(held) == len(links)


def test_every_font_is_inside_and_knows_its_letters(report: Spoken) -> None:
    resources: list[Any] = [page["/Resources"] for page in report.reader.pages]
    fonts = [font.get_object() for found in resources for font in found["/Font"].values()]
    assert fonts
    for font in fonts:
        described = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(described)
        assert "/ToUnicode" in font


def test_the_web_page_ends_a_group_of_rows_where_the_next_or_the_total_begins(composed: Document) -> None:
    rows = (*UNITS.rows[:4], *UNITS.rows[-3:])
    written = write_page(replace(composed, sections=(Section("units", "Luku", (replace(UNITS, rows=rows),)),)))
    bodies = re.findall(r"<tbody>(.*?)</tbody>", written, re.DOTALL)
    assert [re.findall(r'<th scope="(\w+)"[^>]*>([^<]+)<', body) for body in bodies] == [
        [("row", "Koko hanke")],
        [("rowgroup", "Toimipisteittäin")],
        [("rowgroup", "Helsinki"), ("row", "0. yhteisö")],
        [("rowgroup", "Tampere"), ("row", "Asema")],
        [("row", "Yhteensä")],
    ]


def labels_of(chart: Chart) -> list[str]:
    """The numbers that stand beside the marks of a chart; those of its axes are its scale."""
    beside = re.findall(r'class="mark-text role-mark[^"]*"[^>]*>(.*?)</g>', chart.svg, re.DOTALL)
    return [label.strip() for group in beside for label in re.findall(r">([^<]+)</(?:text|tspan)>", group)]
