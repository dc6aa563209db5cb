"""A real Airflow: exports are dropped, the DAGs run by themselves, a person approves, reports and answers appear, nothing stays behind."""

from __future__ import annotations

import html
import re
import shutil
import time
from collections.abc import Iterator

import psutil
import pytest

from airflow_group import AirflowGroup, free_port
from seuranta.intake.archive import make_workspace
from seuranta.releases.capsule import Capsule
from seuranta.releases.verifying import verify
from seuranta.vocabulary.house_log import read_house_log
from seuranta.vocabulary.workspace import Workspace
from seuranta.words import phrases
from seuranta_page import PREFIX
from tests.end_to_end.airflow_life import (
    APPROVERS,
    PROGRAMMES,
    REASON,
    REPORT_SECONDS,
    Life,
    answer_questions,
    drop_samples,
    has_failed,
    is_published,
    look_around,
    read,
    runs_of,
    settings,
    task_logs,
    two_programmes,
    wait_for,
)
from tests.end_to_end.mail_server import mail_server
from tests.end_to_end.page_walk import WIDTHS, look_with_a_browser, routes, walk

START_SECONDS = 120
NOTICED_SECONDS = 15
DAGS = {"ingest_exports", "build_warehouse", "publish_reports", "ask_approvers", "release_reports", "keep_house"}
PERIOD = "/programmes/{programme}/periods/{period}"
FIGURE = PERIOD + "/figures/{figure_id}"


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """One life of Airflow, from its first start to its end, with the exports of two programmes."""
    folder = tmp_path_factory.mktemp("airflow")
    workspace = Workspace(folder / "workspace")
    make_workspace(workspace)
    (workspace.home / "approvers.yml").write_text(APPROVERS, encoding="utf-8")
    seen = Life(workspace, folder / "airflow")
    with (
        mail_server() as mails,
        AirflowGroup(seen.home, workspace.home, two_programmes(folder), free_port(0), settings=settings(mails.port)) as airflow,
    ):
        airflow.wait_until_it_answers(START_SECONDS)
        wait_for("the DAGs", START_SECONDS, lambda: len(airflow.ask("/api/v2/dags")["dags"]) == len(DAGS))
        drop_samples(folder, workspace)
        dropped = time.monotonic()
        wait_for("a run of ingest_exports", REPORT_SECONDS, lambda: bool(runs_of(airflow, "ingest_exports")))
        seen.noticed_seconds = time.monotonic() - dropped
        wait_for("the reports", REPORT_SECONDS, lambda: has_failed(airflow) or is_published(airflow, workspace))
        if not has_failed(airflow):
            _, seen.page_of_the_one_who_waits = read(f"{airflow.address}{PREFIX}/programmes/ikaalinen/periods/1", airflow.token())
            answer_questions(airflow, seen)
            walk(airflow, seen)
            look_with_a_browser(airflow, seen, folder / "pictures")
        look_around(airflow, seen)
        seen.mails = list(mails.mails)
    seen.left_behind = airflow.running()
    yield seen
    shutil.rmtree(folder, ignore_errors=True)


def test_airflow_reads_the_six_dags_without_an_error(life: Life) -> None:
    assert life.import_errors == []
    assert life.dags == DAGS


def test_a_dropped_file_is_noticed_within_seconds(life: Life) -> None:
    assert life.noticed_seconds < NOTICED_SECONDS


def test_every_run_started_by_itself_and_went_well(life: Life) -> None:
    """But for the nightly one: Airflow starts it at once in the hours after its time, and not in the others."""
    assert {run["dag_id"] for run in life.runs} | {"keep_house"} == DAGS
    assert {run["state"] for run in life.runs} == {"success"}, life.last_lines
    assert {run["run_type"] for run in life.runs if run["dag_id"] not in ("release_reports", "keep_house")} == {"asset_triggered"}


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_programme_has_its_reports(life: Life, programme: str) -> None:
    reports = sorted((life.workspace.reports / programme).rglob("*.pdf"))
    assert reports
    assert {path.read_bytes()[:5] for path in reports} == {b"%PDF-"}


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_staff_have_their_answers_beside_their_files(life: Life, programme: str) -> None:
    folder = life.workspace.drop / programme
    page = (folder / "TILANNE.html").read_text(encoding="utf-8")
    assert "<html" in page
    states, legend = page.split('<section class="card legend">')
    counting = phrases("situation", "fi")("state_counting")
    assert counting in legend
    assert counting not in states, "the build has counted what came; the page is to say so"
    assert sorted(folder.rglob("palaute/*KORJATTAVAA*"))


