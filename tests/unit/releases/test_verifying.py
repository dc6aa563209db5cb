"""A figure that is not what the rows give is named, with both numbers."""

from __future__ import annotations

from typing import Any

import pytest

from seuranta.releases.verifying import ReleaseDiffers, differing_figures, is_given_as
from seuranta.vocabulary.figures import Figure, Report
from tests.unit.disclosure.people import small_programme


def report(**more: Any) -> list[Report]:
    figure = Figure.model_validate({"id": "esf.eeco01", "scope": "period", "breakdown": {"gender": "F"}, "value": 12, "n": 12} | more)
    return [Report(programme="small", audience="internal", period=small_programme().all_periods[0], figures=(figure,))]


NAME = "figure 1 esf.eeco01 period gender=F"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({}, []),
        ({"value": 12.0 + 1e-13}, []),
        ({"value": 13}, [f"{NAME}: value 13 is written, 12 is derived"]),
        ({"n": 3}, [f"{NAME}: n 3 is written, 12 is derived"]),
        ({"value": None}, [f"{NAME}: value None is written, 12 is derived"]),
        ({"basis": "estimate"}, [f"{NAME}: is hidden or described in another way"]),
        ({"suppressed": True}, [f"{NAME}: is hidden or described in another way"]),
        ({"id": "esf.eeco02"}, [f"{NAME}: is not written", "figure 1 esf.eeco02 period gender=F: cannot be derived"]),
    ],
)
def test_what_differs_is_named(written: dict[str, Any], said: list[str]) -> None:
    assert differing_figures(report(**written), report()) == said


def test_every_difference_is_in_the_sentence() -> None:
    assert str(ReleaseDiffers("1", ["a: changed", "b: missing"])) == "release 1: 2 difference(s) to what was released:\n  a: changed\n  b: missing"


@pytest.mark.parametrize(("note", "is_true"), [("at_most_half", True), ("more_than_half", False), ("suppressed", True)])
def test_a_class_that_is_told_of_a_hidden_share_is_true(note: str, is_true: bool) -> None:
    derived = Figure(id="survey.koe.top2.item", scope="period", value=0.5, numerator=12, denominator=24, n=24)
    given = Figure(id="survey.koe.top2.item", scope="period", value=None, suppressed=True, note=note)
    assert is_given_as(given, derived) is is_true
