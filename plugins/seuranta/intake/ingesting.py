"""One pass over the drop folder, until nothing is left to take.

In: ``drop/``. Out: receipts and what they stand for (archive, lake, feedback, situation pages). Rerun: at any time and any
number of times; only what changed in the folder has an effect, and a crash leaves nothing to repair.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from seuranta.feedback.situation import refresh_situation
from seuranta.intake.archive import archived_files, make_workspace
from seuranta.intake.drop_folder import Found, Look, is_whole, look, settle_seconds_from_environment, settled
from seuranta.intake.failures import Failures, InOurWords
from seuranta.intake.judging.library import imported_meanwhile
from seuranta.intake.keys import read_master
from seuranta.intake.lake import remove_uncommitted
from seuranta.intake.lease import Lease, lease
from seuranta.intake.ledger import read_ledger
from seuranta.intake.names import Names
from seuranta.intake.narratives import take_narratives
from seuranta.intake.private_copy import Changed
from seuranta.intake.pseudonyms import programme_key
from seuranta.intake.seen import seen_files
from seuranta.intake.taking import OUTSIDE_CODE, Desk, take
from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.narratives import NARRATIVE_NAME, Narrative
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.unfinished import refuse_half_a_lake
from seuranta.vocabulary.workspace import Workspace

Progress = Callable[[int, int], None]
"""Called with files done and files known of."""


class Ingested(list[Receipt]):
    """The receipts of a pass, in order. ``refused`` are links and devices, which are never followed (shown paths).

    ``narratives`` are the project's own words that were new: no deliveries.
    """

    refused: tuple[str, ...] = ()
    narratives: tuple[Narrative, ...] = ()


def ingest(
    workspace: Workspace,
    programmes: Programmes,
    clock: Clock,
    *,
    progress: Progress | None = None,
    settle_seconds: float | None = None,
) -> Ingested:
    """Takes every file that is new or changed, and has settled. Waits for its turn where another pass is running.

    Raises ``OperationFailed`` where the drop folder is away, or at the end where files failed by our fault; what was
    taken before stays taken.
    """
    seconds = settle_seconds_from_environment() if settle_seconds is None else settle_seconds
    with InOurWords("ingest"):
        make_workspace(workspace)
        return _ingest(workspace, programmes, clock, progress, seconds)


def _ingest(workspace: Workspace, programmes: Programmes, clock: Clock, progress: Progress | None, seconds: float) -> Ingested:
    with lease(workspace) as held:
        refuse_half_a_lake(workspace)
        desk = _open_desk(workspace, programmes, clock, held)
        failures = Failures()
        taken = _take_all(desk, failures, seconds, progress)
        desk.seen.save()
        taken.narratives = _take_narratives(desk, failures)
        for programme in programmes.programmes.values():
            if (workspace.drop / programme.code).is_dir():
                with failures.of(f"{programme.code}/TILANNE.html"):
                    refresh_situation(workspace, programme, desk.ledger.receipts, desk.ledger.acceptances, clock.now())
        failures.raise_if_any()
    return taken


def _open_desk(workspace: Workspace, programmes: Programmes, clock: Clock, held: Lease) -> Desk:
    ledger = read_ledger(workspace)
    remove_uncommitted(workspace, [receipt.delivery_id for receipt in ledger.receipts], archived_files(workspace))
    return Desk(workspace, programmes, clock, read_master(workspace), ledger, seen_files(workspace), held)


def _take_all(desk: Desk, failures: Failures, settle_seconds: float, progress: Progress | None) -> Ingested:
    taken = Ingested()
    tried: set[tuple[str, tuple[int, ...]]] = set()
    while True:
        seen, batch = _next_batch(desk, tried, settle_seconds)
        if not batch:
            break
        for position, found in enumerate(batch):
            tried.add((found.relative, found.fingerprint))
            receipt = _try(desk, failures, found)
            if receipt is not None:
                taken.append(receipt)
            if progress:
                progress(len(tried), len(tried) + len(batch) - position - 1)
    taken.refused = tuple(_shown(desk, path) for path in seen.refused)
    for path in seen.unreadable:
        failures.sentences.append(f"{_shown(desk, path)}: cannot be listed; check the rights of the folder")
    return taken


def _take_narratives(desk: Desk, failures: Failures) -> tuple[Narrative, ...]:
    """The project's own words of every programme, new ones alone."""
    lying = look(desk.workspace.drop, was_filled=False).narratives.values()
    taken: list[Narrative] = []
    for programme in desk.programmes.programmes.values():
        own = [found for found in lying if found.programme == programme.code]
        with failures.of(f"{programme.code}/{NARRATIVE_NAME}"):
            taken += take_narratives(desk.workspace, programme, own, desk.names(own[0]), desk.clock) if own else []
    return tuple(taken)


def _try(desk: Desk, failures: Failures, found: Found) -> Receipt | None:
    with failures.of(desk.names(found).path(found.relative)):
        try:
            return take(desk, found)
        except (Changed, FileNotFoundError):
            return None  # somebody writes to it or took it away: the next pass looks again
    return None


def _next_batch(desk: Desk, tried: set[tuple[str, tuple[int, ...]]], settle_seconds: float) -> tuple[Look, list[Found]]:
    first = look(desk.workspace.drop, bool(desk.ledger.receipts))
    new = _new(desk, settled(first, first), tried)
    if not new or not settle_seconds:
        return first, new
    with imported_meanwhile():
        time.sleep(settle_seconds)
    second = look(desk.workspace.drop, bool(desk.ledger.receipts))
    return second, [found for found in _new(desk, settled(first, second), tried) if is_whole(found)]


def _new(desk: Desk, files: Iterable[Found], tried: set[tuple[str, tuple[int, ...]]]) -> list[Found]:
    return [found for found in files if (found.relative, found.fingerprint) not in tried and not desk.is_known(found)]


def _shown(desk: Desk, relative: str) -> str:
    return Names(programme_key(desk.master, OUTSIDE_CODE)).path(relative)
