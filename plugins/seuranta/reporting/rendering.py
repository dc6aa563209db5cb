"""Renders the drafts that changed, in several processes where they are many; one programme's failure stops no other's.

In: drafts with their material. Out: their files, and the note of what each was made of. Rerun: what is unchanged is left as it lies.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
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
SHARES_EACH = 3  # of a process: as many as let all end at about the same time; every one brings the reports of the periods before along
FIGURES_OF_NONE = 600  # what a report takes besides its figures, in figures


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
    """Drafts of one programme. Those of a period for its audiences are best made in a row: much of them is set and drawn alike, once."""

    programme_code: str
    drafts: tuple[Draft, ...]


def render_changed(batches: Sequence[Batch], failures: Failures, processes: int = 1, progress: Progress | None = None) -> int:
    """Renders every draft whose files are not there or would differ; how many were rendered. What fails of one is kept in ``failures``."""
    changed = _in_order([left for batch in batches if (left := _changed(batch)).drafts])
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
    if processes < 2 or sum(len(batch.drafts) for batch in batches) < WORTH_PROCESSES:
        for one in (replace(batch, drafts=(draft,)) for batch in batches for draft in batch.drafts):
            yield one, _rendered(one, failures, partial(render_batch, one))
        return
    shares = _shares(batches, processes)
    pool = ProcessPoolExecutor(min(processes, len(shares)), mp_context=get_context("spawn"), initializer=_settle_in)
    try:
        asked = {pool.submit(render_batch, share): share for share in sorted(shares, key=_size, reverse=True)}
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


def _in_order(batches: Sequence[Batch]) -> list[Batch]:
    """One batch of each programme, period by period."""
    codes = dict.fromkeys(batch.programme_code for batch in batches)
    drafts = {code: [draft for batch in batches if batch.programme_code == code for draft in batch.drafts] for code in codes}
    return [Batch(code, tuple(sorted(drafts[code], key=_period_no))) for code in codes]


def _shares(batches: Sequence[Batch], processes: int) -> list[Batch]:
    """The batches in parts of neighbouring periods, none much larger than the others need to be."""
    largest = sum(map(_size, batches)) / (processes * SHARES_EACH)
    return [Batch(batch.programme_code, drafts) for batch in batches for drafts in _parts(batch, largest)]


def _parts(batch: Batch, largest: float) -> Iterator[tuple[Draft, ...]]:
    part: list[Draft] = []
    for _, of_period in groupby(batch.drafts, key=_period_no):
        drafts = list(of_period)
        if part and _size(Batch(batch.programme_code, (*part, *drafts))) > largest:
            yield tuple(part)
            part = []
        part += drafts
    yield tuple(part)


def _period_no(draft: Draft) -> int:
    return draft.report.period.no


def _size(batch: Batch) -> int:
    return sum(len(draft.report.figures) + FIGURES_OF_NONE for draft in batch.drafts)


def _settle_in() -> None:
    """In a process of several: typesetting keeps to the one core that is its own, and nothing is looked through for circles (see ``drafts``)."""
    os.environ["RAYON_NUM_THREADS"] = "1"
    gc.disable()