def test_a_mapped_task_is_named_by_its_programme(life: Life) -> None:
    assert {task["rendered_map_index"] for task in life.tasks if task["task_id"] == "render_drafts"} == set(PROGRAMMES)


def test_only_ids_and_counts_pass_between_tasks(life: Life) -> None:
    deliveries = {path.stem for path in life.workspace.receipts.glob("*.json")}
    assert deliveries
    known = {*deliveries, *PROGRAMMES, "ikaalinen/1/1", "None"}
    # a draft, the run that asks about it, and the run's place
    runs = re.compile(r"(?:http://127\.0\.0\.1:\d+/dags/release_reports/runs/)?(?:(?:ikaalinen|torstaiklubi)-1-)?[0-9a-f]{12}")
    assert [value for value in life.handed_over if not (value.isdigit() or value in known or runs.fullmatch(value))] == []
    watched = [event["extra"]["payload"] for event in life.asset_events if event["extra"].get("from_trigger")]
    assert watched
    assert {key for payload in watched for key in payload} == {"file_count"}
    assert [event["extra"] for event in life.asset_events if event["extra"] and not event["extra"].get("from_trigger")] == []


def test_nobody_is_let_in_without_a_token(life: Life) -> None:
    assert set(life.status_without_a_token.values()) == {401}


def test_only_this_machine_is_listened_to(life: Life) -> None:
    assert life.listening_on == {"127.0.0.1"}


