"""How quick intake is, beside the usual way to check a frame: ``make benchmark``, or ``python -m tests.benchmarks.intake`` with the names of measurements.

In: files that it makes itself. Out: a line for each measurement: seconds by the clock, CPU seconds with all children, the
largest process. Rerun: any time; run it twice, a busy machine is slower. Nothing is asserted: a slow neighbour is no defect.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.dropped_files import PROGRAMME, RECEIVED_AT, write_csv, write_workbook
from tests.benchmarks.measuring import Cost, cost_of

ROOT = Path(__file__).resolve().parents[2]
ROWS_OF_A_WORKBOOK = 1_000
WORKBOOKS = 200
WITH_ERROR_EVERY = 10
MILLION = 1_000_000
SEURANTA = Path(sys.executable).parent / "seuranta"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measurements", nargs="*", choices=[[], *MEASUREMENTS], help="all where none is named")
    for name in parser.parse_args().measurements or list(MEASUREMENTS):
        with tempfile.TemporaryDirectory(prefix="seuranta_benchmark_") as folder:
            promise, measure = MEASUREMENTS[name]
            cost = measure(Path(folder))
            print(f"{name:<8} {cost.wall_seconds:6.2f} s  CPU {cost.cpu_seconds:6.2f} s  {cost.largest_mib:6.0f} MiB   {promise}", flush=True)


def one(folder: Path) -> Cost:
    write_workbook(_drop(folder) / "käynnit.xlsx", 0, ROWS_OF_A_WORKBOOK, has_error=True)
    return _ingest(folder, files=1)


def many(folder: Path) -> Cost:
    for number in range(WORKBOOKS):
        write_workbook(_drop(folder) / f"käynnit {number}.xlsx", number, ROWS_OF_A_WORKBOOK, has_error=number % WITH_ERROR_EVERY == 0)
    return _ingest(folder, files=WORKBOOKS)


def million(folder: Path) -> Cost:
    write_csv(_drop(folder) / "käynnit.csv", MILLION)
    return _ingest(folder, files=1)


def peer(folder: Path) -> Cost:
    write_csv(folder / "visits.csv", MILLION)
    return cost_of([sys.executable, str(Path(__file__).with_name("usual_way.py")), str(folder / "visits.csv")], {})[0]


MEASUREMENTS: dict[str, tuple[str, Callable[[Path], Cost]]] = {
    "one": ("one workbook of 1,000 rows with an error, seuranta ingest: at most 2.5 s", one),
    "many": ("200 such workbooks in one pass, every tenth with an error: at most 40 s", many),
    "million": ("a text file of 1,000,000 rows, all rules, pseudonyms, receipt: at most 10 s and 1,536 MiB", million),
    "peer": ("pandas and Great Expectations alone, nine rules, 1,000,000 rows: no pseudonyms, no receipt", peer),
}


def _drop(folder: Path) -> Path:
    return folder.joinpath("workspace", "drop", PROGRAMME)


def _ingest(folder: Path, files: int) -> Cost:
    surroundings = {
        "SEURANTA_HOME": str(folder / "workspace"),
        "SEURANTA_PROGRAMMES": str(ROOT / "programmes"),
        "SEURANTA_NOW": RECEIVED_AT,
        "SEURANTA_SETTLE_SECONDS": "0",
    }
    cost, output = cost_of([str(SEURANTA), "ingest"], surroundings)
    taken = sum(" accepted " in line or " partly_accepted " in line for line in output.splitlines())
    if taken != files:
        raise SystemExit(f"{taken} of {files} files were taken as they should be; seuranta said:\n{output[-2000:]}")
    return cost


if __name__ == "__main__":
    main()
