"""What the report's data were made of: the build of the warehouse, the slots that were filled, the receipts behind it.

In: ``warehouse.duckdb``, opened read-only, and the receipts. Out: facts, without a value of a person.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

import duckdb

from seuranta.reporting.material import Slot
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.workspace import Workspace

BUILD = "select software, programmes_digest, last_delivery_no, last_acceptance_no, epoch_us(built_at) from build"
SLOTS = "select unit_code, dataset, period_no, is_delivered, is_declared_empty from int_data__slot where programme_code = ? order by all"


@dataclass(frozen=True)
class Build:
    """One generation of the warehouse. ``mark`` differs between any two."""

    software: str
    programmes_digest: str
    last_delivery_no: int
    mark: tuple[int, int, int]


def read_build(workspace: Workspace) -> Build:
    """The generation that stands now; ``OperationFailed`` before the first."""
    rows = _rows(workspace, BUILD)
    if not rows:
        raise OperationFailed("warehouse", "one row in the table 'build'", "none", "run 'seuranta build'")
    software, digest, delivery_no, acceptance_no, built_us = rows[0]
    return Build(software, digest, delivery_no, (delivery_no, acceptance_no, built_us))


def kept_open(workspace: Workspace) -> AbstractContextManager[object]:
    """Inside, whoever opens the warehouse shares one opened file, and so one generation; opening it takes longer than asking it something."""
    try:
        return duckdb.connect(str(workspace.warehouse), read_only=True) if workspace.warehouse.is_file() else nullcontext()
    except duckdb.Error:
        return nullcontext()  # whoever opens it says what is wrong with it


def read_slots(workspace: Workspace, programme_code: str) -> list[Slot]:
    """Every unit × dataset × period that was expected, with its state."""
    return [
        Slot(unit, dataset, period_no, "delivered" if delivered else "declared" if declared else "missing")
        for unit, dataset, period_no, delivered, declared in _rows(workspace, SLOTS, programme_code)
    ]


def read_receipts(workspace: Workspace, programme_code: str, last_delivery_no: int) -> list[Receipt]:
    """The receipts of the programme that the build knew, in the order of receipt."""
    paths = sorted(workspace.receipts.glob("*.json")) if workspace.receipts.is_dir() else []
    receipts = [Receipt.model_validate_json(path.read_bytes()) for path in paths]
    known = [receipt for receipt in receipts if receipt.programme == programme_code and receipt.delivery_no <= last_delivery_no]
    return sorted(known, key=lambda receipt: receipt.delivery_no)


def _rows(workspace: Workspace, query: str, *facts: str) -> list[tuple[Any, ...]]:
    if not workspace.warehouse.is_file():
        raise OperationFailed("warehouse", f"'{workspace.warehouse.name}' in the workspace", "none", "run 'seuranta build'")
    try:
        with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
            return connection.execute(query, list(facts)).fetchall()
    except duckdb.Error as error:
        raise OperationFailed("warehouse", "a readable file of this version", type(error).__name__, "run 'seuranta build'") from error
