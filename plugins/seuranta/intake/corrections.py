"""What a delivery would retract (exports.md 4, DEL01), and a person's word that it may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.lake import read_table, tables_of
from seuranta.intake.lease import lease
from seuranta.intake.ledger import read_ledger
from seuranta.intake.receipts import Truth, write_acceptance
from seuranta.intake.standing import TABLE, Standing, standing_within
from seuranta.intake.values.personal_patterns import holds_personal_pattern
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.extracts import Judged
from seuranta.vocabulary.house_log import note
from seuranta.vocabulary.receipts import Acceptance, Dataset, Receipt, Status
from seuranta.vocabulary.unfinished import refuse_half_a_lake
from seuranta.vocabulary.workspace import Workspace

MAX_RETRACTED_ROWS = 10
MAX_RETRACTED_SHARE = 0.20

# The columns that make a row's key (exports.md 4, DEL01).
KEY: dict[Dataset, tuple[str, ...]] = {
    "attendance": ("unit_code", "activity_code", "session_on", "start_time", "participant_key", "role_code"),
    "esr_participants": ("participant_key", "entry_on"),
    "contacts": ("contact_key",),
    "survey": ("instrument_code", "response_key", "responded_at", "answers"),
}


@dataclass(frozen=True)
class Retraction:
    """Of ``covered`` rows that stand in a delivery's coverage, ``retracted`` would be gone without their keys coming again."""

    covered: int
    retracted: int

    @property
    def is_too_much(self) -> bool:
        """DEL01: more than 10 rows and more than 20 %."""
        return self.retracted > MAX_RETRACTED_ROWS and self.retracted > MAX_RETRACTED_SHARE * self.covered


def retraction_of(workspace: Workspace, context: Context, judged: Judged, truths: Sequence[Truth]) -> Retraction:
    """What a delivery would retract if it were accepted as the latest; never more than stands. Rows it ignores bring their keys too."""
    dataset = judged.extract.dataset
    standing = standing_within(workspace, context.programme.code, dataset, truths, judged.coverage)
    covered = len(standing.rows)
    if covered <= MAX_RETRACTED_ROWS:
        return Retraction(covered, retracted=0)
    before = _keys(dataset, _with_answers_before(workspace, context, standing) if dataset == "survey" else standing.rows)
    return Retraction(covered, retracted=int((~before.isin(list(_keys_brought(judged, context)))).sum()))


def accept(workspace: Workspace, delivery_id: str, reason: str, clock: Clock, by: str) -> Acceptance:
    """Lets a held delivery in, or makes a replaced one (named by its duplicate with DEL02) the latest again.

    Raises ``UnknownName`` for an id that is none, ``OperationFailed`` where there is nothing to accept or no reason.
    """
    with lease(workspace) as held:
        refuse_half_a_lake(workspace)
        ledger = read_ledger(workspace)
        receipt = ledger.by_id(delivery_id)
        accepted_ids = {acceptance.named_id for acceptance in ledger.acceptances}
        waiting = [each for each in ledger.receipts if is_acceptable(each) and each.delivery_id not in accepted_ids]
        if receipt is None:
            raise UnknownName("delivery", delivery_id, [each.delivery_id for each in waiting])
        if receipt not in waiting:
            raise OperationFailed(f"delivery '{delivery_id}'", "one that waits for a person", _why_not(receipt, accepted_ids), "nothing was changed")
        if not reason.strip():
            raise OperationFailed("--reason", "why it is let in", "nothing", "say it in one sentence")
        if holds_personal_pattern(reason):
            raise OperationFailed("--reason", "nothing of a person", "an identity code, a phone number or an e-mail address", "say it without")
        acceptance = Acceptance(
            acceptance_no=ledger.next_no,
            delivery_id=receipt.duplicate_of or delivery_id,
            named_id=delivery_id,
            reason=reason.strip(),
            by=by,
            accepted_at=clock.now().replace(microsecond=0),
            clock=clock.source,
        )
        held.renew()
        # Noted first: a crash between the two leaves a word without its deed, never a deed that nobody stands for.
        note(workspace, clock, "accept", delivery=acceptance.delivery_id, named=delivery_id, no=acceptance.acceptance_no, by=by, reason=acceptance.reason)
        write_acceptance(workspace, acceptance)
        return acceptance


def is_acceptable(receipt: Receipt) -> bool:
    """Whether a person may let it in: held, or the same content as a delivery that was replaced since."""
    has_del02 = any(issue.rule == "DEL02" for issue in receipt.issues)
    return receipt.status is Status.HELD or (receipt.status is Status.DUPLICATE and has_del02)


def _why_not(receipt: Receipt, accepted_ids: set[str]) -> str:
    return "one that was accepted already" if receipt.delivery_id in accepted_ids else f"status '{receipt.status}'"


def _keys_brought(judged: Judged, context: Context) -> set[str]:
    as_loaded = replace(judged, outcome=judged.outcome.replace({"ignored": "loaded"}))
    tables = tables_of(as_loaded, context.instruments)
    dataset = judged.extract.dataset
    rows = tables[TABLE[dataset]]
    return set(_keys(dataset, _with_answers(rows, tables["survey_answer"]) if dataset == "survey" else rows))


def _with_answers_before(workspace: Workspace, context: Context, standing: Standing) -> pd.DataFrame:
    if standing.rows["response_key"].notna().all():
        return standing.rows.assign(answers=None, responded_at=None)
    answers = [read_table(workspace, "survey_answer", context.programme.code, delivery_id) for delivery_id in standing.delivery_ids]
    return _with_answers(standing.rows, pd.concat(answers))


def _with_answers(responses: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Responses with ``answers`` as text; where a response has an id, time and answers are no part of its key."""
    texts = answers["item_code"].astype("str") + "." + answers["option_code"].astype("str").fillna("") + "=" + answers["answer"].astype("str")
    joined = texts.groupby(_places(answers)).agg(lambda each: ";".join(sorted(each)))
    has_id = responses["response_key"].notna()
    return responses.assign(answers=_places(responses).map(joined).mask(has_id), responded_at=responses["responded_at"].mask(has_id))


def _places(rows: pd.DataFrame) -> pd.Series:
    """One text per response: where it stands."""
    deliveries = rows["_delivery_id"].astype("str") if "_delivery_id" in rows else ""
    return deliveries + "|" + rows["_sheet"].astype("str").fillna("") + "|" + rows["_row"].astype("str")


def _keys(dataset: Dataset, rows: pd.DataFrame) -> pd.Series:
    """One text per row. A person is a person whatever the role; a counted role has no person."""
    keys = pd.Series("", index=rows.index, dtype="str")
    for name in KEY[dataset]:
        values = rows[name] if name in rows else pd.Series(None, index=rows.index, dtype="str")
        if name in ("session_on", "entry_on", "responded_at"):
            values = pd.to_datetime(values).dt.strftime("%Y-%m-%dT%H:%M:%S")
        if name == "role_code":
            values = values.mask(rows["participant_key"].notna())
        keys = keys + "|" + values.astype("str").fillna("")
    return keys
