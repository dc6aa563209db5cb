"""Builds a small lake by hand: programmes, deliveries with their receipts, acceptances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme, Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.lake_tables import TABLES
from seuranta.vocabulary.receipts import Acceptance, Coverage, Dataset, Declaration, Issue, Receipt, RowCounts, Status
from seuranta.vocabulary.workspace import Workspace

THEN = datetime(2026, 1, 2, 10, 0, tzinfo=UTC)
CLOCK = Clock(THEN)

PROGRAMME = Programme.model_validate({
    "code": "kerho",
    "name": {"fi": "Kerho"},
    "funder": {"code": "rahasto", "name": {"fi": "Rahasto"}},
    "dates": {"start": date(2022, 1, 1), "end": date(2022, 8, 31)},
    "periods": {"anchor": date(2022, 1, 1), "months": 4},
    "esf": "2014-2020",
    "project_code": "S20001",
    "units": [{"code": "north", "name": {"fi": "Pohjoinen"}, "client_limit": 2}, {"code": "south", "name": {"fi": "Etelä"}}],
    "activities": [{"code": "club", "name": {"fi": "Kerho"}, "default_hours": 1.5, "cadence_per_month": {"min": 1, "max": 2}}],
    "datasets": ["attendance", "survey", "esr_participants", "contacts"],
    "instruments": ["poll"],
    "targets": [{"figure": "esf.participants_total", "value": 10}],
    "approximate": ["recruitment.contacted"],
})  # fmt: skip
POLL = Instrument.model_validate({
    "code": "poll",
    "name": {"fi": "Kysely"},
    "type": "survey",
    "items": [{"code": "good", "text": {"fi": "Hyvä?"}, "kind": "scale", "min": 1, "max": 5}],
})  # fmt: skip
PROGRAMMES = Programmes(programmes={"kerho": PROGRAMME}, instruments={"poll": POLL}, digest="digest")


@dataclass
class Lake:
    """Deliveries are numbered as they are made."""

    workspace: Workspace
    last_no: int = 0
    deliveries: list[str] = field(default_factory=list)

    def deliver(
        self,
        dataset: Dataset,
        tables: Mapping[str, Sequence[Mapping[str, Any]]],
        coverage: Sequence[Coverage] = (),
        status: Status = Status.ACCEPTED,
        *,
        is_committed: bool = True,
        programme: str = "kerho",
        issues: Sequence[Issue] = (),
    ) -> str:
        """Writes the rows of one delivery and then, if it is committed, its receipt."""
        self.last_no += 1
        name = f"{programme}-{self.last_no:06d}-delivery"
        for table, rows in tables.items():
            self._write(table, programme, name, rows)
        count = max((len(rows) for rows in tables.values()), default=0)
        if is_committed:
            self._commit(programme, name, dataset, status, RowCounts(received=count, loaded=count), coverage=tuple(coverage), issues=tuple(issues))
        return name

    def declare(self, said: Declaration, programme: str = "kerho") -> None:
        """A file that says there is nothing to report."""
        self.last_no += 1
        self._commit(programme, f"{programme}-{self.last_no:06d}-nothing", None, Status.NOTHING_TO_REPORT, RowCounts(), declarations=(said,))

    def accept(self, delivery_id: str) -> None:
        """A person lets a delivery in."""
        self.last_no += 1
        facts: dict[str, Any] = {"reason": "tarkistettu", "by": "ohjaaja", "accepted_at": THEN, "clock": "SEURANTA_NOW"}
        acceptance = Acceptance(acceptance_no=self.last_no, delivery_id=delivery_id, named_id=delivery_id, **facts)
        self.workspace.acceptances.mkdir(parents=True, exist_ok=True)
        (self.workspace.acceptances / f"{self.last_no:06d}-{delivery_id}.json").write_text(acceptance.model_dump_json(), encoding="utf-8")

    def _write(self, table: str, programme: str, delivery_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
        lineage = {"programme_code": programme, "_delivery_id": delivery_id}
        numbered = [{"_row": position, **row, **lineage} for position, row in enumerate(rows, start=2)]
        path = self.workspace.lake / table / programme / f"{delivery_id}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(numbered, schema=TABLES[table]), path)

    def _commit(self, programme: str, delivery_id: str, dataset: Dataset | None, status: Status, rows: RowCounts, **facts: Any) -> None:
        receipt = Receipt(
            delivery_id=delivery_id, delivery_no=self.last_no, programme=programme, file_name="a.csv", path=f"{programme}/a.csv", sha256="0" * 64, size_bytes=1,
            received_at=THEN, clock="SEURANTA_NOW", dataset=dataset, status=status, rows=rows, software="seuranta 0.1.0", **facts,
        )  # fmt: skip
        self.workspace.receipts.mkdir(parents=True, exist_ok=True)
        (self.workspace.receipts / f"{delivery_id}.json").write_text(receipt.model_dump_json(), encoding="utf-8")


def a_lake(home: Path) -> Lake:
    return Lake(Workspace(home))


def visit(person: str, day: date, unit: str = "north", **facts: Any) -> dict[str, Any]:
    cells = {"unit_code": unit, "activity_code": "club", "session_on": day, "kind": "present", "role_code": "client", "participant_key": person}
    return cells | {"visit_count": 1} | facts


def club(unit: str, first: date, last: date) -> Coverage:
    return Coverage(dataset="attendance", activity_code="club", unit_code=unit, start_on=first, end_on=last)
