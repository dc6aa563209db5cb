"""A lake of many participants: the simulated exports of a thousand go through intake, and what they became is multiplied.

In: how many copies of each table. Out: a workspace whose lake and receipts are as intake would have left them for exports that
much larger; only the pseudonyms are made here. Rerun: in an empty folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from seuranta.intake.archive import make_workspace
from seuranta.intake.ingesting import ingest
from seuranta.intake.receipts import write_receipt
from seuranta.programmes.load import load_programmes
from seuranta.samples.simulating import simulate
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.lake_tables import PERSON_KEYS, TABLES
from seuranta.vocabulary.receipts import RowCounts
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.order_of_truth import read_receipts

ROOT = Path(__file__).resolve().parents[2]
SIMULATED = 1_000
TABLES_OF = {"survey": ("survey_response", "survey_answer"), "attendance": ("attendance",), "esr_participants": ("esr_participants",)}


def make_lake(home: Path, clock: Clock, copies: Mapping[str, int]) -> Workspace:
    """A lake of ``SIMULATED`` participants times ``copies`` by dataset; a dataset without copies is not in it."""
    workspace = Workspace(home)
    make_workspace(workspace)
    simulate(SIMULATED, workspace.drop)
    list(ingest(workspace, load_programmes(ROOT / "programmes"), clock, settle_seconds=0))
    _clear_drop_folder(workspace)
    for receipt in read_receipts(workspace):
        times = copies.get(receipt.dataset or "", 0)
        for table in TABLES_OF.get(receipt.dataset or "", ()):
            _multiply(workspace.lake / table / str(receipt.programme) / f"{receipt.delivery_id}.parquet", table, times)
        if times:
            rows = RowCounts(**{name: count * times for name, count in receipt.rows.model_dump().items()})
            write_receipt(workspace, receipt.model_copy(update={"rows": rows}))
        else:
            (workspace.receipts / f"{receipt.delivery_id}.json").unlink()
    return workspace


def _clear_drop_folder(workspace: Workspace) -> None:
    """What has no receipt any more would be taken once more."""
    for path in [path for path in workspace.drop.rglob("*") if path.is_file()]:
        path.unlink()


def _multiply(path: Path, table: str, times: int) -> None:
    """Every row ``times`` times, each of another person and another row of the file."""
    if not times:
        path.unlink()
        return
    keys = [name for name in TABLES[table].names if name in PERSON_KEYS]
    others = [f"case when copy_no = 0 then {key} else sha256({key} || copy_no) end as {key}" for key in keys]
    others.append("cast(_row + copy_no * largest as integer) as _row")
    copied = f"select * replace ({', '.join(others)}) from delivered cross join range({times}) as copies (copy_no) order by copy_no, _row"
    with duckdb.connect() as connection:
        connection.execute(f"create table delivered as select *, max(_row) over () as largest from read_parquet('{path}')")
        connection.execute(f"copy (select {', '.join(TABLES[table].names)} from ({copied})) to '{path}' (format parquet, compression zstd)")
