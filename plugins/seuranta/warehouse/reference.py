"""Flattens receipts and programme files to Parquet, so that dbt reads nothing but tables.

In: workspace, programme files. Out: one Parquet file per table of ``REFERENCE`` in a folder. Rerun: overwrites.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Activity, Programme, Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.receipts import Acceptance, Receipt
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.order_of_truth import digest_of, effective_numbers, read_acceptances, read_receipts
from seuranta.warehouse.reference_tables import REFERENCE
from seuranta.warehouse.windows import months_of, windows_of

Row = dict[str, Any]
# The rows of each table of ``REFERENCE``.
Tables = Mapping[str, Sequence[Row]]


def write_reference(workspace: Workspace, programmes: Programmes, clock: Clock, folder: Path) -> None:
    """Writes every table of ``REFERENCE`` to ``folder/<table>.parquet``; a table without rows too."""
    write_tables(reference_tables(workspace, programmes, clock), folder)


def reference_tables(workspace: Workspace, programmes: Programmes, clock: Clock) -> Tables:
    """The rows of every table of ``REFERENCE``, of the receipts and programme files as they are now."""
    receipts = [receipt for receipt in read_receipts(workspace) if receipt.programme]
    acceptances = read_acceptances(workspace)
    facts = {"build_facts": [_build_facts(receipts, acceptances, programmes, clock)]}
    return _delivery_tables(receipts, acceptances) | _programme_tables(programmes) | facts


def write_tables(tables: Tables, folder: Path, only: Collection[str] | None = None) -> None:
    """Writes ``folder/<table>.parquet``; with ``only``, the rows of these programmes and those that are no programme's."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in REFERENCE.items():
        rows = [row for row in tables[name] if only is None or row.get("programme_code", None) in {None, *only}]
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / f"{name}.parquet")


def build_facts_of(workspace: Workspace, programmes: Programmes, clock: Clock) -> Row:
    """What the warehouse would say of itself if it were built now."""
    receipts = [receipt for receipt in read_receipts(workspace) if receipt.programme]
    return _build_facts(receipts, read_acceptances(workspace), programmes, clock)


def _build_facts(receipts: Sequence[Receipt], acceptances: Sequence[Acceptance], programmes: Programmes, clock: Clock) -> Row:
    return {
        "built_at": _utc(clock.now()),
        "clock_source": clock.source,
        "software": f"seuranta {importlib.metadata.version('seuranta')}",
        "programmes_digest": programmes.digest,
        "last_delivery_no": max((receipt.delivery_no for receipt in receipts), default=0),
        "last_acceptance_no": max((acceptance.acceptance_no for acceptance in acceptances), default=0),
        "receipts_digest": digest_of(receipts),
    }


def _delivery_tables(receipts: Sequence[Receipt], acceptances: Sequence[Acceptance]) -> dict[str, list[Row]]:
    numbers = effective_numbers(receipts, acceptances)
    return {
        "delivery": [_delivery(receipt, numbers) for receipt in receipts],
        "issue": [row for receipt in receipts for row in _issues(receipt)],
        "coverage": [{**_key(receipt), **cover.model_dump()} for receipt in receipts for cover in receipt.coverage],
        "declaration": [{**_key(receipt), **said.model_dump()} for receipt in receipts for said in receipt.declarations],
    }


def _key(receipt: Receipt) -> Row:
    return {"programme_code": receipt.programme, "delivery_id": receipt.delivery_id}


def _delivery(receipt: Receipt, numbers: Mapping[str, int]) -> Row:
    return {
        **_key(receipt),
        "delivery_no": receipt.delivery_no,
        "effective_no": numbers.get(receipt.delivery_id),
        "dataset": receipt.dataset,
        "layout": receipt.layout,
        "status": str(receipt.status),
        "received_at": _utc(receipt.received_at),
        **{f"rows_{name}": count for name, count in receipt.rows.model_dump().items()},
    }


def _issues(receipt: Receipt) -> Iterator[Row]:
    for no, issue in enumerate(receipt.issues, start=1):
        place = {"sheet_name": issue.sheet, "row_no": issue.row, "column_letters": issue.column}
        yield {**_key(receipt), "issue_no": no, "rule": issue.rule, "severity": str(issue.severity), **place}


