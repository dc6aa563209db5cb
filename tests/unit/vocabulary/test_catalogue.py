"""The figure catalogue finds what an id means."""

from __future__ import annotations

from pathlib import Path

import pytest

from seuranta.vocabulary.catalogue import Texts, dbt_project_folder, load_catalogue, load_families
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


def test_definitions_and_names_are_translated_not_copied() -> None:
    texts = [(entry.pattern, getattr(entry, kind)) for entry in CATALOGUE.entries for kind in ("name", "definition")]
    copied = [pattern for pattern, text in texts if text.sv in (text.fi, text.en) or text.fi == text.en]
    assert copied == ["survey.{instrument}.index"]  # "Index" is both Swedish and English


def test_every_family_has_its_file_and_names_the_models_that_count_it() -> None:
    project = dbt_project_folder()
    files = {path.stem for path in (project / "figure_catalogue").glob("*.yml")} - {"families"}
    assert set(load_families()) == files
    models = [model for family in load_families().values() for model in family.models]
    assert sorted(models) == sorted(path.stem for path in (project / "models" / "figures").glob("fig_*.sql"))


def test_a_figure_that_says_otherwise_than_its_family_is_heard() -> None:
    shared, other = CATALOGUE.entry_of("grant.decision_eur"), CATALOGUE.entry_of("grant.share")
    assert (shared.kind, shared.scopes) == ("sum", ("cumulative",))
    assert (other.kind, other.scopes) == ("share", ("cumulative",))


ONE_FILE = """
- pattern: esf.leavers
  name: {fi: "Hankkeen lopettaneet", sv: "Deltagare som avslutat", en: "Participants who left"}
  definition: {fi: "Henkilöt, jotka ovat lopettaneet.", en: "Persons who left."}
  formula: count(complete persons with exit) by date of exit
  source: figures.md 1
  unit: persons
  kind: count
  breakdowns: [[gender], [unit]]
  additive: [gender, unit]
"""


def test_the_one_file_of_earlier_releases_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "figure_catalogue.yml").write_text(ONE_FILE, encoding="utf-8")
    [entry] = load_catalogue(tmp_path).entries
    assert entry.definition == Texts(fi="Henkilöt, jotka ovat lopettaneet.", sv="Henkilöt, jotka ovat lopettaneet.", en="Persons who left.")
    assert {said for _, said in entry.formula} == {"count(complete persons with exit) by date of exit"}
    meant = {"unit", "kind", "breakdowns", "additive", "total", "scopes", "sensitive"}
    assert entry.model_dump(include=meant) == CATALOGUE.entry_of("esf.leavers").model_dump(include=meant)
