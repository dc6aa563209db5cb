"""Which accepted rows stand, and what a delivery would retract (exports.md 4).

Only intake's own questions are answered here (DEL01, DEL02); what stands in the reports is decided in the warehouse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.lake import read_table, tables_of
from seuranta.intake.lease import lease
from seuranta.intake.ledger import read_ledger
from seuranta.intake.receipts import Truth, write_acceptance
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.extracts import Judged
from seuranta.vocabulary.receipts import Acceptance, Coverage, Dataset, Receipt, Status
from seuranta.vocabulary.workspace import Workspace

MAX_RETRACTED_ROWS = 10
MAX_RETRACTED_SHARE = 0.20

# Table, day of a row, and the columns that make its key (exports.md 4, DEL01).
TABLE: dict[Dataset, str] = {"attendance": "attendance", "survey": "survey_response", "esr_participants": "esr_participants", "contacts": "contacts"}
DAY: dict[Dataset, str] = {"attendance": "session_on", "survey": "responded_at"}
KEY: dict[Dataset, tuple[str, ...]] = {
    "attendance": ("unit_code", "activity_code", "session_on", "start_time", "participant_key", "role_code"),
    "esr_participants": ("participant_key", "entry_on"),
    "contacts": ("contact_key",),
    "survey": ("instrument_code", "response_key", "responded_at", "answers"),
}
PLACE = ["_sheet", "_row"]


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
    frames = _standing_frames(workspace, context.programme.code, dataset, truths, judged.coverage)
    before = pd.concat([_keys_of_frame(workspace, dataset, rows) for rows in frames]) if frames else pd.Series(dtype="str")
    if len(before) <= MAX_RETRACTED_ROWS:
        return Retraction(covered=len(before), retracted=0)
    return Retraction(covered=len(before), retracted=int((~before.isin(list(_keys_brought(judged, context)))).sum()))


def stands(workspace: Workspace, delivery_id: str, truths: Sequence[Truth], dataset: Dataset) -> bool:
    """Whether any row of the delivery counts today."""
    position = next((index for index, truth in enumerate(truths) if truth.delivery_id == delivery_id), None)
    if position is None:
        return False
    truth = truths[position]
    return bool(len(_standing(workspace, truth, truths[position + 1 :], dataset)))


def accept(workspace: Workspace, delivery_id: str, reason: str, clock: Clock, by: str) -> Acceptance:
    """Lets a held delivery in, or makes a replaced one (named by its duplicate with DEL02) the latest again.

    Raises ``UnknownName`` for an id that is none, ``OperationFailed`` where there is nothing to accept or no reason.
    """
    with lease(workspace) as held:
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
        write_acceptance(workspace, acceptance)
        return acceptance


def is_acceptable(receipt: Receipt) -> bool:
    """Whether a person may let it in: held, or the same content as a delivery that was replaced since."""
    has_del02 = any(issue.rule == "DEL02" for issue in receipt.issues)
    return receipt.status is Status.HELD or (receipt.status is Status.DUPLICATE and has_del02)


def is_covered(rows: pd.DataFrame, coverage: Sequence[Coverage], dataset: Dataset) -> pd.Series:
    """``bool``: the row is inside any of the coverages, which are of the same dataset."""
    covered = pd.Series(False, index=rows.index)
    for each in coverage:
        if each.dataset == dataset:
            covered |= _is_inside(rows, each, dataset)
    return covered


def _why_not(receipt: Receipt, accepted_ids: set[str]) -> str:
    return "it accepted already" if receipt.delivery_id in accepted_ids else f"status '{receipt.status}'"


def _is_inside(rows: pd.DataFrame, coverage: Coverage, dataset: Dataset) -> pd.Series:
    inside = pd.Series(True, index=rows.index)
    for name in ("instrument_code", "activity_code", "unit_code"):
        wanted = getattr(coverage, name)
        if wanted is not None and name in rows:
            inside &= (rows[name] == wanted).fillna(False).astype(bool)
    if coverage.start_on is not None and coverage.end_on is not None and dataset in DAY:
        days = pd.to_datetime(rows[DAY[dataset]]).dt.normalize()
        inside &= days.between(pd.Timestamp(coverage.start_on), pd.Timestamp(coverage.end_on))
    return inside


def _standing_frames(workspace: Workspace, programme: str, dataset: Dataset, truths: Sequence[Truth], coverage: Sequence[Coverage]) -> list[pd.DataFrame]:
    frames = []
    for position, truth in enumerate(truths):
        if truth.programme == programme and any(each.dataset == dataset for each in truth.coverage):
            rows = _standing(workspace, truth, truths[position + 1 :], dataset)
            frames.append(rows[is_covered(rows, coverage, dataset)])
    return frames


def _standing(workspace: Workspace, truth: Truth, later: Sequence[Truth], dataset: Dataset) -> pd.DataFrame:
    rows = read_table(workspace, TABLE[dataset], truth.programme, truth.delivery_id)
    for each in later:
        if each.programme == truth.programme and len(rows):
            rows = rows[~is_covered(rows, each.coverage, dataset)]
    return rows


def _keys_of_frame(workspace: Workspace, dataset: Dataset, rows: pd.DataFrame) -> pd.Series:
    if dataset == "survey" and len(rows):
        delivery_id, programme = rows["_delivery_id"].iloc[0], rows["programme_code"].iloc[0]
        return _keys(dataset, _with_answers(rows, read_table(workspace, "survey_answer", programme, delivery_id)))
    return _keys(dataset, rows)


def _keys_brought(judged: Judged, context: Context) -> set[str]:
    as_loaded = replace(judged, outcome=judged.outcome.replace({"ignored": "loaded"}))
    tables = tables_of(as_loaded, context.instruments)
    dataset = judged.extract.dataset
    rows = tables[TABLE[dataset]]
    return set(_keys(dataset, _with_answers(rows, tables["survey_answer"]) if dataset == "survey" else rows))


def _with_answers(responses: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Responses with ``answers`` as text; where a response has an id, time and answers are no part of its key."""
    texts = answers["item_code"].astype("str") + "." + answers["option_code"].astype("str").fillna("") + "=" + answers["answer"].astype("str")
    places = [answers[name].astype("str").fillna("") for name in PLACE]
    joined = texts.groupby(places).agg(lambda each: ";".join(sorted(each))).rename("answers")
    keyed = pd.MultiIndex.from_frame(pd.DataFrame({name: responses[name].astype("str").fillna("") for name in PLACE}))
    found = pd.Series(joined.reindex(keyed).to_numpy(), index=responses.index)
    has_id = responses["response_key"].notna()
    return responses.assign(answers=found.mask(has_id), responded_at=responses["responded_at"].mask(has_id))


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
