"""What a report must be before it leaves: every rule speaks where it should, and only there."""

from __future__ import annotations

from typing import Any

import pytest

from seuranta.programmes.programme import Programme
from seuranta.releases.outgoing import broken_rules, outgoing
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import Figure, Report
from tests.unit.disclosure.people import random_reports, small_programme


def figure(**more: Any) -> Figure:
    return Figure.model_validate({"id": "esf.eeco01", "scope": "period", "value": 3, "n": 3} | more)


def report_with(*figures: Figure) -> Report:
    programme: Programme = small_programme()
    return Report(programme="small", audience="public", period=programme.all_periods[0], figures=figures)


def rules_broken_by(*figures: Figure) -> list[str]:
    return [broken.rule.rule for broken in broken_rules(report_with(*figures), load_catalogue())]


def test_a_report_of_real_counts_breaks_no_rule() -> None:
    for report in random_reports(3):
        assert broken_rules(report, load_catalogue()) == []


PARTS = [figure(breakdown={"gender": code}, value=value, n=value) for code, value in (("F", 1), ("M", 1))]
SHARE = "survey.end.top2.benefit"


@pytest.mark.parametrize(
    ("rule", "broken", "fine"),
    [
        ("OUT01", [figure(id=SHARE, value=1.2)], [figure(id=SHARE, value=1.0)]),
        ("OUT02", [figure(), figure()], [figure(), figure(scope="cumulative")]),
        ("OUT03", [figure(additive_over=("gender",)), *PARTS], [figure(additive_over=("gender",), value=2, n=2), *PARTS]),
        ("OUT04", [figure(value=None, suppressed=True)], [figure(value=None, n=None, suppressed=True)]),
        ("OUT05", [figure(value=-1)], [figure(value=0)]),
    ],
)
def test_a_rule_speaks_where_it_should_and_only_there(rule: str, broken: list[Figure], fine: list[Figure]) -> None:
    assert rules_broken_by(*broken) == [rule]
    assert rules_broken_by(*fine) == []


def test_every_rule_is_proven_here() -> None:
    assert [rule.rule for rule in outgoing().rules] == ["OUT01", "OUT02", "OUT03", "OUT04", "OUT05"]


def test_a_total_beside_a_hidden_part_is_not_added_up() -> None:
    hidden = figure(breakdown={"gender": "M"}, value=None, n=None, suppressed=True)
    assert rules_broken_by(figure(additive_over=("gender",)), PARTS[0], hidden) == []


def test_a_broken_rule_names_its_figures() -> None:
    [broken] = broken_rules(report_with(figure(value=-1)), load_catalogue())
    assert broken.figures == ("esf.eeco01 period {}",)
