"""Every unit test of the dbt project holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from seuranta.vocabulary.catalogue import dbt_project_folder
from seuranta.warehouse.building import build
from seuranta.warehouse.dbt_process import BuildFolder, run_dbt
from tests.warehouse.lakes import CLOCK, PROGRAMMES, a_lake

MODELS = dbt_project_folder() / "models"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Status by name, of the unit tests run over the tables of an empty lake."""
    workspace = a_lake(tmp_path_factory.mktemp("empty")).workspace
    build(workspace, PROGRAMMES, CLOCK)
    folder = BuildFolder(workspace.work / "warehouse")
    workspace.warehouse.rename(folder.database)
    run_dbt(("test", "--select", "test_type:unit"), workspace, folder)
    found = json.loads((folder.target / "run_results.json").read_text(encoding="utf-8"))["results"]
    return {result["unique_id"].split(".")[-1]: result["status"] for result in found if result["unique_id"].startswith("unit_test.")}


def unit_tests() -> dict[str, str]:
    """Model by unit test, from the files beside the models."""
    return {test["name"]: test["model"] for path in MODELS.rglob("*.yml") for test in _read(path).get("unit_tests", [])}


def test_every_unit_test_ran_and_holds(results: dict[str, str]) -> None:
    assert len(results) > 40
    assert {name: status for name, status in results.items() if status != "pass"} == {}
    assert set(results) == set(unit_tests())


def test_every_family_of_figures_has_a_unit_test() -> None:
    families = {path.stem for path in (MODELS / "figures").glob("*.sql")}
    assert len(families) > 20
    assert families - set(unit_tests().values()) == set()


def test_every_model_is_described_beside_itself_by_its_grain() -> None:
    models = sorted(path for path in MODELS.rglob("*.sql"))
    assert models
    for model in models:
        described = _read(model.with_suffix(".yml"))["models"]
        assert [entry["name"] for entry in described] == [model.stem]
        assert described[0]["description"].startswith(("One row per ", "One row: ")), model.stem


def _read(path: Path) -> dict[str, list[dict[str, str]]]:
    return dict(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))
