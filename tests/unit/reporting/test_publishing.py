"""Which drafts are made from a warehouse: a small one is built here, with the tables that reading asks for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from seuranta.programmes.programme import Programmes
from seuranta.reporting.deliveries import kept_open, read_build, read_receipts, read_slots
from seuranta.reporting.drafts import FILES
from seuranta.reporting.material import Slot
from seuranta.reporting.publishing import publish_drafts
from seuranta.reporting.words_shown import show_latest_words
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.narratives import Narrative, OwnText
from seuranta.vocabulary.receipts import Receipt, RowCounts, Status
from seuranta.vocabulary.workspace import Workspace
from tests.unit.reporting.reports import a_programme, a_survey

PROGRAMMES = Programmes(
    programmes={"pilotti": a_programme(disclosure={"audiences": ["internal", "public"]})}, instruments={"loppukysely": a_survey()}, digest="ab12" * 16
)
BEFORE_THE_SECOND_PERIOD = Clock(datetime(2022, 11, 15, 20, 0, tzinfo=UTC))
IN_THE_SECOND_PERIOD = Clock(datetime(2022, 12, 1, 9, 0, tzinfo=UTC))
FIGURES = """
    create table figures (
        programme_code varchar, period_no integer, figure_id varchar, scope varchar, breakdown varchar, value double, numerator double,
        denominator double, n integer, basis varchar, additive_over varchar, target double, attainment double
    )
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path)
    write_warehouse(made, {1: 35, 2: 4})
    made.receipts.mkdir(parents=True)
    for no in (1, 2, 3):
        receipt = a_receipt(no)
        (made.receipts / f"{receipt.delivery_id}.json").write_text(receipt.model_dump_json())
    return made


def write_warehouse(workspace: Workspace, sessions: dict[int, int]) -> None:
    workspace.warehouse.unlink(missing_ok=True)
    with duckdb.connect(str(workspace.warehouse)) as connection:
        connection.execute(FIGURES)
        for no, held in sessions.items():
            for scope in ("period", "cumulative"):
                row = ["pilotti", no, "attendance.sessions", scope, json.dumps({}), held, None, None, None, "collected", "", None, None]
                connection.execute(f"insert into figures values ({', '.join('?' * len(row))})", row)
        connection.execute("create table build as select 'seuranta 0.1.0' software, 'ab12' programmes_digest, 2 last_delivery_no, 0 last_acceptance_no, "
                           "timestamp '2022-11-20 09:00:00' built_at")  # fmt: skip
        connection.execute("create table int_data__slot as select 'pilotti' programme_code, 1 period_no, 'keskus' unit_code, 'attendance' dataset, "
                           "true is_delivered, false is_declared_empty")  # fmt: skip


def a_receipt(no: int) -> Receipt:
    received = datetime(2022, 11, 10 + no, 8, tzinfo=UTC)
    facts: dict[str, Any] = {
        "delivery_id": f"d{no}",
        "delivery_no": no,
        "programme": "pilotti",
        "file_name": "a.xlsx",
        "path": "pilotti/a.xlsx",
        "sha256": "0" * 64,
    }
    counts = RowCounts(received=1, loaded=1)
    return Receipt(**facts, size_bytes=1, received_at=received, clock="SEURANTA_NOW", status=Status.ACCEPTED, rows=counts, software="seuranta 0.1.0")


def drafts_in(workspace: Workspace) -> list[str]:
    return sorted({path.parent.relative_to(workspace.reports).as_posix() for path in workspace.reports.rglob("report.*")})


def test_every_audience_of_every_period_that_started_gets_its_files(workspace: Workspace) -> None:
    told: list[tuple[int, int]] = []
    written = publish_drafts(workspace, PROGRAMMES, IN_THE_SECOND_PERIOD, progress=lambda done, total: told.append((done, total)))
    assert drafts_in(workspace) == ["pilotti/1/internal", "pilotti/1/public", "pilotti/2/internal", "pilotti/2/public"]
    assert len(written) == 4 * len(FILES)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_period_that_has_not_started_has_no_draft(workspace: Workspace) -> None:
    publish_drafts(workspace, PROGRAMMES, BEFORE_THE_SECOND_PERIOD)
    assert drafts_in(workspace) == ["pilotti/1/internal", "pilotti/1/public"]


def test_a_period_whose_rows_were_taken_back_loses_its_draft(workspace: Workspace) -> None:
    publish_drafts(workspace, PROGRAMMES, IN_THE_SECOND_PERIOD)
    write_warehouse(workspace, {1: 35, 2: 0})
    publish_drafts(workspace, PROGRAMMES, IN_THE_SECOND_PERIOD)
    assert drafts_in(workspace) == ["pilotti/1/internal", "pilotti/1/public"]


