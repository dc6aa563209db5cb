"""How quick a build is, beside dbt's start-up and DuckDB alone: ``make benchmark``, or ``python -m tests.benchmarks.warehouse``.

In: the samples, and lakes of many participants that it makes; then one small file more, in their programme and in another.
Out: a line for each measurement: seconds by the clock, CPU seconds with all children, the largest process. Rerun: any time; a
busy machine is slower. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.dbt_process import BuildFolder, run_dbt
from tests.benchmarks.dropped_files import PROGRAMME, RECEIVED_AT, write_workbook
from tests.benchmarks.many_participants import ROOT, SIMULATED, make_lake
from tests.benchmarks.measuring import Cost, cost_of

OTHER_PROGRAMME = "torstaiklubi"
SEURANTA = Path(sys.executable).parent / "seuranta"
MILLION, HUNDRED_THOUSAND = 1_000_000 // SIMULATED, 100_000 // SIMULATED
LAKES = {
    "participants": {"esr_participants": MILLION},
    "everything": {"esr_participants": HUNDRED_THOUSAND, "attendance": HUNDRED_THOUSAND, "survey": HUNDRED_THOUSAND},
}
TOLD = {
    "participants": "a lake of 1,000,000 participants' records",
    "everything": "a lake of 100,000 participants, 1,000,000 visits and 1,800,000 answers",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measurements", nargs="*", choices=[[], *MEASUREMENTS], help="all where none is named")
    for name in parser.parse_args().measurements or list(MEASUREMENTS):
        with tempfile.TemporaryDirectory(prefix="seuranta_benchmark_") as folder:
            for what, cost in MEASUREMENTS[name](Workspace(Path(folder) / "workspace")):
                print(f"{cost.wall_seconds:6.2f} s  CPU {cost.cpu_seconds:6.2f} s  {cost.largest_mib:6.0f} MiB   {what}", flush=True)


def start_dbt(home: str) -> None:
    """dbt as a build starts it, with the least to do; the warehouse stays as it is."""
    workspace = Workspace(Path(home))
    folder = BuildFolder(workspace.work / "warehouse")
    outcome = run_dbt(("run", "--select", "build"), workspace, folder)
    folder.database.unlink(missing_ok=True)
    if outcome.exit_code:
        raise SystemExit(f"dbt left with {outcome.exit_code}")


def samples(workspace: Workspace) -> Iterator[tuple[str, Cost]]:
    cost_of([str(SEURANTA), "init", "--samples"], _surroundings(workspace))
    _run(workspace, "ingest")
    yield "samples: the first build", _run(workspace, "build")
    yield from _small_file(workspace, "samples", PROGRAMME)
    yield from _small_file(workspace, "samples", OTHER_PROGRAMME)
    yield "samples: a build of nothing new", _run(workspace, "build")
    yield "samples: all of it once more, to compare", _run(workspace, "build", "--full")
    yield _start_up(workspace)


def participants(workspace: Workspace) -> Iterator[tuple[str, Cost]]:
    yield from _many(workspace, "participants", "count(*), count(distinct participant_key), avg(age_at_entry), max(entry_on)", "esr_participants")


def everything(workspace: Workspace) -> Iterator[tuple[str, Cost]]:
    yield from _many(workspace, "everything", "count(*), count(distinct participant_key), sum(visit_count), max(session_on)", "attendance")


MEASUREMENTS: dict[str, Callable[[Workspace], Iterator[tuple[str, Cost]]]] = {
    "samples": samples,
    "participants": participants,
    "everything": everything,
}


def _many(workspace: Workspace, lake: str, aggregates: str, table: str) -> Iterator[tuple[str, Cost]]:
    make_lake(workspace.home, Clock(datetime.fromisoformat(RECEIVED_AT)), LAKES[lake])
    yield f"{TOLD[lake]}: the first build, at most 25 s", _run(workspace, "build")
    yield from _small_file(workspace, lake, PROGRAMME)
    yield from _small_file(workspace, lake, OTHER_PROGRAMME)
    yield f"{lake}: a build of nothing new", _run(workspace, "build")
    yield f"{lake}: all of it once more, to compare", _run(workspace, "build", "--full")
    yield _start_up(workspace)
    scan = f"import duckdb; duckdb.sql(\"select unit_code, {aggregates} from read_parquet('{workspace.lake}/{table}/*/*.parquet') group by all\").fetchall()"
    yield f"{lake}: DuckDB alone, in a process of its own: the rows of {table} scanned and aggregated by unit", cost_of([sys.executable, "-c", scan], {})[0]


def _small_file(workspace: Workspace, lake: str, programme: str) -> Iterator[tuple[str, Cost]]:
    whose = "the same programme" if programme == PROGRAMME else "another programme"
    write_workbook(workspace.drop / programme / "käynnit.xlsx", 0, 5, has_error=False)
    yield f"{lake}: seuranta ingest of one small file of visits in {whose}", _run(workspace, "ingest")
    yield f"{lake}: a build with it; with its ingest at most 15 s", _run(workspace, "build")


def _start_up(workspace: Workspace) -> tuple[str, Cost]:
    command = [sys.executable, "-c", "import sys; from tests.benchmarks.warehouse import start_dbt; start_dbt(sys.argv[1])", str(workspace.home)]
    return "dbt's start-up there: the same project, one model of one row", cost_of(command, {"PYTHONPATH": f"{ROOT / 'plugins'}:{ROOT}"})[0]


def _run(workspace: Workspace, *command: str) -> Cost:
    return cost_of([str(SEURANTA), *command], _surroundings(workspace))[0]


def _surroundings(workspace: Workspace) -> dict[str, str]:
    return {
        "SEURANTA_HOME": str(workspace.home),
        "SEURANTA_PROGRAMMES": str(ROOT / "programmes"),
        "SEURANTA_NOW": RECEIVED_AT,
        "SEURANTA_SETTLE_SECONDS": "0",
    }


if __name__ == "__main__":
    main()
