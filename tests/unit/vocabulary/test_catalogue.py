"""The figure catalogue finds what an id means."""

from __future__ import annotations

import pytest

from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.errors import UnknownName

CATALOGUE = load_catalogue()


def test_a_figure_is_found_by_its_id() -> None:
    assert CATALOGUE.entry_of("attendance.visits").name.fi == "Asiakaskäynnit"


def test_the_codes_of_an_instrument_and_its_item_are_read_from_the_id() -> None:
    entry = CATALOGUE.entry_of("survey.client_panel.mean.benefit")
    assert entry.pattern == "survey.{instrument}.mean.{item}"
    assert entry.parts_of("survey.client_panel.mean.benefit") == {"instrument": "client_panel", "item": "benefit"}


def test_the_most_literal_pattern_wins() -> None:
    assert CATALOGUE.entry_of("survey.esis.change.index").pattern == "survey.{instrument}.change.index"
    assert CATALOGUE.entry_of("survey.esis.change.esis_01").pattern == "survey.{instrument}.change.{item}"


def test_an_unknown_figure_is_said() -> None:
    with pytest.raises(UnknownName, match=r"^figure 'esf\.co99' is not known; available: "):
        CATALOGUE.entry_of("esf.co99")


def test_a_total_is_additive_over_the_dimensions_it_is_broken_down_by() -> None:
    sessions = CATALOGUE.entry_of("attendance.sessions")
    assert sessions.additive_over() == ("activity", "unit")
    assert sessions.additive_over(["unit"]) == ("activity",)
    assert sessions.additive_over(["activity", "unit"]) == ()


def test_a_total_is_not_additive_over_a_dimension_that_only_occurs_with_another() -> None:
    presences = CATALOGUE.entry_of("attendance.presences")
    assert presences.additive_over() == ("role",)
    assert presences.additive_over(["role"]) == ("activity",)


def test_persons_are_never_additive_over_units() -> None:
    assert CATALOGUE.entry_of("attendance.persons").additive_over() == ()


def test_every_pattern_stands_once() -> None:
    patterns = [entry.pattern for entry in CATALOGUE.entries]
    assert len(patterns) > 80
    assert len(set(patterns)) == len(patterns)


def test_an_additive_dimension_is_one_of_a_breakdown() -> None:
    for entry in CATALOGUE.entries:
        assert set(entry.additive) <= {dimension for dimensions in entry.breakdowns for dimension in dimensions}, entry.pattern
