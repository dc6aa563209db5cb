"""Only what we made and nobody saved since is ours to replace or remove."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from openpyxl import load_workbook

from seuranta.feedback.places import SUFFIX, ours_about, ours_in, place_for
from seuranta.feedback.workbook import Said, write_feedback
from seuranta.vocabulary.receipts import Severity, Status
from tests.unit.feedback.builders import issue, receipt


def explained(folder: Path, file_name: str) -> Path:
    given = receipt(Status.REJECTED, [issue("FIL02", Severity.FILE, (None, None, None))], file_name=file_name)
    path = write_feedback(Said(file_name, None, given, [], "fi"), None, folder)
    assert path is not None
    return path


def saved_by_staff(path: Path) -> None:
    book = load_workbook(path)
    book.properties.lastModifiedBy = "Aino"
    book.save(path)


def test_the_same_file_again_replaces_its_feedback(tmp_path: Path) -> None:
    assert explained(tmp_path, "elokuu.xlsx") == explained(tmp_path, "elokuu.xlsx") == tmp_path / "elokuu – KORJATTAVAA.xlsx"


def test_files_that_differ_in_their_ending_alone_get_a_workbook_each(tmp_path: Path) -> None:
    names = [explained(tmp_path, name).name for name in ("elokuu.xlsx", "elokuu.csv", "elokuu.xlsx", "elokuu.csv")]
    assert names == ["elokuu – KORJATTAVAA.xlsx", "elokuu.csv – KORJATTAVAA.xlsx"] * 2


def test_what_the_staff_saved_is_theirs(tmp_path: Path) -> None:
    saved_by_staff(explained(tmp_path, "elokuu.xlsx"))
    before = (tmp_path / "elokuu – KORJATTAVAA.xlsx").read_bytes()
    assert ours_about("elokuu.xlsx", tmp_path) == []
    assert explained(tmp_path, "elokuu.xlsx").name == "elokuu.xlsx – KORJATTAVAA.xlsx"
    assert (tmp_path / "elokuu – KORJATTAVAA.xlsx").read_bytes() == before


def test_a_file_of_the_staff_with_our_ending_is_never_ours(tmp_path: Path) -> None:
    (tmp_path / "muistio – KORJATTAVAA.xlsx").write_bytes(b"not a workbook")
    assert ours_in(tmp_path) == []
    assert place_for("muistio.xlsx", tmp_path).name == "muistio.xlsx – KORJATTAVAA.xlsx"


def test_the_feedback_of_a_corrected_copy_keeps_its_name(tmp_path: Path) -> None:
    assert place_for("elokuu – KORJATTAVAA.xlsx", tmp_path).name == "elokuu – KORJATTAVAA.xlsx"


def test_a_name_that_is_too_long_is_cut_and_stays_distinct(tmp_path: Path) -> None:
    first, second = explained(tmp_path, f"{'ä' * 120}1.xlsx"), explained(tmp_path, f"{'ä' * 120}2.xlsx")
    assert first != second
    assert len(first.name.encode()) <= 255


def packed(part: str = "docProps/core.xml", text: str = "<a>hei</a>", packing: int = ZIP_DEFLATED) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", packing) as archive:
        archive.writestr(part, text * 20)
    return content.getvalue()


def with_other_data(content: bytes) -> bytes:
    """What was packed is overwritten; the zip's directory is as it was."""
    start = content.index(b"docProps/core.xml") + len(b"docProps/core.xml")
    return content[:start] + b"\xff" * 12 + content[start + 12 :]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        packed()[:-30],
        packed("xl/workbook.xml"),
        packed(text="<a>"),
        with_other_data(packed()),
        with_other_data(packed(packing=ZIP_LZMA)),
        with_other_data(packed(packing=ZIP_BZIP2)),
    ],
    ids=["empty", "begun", "cut", "another part", "no xml", "no deflate", "no lzma", "no bzip2"],
)
def test_a_broken_file_of_the_staff_stops_nobodys_feedback(tmp_path: Path, content: bytes) -> None:
    ours = explained(tmp_path, "elokuu.xlsx")
    (tmp_path / f"vanha{SUFFIX}.xlsx").write_bytes(content)
    assert [found.path for found in ours_in(tmp_path)] == [ours]
    assert explained(tmp_path, "elokuu.xlsx") == ours
