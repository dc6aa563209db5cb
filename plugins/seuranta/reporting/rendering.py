"""Renders the drafts that changed, in several processes where they are many; one programme's failure stops no other's.

In: drafts with their material, programme by programme. Out: their files, and the note of what each was made of. Rerun: what is unchanged
is left as it lies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from seuranta.reporting.crew import Batch, Crew, Draft, Outcome
from seuranta.reporting.failures import Failures
from seuranta.reporting.unchanged import is_unchanged

Progress = Callable[[int, int], None]
"""Called with drafts done and drafts in all."""


def render_changed(batches: Iterable[Batch], failures: Failures, processes: int = 1, progress: Progress | None = None, *, expected: int = 0) -> int:
    """Renders every draft whose files are not there or would differ; how many were rendered. What fails of one is kept in ``failures``.

    Each batch holds all drafts of its programme. The next may still be put together while the first are rendered. ``expected`` is a guess
    how many will be: other processes begin to settle in at once where it is worth their while.
    """
    done = total = count = 0
    with Crew(processes) as crew:
        crew.expect(expected)
        for batch in batches:
            changed = _changed(batch)
            total += len(batch.drafts)
            done += len(batch.drafts) - len(changed.drafts)
            crew.take(changed)
        for part, result in crew.results():
            count += _rendered(part, failures, result)
            done += len(part.drafts)
            if progress:
                progress(done, total)
    return count


def _changed(batch: Batch) -> Batch:
    """Period by period; the notes of the others are told that they still hold."""
    changed: list[Draft] = []
    for draft in sorted(batch.drafts, key=_period_no):
        if is_unchanged(draft.note, draft.digest, draft.folder):
            draft.note.touch()
        else:
            changed.append(draft)
    return replace(batch, drafts=tuple(changed))


def _period_no(draft: Draft) -> int:
    return draft.report.period.no


def _rendered(part: Batch, failures: Failures, result: Callable[[], Outcome]) -> int:
    with failures.of(part.programme_code):  # the process may have been killed
        count, failed = result()
        for code, error in failed:
            failures.keep(code, error)
        return count
    return 0
