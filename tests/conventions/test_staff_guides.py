"""What the guides for staff promise is what the product does: marks, headers, file types, phrases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from seuranta.feedback.places import SUFFIX
from seuranta.vocabulary.workspace import FEEDBACK_FOLDER, SITUATION_PAGE, SITUATION_WORKBOOK

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs" / "for-staff").glob("ohje.*.md"))
ATTENDANCE = YAML(typ="safe", pure=True).load((ROOT / "expectations" / "attendance.yml").read_text(encoding="utf-8"))
CONTACTS = YAML(typ="safe", pure=True).load((ROOT / "expectations" / "contacts.yml").read_text(encoding="utf-8"))
ABSENT_STARTS = ("Poissa:", "Frånvarande:", "Absent:")
PRESENT_STARTS = ("Paikalla:", "På plats:", "Present:")
ONE_PAGE = 60


@pytest.fixture(params=GUIDES, ids=lambda path: path.name)
def guide(request: pytest.FixtureRequest) -> str:
    return Path(request.param).read_text(encoding="utf-8")


def test_there_is_a_guide_in_each_language() -> None:
    assert [path.name for path in GUIDES] == ["ohje.en.md", "ohje.fi.md", "ohje.sv.md"]


def test_a_guide_is_one_page(guide: str) -> None:
    assert len(guide.splitlines()) <= ONE_PAGE


def test_guides_have_the_same_parts() -> None:
    shapes = [
        [line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(("#", "- ", "1.", "2.", "3.", "4.", "|"))]
        for path in GUIDES
    ]
    assert shapes[0] == shapes[1] == shapes[2]


def test_every_mark_of_a_guide_means_what_it_says(guide: str) -> None:
    marks = ATTENDANCE["codes"]["mark"]
    line = next(line for line in guide.splitlines() if line.startswith(PRESENT_STARTS))
    present, _, rest = line.partition(next(start for start in ABSENT_STARTS if start in line))
    absent, _, cancelled = rest.partition(". ")
    assert set(re.findall(r"`(.+?)`", present)) == {*marks["present"], "x", "1"} - {"✓", "kyllä"}
    assert set(re.findall(r"`(.+?)`", absent)) == set(marks["absent"])
    assert set(re.findall(r"`(.+?)`", cancelled)) <= set(marks["cancelled"])


def test_every_header_of_a_guide_is_one_that_files_are_matched_by(guide: str) -> None:
    shown = {header for part in re.findall(r"`([^`]+ · [^`]+)`", guide) for header in part.split(" · ")}
    known = {
        header
        for contract in (ATTENDANCE, CONTACTS)
        for layout in contract["layouts"].values()
        for column in layout["columns"].values()
        for header in column["headers"]
    }
    dates = {header for header in shown if re.fullmatch(r"(ti|to) \d+\.\d+\.\d{4}", header)}
    assert len(shown) > 10
    assert shown - known - dates == set()


def test_a_guide_names_what_comes_back(guide: str) -> None:
    assert f"`{SITUATION_PAGE}`" in guide
    assert f"`{SITUATION_WORKBOOK}`" in guide
    assert f"`{FEEDBACK_FOLDER}/<" in guide
    assert f"{SUFFIX}.xlsx`" in guide


def test_a_guide_names_every_ending_that_is_taken(guide: str) -> None:
    assert "`.xlsx .xlsm .xls .ods .csv .txt`" in guide
