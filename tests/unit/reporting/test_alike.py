"""What reports have alike is drawn and set once, and none of them says what belongs to another."""

from __future__ import annotations

import copy
import io
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
import vl_convert

from seuranta.reporting import crew
from seuranta.reporting.charts.bars import shares_chart
from seuranta.reporting.context import Context
from seuranta.reporting.crew import Batch, Draft
from seuranta.reporting.document import Chart
from seuranta.reporting.drafts import PDF, WORKBOOK, render
from seuranta.reporting.failures import Failures
from seuranta.reporting.numbers import NBSP
from seuranta.reporting.rendering import render_changed
from seuranta.vocabulary.figures import Audience, Report
from tests.unit.reporting.reports import FIRST, SECOND, a_figure, a_material, a_programme, a_report, hidden, the_pilot

SHARE = "survey.loppukysely.share.syy"


def drawn(label: str, shown: float) -> Chart:
    figures = [a_figure(SHARE, value, numerator=10 * value, denominator=10, breakdown={"option": code}) for code, value in (("seura", shown), ("muu", 0.25))]
    chart = shares_chart(Context(a_report(figures), a_material()), "syyt", "Miksi tulit?", [(label, figures[0]), ("Muu", figures[1])])
    assert chart is not None
    return chart


def sheet_of(files: dict[str, bytes]) -> Any:
    """The sheet of all figures."""
    return openpyxl.load_workbook(io.BytesIO(files[WORKBOOK])).worksheets[-1]


def pages_of(report: Report) -> list[str]:
    pages = pypdf.PdfReader(io.BytesIO(render(report, a_material())[PDF])).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_the_same_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawings: list[str] = []
    draw = vl_convert.vegalite_to_svg

    def counted(spec: str, **options: Any) -> str:
        drawings.append(spec)
        return draw(spec, **options)

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", counted)
    first, same, other = drawn("Ensimmäinen syy", 0.5), drawn("Ensimmäinen syy", 0.5), drawn("Ensimmäinen syy", 0.625)
    assert len(drawings) == 2
    assert first == same
    assert (first.svg != other.svg, f"50{NBSP}%" in first.svg, f"63{NBSP}%" in other.svg) == (True, True, True)


def test_a_label_is_wrapped_and_never_cut() -> None:
    svg = drawn("W" * 44 + " ja sen jälkeen", 0.4).svg
    assert ("W" * 44 in svg, "ja sen jälkeen" in svg, "…" in svg) == (True, True, False)


def test_figures_that_audiences_share_read_as_if_each_had_its_own() -> None:
    """Also where another programme, or another threshold, shows the very same figures."""
    figures = [a_figure("attendance.visits", 35, breakdown={"unit": "keskus"}), a_figure(SHARE, 0.5, numerator=5, denominator=10, breakdown={"option": "muu"})]
    figures += [hidden("attendance.persons"), hidden("attendance.visits", unit="ranta")]
    renamed = a_programme(units=[{"code": "keskus", "name": {"fi": "Toinen talo"}}], disclosure={"threshold": 10})
    audiences: tuple[Audience, ...] = ("steering", "funder", "public")
    asked = [(a_report(figures, FIRST, audience), a_material(programme)) for programme in (a_programme(), renamed) for audience in audiences]
    shared = [render(report, material) for report, material in asked]
    assert shared == [render(report.model_copy(deep=True), copy.deepcopy(material)) for report, material in asked]
    rows = [[cell.value for row in sheet_of(files).iter_rows(min_row=5) for cell in row] for files in shared]
    assert ["Keskus" in texts for texts in rows] == [True] * 3 + [False] * 3
    assert ["Toinen talo" in texts for texts in rows] == [False] * 3 + [True] * 3
    for text, shown in (("alle 3", [0, 3]), ("alle 5", [1, 2]), ("alle 10", [4, 5])):
        assert [place for place, texts in enumerate(rows) if text in texts] == shown


def test_every_page_says_its_own_reports_head_and_foot() -> None:
    """Rendered one after another, so that what was set for one is at hand when the next is set."""
    heads: dict[Audience, str] = {"internal": "Kausi 1 · sisäinen", "funder": "Kausi 1 · rahoittajalle", "public": "Kausi 1 · julkinen"}
    for audience, head in heads.items():
        pages = pages_of(a_report(the_pilot(), FIRST, audience))
        assert len(pages) > 2
        for no, page in enumerate(pages, start=1):
            assert f"Sivu {no} / {len(pages)}" in page
            assert "tietosuojasääntö:" in page
            assert [said for said in heads.values() if said in page] == ([head] if no > 1 else [])


def test_the_document_has_its_title_though_it_is_set_last() -> None:
    for period in (FIRST, SECOND):
        metadata = pypdf.PdfReader(io.BytesIO(render(a_report(the_pilot(), period), a_material())[PDF])).metadata
        assert metadata is not None
        assert str(metadata.title).startswith(f"Arjen tuki -pilotti – Kausi {period.no}:")


def test_audiences_of_a_period_follow_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[tuple[int, str]] = []
    monkeypatch.setattr(crew, "render_draft", lambda report, *_: order.append((report.period.no, report.audience)))
    monkeypatch.setattr(crew, "note_rendered", lambda *_: None)

    def a_draft(report: Report) -> Draft:
        place = tmp_path / f"{report.period.no}-{report.audience}"
        return Draft(report, a_material(), place, "", place)

    drafts = tuple(a_draft(a_report([], period, audience)) for audience in ("internal", "public") for period in (FIRST, SECOND))
    batches = [Batch("pilotti", drafts)]
    assert render_changed(batches, Failures()) == 4
    assert order == [(1, "internal"), (1, "public"), (2, "internal"), (2, "public")]


def test_lines_below_blank_cells_of_all_figures_are_a_rule_of_the_sheet() -> None:
    sheet = sheet_of(render(a_report(the_pilot()), a_material()))
    [area] = sheet.conditional_formatting
    assert str(area.sqref) == f"A5:M{sheet.max_row}"
    [rule] = area.rules
    assert (rule.type, rule.dxf.border.bottom.style) == ("containsBlanks", "thin")
    blank = [cell for row in sheet.iter_rows(min_row=5) for cell in row if cell.value is None]
    assert blank
    assert {cell.border.bottom.style for cell in blank} == {None}


def test_a_text_keeps_off_the_number_to_the_left_of_it() -> None:
    sheet = sheet_of(render(a_report(the_pilot()), a_material()))
    assert [(sheet["J4"].value, sheet[place].alignment.indent) for place in ("J4", "J5", "A5", "I5")] == [("Peruste", indent) for indent in (1, 1, 0, 0)]
