"""Renders the drafts that changed, in several processes where they are many; one programme's failure stops no other's.

In: drafts with their material. Out: their files, and the note of what each was made of. Rerun: what is unchanged is left as it lies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from seuranta.reporting.drafts import render_draft
from seuranta.reporting.failures import Failures
from seuranta.reporting.material import Material
from seuranta.reporting.unchanged import is_unchanged, note_rendered
from seuranta.vocabulary.figures import Report

Progress = Callable[[int, int], None]
"""Called with drafts done and drafts in all."""

WORTH_PROCESSES = 12  # a process takes as long to start as three reports


@dataclass(frozen=True)
class Draft:
    """One report to render, and where. ``digest`` is of all that it is made of, ``note`` where that is kept."""

    report: Report
    material: Material
    folder: Path
    digest: str
    note: Path


@dataclass(frozen=True)
class Batch:
    """Drafts of one programme for one audience: they look back at the same reports."""

    programme_code: str
    drafts: tuple[Draft, ...]


def render_changed(batches: Sequence[Batch], failures: Failures, processes: int = 1, progress: Progress | None = None) -> int:
    """Renders every draft whose files are not there or would differ; how many were rendered. What fails of one is kept in ``failures``."""
    changed = [left for batch in batches if (left := _changed(batch)).drafts]
    total, count = sum(len(batch.drafts) for batch in batches), 0
    done = total - sum(len(batch.drafts) for batch in changed)
    for batch, rendered in _outcomes(changed, failures, processes):
        count += rendered
        done += len(batch.drafts)
        if progress:
            progress(done, total)
    return count


def render_batch(batch: Batch) -> tuple[int, Failures]:
    """How many of the batch were rendered, and what failed of the others."""
    failures, count = Failures(), 0
    for draft in batch.drafts:
        with failures.of(batch.programme_code):
            render_draft(draft.report, draft.material, draft.folder)
            note_rendered(draft.note, draft.digest, draft.folder)
            count += 1
    return count, failures


def _changed(batch: Batch) -> Batch:
    return replace(batch, drafts=tuple(draft for draft in batch.drafts if not is_unchanged(draft.note, draft.digest, draft.folder)))


def _outcomes(batches: Sequence[Batch], failures: Failures, processes: int) -> Iterator[tuple[Batch, int]]:
    """Each batch with how many of it were rendered, as they are done; here draft by draft, in other processes whole."""
    if processes < 2 or len(batches) < 2 or sum(len(batch.drafts) for batch in batches) < WORTH_PROCESSES:
        for one in (replace(batch, drafts=(draft,)) for batch in batches for draft in batch.drafts):
            yield one, _rendered(one, failures, partial(render_batch, one))
        return
    pool = ProcessPoolExecutor(min(processes, len(batches)), mp_context=get_context("spawn"))
    try:
        asked = {pool.submit(render_batch, batch): batch for batch in sorted(batches, key=_size, reverse=True)}
        for future in as_completed(asked):
            yield asked[future], _rendered(asked[future], failures, future.result)
    finally:
        pool.shutdown(cancel_futures=True)


def _rendered(batch: Batch, failures: Failures, result: Callable[[], tuple[int, Failures]]) -> int:
    with failures.of(batch.programme_code):  # the process may have been killed
        count, failed = result()
        for code, error in failed:
            failures.keep(code, error)
        return count
    return 0


def _size(batch: Batch) -> int:
    return sum(len(draft.report.figures) for draft in batch.drafts)
