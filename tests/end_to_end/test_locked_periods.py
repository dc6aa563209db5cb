"""A figure of a released period moves only with a reason in writing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from accept_figures import accept
from locked_figures import GOLDEN, Locked, as_csv, complaint, figures_of_samples, moved, read_accepted

MEAN = ("survey.panel.mean.benefit", "period", "", "1")
CONTACTED = ("recruitment.contacted", "cumulative", "unit=keskus", "1")
ACCEPTED: Locked = {MEAN: ("9.2", "46", "5", "5"), CONTACTED: ("40", "", "", "40")}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Locked]:
    return figures_of_samples(tmp_path_factory.mktemp("locked") / "workspace")


def test_no_figure_of_a_released_period_has_moved(found: dict[str, Locked]) -> None:
    accepted = {path.stem: read_accepted(path.stem) for path in GOLDEN.glob("*.csv")}
    assert sum(len(figures) for figures in accepted.values()) > 10_000
    said = complaint(accepted, found)
    assert not said, said


def test_a_figure_that_moves_is_named_with_what_to_do(found: dict[str, Locked]) -> None:
    [place] = [place for place in found["ikaalinen"] if place[:3] == ("recruitment.completed", "cumulative", "")]
    assert found["ikaalinen"][place][0] == "7"
    changed = found | {"ikaalinen": found["ikaalinen"] | {place: ("8", "", "", "8")}}
    assert complaint(found, changed).splitlines() == [
        "ikaalinen: 1 figure(s) of released periods moved",
        "  recruitment.completed cumulative total, period 1: 7, n 7 → 8, n 8",
        'Released reports would say something else now. Undo the change, or accept it in writing: make accept-figures REASON="…"',
    ]


def test_what_comes_and_what_goes_has_moved_too() -> None:
    assert moved(ACCEPTED, {MEAN: ("9", "45", "5", "5")}) == [
        "recruitment.contacted cumulative unit=keskus, period 1: 40, n 40 → nothing",
        "survey.panel.mean.benefit period total, period 1: 9.2 (46/5), n 5 → 9 (45/5), n 5",
    ]
    assert moved({}, {CONTACTED: ("40", "", "", "40")}) == ["recruitment.contacted cumulative unit=keskus, period 1: nothing → 40, n 40"]


def test_an_accepted_change_is_written_with_its_reason_and_moves_no_more(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Accepted\n", encoding="utf-8")
    assert accept({"pilotti": ACCEPTED}, "uusi\nmääritelmä | a|b", date(2026, 3, 1), tmp_path) == ["pilotti: 2 figure(s)"]
    assert read_accepted("pilotti", tmp_path) == ACCEPTED
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "# Accepted\n| 2026-03-01 | pilotti: 2 figure(s) | uusi määritelmä / a/b |\n"
    assert accept({"pilotti": ACCEPTED}, "again", date(2026, 3, 2), tmp_path) == []


def test_the_files_are_as_they_are_written() -> None:
    paths = sorted(GOLDEN.glob("*.csv"))
    assert len(paths) == 5
    for path in paths:
        assert as_csv(read_accepted(path.stem)) == path.read_text(encoding="utf-8"), f"{path.name} was changed by hand: make accept-figures"


def test_everything_accepted_has_a_date_and_a_reason() -> None:
    lines = (GOLDEN / "README.md").read_text(encoding="utf-8").split("|---|---|---|\n")[1].splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"\| \d{4}-\d\d-\d\d \| .+ \| .{10,} \|", line)] == []
