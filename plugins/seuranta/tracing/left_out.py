"""The rows that were near a figure but are not in it, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from seuranta.tracing.asked import Asked
from seuranta.tracing.opening import rows_of
from seuranta.vocabulary.receipts import Dataset, Receipt, Status
from seuranta.vocabulary.workspace import Workspace

# Every loaded row of the figure's dataset and place that no traced row is, and why. A row that was replaced and would
# have been outside the window anyhow was not near.
_LOADED = """
    with near as (
        select
            *,
            case when $by_exit then exit_on else day_on end as counted_on
        from lin_loaded_row
        where
            programme_code = $programme and dataset = $dataset
            and ($instrument is null or instrument_code = $instrument)
            and ($unit is null or unit_code = $unit)
            and ($activity is null or activity_code = $activity)
            and ($role is null or role_code = $role)
    ),

    traced as (
        select distinct delivery_id, sheet_name, row_no, case when $dataset = 'attendance' then column_letters end as column_letters
        from lineage
        where
            programme_code = $programme and period_no = $period_no and scope = $scope
            and figure_id = $figure_id and breakdown = $breakdown and source = 'row'
    )

    select
        near.delivery_id, near.sheet_name, near.row_no, near.column_letters, near.replaced_by_id, '' as rules,
        case
            when near.state = 'replaced' then 'replaced'
            when $by_exit and near.exit_on is null then 'no_exit'
            when near.counted_on is null or near.counted_on not between $start_on and $until then 'outside_period'
            when $of_clients and coalesce(near.role_code, 'client') <> 'client' then 'not_a_client'
            when near.state <> 'stands' then near.state
            else 'not_meant'
        end as reason
    from near
    where
        not exists (
            select 1 from traced
            where
                traced.delivery_id = near.delivery_id and traced.sheet_name is not distinct from near.sheet_name
                and traced.row_no = near.row_no and traced.column_letters is not distinct from near.column_letters
        )
        and not (near.state = 'replaced' and near.counted_on not between $start_on and $until)
    order by reason, delivery_id, sheet_name, row_no, length(column_letters), column_letters
"""
_NOT_LOADED = """
    select
        _delivery_id as delivery_id, _sheet as sheet_name, _row as row_no, _column as column_letters,
        null as replaced_by_id, rules, case when _delivery_id in (select unnest($held)) then 'held' else outcome end as reason
    from read_parquet($files, union_by_name = true)
    where dataset = $dataset and (outcome <> 'loaded' or _delivery_id in (select unnest($held)))
    order by reason, delivery_id, sheet_name, row_no, length(column_letters), column_letters
"""
# Deliveries that a newer one replaced whole are not near any more.
_GONE = "select delivery_id from fct_delivery where effective_no is not null and not has_standing_row and rows_loaded > 0"
_OF_CLIENTS = frozenset({"attendance.visits", "attendance.persons", "attendance.mean_per_session", "community.active_clients", "community.within_limit"})


@dataclass(frozen=True)
class LeftOut:
    """A row that is not in the figure. ``reason`` is a key of ``words/tracing.yml``; ``replaced_by`` a delivery."""

    reason: str
    delivery_id: str
    file_name: str | None
    sheet: str | None
    row: int
    column: str | None
    rules: tuple[str, ...]
    replaced_by: str | None


def left_out_of(connection: duckdb.DuckDBPyConnection, workspace: Workspace, asked: Asked, receipts: Mapping[str, Receipt]) -> Iterator[LeftOut]:
    """Loaded rows of the figure's dataset and place, then quarantined, ignored and held ones of the dataset."""
    dataset, instrument = dataset_of(asked.figure_id)
    if dataset is None:
        return
    found = rows_of(connection, _LOADED, _near(asked, dataset, instrument))
    gone = {row["delivery_id"] for row in rows_of(connection, _GONE, {})}
    files, held = _files_of(workspace, asked.programme.code, dataset, instrument, {id_: receipt for id_, receipt in receipts.items() if id_ not in gone})
    if files:
        effective = {row["delivery_id"] for row in rows_of(connection, "select delivery_id from fct_delivery where effective_no is not null", {})}
        found += rows_of(connection, _NOT_LOADED, {"files": files, "dataset": dataset, "held": [id_ for id_ in held if id_ not in effective]})
    yield from (_left_out(row, receipts) for row in found)


def dataset_of(figure_id: str) -> tuple[Dataset | None, str | None]:
    """The dataset that a figure is counted from, and the instrument of a survey's; none where it is not made of rows."""
    family, *rest = figure_id.split(".")
    datasets: dict[str, Dataset] = {
        "attendance": "attendance",
        "community": "attendance",
        "survey": "survey",
        "recruitment": "contacts",
        "esf": "esr_participants",
    }
    return datasets.get(family), rest[0] if family == "survey" else None


def _near(asked: Asked, dataset: Dataset, instrument: str | None) -> dict[str, Any]:
    name = asked.figure_id.rpartition(".")[2]
    dimensions = asked.dimensions
    return {
        **asked.cell,
        "dataset": dataset,
        "instrument": instrument,
        **{dimension: dimensions.get(dimension) for dimension in ("unit", "activity", "role")},
        "by_exit": dataset == "esr_participants" and (name in ("leavers", "results_provisional") or name.startswith(("cr", "eecr"))),
        "of_clients": asked.figure_id in _OF_CLIENTS,
        "start_on": asked.start_on,
        "until": asked.responses_until if dataset == "survey" else asked.end_on,
    }


def _files_of(workspace: Workspace, programme: str, dataset: Dataset, instrument: str | None, receipts: Mapping[str, Receipt]) -> tuple[list[str], list[str]]:
    """The outcome files of the dataset's deliveries, and the ids of those that were held."""
    wanted = [
        receipt
        for receipt in receipts.values()
        if receipt.programme == programme
        and receipt.dataset == dataset
        and (instrument is None or any(cover.instrument_code in (None, instrument) for cover in receipt.coverage))
    ]
    places = {receipt.delivery_id: workspace.lake / "outcome" / programme / f"{receipt.delivery_id}.parquet" for receipt in wanted}
    return [str(path) for path in places.values() if path.is_file()], [receipt.delivery_id for receipt in wanted if receipt.status is Status.HELD]


def _left_out(row: dict[str, Any], receipts: Mapping[str, Receipt]) -> LeftOut:
    receipt = receipts.get(row["delivery_id"])
    return LeftOut(
        reason=row["reason"],
        delivery_id=row["delivery_id"],
        file_name=receipt.file_name if receipt else None,
        sheet=row["sheet_name"],
        row=row["row_no"],
        column=row["column_letters"],
        rules=tuple(rule for rule in (row["rules"] or "").split(",") if rule),
        replaced_by=row["replaced_by_id"],
    )
