"""Who renders drafts: this process, or several that settle in while the drafts of other programmes are still being put together.

In: batches as they are ready, each a programme whole. Out: parts of them, each with a call that gives what came of it. Rerun: the same.
"""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import groupby
from multiprocessing import get_context
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import TracebackType

from seuranta.reporting.drafts import render_draft, settle_in
from seuranta.reporting.failures import Failures
from seuranta.reporting.material import Material
from seuranta.reporting.unchanged import note_rendered
from seuranta.vocabulary.figures import Report

WORTH_PROCESSES = 12  # a process takes as long to start as several reports
SHARES_EACH = 4  # of a process: as many as let all end at about the same time, and leave neighbouring periods, which have much alike, together
FIGURES_OF_NONE = 600  # what a report takes besides its figures, in figures
Outcome = tuple[int, Failures]
"""How many drafts were rendered, and what failed of the others."""


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


class Crew(AbstractContextManager["Crew"]):
    """Takes batches and renders them; in other processes, at most ``processes``, from when there is enough to do."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._waiting: list[Batch] = []
        self._pool: ProcessPoolExecutor | None = None
        self._asked: dict[Future[Outcome], Batch] = {}

    def expect(self, drafts: int) -> None:
        """Other processes settle in, where so many are worth it."""
        if self._pool is None and self._processes > 1 and drafts >= WORTH_PROCESSES:
            self._pool = ProcessPoolExecutor(self._processes, mp_context=get_context("spawn"), initializer=_keep_to_one_core)
            for _ in range(self._processes):
                self._pool.submit(settle_in)

    def take(self, batch: Batch) -> None:
        """Other processes begin with it at once, this one when it is asked for results."""
        if batch.drafts:
            self._waiting.append(batch)
            self.expect(sum(len(waiting.drafts) for waiting in self._waiting))
        if self._pool is not None:
            self._hand_out(self._pool)

    def results(self) -> Iterator[tuple[Batch, Callable[[], Outcome]]]:
        """Parts of what was taken, as they are done: draft by draft where this process renders. The call raises where a process was killed."""
        for future in as_completed(self._asked):
            yield self._asked[future], future.result
        for one in (replace(batch, drafts=(draft,)) for batch in self._waiting for draft in batch.drafts):
            yield one, partial(render_batch, one)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _hand_out(self, pool: ProcessPoolExecutor) -> None:
        """Shares of every batch that waits; the batch goes along whole, packed once."""
        for batch in self._waiting:
            packed = bytes(ForkingPickler.dumps(batch))
            for places in _shares(batch, self._processes * SHARES_EACH):
                part = replace(batch, drafts=tuple(batch.drafts[place] for place in places))
                self._asked[pool.submit(_render_share, packed, places)] = part
        self._waiting = []


def render_batch(batch: Batch) -> Outcome:
    """Renders every draft of the batch; one that fails stops no other."""
    failures, count = Failures(), 0
    for draft in batch.drafts:
        with failures.of(batch.programme_code):
            render_draft(draft.report, draft.material, draft.folder)
            note_rendered(draft.note, draft.digest, draft.folder)
            count += 1
    return count, failures


def _shares(batch: Batch, count: int) -> Iterator[tuple[int, ...]]:
    """The places of the batch's drafts in parts of neighbouring periods, none much larger than another."""
    largest = sum(map(_size, batch.drafts)) / count
    part: list[int] = []
    for _, of_period in groupby(range(len(batch.drafts)), key=lambda place: batch.drafts[place].report.period.no):
        places = list(of_period)
        if part and sum(_size(batch.drafts[place]) for place in (*part, *places)) > largest:
            yield tuple(part)
            part = []
        part += places
    if part:
        yield tuple(part)


def _size(draft: Draft) -> int:
    return len(draft.report.figures) + FIGURES_OF_NONE


def _render_share(packed: bytes, places: tuple[int, ...]) -> Outcome:
    batch = _unpacked(packed)
    return render_batch(replace(batch, drafts=tuple(batch.drafts[place] for place in places)))


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Batch:
    """Once for all shares of a batch, so that what was found out about its reports still holds."""
    batch = ForkingPickler.loads(packed)
    assert isinstance(batch, Batch)
    return batch


def _keep_to_one_core() -> None:
    """In a process of several: typesetting keeps to the one core that is its own, and nothing is looked through for circles (see ``garbage``).

    At its end the process is dropped whole: to take what it remembers apart piece by piece took longer than several reports.
    """
    os.environ["RAYON_NUM_THREADS"] = "1"
    gc.disable()
    atexit.register(os._exit, 0)
