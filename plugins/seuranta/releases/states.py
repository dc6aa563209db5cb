"""The figures between two releases: the old one is turned into the new one cause by cause.

In: two capsules and what became of the rows. Out: the figures of all periods after each cause, built with dbt in a
temporary folder. Rerun: the same figures. Rows come before rows go, so that there is hardly ever a mean of nothing on the way:
forgotten people of the old release, late rows, corrected rows, retracted rows, all under the old definitions; then the new
definitions, then forgotten people of the new release.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from seuranta.releases.capsule import Capsule
from seuranta.releases.rederiving import Inputs, inputs_of, rederive
from seuranta.releases.row_changes import Changes, Rows, Unit, read_rows, rows_with
from seuranta.vocabulary.figures import Report
from seuranta.vocabulary.restatement import Cause

# Tables that say what was delivered; the others are how the programme was set up, and so definitions.
OF_DELIVERIES = ("build_facts", "delivery", "issue", "coverage", "declaration")
ROW_CAUSES: tuple[Cause, ...] = ("late", "corrected", "retracted")


def has_other_definitions(old: Capsule, new: Capsule) -> bool:
    """Whether programme files or the dbt project changed."""
    return _definitions(old) != _definitions(new)


def states_between(old: Capsule, new: Capsule, changes: Changes, folder: Path) -> Iterator[tuple[Cause, Sequence[Report]]]:
    """Cause by cause the figures after it, from the old release's to the new one's; what is written is not built again."""
    if old.has_forgotten:
        yield "erased", rederive(inputs_of(old), folder / "old")
    new_figures = rederive(inputs_of(new), folder / "new") if new.has_forgotten else new.internal_reports()
    is_other = has_other_definitions(old, new)
    causes = [cause for cause in ROW_CAUSES if getattr(changes, cause)] or list(ROW_CAUSES[:1])
    for cause in causes[:-1]:
        yield cause, _after(old, new, changes, cause, folder / cause)
    if is_other:
        yield causes[-1], rederive(_under_old_definitions(old, new, folder / "inputs"), folder / "new_rows")
        yield "definition", new_figures
    else:
        yield causes[-1], new_figures
    if new.has_forgotten:
        yield "erased", new.internal_reports()


def _after(old: Capsule, new: Capsule, changes: Changes, cause: Cause, folder: Path) -> list[Report]:
    """The figures once the old rows have been through the causes up to ``cause``."""
    from_old: list[Unit] = [unit for unit, _ in changes.unchanged]
    from_new: list[Unit] = list(changes.late)
    if cause == "late":
        from_old += [unit for unit, _ in changes.corrected]
    else:
        from_new += [unit for _, unit in changes.corrected]
    if cause != "retracted":
        from_old += changes.retracted
    rows = rows_with(read_rows(old), read_rows(new), from_old, from_new)
    return rederive(_with_all_deliveries(old, new, rows, folder / "inputs"), folder / "figures")


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