def test_new_words_of_the_project_make_drafts_anew_that_show_them(workspace: Workspace) -> None:
    assert publish_drafts(workspace, PROGRAMMES, IN_THE_SECOND_PERIOD).rendered == 4
    assert publish_drafts(workspace, PROGRAMMES, IN_THE_SECOND_PERIOD).rendered == 0
    assert show_latest_words(workspace, PROGRAMMES)
    path = workspace.narratives / "pilotti" / "000001.json"
    path.parent.mkdir(parents=True)
    texts = (OwnText(period_no=2, heading="", text="Ryhmä kokoontui myös ulkona."),)
    narrative = Narrative(narrative_no=1, programme="pilotti", path="pilotti/kertomus.md", sha256="0" * 64, received_at=datetime(2022, 12, 1, tzinfo=UTC),
                          clock="SEURANTA_NOW", state="kept", period_nos=(2,), texts=texts)  # fmt: skip
    path.write_text(narrative.model_dump_json())
    assert not show_latest_words(workspace, PROGRAMMES)
    assert publish_drafts(workspace, PROGRAMMES, IN_THE_SECOND_PERIOD).rendered == 2  # those of the period that is written of
    assert show_latest_words(workspace, PROGRAMMES)
    assert "Ryhmä kokoontui myös ulkona." in (workspace.reports / "pilotti" / "2" / "public" / "report.html").read_text(encoding="utf-8")


def test_one_programmes_failure_stops_no_others_drafts(workspace: Workspace) -> None:
    two = Programmes(programmes={"toinen": a_programme(code="toinen"), **PROGRAMMES.programmes}, instruments=PROGRAMMES.instruments, digest=PROGRAMMES.digest)
    with duckdb.connect(str(workspace.warehouse)) as connection:
        for figure_id in ("attendance.sessions", "no.such"):
            connection.execute(
                f"insert into figures select * replace ('toinen' as programme_code, '{figure_id}' as figure_id) from figures where programme_code = 'pilotti'"
            )
    with pytest.raises(OperationFailed) as raised:
        publish_drafts(workspace, two, IN_THE_SECOND_PERIOD)
    assert str(raised.value).startswith("report: expected drafts of every programme, found 'toinen' without (")
    assert str(raised.value).endswith("); every other programme has its drafts; see to the cause, and give the command again")
    assert drafts_in(workspace) == ["pilotti/1/internal", "pilotti/1/public", "pilotti/2/internal", "pilotti/2/public"]


def test_one_period_can_be_asked_for_alone(workspace: Workspace) -> None:
    publish_drafts(workspace, PROGRAMMES, IN_THE_SECOND_PERIOD, "pilotti", 2)
    assert drafts_in(workspace) == ["pilotti/2/internal", "pilotti/2/public"]


def test_what_is_not_known_is_said_with_what_is(workspace: Workspace) -> None:
    with pytest.raises(UnknownName, match=r"^programme 'toinen' is not known; available: 'pilotti'$"):
        publish_drafts(workspace, PROGRAMMES, IN_THE_SECOND_PERIOD, "toinen")
    with pytest.raises(UnknownName, match=r"^period of 'pilotti' '7' is not known; available: '1', '2'$"):
        publish_drafts(workspace, PROGRAMMES, IN_THE_SECOND_PERIOD, "pilotti", 7)


def test_without_a_warehouse_the_answer_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OperationFailed, match=r"run 'seuranta build'$"):
        publish_drafts(Workspace(tmp_path), PROGRAMMES, IN_THE_SECOND_PERIOD)


def test_what_is_read_while_the_warehouse_is_kept_open_is_of_one_generation(workspace: Workspace, tmp_path: Path) -> None:
    aside = Workspace(tmp_path / "aside")
    aside.home.mkdir()
    write_warehouse(aside, {1: 35})
    with duckdb.connect(str(aside.warehouse)) as connection:
        connection.execute("update build set last_delivery_no = 3")
    with kept_open(workspace):
        aside.warehouse.replace(workspace.warehouse)
        assert read_build(workspace).last_delivery_no == 2
    assert read_build(workspace).last_delivery_no == 3


def test_a_warehouse_that_cannot_be_opened_is_left_to_who_reads_it(workspace: Workspace, tmp_path: Path) -> None:
    with kept_open(Workspace(tmp_path / "nothing")):
        pass
    workspace.warehouse.write_bytes(b"no database")
    with kept_open(workspace), pytest.raises(OperationFailed, match=r"a readable file of this version, found .*run 'seuranta build'$"):
        read_build(workspace)


def test_the_facts_of_the_data_come_from_the_build_and_the_receipts_it_knew(workspace: Workspace) -> None:
    build = read_build(workspace)
    assert (build.software, build.last_delivery_no) == ("seuranta 0.1.0", 2)
    assert [receipt.delivery_no for receipt in read_receipts(workspace, "pilotti", build.last_delivery_no)] == [1, 2]
    assert read_slots(workspace, "pilotti") == [Slot("keskus", "attendance", 1, "delivered")]
