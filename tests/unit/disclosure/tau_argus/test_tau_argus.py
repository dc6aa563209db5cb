"""Protection costs no more than the reference's, τ-Argus (rule FREQ(5,100), optimal), and proves less (privacy.md 4)."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from seuranta.disclosure.policy import WITHHELD_SHARE
from seuranta.disclosure.protecting import protect
from tests.unit.disclosure.people import small_programme
from tests.unit.disclosure.tau_argus.tables import TOTAL, Place, Table, as_report, provable, random_table

REFERENCE = Path(__file__).parent / "protecting.py"
RULE, THRESHOLD = "FREQ(5,100)", 5
# Dimensions, units, and people in each of the tables: few enough for small numbers in nearly every one.
SHAPES: tuple[tuple[tuple[str, ...], int, tuple[int, ...]], ...] = (
    (("unit",), 8, (40, 80, 120)),
    (("unit", "status"), 5, (40, 60, 80, 120, 200, 300)),
    (("unit", "gender"), 8, (40, 80, 120, 160, 200)),
    (("gender", "status"), 0, (20, 30, 40, 60, 80)),
    (("unit", "gender", "status"), 3, (40, 80, 120, 200, 300)),
    (("unit", "gender", "status"), 5, (40, 80, 120, 200, 300)),
)


@dataclass
class Cost:
    """What was hidden in some tables: how many numbers, Σ log(1 + number), and how many small ones are provable all the same."""

    hidden: int = 0
    lost: float = 0.0
    proven: int = 0

    def add(self, table: Table, hidden: Collection[Place]) -> None:
        self.hidden += len(hidden)
        self.lost += sum(math.log1p(table.cells[place]) for place in hidden)
        self.proven += len(provable(table, hidden, THRESHOLD))

    def __str__(self) -> str:
        return f"{self.hidden} numbers hidden, Σ log(1 + v) {self.lost:.1f}, {self.proven} provable"


def tables_of(shapes: Sequence[tuple[tuple[str, ...], int, tuple[int, ...]]]) -> list[Table]:
    return [random_table(at * 10 + no, dimensions, units, some) for no, (dimensions, units, people) in enumerate(shapes) for at, some in enumerate(people)]


def is_withheld_whole(table: Table) -> bool:
    """Whether so many units, or genders, are small that the breakdown is withheld whole; where both cross, none is (blocks.py)."""
    broken_down = [at for at, dimension in enumerate(table.dimensions) if dimension != "status"]
    if len(broken_down) > 1:
        return False
    counts = [count for place, count in table.cells.items() if place[broken_down[0]] != TOTAL and count]
    return sum(count < THRESHOLD for count in counts) > WITHHELD_SHARE * len(counts)


def hidden_by_us(table: Table) -> set[Place]:
    report, places = as_report(table)
    [protected] = protect([report], small_programme(), [], "public")
    return {place for place, figure in zip(places, protected.figures, strict=True) if figure.suppressed}


def hidden_by_reference(tables: Sequence[Table]) -> list[set[Place]]:
    asked = {"rule": RULE, "tables": [{"dimensions": table.dimensions, "people": table.people} for table in tables]}
    run = subprocess.run([sys.executable, REFERENCE], input=json.dumps(asked), capture_output=True, text=True, timeout=300, check=True)
    found = [{tuple(place) for place in places} for places in json.loads(run.stdout)]
    assert all(places <= set(table.cells) for table, places in zip(tables, found, strict=True))
    return found


def test_a_crossed_table_is_protected_at_no_more_loss_than_by_the_reference() -> None:
    table = random_table(11, ("unit", "gender"), 8, 80)
    [theirs], ours = hidden_by_reference([table]), hidden_by_us(table)
    assert 0 < len(ours) <= len(theirs)
    assert provable(table, ours, THRESHOLD) == []


def test_what_the_attacker_of_this_comparison_finds() -> None:
    """Nothing hidden: every small number; one of two hidden parts of a shown total: that one."""
    table = Table(("gender",), (("F", "M"),), (("F",),) * 40 + (("M",),) * 3)
    assert provable(table, [], THRESHOLD) == [("M",)]
    assert provable(table, [("M",)], THRESHOLD) == [("M",)]
    assert provable(table, [("F",), ("M",)], THRESHOLD) == []


@pytest.mark.prove
def test_tables_are_protected_at_no_more_loss_than_by_the_reference_and_prove_nothing() -> None:
    """Over all tables; and over those of which nothing is withheld whole and in which the reference leaves nothing provable."""
    tables = tables_of(SHAPES)
    ours, theirs = defaultdict[str, Cost](Cost), defaultdict[str, Cost](Cost)
    for table, by_reference in zip(tables, hidden_by_reference(tables), strict=True):
        by_us = hidden_by_us(table)
        kind = "withheld whole" if is_withheld_whole(table) else "provable by τ-Argus" if provable(table, by_reference, THRESHOLD) else "comparable"
        for group in ("all", kind):
            ours[group].add(table, by_us)
            theirs[group].add(table, by_reference)
    print(*(f"{group}: {ours[group]}; τ-Argus {theirs[group]}" for group in ours), sep="\n")
    assert len(tables) >= 20
    assert ours["all"].proven == 0
    assert all(ours[group].hidden <= theirs[group].hidden and ours[group].lost <= theirs[group].lost for group in ("all", "comparable"))
