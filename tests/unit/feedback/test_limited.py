"""A workbook that a spreadsheet program opens may be too much for giving it back: then its cells come back in a new one."""

from __future__ import annotations

import os
import tempfile
import time
import warnings
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from seuranta.feedback import limited
from seuranta.feedback.copies import open_own
from seuranta.feedback.limited import bytes_within_limits
from seuranta.feedback.workbook import Said, write_feedback
from tests.unit.feedback.builders import ROWS, finding, issue, read, receipt, save

BOLD = Font(bold=True)


def give_back(folder: Path, original: Path) -> Path:
    fault = issue()
    said = Said("elokuu.xlsx", read({"Elo": ROWS}), receipt(issues=[fault]), [finding(fault, "?")], "fi")
    path = write_feedback(said, original, folder / "palaute")
    assert path is not None
    return path


def never_again() -> bytes:
    time.sleep(60)
    return b""


def leave_a_file_and_die() -> bytes:
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(b"IK-01")
    os._exit(9)


def test_a_format_in_the_last_row_of_the_sheet_costs_nothing(tmp_path: Path) -> None:
    original = save(tmp_path / "copy.xlsx", {"Elo": ROWS})
    book = load_workbook(original)
    book["Elo"].cell(1, 1).font = BOLD
    book["Elo"].cell(1_048_576, 300).font = BOLD
    book.save(original)
    started = time.monotonic()
    returned = load_workbook(give_back(tmp_path, original), read_only=True)
    assert time.monotonic() - started < 20
    assert returned["Elo"]["A1"].font.bold


def test_a_sheet_that_is_one_merged_cell_comes_back_without_its_formatting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "CPU_SECONDS", 3)
    original = save(tmp_path / "copy.xlsx", {"Elo": ROWS})
    book = load_workbook(original)
    book["Elo"].merged_cells.add("A1:XFD1048576")
    book.save(original)
    returned = load_workbook(give_back(tmp_path, original))
    assert returned["Elo"]["C2"].comment.text.startswith("Merkintää ei tunneta")
    assert not returned["Elo"].merged_cells.ranges


@pytest.mark.parametrize(("name", "most"), [("CPU_SECONDS", 1), ("WALL_SECONDS", 1)])
def test_time_beyond_the_limit_gives_nothing(monkeypatch: pytest.MonkeyPatch, name: str, most: int) -> None:
    monkeypatch.setattr(limited, name, most)
    assert bytes_within_limits(never_again if name == "WALL_SECONDS" else lambda: bytes(sum(range(10**12)))) is None


def test_memory_beyond_the_limit_gives_nothing() -> None:
    assert bytes_within_limits(lambda: bytes(4 * limited.MEMORY_BYTES)) is None


def test_no_temporary_file_is_left_however_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert bytes_within_limits(leave_a_file_and_die) is None
    assert list(tmp_path.iterdir()) == []


def complain() -> bytes:
    os.write(2, b"Cell A1 holds IK-01")
    warnings.warn("Cell A1 holds IK-01", stacklevel=1)
    return b"whole"


def test_neither_a_failure_nor_a_warning_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert bytes_within_limits(lambda: bytes(int("IK-01"))) is None
    assert bytes_within_limits(complain) == b"whole"
    assert capfd.readouterr() == ("", "")


def with_part(original: Path, name: str, old: str, new: str) -> Path:
    """A copy in which a part says something else."""
    copy = original.with_name("copy.xlsx")
    with ZipFile(original) as whole, ZipFile(copy, "w") as broken:
        for part in whole.namelist():
            text = whole.read(part).decode()
            assert part != name or old in text
            broken.writestr(part, text.replace(old, new) if part == name else text)
    return copy


@pytest.mark.parametrize(
    ("name", "old", "new", "raised"),
    [
        ("xl/worksheets/sheet1.xml", '<c r="A1"', '<c s="99" r="A1"', IndexError),
        ("xl/workbook.xml", "</workbook>", "", SyntaxError),
        ("xl/styles.xml", "<cellXfs", "<cellXfs wrong='1'", TypeError),
        ("xl/worksheets/sheet1.xml", 'r="A1"', 'r="1A"', ValueError),
    ],
)
def test_a_workbook_that_only_the_reader_can_open_comes_back_rebuilt(tmp_path: Path, name: str, old: str, new: str, raised: type[Exception]) -> None:
    broken = with_part(save(tmp_path / "whole.xlsx", {"Elo": ROWS}), name, old, new)
    with pytest.raises(raised):
        open_own(broken)
    returned = load_workbook(give_back(tmp_path, broken))
    assert returned["Elo"]["C2"].comment.text.startswith("Merkintää ei tunneta")
