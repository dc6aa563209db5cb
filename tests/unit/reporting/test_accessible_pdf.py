"""What PDF/UA-1 asks of a tagged document and a program can look at, in the report and on its one page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdf
import pytest

from seuranta.reporting.drafts import render
from seuranta.reporting.row_headers import mark_row_headers
from seuranta.vocabulary.errors import OperationFailed
from tests.unit.reporting.reports import a_material, a_report, the_pilot
from tests.unit.reporting.spoken import attribute
from tests.unit.reporting.spoken import kind_of as kind
from tests.unit.reporting.test_own_words import with_words

STANDARD_TYPES = {
    "Document", "Part", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "P", "H1", "H2", "H3", "H4", "L", "LI", "Lbl", "LBody",
    "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "Link", "Figure", "Formula", "NonStruct",
}  # fmt: skip


@pytest.fixture(scope="module", params=["report.pdf", "tiivistelma.pdf"])
def root(request: pytest.FixtureRequest) -> Any:
    files = render(a_report(the_pilot()), with_words(("Yhteenveto", "Hyvä kausi."), ("Toiminta", "Ryhmä kokoontui.\n\n- yksi\n- kaksi")))
    return pypdf.PdfReader(io.BytesIO(files[request.param])).trailer["/Root"]


def elements(node: Any) -> Iterator[Any]:
    """Every element of the structure tree, in reading order."""
    found = node.get_object()
    if isinstance(found, list):
        for child in found:
            yield from elements(child)
    elif isinstance(found, dict):
        if "/S" in found:
            yield found
        if "/K" in found:
            yield from elements(found["/K"])


def test_language_title_and_tags_are_declared(root: Any) -> None:
    assert root["/Lang"] == "fi-FI"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part=\"1\"", metadata)
    assert "Arjen tuki -pilotti" in metadata


def test_every_element_is_of_a_standard_type(root: Any) -> None:
    tree = root["/StructTreeRoot"]
    roles = {str(name).removeprefix("/"): str(role).removeprefix("/") for name, role in tree.get("/RoleMap", {}).items()}
    kinds = {roles.get(kind(element), kind(element)) for element in elements(tree["/K"])}
    assert len(kinds) > 8
    assert kinds - STANDARD_TYPES == set()


def test_headings_begin_at_one_and_skip_no_level(root: Any) -> None:
    levels = [int(kind(element)[1]) for element in elements(root["/StructTreeRoot"]["/K"]) if re.fullmatch(r"H\d", kind(element))]
    assert levels[0] == 1
    assert [(one, two) for one, two in pairwise(levels) if two > one + 1] == []


def test_every_figure_is_told_in_words(root: Any) -> None:
    figures = [element for element in elements(root["/StructTreeRoot"]["/K"]) if kind(element) == "Figure"]
    assert all(len(str(figure.get("/Alt", ""))) > 10 for figure in figures)


def test_every_number_of_a_table_names_the_headers_of_its_row_and_column(root: Any) -> None:
    tree = root["/StructTreeRoot"]
    names = tree["/IDTree"]["/Names"]
    known = {str(name) for name in names[::2]}
    assert [str(name) for name in names[::2]] == sorted(known)
    rows = [element for element in elements(tree["/K"]) if kind(element) == "TR"]
    body = [row for row in rows if any(kind(cell.get_object()) == "TD" for cell in row["/K"])]
    assert body
    for row in body:
        heading, *cells = [cell.get_object() for cell in row["/K"]]
        assert (kind(heading), attribute(heading, "/Scope")) == ("TH", "/Row")
        assert str(heading["/ID"]) in known
        for cell in cells:
            headers = [str(name) for name in attribute(cell, "/Headers") or ()]
            assert str(heading["/ID"]) in headers or attribute(cell, "/Headers") is None
            assert set(headers) <= known


def test_headers_of_columns_have_their_scope(root: Any) -> None:
    headers = [element for element in elements(root["/StructTreeRoot"]["/K"]) if kind(element) == "TH"]
    assert headers
    assert {attribute(header, "/Scope") for header in headers} <= {"/Row", "/Column", "/Both"}


def test_the_report_has_bookmarks_and_the_page_order_for_tabs() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(a_report(the_pilot()), a_material())["report.pdf"]))
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles[:3] == ["Kausi lyhyesti", "Mukaan tuleminen", "Toiminta"]
    assert {page.get("/Tabs") for page in reader.pages if "/Annots" in page} <= {"/S"}


def test_what_is_no_document_of_typst_is_refused() -> None:
    packed = b"%PDF-1.7\n1 0 obj\n<</Type/ObjStm>>\nendobj\nxref\n0 2\n0000000000 65535 f\r\n0000000009 00000 n\r\ntrailer\n<<>>\nstartxref\n43\n%%EOF"
    with pytest.raises(OperationFailed, match=r"objects one by one, as typst writes them"):
        mark_row_headers(packed)
