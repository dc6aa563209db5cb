"""Random changes of rows, a new definition and forgotten people at once: in every kind of figure the parts add up to the change."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from seuranta.releases.capsule import Capsule
from seuranta.releases.comparing import Comparison, compare
from seuranta.releases.contents import write_figures
from seuranta.releases.house import Approval
from seuranta.releases.rederiving import inputs_of, rederive
from seuranta.releases.releasing import release
from seuranta.releases.splitting import exact
from seuranta.releases.tombstones import erase_rows
from seuranta.releases.versions import definitions_digest
from seuranta.vocabulary.catalogue import load_catalogue
from tests.end_to_end.release_houses import house_of

pytestmark = pytest.mark.prove

PROGRAMME, PERIOD = "asku", 3
OLD_VALUE = "    families.value,\n"
NEW_VALUE = "    families.value + case families.figure_id when 'attendance.sessions' then 1 else 0 end as value,\n"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Capsule:
    house = house_of(tmp_path_factory.mktemp("causes"), [PROGRAMME])
    return release(house, PROGRAMME, PERIOD, Approval("Maija Hyväksyjä", exception="koe"))


def copied(capsule: Capsule, folder: Path) -> Capsule:
    copy = Capsule(shutil.copytree(capsule.folder, folder, copy_function=shutil.copyfile))
    for path in (copy.folder, *copy.folder.rglob("*/")):
        path.chmod(0o700)
    return copy


def changed_at_random(capsule: Capsule, chance: random.Random, scratch: Path) -> None:
    """A tenth of the rows goes, a tenth is corrected, a tenth comes again under another key; a definition is another."""
    for table in ("attendance", "survey_response", "survey_answer"):
        path = capsule.rows / f"{table}.parquet"
        rows = pq.read_table(path)
        pq.write_table(pa.Table.from_pylist([new for row in rows.to_pylist() for new in changed(table, row, chance)], schema=rows.schema), path)
    figures = capsule.dbt_project / "models" / "figures" / "figures.sql"
    text = figures.read_text(encoding="utf-8")
    assert text.count(OLD_VALUE) == 1
    figures.write_text(text.replace(OLD_VALUE, NEW_VALUE), encoding="utf-8")
    facts = json.loads(capsule.versions.read_text(encoding="utf-8")) | {"definitions": definitions_digest(capsule.dbt_project)}
    capsule.versions.write_text(json.dumps(facts), encoding="utf-8")
    write_figures(rederive(inputs_of(capsule), scratch), {}, capsule)


def changed(table: str, row: dict[str, Any], chance: random.Random) -> list[dict[str, Any]]:
    drawn = chance.random()
    if table == "survey_answer":
        return [row | {"answer": max(1.0, row["answer"] - 1)}] if drawn < 0.1 and row["option_code"] is None else [row]
    if drawn < 0.1:
        return []
    if table == "attendance" and drawn < 0.2:
        return [row | {"visit_count": row["visit_count"] + 1}] if row["kind"] == "counted" else [row]
    if table == "attendance" and drawn < 0.3:
        return [row, row | {"start_time": "07:00", "_row": row["_row"] + 5000}]
    return [row]


def checked(comparison: Comparison) -> set[str]:
    """Every part adds up, of values and of the numbers beside them; the kinds of figures that changed."""
    for change in comparison.changes:
        for old, new, causes in ((change.old, change.new, change.causes), *((split.old, split.new, split.causes) for split in change.beside.values())):
            if old is None or new is None:
                assert causes is None
            else:
                assert causes is not None
                assert sum(causes.values()) == exact(new) - exact(old), change
    return {load_catalogue().entry_of(change.id).kind for change in comparison.changes}


@pytest.mark.parametrize("seed", [1, 2])
def test_parts_add_up_in_every_kind_of_figure(first: Capsule, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    old, new = copied(first, tmp_path / "old"), copied(first, tmp_path / "new")
    people = sorted(set(pq.read_table(first.rows / "survey_response.parquet")["respondent_key"].drop_null().to_pylist()))
    assert len(people) > 5
    changed_at_random(new, chance, tmp_path / "scratch")
    erase_rows(old, set(chance.sample(people, 2)), "1")
    comparison = compare(old, new)
    assert comparison.is_definition_changed
    assert all(comparison.rows[cause] for cause in ("late", "corrected", "retracted")), comparison.rows
    assert {"count", "mean", "extreme", "share"} <= checked(comparison)
    assert {"late", "corrected", "retracted", "definition", "erased"} == {cause for change in comparison.changes for cause in change.caused_by}
    assert any(change.id.endswith(".pairs") or ".change." in change.id for change in comparison.changes)
