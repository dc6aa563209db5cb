"""The sample exports: the same bytes each time, in the order in which they were dropped."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from pathlib import Path

import pytest
import python_calamine
from stdnum.fi import hetu

from seuranta.programmes.load import load_programmes
from seuranta.samples.writing import all_exports, write_samples

PROGRAMMES = Path(__file__).parents[3] / "programmes"
LATEST = date(2026, 10, 31)
IDENTITY_CODE = re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b")


def texts() -> dict[str, str]:
    """Every export as one text, cells parted by a bar."""
    found = {}
    for export in all_exports():
        if export.path.endswith(".xlsx"):
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(export.content))
            found[export.path] = "\n".join("|".join(map(str, row)) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
        elif not export.path.endswith(".pdf"):
            encoding = {b"\xff\xfe": "utf-16", b"\xef\xbb": "utf-8-sig"}.get(export.content[:2], "cp1252")
            found[export.path] = export.content.decode(encoding)
    return found


def test_two_writings_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = write_samples(tmp_path / "a"), write_samples(tmp_path / "b")
    assert len(first) > 60
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert [p.relative_to(tmp_path / "a") for p in first] == [p.relative_to(tmp_path / "b") for p in second]


def test_mtimes_are_the_days_of_dropping_and_order_the_files(tmp_path: Path) -> None:
    paths = write_samples(tmp_path)
    stamps = [p.stat().st_mtime for p in paths]
    assert stamps == sorted(stamps)
    panel = tmp_path / "ikaalinen" / "asiakasraati kaikki.xlsx"
    assert datetime.fromtimestamp(panel.stat().st_mtime).date() == date(2022, 11, 16)


def test_a_programme_never_drops_two_files_in_one_moment() -> None:
    moments = [(export.path.split("/")[0], export.dropped_at) for export in all_exports()]
    assert len(set(moments)) == len(moments)


def test_every_programme_file_has_its_exports() -> None:
    assert {export.path.split("/")[0] for export in all_exports()} == set(load_programmes(PROGRAMMES).programmes)


def test_nothing_was_dropped_later_than_a_run_today_could_receive() -> None:
    assert max(export.dropped_at for export in all_exports()).date() <= LATEST


def test_only_invented_identity_codes_occur_and_the_one_wrong_is_intended() -> None:
    found = {path: set(IDENTITY_CODE.findall(text)) for path, text in texts().items()}
    codes = set().union(*found.values())
    assert len(codes) > 100
    assert all(900 <= int(code[7:10]) <= 999 for code in codes)
    wrong = {path for path, there in found.items() for code in there if not hetu.is_valid(code, allow_temporary=True)}
    assert wrong == {"ok_hanke/hdl/osallistujat 2017.xlsx"}


@pytest.mark.parametrize(
    ("start", "encoding"),
    [(b"\xff\xfe", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"), (b"Pvm;", "cp1252")],
)
def test_text_files_come_in_the_encodings_that_staff_use(start: bytes, encoding: str) -> None:
    found = [export.content for export in all_exports() if export.content.startswith(start)]
    assert found
    for content in found:
        assert "ä" in content.decode(encoding)


def test_one_file_in_four_or_so_holds_an_error_or_is_one() -> None:
    paths = [export.path for export in all_exports()]
    corrected = [path for path in paths if "korjattu" in path.lower()]
    assert len(corrected) >= 6
    assert sum(path.endswith(".pdf") for path in paths) == 2
