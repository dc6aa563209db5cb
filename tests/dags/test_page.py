"""The page with hostile names and addresses, for users of each role; the running Airflow is asked in tests/end_to_end."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
from airflow.api_fastapi.core_api.security import get_user
from fastapi import FastAPI
from fastapi.testclient import TestClient

from seuranta.reporting.report_json import report_json
from seuranta.vocabulary.figures import Figure, Period, Report
from seuranta.vocabulary.receipts import Receipt, Status
from seuranta.vocabulary.workspace import Workspace
from seuranta_airflow.page.app import create_app
from tests.unit.feedback.builders import issue, receipt

SCRIPT = "<script>alert(1)</script>"
PROGRAMME = """
code: klubi
name: {{fi: "{name}", sv: Klubben, en: The club}}
funder: {{code: stea, name: {{fi: STEA}}}}
dates: {{start: 2022-01-01, end: 2022-12-31}}
periods:
  - {{no: 1, start: 2022-01-01, end: 2022-12-31}}
units:
  - {{code: keskus, name: {{fi: "{name}"}}}}
activities:
  - {{code: klubi, name: {{fi: Klubi}}}}
datasets: [attendance]
"""
HOSTILE = ["../../approval.json", "../../../../../../secret.txt", "..", ".", "report.PDF", "report.pdf\0", "/etc/passwd", "%2e%2e/secret.txt"]
ROLES = {"admin": "admin", "katri": "viewer", "klubi.maija": "user", "muu": "user"}


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The application over a small house, without a server; who asks is said by the header ``user``."""
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "klubi.yml").write_text(PROGRAMME.format(name=f"Klubi {SCRIPT}"), encoding="utf-8")
    workspace = Workspace(tmp_path / "workspace")
    keep(workspace, receipt(Status.REJECTED, [issue(text=f"Väärin {SCRIPT}")], file_name=f"{SCRIPT}.xlsx"))
    release(workspace)
    (workspace.home / "secret.txt").write_text("not for the page", encoding="utf-8")
    monkeypatch.setenv("SEURANTA_HOME", str(workspace.home))
    monkeypatch.setenv("SEURANTA_PROGRAMMES", str(tmp_path / "programmes"))
    app = create_app()
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


def keep(workspace: Workspace, of: Receipt) -> None:
    workspace.receipts.mkdir(parents=True)
    (workspace.receipts / f"{of.delivery_id}.json").write_text(of.model_dump_json(), encoding="utf-8")


def release(workspace: Workspace) -> None:
    for audience in ("internal", "funder"):
        reports = workspace.releases / "klubi" / "1" / "1" / "reports" / audience
        reports.mkdir(parents=True)
        (reports / "report.pdf").write_bytes(b"%PDF-")
    approval = {"at": "2023-01-10T10:00:00+00:00", "by": f"Maija {SCRIPT}", "reason": None, "exception": SCRIPT}
    (reports.parents[1] / "approval.json").write_text(json.dumps(approval), encoding="utf-8")


def as_user(page: TestClient, user: str) -> TestClient:
    app = page.app
    assert isinstance(app, FastAPI)
    app.dependency_overrides[get_user] = lambda: SimpleAuthManagerUser(username=user, role=ROLES[user])
    return page


@pytest.mark.parametrize("path", ["/", "/programmes/klubi", "/programmes/klubi/periods/1", "/programmes/klubi/deliveries/klubi-000001-aaaaaaaa"])
def test_names_that_look_like_a_script_are_text(page: TestClient, path: str) -> None:
    answer = as_user(page, "admin").get(path)
    assert answer.status_code == 200
    assert SCRIPT not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text


@pytest.mark.parametrize("path", ["/", "/health", "/programmes/unknown", "/programmes/klubi/periods/1/releases/1/funder/report.pdf"])
def test_nothing_can_run_and_nothing_is_kept_by_a_browser(page: TestClient, path: str) -> None:
    headers = as_user(page, "admin").get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")
    assert "script-src" not in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ["releases/1/funder", "drafts/funder"])
