"""``figures`` prints the contract's JSON, and says what it does not know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from seuranta.cli import app, warehouse
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.figures import Figure, Report
from tests.unit.warehouse.test_reading import MEAN, PROGRAMMES, VISITS, a_warehouse

assert warehouse.__doc__  # it registers the commands


@pytest.fixture(autouse=True)
def _workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_warehouse(tmp_path, [MEAN, VISITS])
    monkeypatch.setenv("SEURANTA_HOME", str(tmp_path))
    monkeypatch.setattr("seuranta.programmes.load.load_programmes", lambda folder: PROGRAMMES)


def test_json_stands_alone_and_in_the_contracts_shape() -> None:
    printed = json.loads(CliRunner().invoke(app, ["figures", "kerho", "1", "--format", "json"]).stdout)
    assert {key: printed[key] for key in printed if key != "figures"} == {
        "schema": "seuranta.report/1",
        "programme": "kerho",
        "audience": "internal",
        "status": "draft",
        "period": {"no": 1, "start": "2022-01-01", "end": "2022-04-30"},
    }
    assert printed["figures"][0] == {
        "id": "attendance.mean_per_session", "scope": "period", "breakdown": {}, "value": 2.5, "numerator": 5, "denominator": 2, "n": 4,
        "basis": "collected", "suppressed": False, "additive_over": [], "note": None,
    }  # fmt: skip
    assert (printed["figures"][1]["target"], printed["figures"][1]["attainment"]) == (10, 0.5)


def test_a_table_shows_whole_ids_and_what_a_mean_was_made_of() -> None:
    lines = CliRunner().invoke(app, ["figures", "kerho", "1"]).stdout.splitlines()
    mean = next(line for line in lines if "attendance.mean_per_session" in line)
    assert [cell.strip() for cell in mean.strip("│").split("│")] == ["attendance.mean_per_session", "period", "", "2.5", "5 / 2", "4", "collected"]


@pytest.mark.parametrize(("note", "text"), [("suppressed", "hidden"), ("at_most_half", "at most half"), ("more_than_half", "more than half")])
def test_a_table_says_what_is_hidden_and_of_a_share_its_class(note: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    share = Figure(id="survey.koe.top2.item", scope="period", value=None, suppressed=True, note=note)
    report = Report(programme="kerho", audience="public", period=PROGRAMMES.programmes["kerho"].all_periods[0], figures=(share,))
    monkeypatch.setattr(warehouse, "_report_for", lambda *_: report)
    lines = CliRunner().invoke(app, ["figures", "kerho", "1", "--audience", "public"]).stdout.splitlines()
    shown = next(line for line in lines if share.id in line)
    assert [cell.strip() for cell in shown.strip("│").split("│")] == [share.id, "period", "", text, "", "", "collected"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["toinen", "1"], "programme 'toinen' is not known; available: 'kerho'"),
        (["kerho", "3"], "period of 'kerho' '3' is not known; available: '1', '2'"),
        (["kerho", "1", "--audience", "lehti"], "audience 'lehti' is not known; available: 'funder', 'internal', 'public', 'steering'"),
    ],
)
def test_what_is_not_known_is_said(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(app, ["figures", *arguments])
    assert isinstance(result.exception, UnknownName)
    assert str(result.exception) == message
