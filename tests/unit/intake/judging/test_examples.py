"""Every example in ``expectations/*.yml`` is run: what passes breaks no such rule, what fails breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from seuranta.intake.context import Context
from seuranta.intake.judging.catalogue import all_expectations, all_rules
from seuranta.intake.judging.rules import Expectations, Rule
from seuranta.intake.understanding import understand
from seuranta.programmes.load import load_programmes
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.extracts import Judged
from tests.unit.intake.builders import pseudonymise, table

SAMPLES = load_programmes(Path(__file__).resolve().parents[4] / "programmes")
# Where the specimen rows of each dataset could stand.
PROGRAMME = {"attendance": "torstaiklubi", "contacts": "ikaalinen", "esr_participants": "ok_hanke", "survey": "ikaalinen"}
# The day of receipt matters to what is not over yet: six months after an exit at the programme's end.
RECEIVED_ON = {"esr_participants": date(2019, 4, 30)}
EXAMPLES = [(expectations, rule) for expectations in all_expectations().values() if expectations.dataset for rule in expectations.rules if rule.example]


def test_there_are_examples_of_every_rule_about_rows() -> None:
    without = [rule.rule for rule in all_rules().values() if rule.checks and not rule.example]
    assert len(EXAMPLES) > 30
    assert without == []


@pytest.mark.parametrize(("expectations", "rule"), EXAMPLES, ids=[rule.rule for _, rule in EXAMPLES])
def test_what_passes_does_not_break_the_rule_and_what_fails_does(expectations: Expectations, rule: Rule) -> None:
    assert rule.example is not None
    assert rule.rule not in rules_broken(expectations, rule, rule.example.passes)
    assert rule.rule in rules_broken(expectations, rule, rule.example.fails)


def rules_broken(expectations: Expectations, rule: Rule, cells: Any) -> set[str]:
    assert expectations.dataset
    assert rule.example
    programme = SAMPLES.programmes[PROGRAMME[expectations.dataset]]
    layout = expectations.layouts[rule.example.layout or next(iter(expectations.layouts))]
    context = Context(programme, tuple(SAMPLES.instruments_of(programme)), RECEIVED_ON.get(expectations.dataset, date(2026, 12, 1)), pseudonymise)
    try:
        found = understand(table(*grid(layout.specimen, cells)), context)
    except Rejected as refused:
        return {refused.rule}
    return {finding.rule for finding in found.findings} if isinstance(found, Judged) else set()


def grid(specimen: tuple[tuple[str | int | float, ...], ...], cells: Any) -> list[list[object]]:
    """The whole sheet: as given, or the specimen's row with the example's cells in place of its own, once per example row."""
    if isinstance(cells, list) and isinstance(cells[0], list):
        return cells
    header, row = list(specimen[0]), list(specimen[1])
    changes = cells if isinstance(cells, list) else [cells]
    added = [name for change in changes for name in change if name not in header]
    return [[*header, *added], *([*_changed(header, row, change), *(change.get(name, "") for name in added)] for change in changes)]


def _changed(header: list[Any], row: list[Any], change: Mapping[str, object]) -> list[object]:
    return [change.get(name, cell) for name, cell in zip(header, row, strict=True)]
