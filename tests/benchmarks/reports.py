"""How quick reports are made: ``make benchmark``, or ``python -m tests.benchmarks.reports``.

In: the sample exports, which it drops, ingests, builds and protects itself, before anything is measured. Out: a line for each
measurement: seconds by the clock and CPU seconds; the last is of the whole command, once it knows how to protect. Rerun: any time;
nothing is asserted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from seuranta.disclosure.protecting import protect
from seuranta.programmes.load import load_programmes
from seuranta.programmes.programme import Programmes
from seuranta.reporting.crew import Batch, Draft
from seuranta.reporting.drafts import render
from seuranta.reporting.failures import Failures
from seuranta.reporting.material import Material
from seuranta.reporting.publishing import has_data, material_of, read_source
from seuranta.reporting.rendering import render_changed
from seuranta.reporting.unchanged import digest_of_draft, digest_of_report
from seuranta.vocabulary.clock import clock_from_environment, day_in_finland
from seuranta.vocabulary.figures import Report
from seuranta.vocabulary.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
SEURANTA = Path(sys.executable).parent / "seuranta"
LARGEST = ("ok_hanke", 9)
Made = tuple[Report, Material]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="seuranta_benchmark_") as folder:
        workspace = Workspace(Path(folder) / "workspace")
        _fill(workspace)
        programmes = load_programmes(ROOT / "programmes")
        reports = sorted(_reports_of(workspace, programmes), key=lambda made: (made[0].programme, made[0].period.no))
        render(reports[0][0], reports[0][1])  # what is read and imported once is no report's own cost
        programme, period_no = LARGEST
        largest = next(made for made in reports if (made[0].programme, made[0].period.no) == (programme, period_no))
        _measure("largest", f"the report with most figures, '{programme}' {period_no}, by itself: at most 2 s", [largest])
        _measure("all", "all drafts of the samples, 7 files each", reports)
        drafts = _drafts_of(reports, Path(folder) / "drafts")
        processes = os.cpu_count() or 1
        _measure_published("together", f"the same through {processes} processes, as 'seuranta report' does: at most 10 s; CPU of all", drafts, processes)
        _measure_published("again", "the same again, when nothing has changed", drafts, processes)
        _measure_command("command", "'seuranta report' whole, when it knows how to protect; CPU of all", workspace)


def _fill(workspace: Workspace) -> None:
    for command in (["init", "--samples"], ["ingest"], ["build"]):
        _run(workspace, *command)


def _run(workspace: Workspace, *command: str) -> None:
    surroundings = {**os.environ, "SEURANTA_HOME": str(workspace.home), "SEURANTA_PROGRAMMES": str(ROOT / "programmes"), "SEURANTA_SETTLE_SECONDS": "0"}
    subprocess.run([str(SEURANTA), *command], env=surroundings, check=True, capture_output=True)


def _reports_of(workspace: Workspace, programmes: Programmes) -> Iterator[Made]:
    """Every draft that would be made, protected for its audience."""
    today = day_in_finland(clock_from_environment().now())
    for programme in programmes.programmes.values():
        source = read_source(workspace, programmes, programme)
        for audience in programme.disclosure.audiences:
            reports = protect(source.reports, programme, programmes.instruments_of(programme), audience, memory=workspace.protected)
            for place, report in enumerate(reports):
                if report.period.start <= today and has_data(source.reports[place]):
                    yield report, material_of(source, programmes, audience, reports[:place])


def _drafts_of(reports: Sequence[Made], folder: Path) -> list[Batch]:
    """The same as drafts, those of a programme together."""
    batches: dict[str, list[Draft]] = {}
    for report, material in reports:
        digest = digest_of_draft([digest_of_report(one) for one in (*material.earlier_reports, report)], material, report.period.no)
        name = f"{report.programme}-{report.period.no}-{report.audience}"
        draft = Draft(report, material, folder / "reports" / name, digest, folder / "rendered" / f"{name}.json")
        batches.setdefault(report.programme, []).append(draft)
    return sorted((Batch(code, tuple(drafts)) for code, drafts in batches.items()), key=lambda batch: -len(batch.drafts))


def _measure_published(name: str, what: str, batches: Sequence[Batch], processes: int) -> None:
    wall, before = time.monotonic(), os.times()
    failures = Failures()
    count = render_changed(batches, failures, processes)
    failures.raise_if_any([])
    _tell(name, time.monotonic() - wall, _cpu_since(before), count, what)


def _measure_command(name: str, what: str, workspace: Workspace) -> None:
    wall, before = time.monotonic(), os.times()
    _run(workspace, "report")
    _tell(name, time.monotonic() - wall, _cpu_since(before), len(list(workspace.reports.rglob("report.json"))), what)


def _measure(name: str, promise: str, reports: Sequence[Made]) -> None:
    wall, cpu = time.monotonic(), time.process_time()
    for report, material in reports:
        render(report, material)
    _tell(name, time.monotonic() - wall, time.process_time() - cpu, len(reports), promise)


def _cpu_since(before: os.times_result) -> float:
    """Of this process and of the children that have ended."""
    after = os.times()
    return sum(after[place] - before[place] for place in range(4))


def _tell(name: str, wall: float, cpu: float, count: int, what: str) -> None:
    print(f"{name:<8} {wall:6.2f} s  CPU {cpu:6.2f} s  {count:3} report(s)   {what}", flush=True)


if __name__ == "__main__":
    main()
