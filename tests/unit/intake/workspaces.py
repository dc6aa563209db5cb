"""A workspace with one programme, files dropped into it, and passes over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq

from seuranta.intake.archive import make_workspace
from seuranta.intake.ingesting import Ingested, ingest
from seuranta.intake.receipts import read_receipts
from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.workspace import Workspace
from tests.unit.intake.builders import programme
from tests.unit.intake.files import put

HEADER = "Pvm;Ryhmä;Yksikkö;Osallistuja"
CLOCK = Clock(datetime(2022, 10, 31, 9, 0, tzinfo=UTC))


def visits(*rows: str) -> str:
    """A visit list; a row is ``day;activity;unit;person``."""
    return "\n".join([HEADER, *rows]) + "\n"


def many_visits(count: int, first: int = 0, day: str = "3.5.2022") -> str:
    """So many people in one session."""
    return visits(*(f"{day};Ryhmä;Kallio;A{no}" for no in range(first, first + count)))


@dataclass
class House:
    """A workspace in which files are dropped and taken."""

    workspace: Workspace
    programmes: Programmes = field(default_factory=lambda: Programmes(programmes={"klubi": programme()}, instruments={}, digest="0"))

    def drop(self, name: str, content: str | bytes) -> Path:
        return put(self.workspace.drop, name, content)

    def take(self, clock: Clock = CLOCK) -> Ingested:
        return ingest(self.workspace, self.programmes, clock, settle_seconds=0)

    def receipts(self) -> list[Receipt]:
        return read_receipts(self.workspace)

    def statuses(self) -> list[tuple[str, str]]:
        """Path and status of everything received, in order."""
        return [(receipt.path, receipt.status.value) for receipt in self.receipts()]


def house(folder: Path) -> House:
    """A new house, with keys."""
    workspace = Workspace(folder / "home")
    make_workspace(workspace)
    return House(workspace)


def lake_files(home: House) -> dict[str, list[str]]:
    """Rows by file, without the lineage of the delivery."""
    files = sorted(home.workspace.lake.rglob("*.parquet"))
    return {path.relative_to(home.workspace.lake).as_posix(): [str(row) for row in pq.read_table(path, partitioning=None).to_pylist()] for path in files}
