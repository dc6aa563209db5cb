"""Which accepted rows stand (exports.md 4): those of no earlier delivery than the latest that covers them.

In: the lake and the order of truth. Out: rows. Rerun: any time; only reads. The reports ask the warehouse instead, whose
answer is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from seuranta.intake.lake import parquet_path
from seuranta.intake.receipts import Truth
from seuranta.vocabulary.lake_tables import TABLES
from seuranta.vocabulary.receipts import Coverage, Dataset
from seuranta.vocabulary.workspace import Workspace

TABLE: dict[Dataset, str] = {"attendance": "attendance", "survey": "survey_response", "esr_participants": "esr_participants", "contacts": "contacts"}
DAY: dict[Dataset, str] = {"attendance": "session_on", "survey": "responded_at"}
STRATUM = ("instrument_code", "activity_code", "unit_code")

COVERAGE_SCHEMA = pa.schema(
    [
        ("no", pa.int64()),
        *((name, pa.string()) for name in STRATUM),
        ("start_on", pa.date32()),
        ("end_on", pa.date32()),
    ]
)
QUERY = """
select row_of_lake.*
from read_parquet(?, hive_partitioning = false) as row_of_lake
inner join truth on row_of_lake._delivery_id = truth.delivery_id
where exists (select 1 from wanted as coverage where {is_inside})
    and not exists (select 1 from later as coverage where coverage.no > truth.no and {is_inside})
"""


@dataclass(frozen=True)
class Standing:
    """``rows`` of the dataset's table, and the ids of the deliveries that were looked at."""

    rows: pd.DataFrame
    delivery_ids: tuple[str, ...] = ()


def standing_within(workspace: Workspace, programme: str, dataset: Dataset, truths: Sequence[Truth], wanted: Sequence[Coverage]) -> Standing:
    """The rows that stand inside any of the coverages."""
    own = [truth for truth in truths if truth.programme == programme]
    looked_at = [truth for truth in own if _overlap(truth.coverage, wanted, dataset) and _path(workspace, dataset, truth).exists()]
    if not looked_at:
        return Standing(TABLES[TABLE[dataset]].empty_table().to_pandas(date_as_object=False))
    return Standing(_query(workspace, dataset, looked_at, own, wanted), tuple(truth.delivery_id for truth in looked_at))


def stands(workspace: Workspace, delivery_id: str, truths: Sequence[Truth], dataset: Dataset) -> bool:
    """Whether any row of the delivery counts today."""
    truth = next((each for each in truths if each.delivery_id == delivery_id), None)
    if truth is None or not _path(workspace, dataset, truth).exists():
        return False
    own = [each for each in truths if each.programme == truth.programme]
    return bool(len(_query(workspace, dataset, [truth], own, [Coverage(dataset=dataset)])))


def _query(workspace: Workspace, dataset: Dataset, looked_at: Sequence[Truth], own: Sequence[Truth], wanted: Sequence[Coverage]) -> pd.DataFrame:
    first = min(truth.no for truth in looked_at)
    later = [(truth.no, each) for truth in own if truth.no > first for each in truth.coverage if each.dataset == dataset]
    with duckdb.connect() as connection:
        connection.register("truth", pa.table({"delivery_id": [truth.delivery_id for truth in looked_at], "no": [truth.no for truth in looked_at]}))
        connection.register("wanted", _coverage_table([(0, each) for each in wanted if each.dataset == dataset]))
        connection.register("later", _coverage_table(later))
        paths = [str(_path(workspace, dataset, truth)) for truth in looked_at]
        frame: pd.DataFrame = connection.execute(QUERY.format(is_inside=_is_inside(dataset)), [paths]).df()
    return frame


def _is_inside(dataset: Dataset) -> str:
    """The condition under which a row lies in a coverage; fixed words, no values."""
    columns = TABLES[TABLE[dataset]].names
    parts = [f"(coverage.{name} is null or coverage.{name} = row_of_lake.{name})" for name in STRATUM if name in columns]
    if dataset in DAY:
        parts.append(f"(coverage.start_on is null or cast(row_of_lake.{DAY[dataset]} as date) between coverage.start_on and coverage.end_on)")
    return " and ".join(parts) or "true"


def _coverage_table(coverages: Sequence[tuple[int, Coverage]]) -> pa.Table:
    rows = [{"no": no, **{name: getattr(coverage, name) for name in COVERAGE_SCHEMA.names[1:]}} for no, coverage in coverages]
    return pa.Table.from_pylist(rows, schema=COVERAGE_SCHEMA)


def _overlap(one: Sequence[Coverage], other: Sequence[Coverage], dataset: Dataset) -> bool:
    return any(_meet(a, b) for a in one if a.dataset == dataset for b in other if b.dataset == dataset)


def _meet(one: Coverage, other: Coverage) -> bool:
    for name in STRATUM:
        a, b = getattr(one, name), getattr(other, name)
        if a is not None and b is not None and a != b:
            return False
    if one.start_on and one.end_on and other.start_on and other.end_on:
        return one.start_on <= other.end_on and other.start_on <= one.end_on
    return True


def _path(workspace: Workspace, dataset: Dataset, truth: Truth) -> Path:
    return parquet_path(workspace, TABLE[dataset], truth.programme, truth.delivery_id)