def _programme_tables(programmes: Programmes) -> dict[str, list[Row]]:
    every = list(programmes.programmes.values())
    instruments = [(programme, instrument) for programme in every for instrument in programmes.instruments_of(programme)]
    return {
        "programme": [_programme(programme) for programme in every],
        "reporting_window": [row for programme in every for row in windows_of(programme)],
        "window_month": [row for programme in every for row in months_of(programme)],
        "expected_dataset": [_of(programme, dataset=dataset) for programme in every for dataset in dict.fromkeys(programme.datasets)],
        "unit": [row for programme in every for row in _units(programme)],
        "activity": [_activity(programme, activity) for programme in every for activity in programme.activities],
        "activity_unit": [row for programme in every for row in _activity_units(programme)],
        "instrument": [_instrument(programme, instrument) for programme, instrument in instruments],
        "item": [row for programme, instrument in instruments for row in _items(programme, instrument)],
        "option": [row for programme, instrument in instruments for row in _options(programme, instrument)],
        "invited": [row for programme in every for row in _invited(programme)],
        "estimate": [row for programme in every for row in _estimates(programme)],
        "target": [row for programme in every for row in _targets(programme)],
        "approximate_figure": [_of(programme, figure_id=figure) for programme in every for figure in dict.fromkeys(programme.approximate)],
    }


def _of(programme: Programme, **facts: Any) -> Row:
    return {"programme_code": programme.code, **facts}


def _programme(programme: Programme) -> Row:
    return _of(
        programme,
        programme_name=programme.name.fi,
        project_code=programme.project_code,
        esf_rules=programme.esf,
        has_groups=bool(programme.groups),
        decision_eur=programme.grant.decision_eur,
        total_cost_eur=programme.grant.total_cost_eur,
    )


def _units(programme: Programme) -> Iterator[Row]:
    for unit in programme.units:
        yield _of(programme, unit_code=unit.code, unit_name=unit.name.fi, implementer_code=unit.implementer, client_limit=unit.client_limit)


def _activity(programme: Programme, activity: Activity) -> Row:
    cadence = activity.cadence_per_month
    return _of(
        programme,
        activity_code=activity.code,
        activity_name=activity.name.fi,
        default_hours=activity.default_hours,
        cadence_min=_exact(cadence.min) if cadence else None,
        cadence_max=_exact(cadence.max) if cadence else None,
    )


def _exact(number: float) -> Decimal:
    return Decimal(str(number)).quantize(Decimal("0.000001"))


def _activity_units(programme: Programme) -> Iterator[Row]:
    for activity in programme.activities:
        for unit in dict.fromkeys(activity.units or [unit.code for unit in programme.units]):
            yield _of(programme, activity_code=activity.code, unit_code=unit)


def _instrument(programme: Programme, instrument: Instrument) -> Row:
    low, high, to_low, to_high = instrument.index.rescale if instrument.index else (None,) * 4
    return _of(
        programme,
        instrument_code=instrument.code,
        instrument_type=instrument.type,
        index_from_low=low,
        index_from_high=high,
        index_to_low=to_low,
        index_to_high=to_high,
        index_min_items=instrument.index.min_items if instrument.index else None,
    )


def _items(programme: Programme, instrument: Instrument) -> Iterator[Row]:
    scored = set(instrument.index.mean_of) if instrument.index else set()
    for item in instrument.answerable:
        low, high = item.top_two if item.kind == "scale" else (None, None)
        facts = {"item_kind": item.kind, "top2_low": low, "top2_high": high, "is_in_index": item.code in scored}
        yield _of(programme, instrument_code=instrument.code, item_code=item.code, **facts)


def _options(programme: Programme, instrument: Instrument) -> Iterator[Row]:
    for item in instrument.answerable:
        for option in item.options:
            yield _of(programme, instrument_code=instrument.code, item_code=item.code, option_code=option.code)


def _invited(programme: Programme) -> Iterator[Row]:
    for code, invited in programme.invited.items():
        per_period: list[tuple[int | None, int]] = [(no, count) for no, count in invited.items()] if isinstance(invited, dict) else [(None, invited)]
        for no, count in per_period:
            yield _of(programme, instrument_code=code, period_no=no, invited=count)


def _estimates(programme: Programme) -> Iterator[Row]:
    for given in programme.estimates:
        facts = {"gender_code": given.gender, "estimate": given.value, "basis": given.basis}
        yield _of(programme, figure_id=given.figure, period_no=given.period, **facts)


def _targets(programme: Programme) -> Iterator[Row]:
    """One per figure and scope: of two, the last."""
    for (figure_id, scope), target in {(given.figure, given.scope): given.value for given in programme.targets}.items():
        yield _of(programme, figure_id=figure_id, scope=scope, target=target)


def _utc(moment: datetime) -> datetime:
    """Without its offset, for a column that says UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None)
