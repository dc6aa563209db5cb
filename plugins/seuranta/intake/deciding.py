"""A file's own verdict, seen among what was delivered before: a duplicate, held, or as it is."""

from __future__ import annotations

from dataclasses import replace

from seuranta.intake.context import Context
from seuranta.intake.corrections import retraction_of
from seuranta.intake.ledger import Ledger
from seuranta.intake.private_copy import Copy
from seuranta.intake.standing import stands
from seuranta.intake.verdicts import Verdict, verdict_of
from seuranta.vocabulary.extracts import Finding
from seuranta.vocabulary.receipts import LOADED, Status
from seuranta.vocabulary.workspace import Workspace


def decide(workspace: Workspace, ledger: Ledger, copy: Copy, file_name: str, context: Context | None) -> Verdict:
    """The verdict with which a delivery of this content ends today. Writes nothing."""
    duplicate = _duplicate(workspace, ledger, context.programme.code, copy.sha256) if context else None
    if duplicate is not None:
        return duplicate
    verdict = verdict_of(copy.path, file_name, context)
    return verdict if context is None else _held_or_not(workspace, ledger, verdict, context)


def _duplicate(workspace: Workspace, ledger: Ledger, programme: str, sha256: str) -> Verdict | None:
    """The verdict on a content that was delivered before; DEL02 where nothing of it stands any more."""
    first = ledger.first_with(programme, sha256)
    if first is None:
        return None
    truths = ledger.truths
    has_counted = first.dataset is not None and first.rows.loaded > 0 and any(truth.delivery_id == first.delivery_id for truth in truths)
    is_replaced = has_counted and first.dataset is not None and not stands(workspace, first.delivery_id, truths, first.dataset)
    findings = (Finding("DEL02"),) if is_replaced else ()
    return Verdict(Status.DUPLICATE, findings, dataset=first.dataset, layout=first.layout, duplicate_of=first.delivery_id)


def _held_or_not(workspace: Workspace, ledger: Ledger, verdict: Verdict, context: Context) -> Verdict:
    """DEL01: a delivery that would retract too much waits for a person."""
    if verdict.status not in LOADED or verdict.judged is None:
        return verdict
    retraction = retraction_of(workspace, context, verdict.judged, ledger.truths)
    if not retraction.is_too_much:
        return verdict
    finding = Finding("DEL01", facts={"retracted": str(retraction.retracted), "covered": str(retraction.covered)})
    return replace(verdict, status=Status.HELD, findings=(finding, *verdict.findings))
