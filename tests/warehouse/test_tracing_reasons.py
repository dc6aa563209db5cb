"""Why a row is or is not in a figure: said for every row that was near it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from seuranta.tracing.behind import Trace
from seuranta.tracing.behind import trace as trace_figure
from seuranta.tracing.explaining import explain
from seuranta.tracing.printing import explanation_shown, print_explanation, print_trace, trace_shown
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.receipts import Coverage, Status
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.building import build
from tests.warehouse.lakes import CLOCK, PROGRAMMES, Lake, a_lake, club, visit

JANUARY, FEBRUARY, MAY = date(2022, 1, 10), date(2022, 2, 10), date(2022, 5, 10)
PERSON = {"unit_code": "north", "gender_code": "F", "age_at_entry": 30, "isced_entry": 2, "lm_status_entry_code": "UNEMPLOYED"}
FIRST, SECOND, THIRD, HELD, RECORDS = (f"kerho-{no:06d}-delivery" for no in range(1, 6))
LATE = "kerho-000006-delivery"


Tables = dict[str, Sequence[dict[str, Any]]]


def outcome(row: int, what: str, rules: str = "", dataset: str = "attendance") -> dict[str, Any]:
    return {"_row": row, "dataset": dataset, "outcome": what, "rules": rules}


def deliver(lake: Lake) -> None:
    """A correction, roles, an absence, a cancelled session, a quarantined and an ignored row, a held file; and records."""
    first = [visit("a", JANUARY), visit("b", FEBRUARY)]
    lake.deliver("attendance", {"attendance": first, "outcome": [outcome(2, "loaded"), outcome(3, "loaded")]}, [club("north", JANUARY, FEBRUARY)])
    absent = visit("c", JANUARY, kind="absent", visit_count=0)
    second = [visit("a", JANUARY), visit("s", JANUARY, role_code="nurse"), absent]
    told = [*(outcome(row, "loaded") for row in (2, 3, 4)), outcome(5, "quarantined", "ATT05"), outcome(6, "ignored", "ATT07")]
    lake.deliver("attendance", {"attendance": second, "outcome": told}, [club("north", JANUARY, JANUARY)])
    cancelled = visit("a", FEBRUARY, "south", kind="cancelled", participant_key=None, role_code=None, visit_count=None)
    lake.deliver("attendance", {"attendance": [visit("a", MAY, "south"), cancelled]}, [club("south", FEBRUARY, MAY)])
    held: Tables = {"attendance": [visit("x", FEBRUARY, "south")], "outcome": [outcome(2, "loaded")]}
    lake.deliver("attendance", held, [club("south", FEBRUARY, FEBRUARY)], Status.HELD)
    entries = [
        PERSON | {"participant_key": "whole", "entry_on": JANUARY, "exit_on": FEBRUARY},
        PERSON | {"participant_key": "whole", "entry_on": FEBRUARY, "exit_on": MAY},
        PERSON | {"participant_key": "gap", "entry_on": JANUARY, "gender_code": None},
        PERSON | {"participant_key": "works", "entry_on": JANUARY, "lm_status_entry_code": "EMPLOYED"},
        PERSON | {"participant_key": "later", "entry_on": MAY},
    ]
    lake.deliver("esr_participants", {"esr_participants": entries}, [Coverage(dataset="esr_participants", unit_code="north")])


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    lake = a_lake(tmp_path_factory.mktemp("an 'apostrophe' [and] a star*"))
    deliver(lake)
    build(lake.workspace, PROGRAMMES, CLOCK)
    late: Tables = {"attendance": [visit("a", MAY)], "outcome": [outcome(2, "loaded")]}
    lake.deliver("attendance", late, [club("north", MAY, MAY)])
    return lake.workspace


def trace(workspace: Workspace, figure_id: str, scope: str | None = None, **dimensions: str) -> Trace:
    return trace_figure(workspace, PROGRAMMES, "kerho", 1, figure_id, dimensions, scope)


def left_out(found: Trace) -> set[tuple[str, str, int]]:
    return {(row.reason, row.delivery_id, row.row) for row in found.left_out}


def test_a_visit_is_traced_to_its_row_and_what_was_near_is_said(workspace: Workspace) -> None:
    found = trace(workspace, "attendance.visits")
    assert [(row.delivery_id, row.file_name, row.row, row.numerator) for row in found.rows] == [(FIRST, "a.csv", 3, 1.0), (SECOND, "a.csv", 2, 1.0)]
    assert found.recount.agrees is True
    assert left_out(found) == {
        ("replaced", FIRST, 2),
        ("not_a_client", SECOND, 3),
        ("absent", SECOND, 4),
        ("quarantined", SECOND, 5),
        ("ignored", SECOND, 6),
        ("outside_period", THIRD, 2),
        ("session_cancelled", THIRD, 3),
        ("held", HELD, 2),
    }
    said = {(row.row, row.reason): (row.replaced_by, row.rules) for row in found.left_out if row.delivery_id in (FIRST, SECOND)}
    assert said[2, "replaced"] == (SECOND, ())
    assert said[5, "quarantined"] == (None, ("ATT05",))


def test_a_breakdown_looks_at_its_own_place_only(workspace: Workspace) -> None:
    found = trace(workspace, "attendance.visits", unit="south")
    assert (found.rows, found.asked.value) == ((), 0)
    assert {row for row in left_out(found) if row[1] == THIRD} == {("outside_period", THIRD, 2), ("session_cancelled", THIRD, 3)}


def test_a_participant_is_traced_to_the_first_entry(workspace: Workspace) -> None:
    found = trace(workspace, "esf.co01")
    assert [row.row for row in found.rows] == [2]
    assert left_out(found) == {("second_row", RECORDS, 3), ("incomplete", RECORDS, 4), ("not_meant", RECORDS, 5), ("outside_period", RECORDS, 6)}


def test_a_leaver_is_traced_to_the_entry_and_to_the_exit(workspace: Workspace) -> None:
    found = trace_figure(workspace, PROGRAMMES, "kerho", 2, "esf.leavers", {}, "cumulative")
    assert ([row.row for row in found.rows], found.asked.value, found.recount.agrees) == ([2, 3], 1, True)
    assert left_out(found) == {("no_exit", RECORDS, row) for row in (4, 5, 6)}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("nobody", 1, "attendance.visits", {}, None), "programme 'nobody' is not known; available: 'kerho'"),
        (("kerho", 7, "attendance.visits", {}, None), "period of 'kerho' '7' is not known; available: '1', '2'"),
        (("kerho", 1, "attendance.wrong", {}, None), "figure 'attendance.wrong' is not known; available: 'attendance."),
        (("kerho", 1, "attendance.visits", {"unit": "west"}, None), "breakdown of 'attendance.visits' '{\"unit\": \"west\"}' is not known; available: "),
        (("kerho", 1, "attendance.visits", {}, "year"), "scope of 'attendance.visits' 'year' is not known; available: 'cumulative', 'period'"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(workspace: Workspace, asked: tuple[str, int, str, dict[str, str], str | None], sentence: str) -> None:
    with pytest.raises(UnknownName) as raised:
        trace_figure(workspace, PROGRAMMES, *asked)
    assert str(raised.value).startswith(sentence)


def test_without_a_warehouse_the_answer_is_to_build(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = Workspace(tmp_path_factory.mktemp("empty"))
    with pytest.raises(OperationFailed, match="run 'seuranta build'"):
        trace(empty, "attendance.visits")


def test_a_delivery_is_explained_row_by_row(workspace: Workspace) -> None:
    found = explain(workspace, SECOND)
    assert [(row.row, row.what, row.periods) for row in found.rows] == [
        (2, "stands", (1,)),
        (3, "stands", (1,)),
        (4, "absent", (1,)),
        (5, "quarantined", ()),
        (6, "ignored", ()),
    ]
    assert (found.summary[0], found.by_period) == (("stands", None, 2), {1: 2})
    replaced = explain(workspace, FIRST)
    assert [(row.row, row.what, row.replaced_by) for row in replaced.rows] == [(2, "replaced", SECOND), (3, "stands", None)]
    assert [row.what for row in explain(workspace, HELD).rows] == ["held"]
    assert [row.what for row in explain(workspace, LATE).rows] == ["waits_for_build"]


def test_a_file_is_found_by_name_by_path_and_the_latest_is_explained(workspace: Workspace) -> None:
    for named in ("a.csv", "kerho/a.csv", str(workspace.drop / "kerho" / "a.csv")):
        found = explain(workspace, named)
        assert (found.receipt.delivery_id, found.earlier[0]) == (LATE, RECORDS)
    with pytest.raises(UnknownName, match="file or delivery 'b.csv' is not known; available: 'kerho/a.csv'"):
        explain(workspace, "b.csv")


def test_a_file_whose_name_a_receipt_hides_is_found_by_its_content(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("elsewhere") / "renamed.csv"
    file.write_text("other", encoding="utf-8")
    with pytest.raises(UnknownName):
        explain(workspace, str(file))
    path = workspace.receipts / f"{FIRST}.json"
    path.write_text(path.read_text(encoding="utf-8").replace("0" * 64, hashlib.sha256(b"other").hexdigest()), encoding="utf-8")
    assert explain(workspace, str(file)).receipt.delivery_id == FIRST


def test_answers_are_printed_in_the_language_of_the_programme(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    found = trace(workspace, "attendance.visits")
    print_trace(found)
    printed = capsys.readouterr().out
    assert "Asiakaskäynnit: 2, n 2\n2 riviä 2 tiedostosta; rivit antavat saman luvun\n" in printed
    assert f"     1  korvasi toimitus {SECOND}\n        {FIRST}  a.csv  2\n" in printed
    assert f"     1  jäi pois virheen takia\n        {SECOND}  a.csv  5  ATT05\n" in printed
    print_explanation(explain(workspace, SECOND), "en")
    printed = capsys.readouterr().out
    assert "     2  in the figures\n" in printed
    assert "In the days of period 1: 2 rows\n" in printed


def test_json_holds_everything_in_codes(workspace: Workspace) -> None:
    found = trace_shown(trace(workspace, "attendance.visits"))
    assert (found["value"], found["recount"]["agrees"], len(found["rows"]), len(found["left_out"])) == (2, True, 2, 8)
    assert explanation_shown(explain(workspace, FIRST))["summary"] == [
        {"what": "replaced", "replaced_by": SECOND, "rows": 1},
        {"what": "stands", "replaced_by": None, "rows": 1},
    ]