def test_no_name_leads_out_of_its_folder(page: TestClient, place: str, name: str) -> None:
    answer = as_user(page, "admin").get(f"/programmes/klubi/periods/1/{place}/{quote(name, safe='')}")
    assert answer.status_code == 404
    assert "not for the page" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/programmes/unknown",
        "/programmes/..%2f..%2fworkspace",
        "/programmes/klubi/periods/7",
        "/programmes/klubi/periods/x",
        "/programmes/klubi/deliveries/nothing",
        "/programmes/klubi/periods/1/releases/9/funder/report.pdf",
        "/programmes/klubi/periods/1/releases/1/nobody/report.pdf",
        f"/programmes/klubi/periods/1/figures/{quote(SCRIPT, safe='')}",
        "/programmes/klubi/periods/1/figures/attendance.visits?scope=never",
    ],
)
def test_what_is_not_there_is_not_found_and_not_said_again(page: TestClient, path: str) -> None:
    answer = as_user(page, "admin").get(path)
    assert answer.status_code == 404
    assert "Tällaista sivua ei ole." in answer.text
    assert "unknown" not in answer.text
    assert SCRIPT not in answer.text


def test_a_release_is_handed_out_as_a_file(page: TestClient) -> None:
    answer = as_user(page, "katri").get("/programmes/klubi/periods/1/releases/1/funder/report.pdf")
    assert (answer.status_code, answer.content) == (200, b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="klubi-1-1-funder-report.pdf"'


def test_a_reader_gets_no_internal_report(page: TestClient) -> None:
    path = "/programmes/klubi/periods/1/releases/1/internal/report.pdf"
    assert as_user(page, "katri").get(path).status_code == 403
    assert "/internal/" not in as_user(page, "katri").get("/programmes/klubi/periods/1").text
    assert as_user(page, "admin").get(path).status_code == 200


def test_another_programme_and_one_that_is_none_look_the_same_to_staff(page: TestClient) -> None:
    answers = [as_user(page, "muu").get(f"/programmes/{code}") for code in ("klubi", "unknown")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].text == answers[1].text
    assert as_user(page, "klubi.maija").get("/programmes/klubi").status_code == 200


@pytest.mark.parametrize(("language", "heading"), [("fi", "Toimitukset"), ("sv", "Leveranser"), ("en", "Deliveries"), ("xx", "Toimitukset")])
def test_the_page_speaks_three_languages(page: TestClient, language: str, heading: str) -> None:
    text = as_user(page, "admin").get(f"/programmes/klubi?lang={language}").text
    assert f"<h2>{heading}</h2>" in text
    assert f'<html lang="{language if language != "xx" else "fi"}">' in text


def test_a_house_that_cannot_be_read_says_so_and_no_more(page: TestClient, tmp_path: Path) -> None:
    line = json.dumps({"what": "released", "release": "klubi/1/1", "previous": "forged"})
    Workspace(tmp_path / "workspace").house_log.write_text(line + "\n", encoding="utf-8")
    answer = as_user(page, "admin").get("/")
    assert answer.status_code == 503
    assert "forged" not in answer.text


@pytest.mark.parametrize(
    ("language", "definition", "formula"),
    [
        ("fi", "Asiakkaiden läsnäolot pidetyillä kerroilla.", "läsnäolojen summa, kun rooli = asiakas"),
        ("sv", "Klienternas närvaro vid hållna träffar.", "summan av närvaron där roll = klient"),
        ("en", "Presences of clients at held sessions.", "sum(presences where role = client)"),
    ],
)
def test_a_figure_is_explained_in_the_readers_language(page: TestClient, language: str, definition: str, formula: str) -> None:
    visits = Figure(id="attendance.visits", scope="period", breakdown={}, value=12, n=7)
    report = Report(programme="klubi", audience="funder", period=Period(no=1, start=date(2022, 1, 1), end=date(2022, 12, 31)), figures=(visits,))
    folder = Workspace(Path(os.environ["SEURANTA_HOME"])).releases / "klubi" / "1" / "1" / "reports" / "funder"
    (folder / "report.json").write_bytes(report_json(report))
    answer = as_user(page, "katri").get(f"/programmes/klubi/periods/1/figures/attendance.visits?lang={language}")
    assert answer.status_code == 200
    assert f"<p>{definition}</p>" in answer.text
    assert f"<dd>{formula}</dd>" in answer.text
