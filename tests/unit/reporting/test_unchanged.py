"""Drafts that would not change are left as they lie; whatever could change one makes it anew, to the same bytes."""

from __future__ import annotations

import copy
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from seuranta.reporting import unchanged
from seuranta.reporting.crew import WORTH_PROCESSES, Batch, Draft
from seuranta.reporting.drafts import FILES, render, render_draft
from seuranta.reporting.failures import Failures
from seuranta.reporting.material import Material
from seuranta.reporting.rendering import render_changed
from seuranta.reporting.unchanged import digest_of_draft, digest_of_folder, digest_of_report, digest_of_tools, has_likely_changed
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.figures import Report
from seuranta.vocabulary.narratives import Narrative, OwnText
from tests.unit.reporting.reports import FIRST, SECOND, a_figure, a_material, a_programme, a_report

NOW = a_report([a_figure("attendance.visits", 400, "period"), a_figure("attendance.visits", 700)], SECOND)
BEFORE = a_report([a_figure("attendance.visits", 300, "period")], FIRST)


def a_draft(home: Path, report: Report = NOW, material: Material | None = None) -> Draft:
    material = material or a_material(earlier=[BEFORE])
    digest = digest_of_draft([digest_of_report(one) for one in (*material.earlier_reports, report)], material, report.period.no)
    name = f"{report.period.no}-{report.audience}"
    return Draft(report, material, home / "reports" / name, digest, home / "rendered" / f"{name}.json")


def rendered(*drafts: Draft, code: str = "pilotti", processes: int = 1) -> int:
    failures = Failures()
    count = render_changed([Batch(code, tuple(drafts))], failures, processes)
    failures.raise_if_any([code])
    return count


def test_a_draft_is_rendered_once(tmp_path: Path) -> None:
    assert [rendered(a_draft(tmp_path)), rendered(a_draft(tmp_path))] == [1, 0]


def a_narrative() -> Narrative:
    text = OwnText(period_no=2, heading="", text="Ryhmä kokoontui myös ulkona.")
    received = datetime(2022, 12, 1, tzinfo=UTC)
    return Narrative(narrative_no=1, programme="pilotti", path="pilotti/kertomus.md", sha256="0" * 64, received_at=received, clock="SEURANTA_NOW",
                     state="kept", period_nos=(2,), texts=(text,))  # fmt: skip


