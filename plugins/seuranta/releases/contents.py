"""What a release was made from, put into its capsule: rows that stand, receipts, programme files, definitions.

In: the workspace, as the warehouse of now was built from it. Out: files in a capsule that is being made.
Rerun: the same input gives the same bytes; no time of now is among them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from seuranta.programmes.load import INSTRUMENTS
from seuranta.programmes.programme import Programme, Programmes
from seuranta.releases.capsule import FIGURES_SCHEMA, Capsule
from seuranta.reporting.publishing import Source
from seuranta.vocabulary.catalogue import dbt_project_folder
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.figures import Audience, Report
from seuranta.vocabulary.lake_tables import TABLES
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.dbt_process import BuildFolder
from seuranta.warehouse.order_of_truth import digest_of
from seuranta.warehouse.reference import write_reference

# Where the warehouse says which rows of a lake table stand. In a matrix each mark stands by itself, elsewhere a row does.
STANDING = {
    "attendance": ("int_attendance__standing_mark", "and standing.column_letters is not distinct from lake._column"),
    "survey_response": ("int_survey__standing_response", ""),
    "survey_answer": ("int_survey__standing_response", ""),
    "esr_participants": ("int_esr_participants__standing_record", ""),
    "contacts": ("int_contacts__standing_contact", ""),
}
# Written beside the project while dbt runs, and no part of any definition.
NOT_OF_THE_PROJECT = ("target", "logs", "dbt_packages", ".user.yml", "__pycache__")
_ROWS = """
    select {columns}
    from read_parquet(?, union_by_name = true, hive_partitioning = false) as lake
    where exists (
        select 1 from {standing} as standing
        where standing.programme_code = lake.programme_code
            and standing.delivery_id = lake._delivery_id
            and standing.sheet_name is not distinct from lake._sheet
            and standing.row_no is not distinct from lake._row
            {by_column}
    )
    order by all
"""


def write_rows(workspace: Workspace, programme: Programme, capsule: Capsule) -> None:
    """The lake's rows that stand, one file a table; a table without rows too."""
    capsule.rows.mkdir()
    with duckdb.connect() as connection:
        # The views of the warehouse name their tables by the database they were built in.
        place = str(workspace.warehouse).replace("'", "''")
        connection.execute(f"attach '{place}' as {BuildFolder(workspace.work).database.stem} (read_only)")
        connection.execute(f"use {BuildFolder(workspace.work).database.stem}")
        for table, (standing, by_column) in STANDING.items():
            files = sorted(str(path) for path in (workspace.lake / table / programme.code).glob("*.parquet"))
            schema = TABLES[table]
            rows = schema.empty_table()
            if files:
                query = _ROWS.format(columns=", ".join(schema.names), standing=standing, by_column=by_column)
                rows = connection.execute(query, [files]).to_arrow_table().cast(schema)
            pq.write_table(rows, capsule.rows / f"{table}.parquet", compression="zstd")


def write_reference_of(workspace: Workspace, programmes: Programmes, programme: Programme, clock: Clock, source: Source, capsule: Capsule) -> None:
    """The reference tables of the programme alone, with the deliveries that the warehouse knows and no later one.

    When the warehouse was built is left to when the last delivery came.
    """
    write_reference(workspace, programmes, clock, capsule.reference)
    known = pa.array([receipt.delivery_id for receipt in source.receipts], pa.string())
    for path in sorted(capsule.reference.glob("*.parquet")):
        table = pq.read_table(path)
        if "programme_code" in table.schema.names:
            table = table.filter(pc.equal(table["programme_code"], programme.code))
        if "delivery_id" in table.schema.names:
            table = table.filter(pc.is_in(table["delivery_id"], value_set=known))
        if path.stem == "build_facts":
            table = _without_the_present(table, source)
        pq.write_table(table, path, compression="zstd")


def write_papers(workspace: Workspace, programmes_folder: Path, programme: Programme, receipts: Sequence[Receipt], capsule: Capsule) -> None:
    """Receipts, acceptances, the programme's files and the dbt project, byte for byte."""
    ids = {receipt.delivery_id for receipt in receipts}
    _copy([workspace.receipts / f"{delivery_id}.json" for delivery_id in sorted(ids)], capsule.receipts)
    acceptances = [path for path in sorted(workspace.acceptances.glob("[!.]*.json")) if path.stem.partition("-")[2] in ids]
    _copy(acceptances, capsule.acceptances)
    _copy([programmes_folder / f"{programme.code}.yml"], capsule.programme_files)
    _copy([programmes_folder / INSTRUMENTS / f"{code}.yml" for code in programme.instruments], capsule.programme_files / INSTRUMENTS)
    shutil.copytree(dbt_project_folder(), capsule.dbt_project, ignore=shutil.ignore_patterns(*NOT_OF_THE_PROJECT))


def write_figures(reports: Sequence[Report], earlier: Mapping[Audience, Sequence[Report]], capsule: Capsule) -> None:
    """The internal reports of all periods, and what each audience had been given before."""
    content = {"schema": FIGURES_SCHEMA, "reports": [report.model_dump(mode="json") for report in reports]}
    capsule.figures.write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
    for audience, released in earlier.items():
        folder = capsule.earlier / audience
        folder.mkdir(parents=True)
        for position, report in enumerate(released, start=1):
            (folder / f"{position:04d}.json").write_text(report.model_dump_json() + "\n", encoding="utf-8")


def _without_the_present(table: pa.Table, source: Source) -> pa.Table:
    last = max(source.receipts, key=lambda receipt: receipt.delivery_no)
    delivery_no, acceptance_no, _ = source.build.mark
    now = {"built_at": last.received_at.replace(tzinfo=None), "clock_source": last.clock, "receipts_digest": digest_of(source.receipts)}
    row = {**table.to_pylist()[0], **now, "last_delivery_no": delivery_no, "last_acceptance_no": acceptance_no}
    return pa.Table.from_pylist([row], schema=table.schema)


def _copy(paths: Sequence[Path], folder: Path) -> None:
    """Copies what there is; without any there is no folder either."""
    for path in paths:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / path.name)
