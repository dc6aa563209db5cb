"""Which drafts a person is asked about, and that only what was asked about is released."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from seuranta.approvals.asking import note_asked, question_of
from seuranta.approvals.deciding import Answer, Asked, reject, release_approved
from seuranta.approvals.drafts import Request, requests_of
from seuranta.releases.capsule import Capsule
from seuranta.releases.gates import GateFailed
from seuranta.releases.house import House
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.house_log import read_house_log
from seuranta.words import phrases
from tests.end_to_end.release_houses import PILOT, PILOT_FILES, house_of, pilot_house, take_and_build

MAIJA = Answer("maija", is_approval=True)
ADDRESS = "http://127.0.0.1:8080/seuranta/programmes/ikaalinen/periods/1"
DURING = datetime(2022, 11, 15, 9, tzinfo=UTC)
EARLY, NEAR = datetime(2022, 11, 20, 9, tzinfo=UTC), datetime(2022, 11, 23, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    """A pilot from its first question to its restatement."""

    house: House
    first: list[Request]
    after_asking: list[Request]
    refused: GateFailed
    capsule: Capsule
    after_release: list[Request]
    restatement: list[Request]
    after_rejection: list[Request]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    house = pilot_house(tmp_path_factory.mktemp("approving"))
    first = requests_of(house, PILOT)
    note_asked(house, first[0])
    note_asked(house, first[0])
    after_asking = requests_of(house, PILOT)
    with pytest.raises(GateFailed) as refused:
        release_approved(house, Asked(PILOT, 1, "0" * 12), MAIJA)
    capsule = release_approved(house, Asked(PILOT, 1, first[0].draft), MAIJA)
    after_release = requests_of(house, PILOT)
    deliver_a_contact_more(house.workspace.drop / PILOT)
    take_and_build(house)
    restatement = requests_of(house, PILOT)
    reject(house, Asked(PILOT, 1, restatement[0].draft), Answer("maija", is_approval=False, reason="odotetaan kevääseen"))
    return Story(house, first, after_asking, refused.value, capsule, after_release, restatement, requests_of(house, PILOT))


def deliver_a_contact_more(folder: Path) -> None:
    [path] = folder.glob("yhteydenotot*")
    book = openpyxl.load_workbook(path)
    for number in range(51, 57):
        book.worksheets[0].append([f"IK-{number}", "Kamraatinkulma", datetime(2022, 8, 20), None, None, None])
    book.save(folder / "yhteydenotot täydennetty.xlsx")


def test_a_period_with_open_gates_is_asked_about(story: Story) -> None:
    [request] = story.first
    assert (request.programme.code, request.period.no, request.release_no, request.excepted, request.needs) == (PILOT, 1, 1, (), ())


def test_the_question_holds_state_completeness_and_a_link_and_no_figure(story: Story) -> None:
    question = question_of(story.house, story.first[0], ADDRESS)
    assert question.subject.startswith("Hyväksy raportti: Koronan vuoksi")
    assert question.body.split("\n\n") == [
        "Kausi 15.7.2022–15.11.2022. Määräpäivä 30.11.2022.",
        "Aineisto on täydellinen: 3/3 osuutta on tullut.",
        "Kaikki julkaisun ehdot täyttyvät.",
        "Jos hylkäät, kerro syy kentässä ”reason”.",
        f"Katso luonnos ja tilanne: {ADDRESS}",
    ]


def test_a_draft_is_asked_about_once(story: Story) -> None:
    assert story.after_asking == []
    assert [entry["draft"] for entry in read_house_log(story.house.workspace) if entry["what"] == "approval_asked"] == [story.first[0].draft]


def test_figures_that_nobody_was_asked_about_are_not_released(story: Story) -> None:
    sentence = phrases("approvals", "fi")("draft_changed")
    assert story.refused.sentences == (sentence,)
    [refused] = [entry for entry in read_house_log(story.house.workspace) if entry["what"] == "approval_refused"]
    assert (refused["by"], refused["why"], refused["draft"]) == ("maija", sentence, "0" * 12)


def test_what_was_asked_about_is_released_under_the_name_of_who_answered(story: Story) -> None:
    assert story.capsule.folder == story.house.workspace.releases / PILOT / "1" / "1"
    assert '"by": "maija"' in story.capsule.approval.read_text(encoding="utf-8")


def test_what_was_released_is_not_asked_about_until_its_figures_change(story: Story) -> None:
    assert story.after_release == []
    [request] = story.restatement
    assert request.release_no == 2
    assert "reason" in request.needs
    assert request.draft != story.first[0].draft


def test_a_restatement_is_asked_about_as_one(story: Story) -> None:
    question = question_of(story.house, story.restatement[0], ADDRESS)
    assert question.subject.endswith("kausi 1 (julkaisu 2)")
    assert "kerro oikaisun syy kentässä ”reason”" in question.body


def test_a_draft_that_was_rejected_is_not_asked_about_again(story: Story) -> None:
    assert story.after_rejection == []


def test_an_incomplete_report_is_asked_about_near_its_last_day_and_needs_an_exception(tmp_path: Path) -> None:
    some = PILOT_FILES[1:]  # no contacts
    house = house_of(tmp_path, [PILOT], lambda path: any(name in path.name for name in some), Clock(DURING))
    assert requests_of(house, PILOT) == []
    assert requests_of(replace(house, clock=Clock(EARLY)), PILOT) == []
    [request] = requests_of(replace(house, clock=Clock(NEAR)), PILOT)
    assert request.needs == ("exception",)
    assert "kamraatinkulma contacts (1)" in question_of(house, request, ADDRESS).body


def test_nobody_is_asked_about_an_old_warehouse(story: Story, tmp_path: Path) -> None:
    workspace = replace(story.house.workspace, home=tmp_path / "workspace")
    shutil.copytree(story.house.workspace.home, workspace.home, ignore=shutil.ignore_patterns("work", "releases"))
    workspace.house_log.unlink()
    house = replace(story.house, workspace=workspace)
    assert len(requests_of(house, PILOT)) == 1
    newest = sorted(workspace.receipts.glob("*.json"))[-1]
    newest.unlink()  # the build knows of a delivery that is not there
    assert requests_of(house, PILOT) == []
