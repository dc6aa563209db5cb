"""What changed between two releases of a period, figure by figure, and why: the causes add up to the change.

In: two capsules, wherever they lie. Out: each figure that changed, split by cause. Rerun: only reads, and builds in a
temporary folder. The old release is turned into the new one step by step: rows taken back, rows corrected, rows that
came late, all under the old definitions, then the new definitions. What a step changes in a figure is that cause's part.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from seuranta.releases.capsule import Capsule
from seuranta.releases.gates import report_of
from seuranta.releases.rederiving import Inputs, inputs_of, rederive
from seuranta.releases.row_changes import Changes, Rows, changes_between, counted, read_rows, rows_with
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.figures import Figure, Report

CAUSES = ("retracted", "corrected", "late", "definition")
# Tables that say what was delivered; the others are how the programme was set up, and so definitions.
OF_DELIVERIES = ("build_facts", "delivery", "issue", "coverage", "declaration")
NOTHING = 1e-12

Place = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Change:
    """A figure that changed. ``causes`` add up to new − old; ``None`` where one side has no number, so nothing can be split."""

    id: str
    scope: str
    breakdown: dict[str, str]
    old: float | int | None
    new: float | int | None
    causes: dict[str, float] | None


@dataclass(frozen=True)
class Comparison:
    """``rows`` counts units by cause and table; ``later_periods`` have cumulative figures that changed too."""

    changes: tuple[Change, ...]
    rows: dict[str, dict[str, int]]
    is_definition_changed: bool
    later_periods: tuple[int, ...]


def compare(old: Capsule, new: Capsule) -> Comparison:
    """Compares two releases of one period; ``OperationFailed`` where they are not."""
    for name in ("programme", "period"):
        if old.facts[name] != new.facts[name]:
            raise OperationFailed("diff", f"two releases of one {name}", f"'{old.facts[name]}' and '{new.facts[name]}'", "name two of the same")
    period_no = int(old.facts["period"])
    changes = changes_between(read_rows(old), read_rows(new))
    is_other = _definitions(old) != _definitions(new)
    before, after = old.internal_reports(), new.internal_reports()
    with tempfile.TemporaryDirectory(prefix="seuranta-diff-") as folder:
        steps = [("old", before), *_steps(old, new, changes, is_other, Path(folder))]
    return Comparison(
        changes=tuple(_changes([(cause, _numbers(report_of(reports, period_no))) for cause, reports in steps])),
        rows={
            "late": counted(changes.late), "retracted": counted(changes.retracted),
            "corrected": counted([unit for _, unit in changes.corrected]),
        },
        is_definition_changed=is_other,
        later_periods=tuple(_changed_later(before, after, period_no)),
    )  # fmt: skip


def _steps(old: Capsule, new: Capsule, changes: Changes, is_other: bool, folder: Path) -> Iterator[tuple[str, Sequence[Report]]]:
    """Cause by cause the figures after it. Only what lies between two releases must be built: the ends are written."""
    causes = [cause for cause, units in (("retracted", changes.retracted), ("corrected", changes.corrected), ("late", changes.late)) if units] or ["late"]
    for cause in causes[:-1]:
        yield cause, _between(old, new, changes, cause, folder / cause)
    if not is_other:
        yield causes[-1], new.internal_reports()
        return
    yield causes[-1], rederive(_under_old_definitions(old, new, folder / "inputs"), folder / "new_rows")
    yield "definition", new.internal_reports()


def _between(old: Capsule, new: Capsule, changes: Changes, cause: str, folder: Path) -> list[Report]:
    """The figures once the old rows have been through the causes up to ``cause``."""
    old_rows, new_rows = read_rows(old), read_rows(new)
    kept = [unit for unit, _ in changes.unchanged]
    if cause == "retracted":
        rows = rows_with(old_rows, new_rows, [*kept, *(unit for unit, _ in changes.corrected)], [])
    else:
        rows = rows_with(old_rows, new_rows, kept, [unit for _, unit in changes.corrected])
    inputs = _with_all_deliveries(old, new, rows, folder / "inputs")
    return rederive(inputs, folder / "figures")


def _with_all_deliveries(old: Capsule, new: Capsule, rows: Rows, folder: Path) -> Inputs:
    """``rows`` as if all of them stood: the deliveries of both releases, of which none replaces another."""
    inputs = _own_folders(inputs_of(old), folder)
    for table, content in rows.items():
        pq.write_table(content, inputs.rows / f"{table}.parquet")
    before, after = (pq.read_table(capsule.reference / "delivery.parquet") for capsule in (old, new))
    known = set(after["delivery_id"].to_pylist())
    only_before = [row for row in before.to_pylist() if row["delivery_id"] not in known]
    pq.write_table(pa.concat_tables([after, pa.Table.from_pylist(only_before, schema=after.schema)]), inputs.reference / "delivery.parquet")
    coverage = inputs.reference / "coverage.parquet"
    pq.write_table(pq.read_table(coverage).slice(0, 0), coverage)
    return inputs


def _under_old_definitions(old: Capsule, new: Capsule, folder: Path) -> Inputs:
    """The new release's rows and deliveries, the old one's programme and dbt project."""
    inputs = _own_folders(inputs_of(old), folder)
    for path in sorted(new.rows.glob("*.parquet")):
        (inputs.rows / path.name).write_bytes(path.read_bytes())
    for name in OF_DELIVERIES:
        (inputs.reference / f"{name}.parquet").write_bytes((new.reference / f"{name}.parquet").read_bytes())
    return inputs


def _own_folders(inputs: Inputs, folder: Path) -> Inputs:
    """The same with copies of the tables, to be written over."""
    own = replace(inputs, rows=folder / "rows", reference=folder / "reference")
    for source, target in ((inputs.rows, own.rows), (inputs.reference, own.reference)):
        target.mkdir(parents=True)
        for path in sorted(source.glob("*.parquet")):
            (target / path.name).write_bytes(path.read_bytes())
    return own


def _definitions(capsule: Capsule) -> tuple[object, ...]:
    tables = [path for path in sorted(capsule.reference.glob("*.parquet")) if path.stem not in OF_DELIVERIES]
    return capsule.facts["definitions"], *(pq.read_table(path).to_pydict() for path in tables)


def _numbers(report: Report) -> dict[Place, Figure]:
    return {(figure.id, figure.scope, tuple(sorted(figure.breakdown.items()))): figure for figure in report.figures}


def _changes(steps: Sequence[tuple[str, dict[Place, Figure]]]) -> Iterator[Change]:
    (_, first), (_, last) = steps[0], steps[-1]
    for place in sorted({*first, *last}):
        values = [numbers[place].value if place in numbers else None for _, numbers in steps]
        if values[0] == values[-1]:
            continue
        yield Change(place[0], place[1], dict(place[2]), values[0], values[-1], _split([cause for cause, _ in steps[1:]], values))


def _split(causes: Sequence[str], values: Sequence[float | int | None]) -> dict[str, float] | None:
    """The part of every cause; nothing where a number is missing on the way."""
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    parts = dict.fromkeys(CAUSES, 0.0)
    for cause, before, after in zip(causes, known, known[1:], strict=False):
        parts[cause] += after - before if abs(after - before) > NOTHING else 0.0
    assert math.isclose(sum(parts.values()), known[-1] - known[0], rel_tol=1e-9, abs_tol=1e-9)
    return parts


def _changed_later(before: Sequence[Report], after: Sequence[Report], period_no: int) -> Iterator[int]:
    for report in after:
        others = [other for other in before if other.period.no == report.period.no > period_no]
        for other in others:
            one, two = _numbers(other), _numbers(report)
            if any(place not in one or one[place].value != figure.value for place, figure in two.items() if figure.scope == "cumulative"):
                yield report.period.no
