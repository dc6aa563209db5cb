"""The attacker finds what can be found, so that nothing found means something."""

from __future__ import annotations

import json

from seuranta.disclosure.protecting import protect
from seuranta.reporting.report_json import report_json
from seuranta.vocabulary.figures import Figure, Report
from tests.unit.disclosure.attacker import Findings, attack
from tests.unit.disclosure.people import random_reports, small_programme

UNITS = {"east": 40, "west": 3, "north": 9}


def report_of(hidden: set[str], total: int | None = 52) -> Report:
    def figure(value: float | None, breakdown: dict[str, str]) -> Figure:
        is_hidden = value is None
        return Figure(
            id="esf.eeco01", scope="period", breakdown=breakdown, value=value, n=None if value is None else round(value), suppressed=is_hidden,
            note="suppressed" if is_hidden else None, additive_over=() if breakdown else ("unit",),
        )  # fmt: skip

    figures = [figure(None if unit in hidden else value, {"unit": unit}) for unit, value in UNITS.items()]
    return Report(programme="small", audience="public", period=small_programme().all_periods[0], figures=(*figures, figure(total, {})))


def attacked(*reports: Report, threshold: int = 5) -> Findings:
    return attack([json.loads(report_json(report)) for report in reports], threshold)


def test_one_hidden_part_of_a_shown_total_is_worked_out() -> None:
    found = attacked(report_of({"west"}))
    assert found.exact == ["('esf.eeco01', 1, 'period', (('unit', 'west'),)) = [3]"]
    assert found.small == ["('esf.eeco01', 1, 'period', (('unit', 'west'),))"]


def test_two_hidden_parts_are_not() -> None:
    assert attacked(report_of({"west", "north"})) == Findings(hidden=2)


def test_two_reports_that_hide_different_parts_are_put_together() -> None:
    assert len(attacked(report_of({"west", "north"}), report_of({"west", "east"})).exact) == 1


def test_a_small_number_in_the_open_is_seen() -> None:
    assert attacked(report_of(set())).visible == ["('esf.eeco01', 1, 'period', (('unit', 'west'),))"]


def test_nothing_hidden_in_random_programmes_is_worked_out() -> None:
    for seed in range(12):
        found = attacked(*protect(random_reports(seed, 10 + seed * 15), small_programme(), [], "public"))
        assert (found.exact, found.small, found.visible) == ([], [], [])
        assert found.hidden > 0
