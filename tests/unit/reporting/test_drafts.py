"""The files of a draft: the same bytes each time, tagged, without formulas, without anything from outside or hidden."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from openpyxl.utils import get_column_letter

from seuranta.reporting.drafts import FILES, render, render_draft
from seuranta.vocabulary.figures import Figure
from tests.unit.reporting.reports import FIRST, SECOND, a_figure, a_material, a_programme, a_report, hidden, the_pilot


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return render(a_report(the_pilot()), a_material())


def test_the_same_report_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    again = render(a_report(the_pilot()), a_material())
    assert {name: content == again[name] for name, content in files.items()} == dict.fromkeys(FILES, True)


def test_the_pdf_is_tagged_for_screen_readers(files: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(files["report.pdf"]))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "fi-FI"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Arjen tuki -pilotti – Kausi 1: 15.7.2022–15.11.2022"
    kinds = tags(root["/StructTreeRoot"])
    assert {"Table", "TH", "TD", "H1", "Figure"} <= {kind for kind, _ in kinds}
    alts = [alt for kind, alt in kinds if kind == "Figure"]
    assert "Kuvio ”Yhteydenotosta loppuun, hankkeen alusta”: Tavoitetut 40; Sitoutuneet 8; Loppuun asti mukana 7." in alts
    assert all(alts)


def tags(node: pypdf.generic.PdfObject) -> list[tuple[str, str]]:
    """(kind, alternative text) of every element of the structure tree."""
    found: list[tuple[str, str]] = []
    element = node.get_object()
    if isinstance(element, pypdf.generic.ArrayObject):
        return [tag for child in element for tag in tags(child)]
    if isinstance(element, pypdf.generic.DictionaryObject):
        if "/S" in element:
            found.append((str(element["/S"]).removeprefix("/"), str(element.get("/Alt", ""))))
        if "/K" in element:
            found += tags(element["/K"])
    return found


def test_the_fonts_of_the_pdf_are_inside_it(files: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(files["report.pdf"]))
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    fonts = {str(font.get_object()["/BaseFont"]) for resource in resources for font in resource["/Font"].values()}
    assert fonts
    assert all(re.fullmatch(r"/[A-Z]{6}\+(HKGrotesk|LibertinusSerif).*", font) for font in fonts), fonts


def test_the_page_asks_for_nothing_from_outside(files: dict[str, bytes]) -> None:
    page = files["report.html"].decode()
    assert '<html lang="fi">' in page
    assert re.findall(r'(?:src|href)\s*=\s*"(?!#)[^"]*"', re.sub(r'xmlns(:\w+)?="[^"]*"', "", page)) == []
    assert re.findall(r"url\((?!data:|#)[^)]*\)", page) == []
    assert "<script" not in page
    assert "LUONNOS" in page


def test_what_is_wider_than_a_phone_can_be_moved_with_keys_and_has_a_name(files: dict[str, bytes]) -> None:
    page = files["report.html"].decode()
    regions = re.findall(r'<div class="scroll" ([^>]*)>\s*<(table|svg)', page)
    assert {kind for _, kind in regions} == {"table", "svg"}
    assert len(regions) == page.count("<table") + page.count("<svg")
    assert all(re.fullmatch(r'tabindex="0" role="region" aria-label(ledby)?="[^"]+"', said) for said, _ in regions)


def test_a_heading_of_columns_breaks_behind_its_slash(files: dict[str, bytes]) -> None:
    assert ">Summa/\nvastauksia</th>" in files["report.html"].decode()


def test_no_word_of_a_sheets_header_and_no_note_is_cut(files: dict[str, bytes]) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(files["report.xlsx"]))
    sheet = next(sheet for sheet in workbook if sheet["A1"].value == "Loppukysely: Vastausten keskiarvot")
    for place, cell in enumerate(sheet[4], start=1):
        assert sheet.column_dimensions[get_column_letter(place)].width > max(len(word) for word in str(cell.value).split()), cell.value
    [note] = [cell for row in sheet.iter_rows(min_row=5) for cell in row if str(cell.value).startswith("Asteikko")]
    assert note.alignment.wrap_text
    assert any(note.coordinate in merged and merged.size["columns"] == sheet.max_column for merged in sheet.merged_cells.ranges)


def test_a_name_from_a_programme_file_is_text_in_the_page_and_no_formula_in_the_workbook() -> None:
    programme = a_programme(
        name={"fi": '=HYPERLINK("http://x")<b>&amp;'}, units=[{"code": "keskus", "name": {"fi": "@SUM(A1)"}}, {"code": "ranta", "name": {"fi": "+1"}}]
    )
    files = render(a_report(the_pilot()), a_material(programme))
    assert "<h1>=HYPERLINK(&#34;http://x&#34;)&lt;b&gt;&amp;amp;</h1>" in files["report.html"].decode()
    workbook = openpyxl.load_workbook(io.BytesIO(files["report.xlsx"]))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 200
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))] == []


def test_the_workbook_holds_numbers_with_formats_under_a_frozen_header(files: dict[str, bytes]) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(files["report.xlsx"]))
    sheet = next(sheet for sheet in workbook if sheet["A1"].value == "Loppukysely: Vastausten keskiarvot")
    assert [cell.value for cell in sheet[4]] == ["Kysymys", "Keskiarvo", "Summa/ vastauksia", "n", "2 parasta", "Osoittaja/ nimittäjä"]
    assert [cell.value for cell in sheet[5]] == ["1. Kuinka paljon hyödyit?", 4.2, "21/5", 5, 0.8, "4/5"]
    assert [sheet["B5"].number_format, sheet["E5"].number_format] == ["0.00", "0 %"]
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    everything = workbook.worksheets[-1]
    assert everything.title == "all_figures"
    assert everything.max_row == 4 + len(the_pilot())
    assert everything.auto_filter.ref is not None


def test_the_json_follows_the_schema(files: dict[str, bytes]) -> None:
    data = json.loads(files["report.json"])
    assert {key: data[key] for key in ("schema", "programme", "audience", "status", "period")} == {
        "schema": "seuranta.report/1",
        "programme": "pilotti",
        "audience": "internal",
        "status": "draft",
        "period": {"no": 1, "start": "2022-07-15", "end": "2022-11-15"},
    }
    assert data["figures"][5] == {
        "id": "attendance.visits", "scope": "cumulative", "breakdown": {}, "value": 184, "numerator": None, "denominator": None, "n": 8,
        "basis": "collected", "suppressed": False, "additive_over": [], "note": None,
    }  # fmt: skip
    assert data["figures"][0]["attainment"] == 0.875


def test_a_hidden_value_is_in_no_file() -> None:
    """The secret is in the internal report only: the protected one, and every chart and file of it, knows nothing of it."""
    secret = 86753
    figures: list[Figure] = [a_figure("esf.participants_total", 99, breakdown={"gender": "F"}), a_figure("attendance.sessions", 3)]
    inside = render(a_report([*figures, a_figure("esf.participants_total", secret)]), a_material())
    assert str(secret) in unpacked(inside)
    outside = render(a_report([*figures, hidden("esf.participants_total")], audience="public"), a_material())
    text = unpacked(outside)
    assert "alle 5" in text
    assert [form for form in (str(secret), "86 753", "86\u00a0753", "86,753") if form in text] == []


def test_what_was_hidden_of_an_earlier_period_is_in_no_file_of_a_later_one() -> None:
    """Periods stand side by side, and a change is told only between two numbers that both are shown."""
    secret = 86753
    now = a_report([a_figure("attendance.visits", 400, "period"), a_figure("attendance.visits", 700)], SECOND, "public")
    told = a_report([a_figure("attendance.visits", secret, "period")], FIRST, "public")
    assert "86 753" in unpacked(render(now, a_material(earlier=[told]))).replace("\u00a0", " ")
    kept = a_report([hidden("attendance.visits", "period")], FIRST, "public")
    text = unpacked(render(now, a_material(earlier=[kept]))).replace("\u00a0", " ")
    assert "alle 5" in text
    assert [form for form in (str(secret), "86 753", "Edelliseen kauteen") if form in text] == []


def unpacked(files: dict[str, bytes]) -> str:
    with zipfile.ZipFile(io.BytesIO(files["report.xlsx"])) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    printed = [page.extract_text() for name in ("report.pdf", "tiivistelma.pdf") for page in pypdf.PdfReader(io.BytesIO(files[name])).pages]
    texts = [files[name].decode() for name in ("report.html", "report.json", "lomaketeksti.txt", "kertomus.json")]
    return "\n".join([*parts, *printed, *texts])


def test_a_draft_replaces_the_one_before_whole(tmp_path: Path) -> None:
    folder = tmp_path / "pilotti" / "1" / "internal"
    folder.mkdir(parents=True)
    (folder / "left over.txt").write_text("from before")
    written = render_draft(a_report(the_pilot()), a_material(), folder)
    assert [path.name for path in written] == list(FILES)
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert [path.name for path in folder.parent.iterdir()] == ["internal"]