def test_what_airflow_wrote_is_for_its_owner_alone(life: Life) -> None:
    paths = [life.home, *life.home.rglob("*")]
    assert len(paths) > 20
    open_to_others = [str(path.relative_to(life.home)) for path in paths if not path.is_symlink() and path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_a_task_log_says_what_matters_and_no_more(life: Life) -> None:
    logs = task_logs(life.home)
    assert logs
    long = {str(path.relative_to(life.home)): lines for path in logs if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 100}
    assert long == {}


def test_no_process_is_left_behind(life: Life) -> None:
    assert life.left_behind == []
    writing = [process.pid for process in psutil.process_iter() if any(path.startswith(str(life.home)) for path in open_paths(process))]
    assert writing == []


def open_paths(process: psutil.Process) -> list[str]:
    try:
        return [file.path for file in process.open_files()]
    except psutil.Error:
        return []


def test_a_person_is_asked_about_each_report_and_shown_no_figure(life: Life) -> None:
    assert set(life.questions) == set(PROGRAMMES)
    question = life.questions["ikaalinen"]
    assert question["subject"] == "Hyväksy raportti: Koronan vuoksi palveluiden ulkopuolelle syrjäytyneiden tukeminen -pilotti, kausi 1"
    assert question["options"] == ["Approve", "Reject"]
    said = question["body"].partition("Katso luonnos ja tilanne: ")
    assert said[0].split("\n\n")[:-1] == [
        "Kausi 15.7.2022–15.11.2022. Määräpäivä 30.11.2022.",
        "Aineisto on täydellinen: 3/3 osuutta on tullut.",
        "Kaikki julkaisun ehdot täyttyvät.",
        "Jos hylkäät, kerro syy kentässä ”reason”.",
    ]
    assert said[2].endswith("/seuranta/programmes/ikaalinen/periods/1")


def test_the_page_says_that_a_report_waits_and_leads_to_the_answer(life: Life) -> None:
    words = phrases("overview", "fi")
    assert words("means_to_approve") in life.page_of_the_one_who_waits
    run = life.questions["ikaalinen"]["task_instance"]["dag_run_id"]
    assert f"/dags/release_reports/runs/{run}/tasks/ask_for_approval/required_actions" in life.page_of_the_one_who_waits


def test_only_a_named_person_may_answer(life: Life) -> None:
    assert life.status_of_another_user == 403


def test_an_approval_releases_the_report_under_the_name_of_its_user(life: Life) -> None:
    capsule = Capsule(life.workspace.releases / "ikaalinen" / "1" / "1")
    assert verify(capsule).figures > 100
    entries = read_house_log(life.workspace)
    approved = [entry for entry in entries if entry["what"] == "release_approved"]
    assert [(entry["release"], entry["by"]) for entry in approved] == [("ikaalinen/1/1", "admin")]
    assert [entry["release"] for entry in entries if entry["what"] == "released"] == ["ikaalinen/1/1"]


def test_a_rejection_is_kept_with_its_reason_and_releases_nothing(life: Life) -> None:
    rejected = [entry for entry in read_house_log(life.workspace) if entry["what"] == "approval_rejected"]
    assert [(entry["programme"], entry["period"], entry["by"], entry["why"]) for entry in rejected] == [("torstaiklubi", 1, "admin", REASON)]
    assert not (life.workspace.releases / "torstaiklubi").exists()


def test_a_rejection_without_a_reason_is_asked_again(life: Life) -> None:
    [asked] = [task for task in life.tasks if task["task_id"] == "ask_for_approval" and task["dag_run_id"].startswith("torstaiklubi")]
    assert asked["try_number"] == 2


def test_mails_hold_a_link_and_a_count_and_no_figure(life: Life) -> None:
    [released] = [mail for mail in life.mails if mail.to == ("rahoittaja@example.org",)]
    assert released.subject == "Raportti on julkaistu: Koronan vuoksi palveluiden ulkopuolelle syrjäytyneiden tukeminen -pilotti, kausi 1"
    start, _, address = html.unescape(released.text).strip().removeprefix("<p>").removesuffix("</p>").partition("http")
    count = sum(1 for path in (life.workspace.releases / "ikaalinen/1/1/reports").rglob("*") if path.is_file())
    assert start == f"Raportti on valmis. Tiedostoja on {count}; luvut ovat vain niissä: "
    assert address.endswith("/seuranta/programmes/ikaalinen/periods/1")
    asked = [mail for mail in life.mails if mail.to == ("maija@example.org",)]
    assert len(asked) == 3  # one programme's question was asked twice
    assert all("/tasks/ask_for_approval/required_actions" in mail.text for mail in asked)
    assert len(life.mails) == 4


def test_airflow_has_the_page_in_its_menu(life: Life) -> None:
    [plugin] = [plugin for plugin in life.plugins if plugin["name"] == "seuranta"]
    assert [view["href"] for view in plugin["external_views"]] == ["/seuranta/"]


def test_no_route_but_health_is_open(life: Life) -> None:
    paths = routes()
    assert len(paths) >= 9
    for nobody in ("", "false"):
        statuses = {path: life.walked[nobody, path] for path in paths}
        assert statuses.pop("/health") == 200
        assert set(statuses.values()) <= {401, 403}, statuses
    assert {life.walked["", path] for path in paths if path != "/health"} == {401}


def test_a_role_sees_its_own_routes_and_no_others(life: Life) -> None:
    common = {"/", "/health", "/page.css"}
    situation = {"/programmes/{programme}", PERIOD}
    deliveries = {"/programmes/{programme}/deliveries/{delivery_id}"}
    reports = {FIGURE, PERIOD + "/releases/{release}/{audience}/{name}"}
    drafts = {PERIOD + "/drafts/{audience}/{name}"}
    may = {
        "torstaiklubi.tomi": common,
        "ikaalinen.iida": common | situation | deliveries,
        "katri": common | situation | reports,
        "admin": common | situation | deliveries | reports | drafts,
    }
    for user, seen in may.items():
        assert {path for path in routes() if life.walked[user, path] == 200} == seen, user
        assert {life.walked[user, path] for path in routes() if path not in seen} <= {403}, user


def test_a_reader_of_reports_sees_released_figures_without_rows(life: Life) -> None:
    words = phrases("overview", "fi")
    assert words("rows_not_shown") in life.pages["katri", FIGURE]
    assert "KORJATTU.xlsx" not in life.pages["katri", FIGURE]
    assert "läsnäolot heinä-elokuu KORJATTU.xlsx" in life.pages["admin", FIGURE]
    assert words("figures_released", audience=phrases("report", "fi")("audience_funder")) in life.pages["katri", PERIOD]
    assert words("figures_internal") not in life.pages["katri", PERIOD]
    assert words("figures") not in life.pages["ikaalinen.iida", PERIOD].replace(words("figures_internal"), "")


def test_the_page_fits_a_phone_and_a_desk(life: Life) -> None:
    assert {width for _, width in life.widths} == set(WIDTHS)
    too_wide = {shown: actual for shown, actual in life.widths.items() if actual > shown[1]}
    assert too_wide == {}
