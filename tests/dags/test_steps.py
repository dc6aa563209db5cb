"""What single tasks do, called as Airflow calls them: in a workspace that the environment names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk.exceptions import AirflowSkipException

from seuranta.reporting.drafts import OWN_WORDS, own_words_json
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.narratives import Narrative, OwnText
from seuranta.vocabulary.workspace import Workspace
from seuranta_airflow.release_run import house_in_order, release_as_answered

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def dag_bag() -> DagBag:
    return DagBag(dag_folder=str(ROOT / "dags"), safe_mode=False)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """With keys that were being changed when somebody pulled the plug."""
    monkeypatch.setenv("SEURANTA_HOME", str(tmp_path))
    monkeypatch.setenv("SEURANTA_PROGRAMMES", str(ROOT / "programmes"))
    made = Workspace(tmp_path)
    made.changing_keys.mkdir(parents=True)
    return made


def callable_of(dag_bag: DagBag, dag_id: str, task_id: str) -> Callable[..., Any]:
    task: Any = dag_bag.dags[dag_id].get_task(task_id)
    found: Callable[..., Any] = task.python_callable
    return found


def test_rendering_finishes_first_what_was_interrupted(dag_bag: DagBag, workspace: Workspace) -> None:
    with pytest.raises(OperationFailed, match="run 'seuranta build'$"):
        callable_of(dag_bag, "publish_reports", "render_drafts")(programme="ikaalinen")
    assert not workspace.changing_keys.exists()


def test_releasing_finishes_first_what_was_interrupted(workspace: Workspace) -> None:
    answered = {"params_input": {}, "responded_by_user": {"name": "Aino"}, "chosen_options": ["Approve"]}
    with pytest.raises(OperationFailed, match="run 'seuranta build'$"):
        release_as_answered({"programme": "ikaalinen", "period": 1, "draft": "", "release": 1, "excepted": []}, answered)
    assert not workspace.changing_keys.exists()
    assert house_in_order().workspace.home == workspace.home


def a_narrative(no: int, text: str) -> Narrative:
    words = OwnText(period_no=1, heading="", text=text)
    received = datetime(2022, 12, no, tzinfo=UTC)
    return Narrative(narrative_no=no, programme="ikaalinen", path="ikaalinen/kertomus.md", sha256=f"{no:064d}", received_at=received, clock="SEURANTA_NOW",
                     state="kept", period_nos=(1,), texts=(words,))  # fmt: skip


def keep(workspace: Workspace, narrative: Narrative) -> Narrative:
    path = workspace.narratives / narrative.programme / f"{narrative.narrative_no:06d}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(narrative.model_dump_json())
    return narrative


@pytest.fixture
def drafted(workspace: Workspace) -> Workspace:
    """With a draft that shows the project's words as they are."""
    narrative = keep(workspace, a_narrative(1, "Ryhmä alkoi."))
    folder = workspace.reports / "ikaalinen" / "1" / "internal"
    folder.mkdir(parents=True)
    (folder / OWN_WORDS).write_bytes(own_words_json(narrative.texts))
    return workspace


def test_new_words_alone_start_the_rendering_of_drafts_and_shown_ones_do_not(dag_bag: DagBag, drafted: Workspace) -> None:
    hand_over = callable_of(dag_bag, "ingest_exports", "hand_over_words")
    with pytest.raises(AirflowSkipException, match="^the drafts show every project's newest words$"):
        hand_over()
    newer = keep(drafted, a_narrative(2, "Ryhmä alkoi ja jatkuu."))
    hand_over()  # not skipped: the asset is told of
    (drafted.reports / "ikaalinen" / "1" / "internal" / OWN_WORDS).write_bytes(own_words_json(newer.texts))
    with pytest.raises(AirflowSkipException):
        hand_over()


def test_words_of_a_period_without_a_draft_wait_for_it(dag_bag: DagBag, workspace: Workspace) -> None:
    keep(workspace, a_narrative(1, "Ryhmä alkoi."))
    with pytest.raises(AirflowSkipException):
        callable_of(dag_bag, "ingest_exports", "hand_over_words")()
