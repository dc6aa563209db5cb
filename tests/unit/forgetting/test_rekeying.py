"""A lake under new keys says the same of the same people, and nothing of the old keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from seuranta.forgetting.journal import begin
from seuranta.forgetting.lake_files import rows_by_delivery
from seuranta.forgetting.rekeying import carry_lake
from seuranta.forgetting.requests import forget_person
from seuranta.forgetting.rotating import WHAT, exchange
from seuranta.intake.keys import master_path, new_master, read_master, write_master
from seuranta.intake.pseudonyms import programme_key
from seuranta.intake.receipts import read_receipts
from seuranta.intake.tombstones import forgotten_keys
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.unfinished import read_unfinished
from seuranta.vocabulary.workspace import Workspace
from tests.unit.forgetting.crashing import killed_at, steps_of
from tests.unit.forgetting.houses import CODE, NUMBER, full_house, hits, surroundings_of
from tests.unit.intake.workspaces import House, visits

NAMES = (CODE, NUMBER, "A2", "A3")


@pytest.fixture
def home(tmp_path: Path) -> House:
    home = full_house(tmp_path)
    home.drop("klubi/käynnit 010190-900P.csv", visits("7.5.2022;Ryhmä;Kallio;A2"))
    home.take()
    return home


def carried(home: House) -> tuple[House, bytes, bytes]:
    """A house whose lake was carried on, and the masters before and after."""
    before = read_master(home.workspace)
    after = before + new_master()
    target = Workspace(home.workspace.changing_keys)
    carry_lake(home.workspace, target, before, after)
    return House(target, home.programmes), before, after


def test_everybody_is_found_under_the_key_that_intake_will_give_them(home: House) -> None:
    found, before, after = carried(home)
    for name in NAMES:
        old, new = (programme_key(masters, "klubi").pseudonym(name) for masters in (before, after))
        deliveries = rows_by_delivery(home.workspace, "klubi", [old])
        assert deliveries
        assert rows_by_delivery(found.workspace, "klubi", [new]) == deliveries


def test_no_old_pseudonym_and_no_old_hidden_name_is_left(home: House) -> None:
    found, before, _ = carried(home)
    key = programme_key(before, "klubi")
    old = [*(key.pseudonym(name) for name in NAMES), key.hidden_name("käynnit 010190-900P.csv")]
    assert hits(home, *old) != []
    assert hits(found, *old) == []


def test_a_hidden_name_is_the_one_that_intake_will_give_the_file(home: House) -> None:
    found, _, after = carried(home)
    hidden = f"file_{programme_key(after, 'klubi').hidden_name('käynnit 010190-900P.csv')}"
    assert [receipt.path for receipt in read_receipts(found.workspace) if "file_" in receipt.path] == [f"klubi/{hidden}"]


def test_tombstones_stay_tombstones(home: House) -> None:
    forget_person(surroundings_of(home), "klubi", [NUMBER])
    found, before, after = carried(home)
    key = programme_key(after, "klubi")
    assert forgotten_keys(found.workspace, "klubi", key) == {key.pseudonym(NUMBER)}
    with pytest.raises(OperationFailed, match="a tombstone: expected one of this key, found another"):
        forgotten_keys(found.workspace, "klubi", programme_key(before, "klubi"))


def test_the_old_master_alone_gives_no_new_pseudonym(home: House) -> None:
    before = read_master(home.workspace)
    old = programme_key(before, "klubi")
    one, other = (programme_key(before + new_master(), "klubi") for _ in range(2))
    assert len({old.pseudonym(NUMBER), one.pseudonym(NUMBER), other.pseudonym(NUMBER)}) == 3
    assert one.pseudonym(NUMBER) == one.carry_pseudonym(old.pseudonym(NUMBER))


def test_masters_that_were_cut_short_are_refused(home: House) -> None:
    path = master_path(home.workspace)
    path.chmod(0o600)
    path.write_bytes(bytes(33))
    path.chmod(0o400)
    with pytest.raises(OperationFailed, match="keys/master.key: expected 32 bytes for each master, found 33"):
        read_master(home.workspace)


def begun(home: House) -> dict[str, object]:
    """A change of keys that was decided: everything lies aside, nothing has changed places."""
    before = read_master(home.workspace)
    new = Workspace(home.workspace.changing_keys)
    write_master(new, before + new_master())
    carry_lake(home.workspace, new, before, read_master(new))
    for workspace, content in ((home.workspace, b"before"), (new, b"after")):
        workspace.warehouse.write_bytes(content)
        (workspace.narratives / "klubi").mkdir(parents=True)
    return begin(home.workspace, WHAT, {"no": "1", "figures": 0, "masters": 2})


def change_places(home: House) -> None:
    exchange(surroundings_of(home), read_unfinished(home.workspace) or {})


@pytest.mark.slow
def test_a_kill_at_any_step_of_the_exchange_is_finished(tmp_path: Path) -> None:
    clean = full_house(tmp_path / "clean")
    begun(clean)
    steps = steps_of(clean, change_places)
    assert [step for step in steps if step.startswith("rename")] == [
        "rename lake", "rename lake", "rename narratives", "rename narratives", "rename .key", "rename .duckdb", "rename .json",
    ]  # fmt: skip
    for at in range(len(steps)):
        crashed = full_house(tmp_path / f"crashed {at}")
        begun(crashed)
        killed_at(crashed, change_places, at)
        change_places(crashed)
        masters = read_master(crashed.workspace)
        assert len(masters) == 64
        assert rows_by_delivery(crashed.workspace, "klubi", [programme_key(masters, "klubi").pseudonym("A2")]), f"killed before '{steps[at]}' ({at})"
        assert not rows_by_delivery(crashed.workspace, "klubi", [programme_key(masters[:32], "klubi").pseudonym("A2")])
        assert len(crashed.receipts()) == 5
        assert crashed.workspace.warehouse.read_bytes() == b"after"
        assert (read_unfinished(crashed.workspace) or {})["phase"] == "rest"
