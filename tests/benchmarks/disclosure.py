"""How quick protection and its audit are: ``make benchmark``, or ``python -m tests.benchmarks.disclosure``.

In: the sample exports, which it drops, ingests and builds itself. Out: seconds by the clock, and of CPU, for each programme: to
protect all its periods for all audiences, and to audit them for each; and of one table of 500 cells over nine periods. Rerun: any time;
nothing is asserted.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from seuranta.disclosure.auditing.audit import audit
from seuranta.disclosure.ledger import held_by
from seuranta.disclosure.policy import CIRCLES, policy_for
from seuranta.disclosure.protecting import protect
from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme
from seuranta.reporting.publishing import read_source
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import Audience, Figure, Report, Scope
from tests.end_to_end.release_houses import ROOT, house_of

PROMISE = "protected: at most 2 s"
UNITS, GENDERS, PERIODS = 14, ("F", "M", "X"), 9
Result = TypeVar("Result")
STATUSES = ("esf.eeco02", "esf.eeco04", "esf.eeco05")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="seuranta_benchmark_") as folder:
        house = house_of(Path(folder), [path.stem for path in sorted((ROOT / "programmes").glob("*.yml"))])
        workspace, programmes = house.workspace, house.programmes
        for programme in programmes.programmes.values():
            _measure(programme.code, programme, programmes.instruments_of(programme), read_source(workspace, programmes, programme).reports)
        _measure_one_table(programmes.programmes["hyvinvointi_plus"])


def _measure(name: str, programme: Programme, instruments: Sequence[Instrument], reports: Sequence[Report]) -> None:
    given: dict[Audience, Sequence[Report]] = {}
    seconds, cpu = dict[Audience, float](), dict[Audience, float]()
    with tempfile.TemporaryDirectory(prefix="seuranta_benchmark_") as memory:  # the first audience pays for all
        for audience in CIRCLES:
            given[audience], seconds[audience], cpu[audience] = _timed(partial(protect, reports, programme, instruments, audience, memory=Path(memory)))
    print(f"{name:<18} all audiences protected {sum(seconds.values()):6.2f} s, CPU {sum(cpu.values()):6.2f} s   {PROMISE}")
    for audience in CIRCLES:
        policy = policy_for(programme, instruments, audience)
        held = held_by(audience, given, programme.disclosure.exact)
        found, auditing, _ = _timed(partial(audit, reports, held, [], policy, load_catalogue()))
        shown = [figure.suppressed for report in given[audience] for figure in report.figures].count(False)
        total = sum(len(report.figures) for report in reports)
        print(
            f"{name:<18} {audience:<9} audited {auditing:6.2f} s  {found.attacked:5} numbers attacked  {shown:6} of {total:6} figures visible",
            flush=True,
        )


def _measure_one_table(programme: Programme) -> None:
    """Participants by unit, gender and status: about 500 numbers in nine periods."""
    reports = [Report(programme=programme.code, audience="internal", period=period, figures=tuple(_figures(period.no))) for period in programme.all_periods]
    reports = reports[:PERIODS]
    plain = programme.model_copy(update={"disclosure": programme.disclosure.model_copy(update={"exact": []})})
    _measure(f"{sum(len(report.figures) for report in reports) // 2} numbers, {len(reports)} periods", plain, [], reports)


def _figures(period_no: int) -> Iterator[Figure]:
    scopes: tuple[Scope, ...] = ("period", "cumulative")
    for scope in scopes:
        people = [person for no in (range(1, period_no + 1) if scope == "cumulative" else [period_no]) for person in _entrants(no)]
        for figure_id in ("esf.eeco01", *STATUSES):
            chosen = [person for person in people if figure_id in ("esf.eeco01", person[2])]
            counts: dict[tuple[tuple[str, str], ...], int] = {(): len(chosen)}
            counts |= {(("unit", str(unit)),): sum(1 for person in chosen if person[0] == unit) for unit in range(UNITS)}
            counts |= {(("gender", gender),): sum(1 for person in chosen if person[1] == gender) for gender in GENDERS}
            for breakdown, count in counts.items():
                yield Figure(id=figure_id, scope=scope, breakdown=dict(breakdown), value=count, n=count, additive_over=() if breakdown else ("gender", "unit"))


def _entrants(period_no: int) -> list[tuple[int, str, str]]:
    chance = random.Random(period_no)
    return [(int(chance.triangular(0, UNITS, 1)) % UNITS, chance.choices(GENDERS, (6, 5, 0.2))[0], chance.choice(STATUSES)) for _ in range(400)]


def _timed(work: Callable[[], Result]) -> tuple[Result, float, float]:
    """What came of it, seconds by the clock and of CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    return work(), time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    main()