MATERIAL = a_material(earlier=[BEFORE])
CHANGES: dict[str, tuple[Report, Material]] = {
    "a figure": (a_report([a_figure("attendance.visits", 401, "period"), a_figure("attendance.visits", 700)], SECOND), MATERIAL),
    "a figure of an earlier period": (NOW, a_material(earlier=[a_report([a_figure("attendance.visits", 301, "period")], FIRST)])),
    "an earlier period less": (NOW, a_material()),
    "the project's own words": (NOW, replace(MATERIAL, narratives=[a_narrative()])),
    "the programme's name": (NOW, a_material(a_programme(name={"fi": "Toinen nimi"}), earlier=[BEFORE])),
    "the policy": (NOW, replace(MATERIAL, versions=replace(MATERIAL.versions, policy_sha256="1" * 64))),
    "the build's software": (NOW, replace(MATERIAL, versions=replace(MATERIAL.versions, software="seuranta 9.9.9"))),
    "an accepted delivery": (NOW, replace(MATERIAL, accepted=frozenset({"d1"}))),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_draft_is_made_of_makes_it_anew(what: str, tmp_path: Path) -> None:
    rendered(a_draft(tmp_path))
    draft = a_draft(tmp_path, *CHANGES[what])
    assert rendered(draft) == 1
    assert {path.name: path.read_bytes() for path in draft.folder.iterdir()} == render(draft.report, draft.material)


def test_what_the_project_wrote_of_another_period_changes_nothing_of_a_draft(tmp_path: Path) -> None:
    draft = a_draft(tmp_path, BEFORE, a_material())
    rendered(draft)
    whole = {path.name: path.read_bytes() for path in draft.folder.iterdir()}
    material = replace(a_material(), narratives=[a_narrative()])
    assert rendered(a_draft(tmp_path, BEFORE, material)) == 0
    assert render(BEFORE, material) == whole


TOUCHES: dict[str, Callable[[Draft], object]] = {
    "a file is gone": lambda draft: (draft.folder / "report.pdf").unlink(),
    "a file was written over": lambda draft: (draft.folder / "report.json").write_text("{}"),
    "a file is there that is none of ours": lambda draft: (draft.folder / "note.txt").write_text("x"),
    "a folder is there": lambda draft: (draft.folder / "more").mkdir(),
    "the folder is gone": lambda draft: shutil.rmtree(draft.folder),
    "the note is gone": lambda draft: draft.note.unlink(),
    "the note cannot be read": lambda draft: draft.note.write_text("{"),
}


@pytest.mark.parametrize("what", TOUCHES)
def test_what_is_touched_is_made_anew(what: str, tmp_path: Path) -> None:
    draft = a_draft(tmp_path)
    rendered(draft)
    whole = {path.name: path.read_bytes() for path in draft.folder.iterdir()}
    TOUCHES[what](draft)
    assert [rendered(draft), rendered(draft)] == [1, 0]
    assert {path.name: path.read_bytes() for path in draft.folder.iterdir()} == whole


def test_a_changed_template_word_or_font_of_the_package_makes_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    for name in ("reporting/templates/report.typ", "reporting/fonts/a.otf", "words/report.yml", "reporting/page.py", "reporting/__pycache__/page.pyc"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("as it was")
    monkeypatch.setattr(unchanged, "PACKAGE", package)

    def digest_of_now() -> str:
        digest_of_tools.cache_clear()
        return a_draft(tmp_path).digest

    digests = [digest_of_now()]
    for name in ("reporting/templates/report.typ", "reporting/fonts/a.otf", "words/report.yml", "reporting/page.py"):
        (package / name).write_text("changed")
        digests.append(digest_of_now())
    assert len(set(digests)) == 5
    (package / "reporting/__pycache__/page.pyc").write_text("compiled by another Python")
    assert digest_of_now() == digests[-1]
    digest_of_tools.cache_clear()


def test_a_changed_library_makes_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest_of_tools.cache_clear()
    before = a_draft(tmp_path).digest
    information = tmp_path / "typst_words-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: typst-words\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    digest_of_tools.cache_clear()
    assert a_draft(tmp_path).digest != before
    digest_of_tools.cache_clear()


def test_files_are_told_from_each_other_by_name_too(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    before = digest_of_folder(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert digest_of_folder(tmp_path) != before


def test_the_note_holds_digests_alone(tmp_path: Path) -> None:
    draft = a_draft(tmp_path)
    rendered(draft)
    note = json.loads(draft.note.read_text())
    assert set(note) == {"made_of", "files"}
    assert sorted(note["files"]) == sorted(FILES)
    assert {len(digest) for digest in (note["made_of"], *note["files"].values())} == {64}
    assert [path.name for path in draft.note.parent.iterdir()] == [draft.note.name]


def test_several_processes_give_the_same_bytes_and_tell_what_failed(tmp_path: Path) -> None:
    """Enough drafts for a pool; one programme's folder cannot be written."""
    reports = [a_report([a_figure("attendance.visits", visits)], FIRST, audience) for audience in ("internal", "public") for visits in (1,)]
    batches = [
        Batch(
            f"p{no}", tuple(replace(a_draft(tmp_path / f"p{no}", report), folder=tmp_path / f"p{no}" / str(place)) for place, report in enumerate(reports * 2))
        )
        for no in range(4)
    ]
    (tmp_path / "p3").write_text("a file where a folder belongs")
    failures = Failures()
    told: list[tuple[int, int]] = []
    assert render_changed(batches, failures, 2, lambda done, total: told.append((done, total))) == 12
    assert told == [(4, 16), (8, 16), (12, 16), (16, 16)]
    assert [code for code, _ in failures] == ["p3"]
    render_draft(reports[0], batches[0].drafts[0].material, tmp_path / "here")
    made = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in (tmp_path / "here", tmp_path / "p0" / "0", tmp_path / "p2" / "2")]
    assert made[0] == made[1] == made[2]


def test_drafts_are_rendered_while_those_of_the_next_programme_are_put_together(tmp_path: Path) -> None:
    report = a_report([a_figure("attendance.visits", 1)], FIRST)
    first = [replace(a_draft(tmp_path / str(no), report), folder=tmp_path / f"folder-{no}") for no in range(WORTH_PROCESSES)]
    last = a_draft(tmp_path / "last", report)

    def batches() -> Iterator[Batch]:
        yield Batch("first", tuple(first))
        until = time.monotonic() + 120
        while not all(draft.note.exists() for draft in first) and time.monotonic() < until:
            time.sleep(0.05)
        yield Batch("last", (last,) if all(draft.note.exists() for draft in first) else ())

    failures = Failures()
    assert render_changed(batches(), failures, 2) == WORTH_PROCESSES + 1
    failures.raise_if_any([])


def test_processes_that_were_expected_to_be_needed_render_what_there_is(tmp_path: Path) -> None:
    failures = Failures()
    assert render_changed([], failures, 2, expected=WORTH_PROCESSES) == 0
    draft = a_draft(tmp_path)
    assert render_changed([Batch("pilotti", (draft,))], failures, 2, expected=WORTH_PROCESSES) == 1
    assert {path.name: path.read_bytes() for path in draft.folder.iterdir()} == render(draft.report, draft.material)
    failures.raise_if_any([])


def test_a_draft_has_likely_changed_when_it_is_gone_or_was_looked_at_before_the_warehouse_was_swapped_in(tmp_path: Path) -> None:
    draft, warehouse = a_draft(tmp_path), tmp_path / "warehouse.duckdb"
    warehouse.write_bytes(b"")

    def guess() -> bool:
        return has_likely_changed(draft.note, draft.folder, warehouse)

    guesses = [guess()]
    rendered(draft)
    for looked_at in (1_000_000_002, 1_000_000_000):
        os.utime(warehouse, (0, 1_000_000_001))
        os.utime(draft.note, (0, looked_at))
        guesses.append(guess())
    assert rendered(draft) == 0  # and the note is told so
    guesses.append(guess())
    shutil.rmtree(draft.folder)
    assert [*guesses, guess()] == [False, False, True, False, True]


def test_our_errors_come_back_from_another_process_as_they_were() -> None:
    errors = (OperationFailed("report.pdf", "a document", "none", "see to it"), UnknownName("figure", "x", ["a", "b"]))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        back = list(pool.map(copy.copy, errors))
    for error, again in zip(errors, back, strict=True):
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
