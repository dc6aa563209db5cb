"""Breaking one formula on purpose makes a unit test of its model fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from seuranta.vocabulary.catalogue import dbt_project_folder
from tests.warehouse.mutants import Mutant, every_mutant
from tests.warehouse.mutation import Laboratory

# Mutants that mean the same: file, token and its line begin like this, and why.
ALIKE = {
    "by_window: < → <= in or ({{ windows }}.scope": "the period itself is already meant by the line before",
    "fig_survey_invited: max( → min( in max(responses.value)": "there is one number of responses for a window",
    "fig_survey_pairs: > → >= in count(case when wave_no = last_wave_no": "of one wave alone there are no pairs, whatever its size",
    "int_esr_participants__co_cr: 8 → 9 in isced_entry": "education has no code above 8",
    "int_esr_participants__eeco_eecr: 8 → 9 in isced_entry": "education has no code above 8",
    "minutes_of_day: 2 → 3 in + {{ as_type_or_null": "a time has no letter after its minutes",
}


def is_alike(mutant: Mutant) -> bool:
    return any(str(mutant).startswith(known) for known in ALIKE)


def one_of_each_file(mutants: list[Mutant]) -> list[Mutant]:
    """The first of each file that means something else."""
    return list({mutant.path: mutant for mutant in reversed(mutants) if not is_alike(mutant)}.values())


def survivors(mutants: list[Mutant], folder: Path, at_least: int) -> list[str]:
    """Mutants that no unit test noticed; fails where fewer than ``at_least`` could be tried."""
    verdicts = Laboratory(folder).verdicts(mutants)
    assert len(verdicts) >= at_least
    return sorted(str(mutant) for mutant, is_noticed in verdicts.items() if not is_noticed)


def test_a_broken_formula_of_each_file_is_noticed(tmp_path: Path) -> None:
    mutants = [mutant for mutant in one_of_each_file(every_mutant(dbt_project_folder())) if Path(mutant.path).parts[1] == "figures"]
    assert survivors(mutants, tmp_path, at_least=20) == []


@pytest.mark.prove
def test_every_broken_formula_is_noticed(tmp_path: Path) -> None:
    mutants = every_mutant(dbt_project_folder())
    assert len(mutants) > 400
    assert [mutant for mutant in survivors(mutants, tmp_path, at_least=400) if not any(mutant.startswith(known) for known in ALIKE)] == []
