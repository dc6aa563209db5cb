"""A build is the figures of the lake, swapped in whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.figures import Figure, Report
from seuranta.vocabulary.receipts import Coverage, Declaration, Status
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.building import build
from seuranta.warehouse.reading import read_report, read_reports
from tests.warehouse.lakes import CLOCK, PROGRAMMES, Lake, a_lake, club, visit

JANUARY, FEBRUARY, MAY = date(2022, 1, 10), date(2022, 2, 10), date(2022, 5, 10)
Find = Callable[..., Figure]


def deliver_a_year(lake: Lake) -> None:
    """Visits with a correction, a forgotten session, a held and accepted file, what was not committed, and other datasets."""
    lake.deliver("attendance", {"attendance": [visit("a", JANUARY), visit("b", JANUARY), visit("a", FEBRUARY)]}, [club("north", JANUARY, FEBRUARY)])
    lake.deliver("attendance", {"attendance": [visit("a", JANUARY), visit("c", JANUARY), visit("d", JANUARY)]}, [club("north", JANUARY, JANUARY)])
    lake.deliver("attendance", {"attendance": [visit("a", MAY, "south")]}, [club("south", MAY, MAY)])
    held = lake.deliver("attendance", {"attendance": [visit("e", MAY, "south"), visit("f", MAY, "south")]}, [club("south", MAY, MAY)], Status.HELD)
    lake.accept(held)
    lake.deliver("attendance", {"attendance": [visit("x", MAY, "south")]}, [club("south", MAY, MAY)], Status.HELD)
    lake.deliver("attendance", {"attendance": [visit("y", MAY, "south")]}, [club("south", MAY, MAY)], is_committed=False)
    response = {"instrument_code": "poll", "respondent_key": "a", "responded_at": datetime(2022, 1, 10, 10, 0), "answered_item_count": 1}
    answer = {"instrument_code": "poll", "item_code": "good", "answer": 4.0}
    day = Coverage(dataset="survey", instrument_code="poll", start_on=JANUARY, end_on=JANUARY)
    tables = {"survey_response": [response], "survey_answer": [answer]}
    lake.deliver("survey", tables, [day])
    person = {"participant_key": "a", "unit_code": "north", "entry_on": JANUARY, "gender_code": "F", "age_at_entry": 30, "isced_entry": 2}
    entries = [person | {"lm_status_entry_code": "UNEMPLOYED"}, person | {"participant_key": "b", "unit_code": "south", "gender_code": None}]
    lake.deliver("esr_participants", {"esr_participants": entries}, [Coverage(dataset="esr_participants", unit_code=unit) for unit in ("north", "south")])
    contact = {"contact_key": "a", "unit_code": "north", "contacted_on": JANUARY, "committed_on": JANUARY, "is_completed": True}
    lake.deliver("contacts", {"contacts": [contact]}, [Coverage(dataset="contacts", unit_code="north")])
    lake.declare(Declaration(unit_code="south", dataset="survey", period_no=1))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    lake = a_lake(tmp_path_factory.mktemp("year with {braces}, an 'apostrophe' and [p]atterns* #1"))
    deliver_a_year(lake)
    build(lake.workspace, PROGRAMMES, CLOCK)
    return lake.workspace


@pytest.fixture(scope="module")
def find(workspace: Workspace) -> Find:
    reports = {report.period.no: report for report in read_reports(workspace, PROGRAMMES, "kerho")}

    def figure(id_: str, period_no: int = 1, scope: str = "period", **breakdown: str) -> Figure:
        return next(f for f in reports[period_no].figures if (f.id, f.scope, f.breakdown) == (id_, scope, breakdown))

    return figure


def test_a_correction_replaces_the_days_it_covers_and_no_others(find: Find) -> None:
    assert find("attendance.visits").value == 4
    assert find("attendance.persons").value == 3
    assert find("attendance.visits", unit="north").n == 3


def test_a_held_delivery_counts_once_it_is_accepted_and_not_before(find: Find) -> None:
    visits = find("attendance.visits", 2, unit="south")
    assert (visits.value, visits.n) == (2, 2)


def test_rows_without_a_receipt_do_not_count(find: Find) -> None:
    assert find("attendance.persons", 2, "cumulative").value == 5


def test_rows_received_are_those_of_deliveries_that_stand(find: Find) -> None:
    assert find("data.rows_received", 2, "cumulative", dataset="attendance").value == 8
    assert find("data.rows_received", 2, "cumulative").value == 12


def test_a_community_over_its_limit_is_flagged(find: Find) -> None:
    assert find("community.within_limit", unit="north").value == 0


def test_a_cadence_that_was_aimed_at_and_never_held_is_seen(find: Find) -> None:
    cadence = find("attendance.sessions_per_month", 1, activity="club", unit="south")
    assert (cadence.value, cadence.numerator, cadence.denominator) == (0, 0, 4)
    assert find("attendance.cadence_ok", 1, activity="club", unit="south").value == 0


def test_targets_and_approximate_numbers_come_from_the_programme_file(find: Find) -> None:
    total = find("esf.participants_total", 1, "cumulative")
    assert (total.value, total.target, total.attainment) == (2, 10, 0.2)
    assert find("recruitment.contacted").basis == "estimate"
    assert find("recruitment.committed").basis == "collected"


def test_an_unknown_gender_is_a_code_of_its_own(find: Find) -> None:
    assert find("esf.participants_total", gender="U").value == 1
    assert find("esf.participants_incomplete").value == 1
    assert find("esf.co01").value == 1


def test_a_declaration_fills_a_slot(find: Find) -> None:
    assert (find("data.completeness", dataset="survey").numerator, find("data.completeness", dataset="survey").denominator) == (2, 2)
    assert find("data.completeness", 2, dataset="survey").numerator == 0


def test_every_figure_is_of_the_catalogue_and_additive_as_it_says(workspace: Workspace) -> None:
    catalogue = load_catalogue()
    figures = [figure for report in read_reports(workspace, PROGRAMMES, "kerho") for figure in report.figures]
    assert len(figures) > 400
    for figure in figures:
        entry = catalogue.entry_of(figure.id)
        assert set(figure.additive_over) <= set(entry.additive_over(figure.breakdown)), figure
        assert figure.scope in entry.scopes, figure
        assert (tuple(figure.breakdown) in entry.breakdowns) or (entry.total and not figure.breakdown), figure


def test_every_share_mean_and_rate_shows_what_it_was_made_of(workspace: Workspace) -> None:
    catalogue = load_catalogue()
    figures = [figure for report in read_reports(workspace, PROGRAMMES, "kerho") for figure in report.figures]
    quotients = [figure for figure in figures if catalogue.entry_of(figure.id).kind in ("share", "mean", "rate")]
    assert len(quotients) > 50
    assert [figure for figure in quotients if figure.numerator is None or figure.denominator is None] == []


def test_the_warehouse_says_what_it_was_made_from(workspace: Workspace) -> None:
    with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
        rows = connection.execute("select built_at, clock_source, programmes_digest, last_delivery_no, last_acceptance_no from build").fetchall()
    assert rows == [(CLOCK.now().replace(tzinfo=None), "SEURANTA_NOW", "digest", 11, 5)]


def test_the_same_lake_gives_the_same_figures(workspace: Workspace) -> None:
    before = _report(workspace)
    build(workspace, PROGRAMMES, CLOCK)
    assert _report(workspace) == before


def test_a_failed_build_leaves_the_warehouse_before_it(workspace: Workspace, tmp_path: Path) -> None:
    before, inode = _report(workspace), workspace.warehouse.stat().st_ino
    broken = workspace.lake / "contacts" / "kerho" / "kerho-000099-broken.parquet"
    broken.write_bytes(b"no parquet, 131052-9990")
    try:
        with pytest.raises(OperationFailed) as failed:
            build(workspace, PROGRAMMES, CLOCK)
    finally:
        broken.unlink()
    assert str(failed.value).startswith(
        "warehouse build: expected every model and test to pass, found 1 failed: 'stg_contacts__contact'; the warehouse before it still stands; read "
    )
    assert "131052" not in str(failed.value)
    assert (_report(workspace), workspace.warehouse.stat().st_ino) == (before, inode)
    assert list((workspace.work / "warehouse").glob("next.duckdb*")) == []


def test_a_folder_that_duckdb_cannot_write_to_is_named(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "which?")
    with pytest.raises(OperationFailed) as failed:
        build(workspace, PROGRAMMES, CLOCK)
    assert str(failed.value) == (
        f"workspace '{workspace.home}': expected a path without '?', found one that DuckDB cannot write to; rename the folder, and build again"
    )


def _report(workspace: Workspace) -> Report:
    return read_report(workspace, PROGRAMMES, "kerho", 2)
