"""Whether a build would have anything new."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from seuranta.intake.receipts import write_acceptance, write_receipt
from seuranta.vocabulary.receipts import Acceptance, RowCounts
from seuranta.warehouse.freshness import COMPARED, is_current
from seuranta.warehouse.reference import build_facts_of
from tests.unit.intake.workspaces import CLOCK, House, house, many_visits


@pytest.fixture
def built(tmp_path: Path) -> House:
    """A house whose warehouse says that it was built from everything that is there."""
    built = house(tmp_path)
    built.drop("klubi/a.csv", many_visits(3))
    built.take()
    write_build_row(built, build_facts_of(built.workspace, built.programmes, CLOCK))
    return built


def write_build_row(house: House, facts: dict[str, Any]) -> None:
    house.workspace.warehouse.unlink(missing_ok=True)
    with duckdb.connect(str(house.workspace.warehouse)) as connection:
        columns = ", ".join(f"${name} as {name}" for name in COMPARED)
        connection.execute(f"create table build as select {columns}", {name: facts[name] for name in COMPARED})


def test_a_warehouse_of_everything_is_current(built: House) -> None:
    assert is_current(built.workspace, built.programmes, CLOCK)


def test_no_warehouse_is_not_current(built: House) -> None:
    built.workspace.warehouse.unlink()
    assert not is_current(built.workspace, built.programmes, CLOCK)


def test_a_file_that_is_no_warehouse_is_not_current(built: House) -> None:
    built.workspace.warehouse.write_bytes(b"nothing")
    assert not is_current(built.workspace, built.programmes, CLOCK)


def test_a_new_delivery_is_news(built: House) -> None:
    built.drop("klubi/b.csv", many_visits(3, day="4.5.2022"))
    built.take()
    assert not is_current(built.workspace, built.programmes, CLOCK)


def test_an_amended_receipt_is_news(built: House) -> None:
    """As an erasure leaves it: no delivery more or less, and yet other rows."""
    amended = built.receipts()[0].model_copy(update={"rows": RowCounts(received=3, loaded=2, ignored=1)})
    write_receipt(built.workspace, amended)
    assert not is_current(built.workspace, built.programmes, CLOCK)


def test_an_acceptance_is_news(built: House) -> None:
    delivery_id = built.receipts()[0].delivery_id
    write_acceptance(
        built.workspace,
        Acceptance(acceptance_no=2, delivery_id=delivery_id, named_id=delivery_id, reason="right", by="me", accepted_at=CLOCK.now(), clock="system"),
    )
    assert not is_current(built.workspace, built.programmes, CLOCK)


def test_a_changed_programme_file_is_news(built: House) -> None:
    assert not is_current(built.workspace, built.programmes.model_copy(update={"digest": "1"}), CLOCK)


def test_another_version_of_the_software_is_news(built: House) -> None:
    write_build_row(built, build_facts_of(built.workspace, built.programmes, CLOCK) | {"software": "seuranta 0.0.1"})
    assert not is_current(built.workspace, built.programmes, CLOCK)
