"""Which figures changed between states, and by what."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from seuranta.releases.comparing import Change, Place, changes_in
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import Figure
from seuranta.vocabulary.restatement import Cause

WAY: list[Cause] = ["late", "corrected", "retracted", "definition", "erased"]
MEAN, LARGEST, SHARE = "survey.client_panel.mean.benefit", "attendance.max_per_session", "survey.client_panel.top2.benefit"
PAIRS, CONTACTED = "survey.client_panel.pairs", "recruitment.contacted"


def state(**figures: dict[str, Any]) -> dict[Place, Figure]:
    made = [Figure.model_validate({"scope": "period", "value": None} | facts) for facts in figures.values()]
    return {(figure.id, figure.scope, tuple(sorted(figure.breakdown.items()))): figure for figure in made}


def changes(*states: dict[Place, Figure]) -> list[Change]:
    return list(changes_in(WAY[: len(states) - 1], states, load_catalogue()))


def told(causes: Mapping[Cause, Decimal] | None) -> dict[str, float] | None:
    """What had a part, in plain numbers."""
    return None if causes is None else {cause: float(part) for cause, part in causes.items() if part}


def test_every_kind_of_figure_is_split_with_all_causes_at_once() -> None:
    numbers: dict[str, list[float]] = {
        CONTACTED: [40, 43, 43, 41, 41, 40],
        SHARE: [4 / 5, 5 / 7, 4 / 7, 4 / 6, 3 / 6, 3 / 5],
        MEAN: [9.2, 9.25, 8.75, 9.0, 8.5, 8.6],
        LARGEST: [7, 9, 8, 8, 9, 7],
        PAIRS: [6, 7, 7, 6, 6, 5],
        "attendance.min_per_session": [3, 3, 2, 2, 2, 1],
    }
    states = [state(**{name: {"id": name, "value": values[at]} for name, values in numbers.items()}) for at in range(6)]
    found = {change.id: change for change in changes(*states)}
    assert set(found) == set(numbers) - {CONTACTED, LARGEST}
    assert told(found[PAIRS].causes) == {"late": 1, "retracted": -1, "erased": -1}
    for name, change in found.items():
        assert change.causes is not None
        assert float(sum(change.causes.values())) == round(numbers[name][-1] - numbers[name][0], 9)


def test_a_figure_that_is_as_it_was_is_not_listed() -> None:
    assert changes(state(a={"id": CONTACTED, "value": 40}), state(a={"id": CONTACTED, "value": 40})) == []


def test_a_share_of_other_numbers_is_listed_though_its_value_is_the_same() -> None:
    [change] = changes(
        state(a={"id": SHARE, "value": 0.8, "numerator": 4, "denominator": 5, "n": 5}),
        state(a={"id": SHARE, "value": 0.8, "numerator": 8, "denominator": 10, "n": 10}),
    )
    assert (change.old, change.new, told(change.causes)) == (0.8, 0.8, {})
    assert {name: (split.old, split.new, told(split.causes)) for name, split in change.beside.items()} == {
        "numerator": (4, 8, {"late": 4}),
        "denominator": (5, 10, {"late": 5}),
        "n": (5, 10, {"late": 5}),
    }


def test_a_count_of_a_new_code_began_at_zero() -> None:
    breakdown = {"unit": "keskus"}
    [change] = changes(state(), state(a={"id": CONTACTED, "value": 2, "breakdown": breakdown}))
    assert (change.old, change.new, change.caused_by) == (0, 2, ("late",))
    assert told(change.causes) == {"late": 2}


def test_a_mean_that_came_to_be_is_not_split() -> None:
    [change] = changes(state(a={"id": MEAN}), state(a={"id": MEAN, "value": 4.5}))
    assert (change.old, change.new, change.causes, change.caused_by) == (None, 4.5, None, ("late",))
