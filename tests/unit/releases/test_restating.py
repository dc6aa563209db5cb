"""What an audience is told of a restatement: figures it sees in both releases, and parts that tell of nobody."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from seuranta.programmes.programme import Programmes
from seuranta.releases.capsule import Capsule
from seuranta.releases.comparing import Change, Comparison
from seuranta.releases.gates import Candidate
from seuranta.releases.restating import restatements_of
from seuranta.reporting.report_json import report_json
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import Audience, Figure, Report
from seuranta.vocabulary.restatement import CAUSES, Cause, FigureChange
from seuranta.words import phrases
from tests.unit.disclosure.people import small_programme

TOTAL, UNEMPLOYED = "esf.eeco01", "esf.eeco02"
ALL_CAUSES: dict[Cause, Decimal] = {"late": Decimal(9), "corrected": Decimal(-6), "retracted": Decimal(5), "erased": Decimal(0), "definition": Decimal(0)}


def report(audience: Audience, *figures: Figure) -> Report:
    return Report(programme="small", audience=audience, period=small_programme().all_periods[0], figures=figures)


def figure(value: float | None, figure_id: str = TOTAL, **more: Any) -> Figure:
    return Figure.model_validate({"id": figure_id, "scope": "period", "value": value, "n": value} | more)


def hidden(figure_id: str) -> Figure:
    return Figure(id=figure_id, scope="period", value=None, suppressed=True, note="suppressed")


def change(old: float, new: float, figure_id: str = TOTAL, causes: Mapping[Cause, Decimal] = ALL_CAUSES) -> Change:
    had: tuple[Cause, ...] = tuple(cause for cause in CAUSES if causes[cause])
    return Change(figure_id, "period", {}, old, new, dict(causes), had, {})


def told(tmp_path: Path, audience: Audience, old: list[Figure], new: list[Figure], changes: list[Change], people: int = 6) -> list[FigureChange]:
    folder = Capsule(tmp_path).report_folder(audience)
    folder.mkdir(parents=True)
    (folder / "report.json").write_bytes(report_json(report(audience, *old)))
    programme = small_programme()
    now = {audience: [report(audience, *new)]}
    programmes = Programmes(programmes={"small": programme}, instruments={}, digest="")
    candidate = Candidate(programme, programmes, programme.all_periods[0], [], now, {}, load_catalogue(), phrases("releases", "fi"))
    comparison = Comparison(tuple(changes), {}, {"late": people, "corrected": 5, "retracted": 5}, False, (2, 3), (2,))
    made = restatements_of(comparison, candidate, Capsule(tmp_path), ("small/1/1", "small/1/2"), "tiedosto puuttui")[audience]
    assert (made.old_release, made.new_release, made.reason) == ("small/1/1", "small/1/2", "tiedosto puuttui")
    assert (made.affected_later_periods, made.released_later_periods) == ((2, 3), (2,))
    return list(made.changes)


def test_a_change_is_told_with_its_parts(tmp_path: Path) -> None:
    [found] = told(tmp_path, "public", [figure(20)], [figure(28)], [change(20, 28)])
    assert (found.figure_id, found.old, found.new, found.causes) == (TOTAL, 20, 28, ("late", "corrected", "retracted"))
    assert found.parts == ALL_CAUSES
    assert found.parts is not None
    assert sum(found.parts.values()) == 8


def test_parts_of_a_few_people_are_told_to_the_house_alone(tmp_path: Path) -> None:
    few = dict(ALL_CAUSES) | {"late": Decimal(6), "corrected": Decimal(-3)}
    arguments: tuple[list[Figure], list[Figure], list[Change]] = ([figure(20)], [figure(28)], [change(20, 28, causes=few)])
    [public] = told(tmp_path / "public", "public", *arguments)
    assert (public.parts, public.causes) == (None, ("late", "corrected", "retracted"))
    [internal] = told(tmp_path / "internal", "internal", *arguments)
    assert internal.parts == few


def test_parts_by_rows_of_a_few_people_are_not_told_either(tmp_path: Path) -> None:
    [found] = told(tmp_path, "public", [figure(20)], [figure(28)], [change(20, 28)], people=4)
    assert found.parts is None


def test_a_single_cause_says_no_more_than_the_change(tmp_path: Path) -> None:
    only = dict.fromkeys(CAUSES, Decimal(0)) | {"late": Decimal(8)}
    [found] = told(tmp_path, "public", [figure(20)], [figure(28)], [change(20, 28, causes=only)], people=2)
    assert found.parts == only


@pytest.mark.parametrize(
    ("old", "new"),
    [([hidden(TOTAL)], [figure(28)]), ([figure(20)], [hidden(TOTAL)]), ([], [figure(28)]), ([figure(20)], [])],
    ids=["hidden before", "hidden now", "not there before", "not there now"],
)
def test_what_one_of_the_reports_does_not_show_is_not_told(tmp_path: Path, old: list[Figure], new: list[Figure]) -> None:
    shown = figure(30, UNEMPLOYED)
    found = told(tmp_path, "public", [*old, shown], [*new, figure(36, UNEMPLOYED)], [change(20, 28), change(30, 36, UNEMPLOYED)])
    assert [told_of.figure_id for told_of in found] == [UNEMPLOYED]


def test_a_rounded_number_has_no_parts_that_tell_more(tmp_path: Path) -> None:
    [found] = told(tmp_path, "public", [figure(9.2, n=9)], [figure(9.5, n=9)], [change(9.222222, 9.512345)])
    assert (found.old, found.new, found.parts) == (9.2, 9.5, None)


def test_an_audience_without_a_report_before_is_told_nothing(tmp_path: Path) -> None:
    programme = small_programme()
    programmes = Programmes(programmes={"small": programme}, instruments={}, digest="")
    now: dict[Audience, list[Report]] = {"public": [report("public", figure(20))]}
    candidate = Candidate(programme, programmes, programme.all_periods[0], [], now, {}, load_catalogue(), phrases("releases", "fi"))
    comparison = Comparison((change(20, 28),), {}, {}, False, (), ())
    assert restatements_of(comparison, candidate, Capsule(tmp_path), ("small/1/1", "small/1/2"), "syy") == {}
