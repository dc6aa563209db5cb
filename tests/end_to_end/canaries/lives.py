"""What a house goes through with the invented people in it: everything that goes well, and everything that can go wrong."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.end_to_end.canaries.files import CODE, FIRST_DAY, Dropped, decorated, delimited, finnish, unusable_files, usable_files, visits
from tests.end_to_end.canaries.house import ROOT, CanaryHouse, Said
from tests.end_to_end.canaries.persons import PERSONS

FIGURE = "attendance.visits"
LOOKED_AT = ("raati.xlsx", "läsnäolot.xlsx", "rikki.xlsx")
KILL_SECONDS = 120


def short_life(house: CanaryHouse) -> None:
    """Every file, the failures that need no build, and what is said of them."""
    _well(house.run("init"))
    _put_everything(house)
    for plant in ("be_killed_at_a_write", "find_the_disk_full", "quote_a_cell"):
        assert house.run("ingest", plant=plant).code != 0, plant
    with an_open_key(house):
        assert house.run("ingest").code == 1
    _well(house.run("ingest"))
    _look_at_deliveries(house)
    _well(house.run("build"))
    _well(house.run("report"))
    _well(house.run("figures", CODE, "1", "--audience", "public", "--format", "json"))
    _well(house.run("explain", f"{CODE}/{LOOKED_AT[0]}"))


def life_that_forgets(house: CanaryHouse) -> None:
    """Somebody is forgotten, another is asked for in vain, and keys are changed."""
    _well(house.run("init"))
    for file in usable_files():
        house.put(file)
    _well(house.run("ingest"))
    gone = PERSONS[2]
    _well(house.run("erase", "--programme", CODE, typed=f"{gone.identity_code}\n{gone.name}\n{gone.official_name}\n"))
    assert house.run("erase", "--programme", CODE, typed=gone.secret).code == 2
    assert house.run("erase", "--programme", CODE).code == 1
    assert house.run("erase", "--programme", CODE, "--programme", "ei_ole", typed=gone.identity_code).code == 2
    _well(house.run("rotate-key"))


def whole_life(house: CanaryHouse) -> list[str]:
    """All commands, and every failure; the names of the failures that were met."""
    _well(house.run("init"))
    _put_everything(house)
    met = [*_failures_of_intake(house)]
    _well(house.run("ingest"))
    met += [f"{receipt['status']} for {'/'.join(sorted({issue['rule'] for issue in receipt['issues']}))}" for receipt in _refused(house)]
    _look_at_deliveries(house)
    met += [*_failures_of_builds(house)]
    _well(house.run("build"))
    _read_everything(house)
    met += [*_held_and_accepted(house)]
    _release_twice(house)
    return met


def _put_everything(house: CanaryHouse) -> None:
    for file in (*usable_files(), *unusable_files()):
        house.put(file)
    personal = house.put(Dropped(f"{CODE}/{PERSONS[25].name} {PERSONS[25].identity_code}.csv", b"Pvm\n"))
    (house.drop / CODE / f"{PERSONS[7].e_mail}.csv").symlink_to(personal)
    os.link(personal, house.drop / CODE / f"{PERSONS[7].identity_code} {PERSONS[7].name}.csv")


def _failures_of_intake(house: CanaryHouse) -> Iterator[str]:
    for plant in (
        *("be_killed_at_a_write", "find_the_disk_full", "find_the_disk_full_for_receipts", "be_refused_the_archive", "have_a_broken_disk"),
        *("quote_a_cell", "quote_a_cell_outside_a_pass"),
    ):
        assert house.run("ingest", plant=plant).code != 0, plant
        yield plant
    for change in (an_open_key, a_short_key, no_recipient, a_broken_programme, a_lake_that_is_no_folder):
        with change(house):
            assert house.run("ingest").code == 1, change.__name__
            yield change.__name__
    assert house.run("build").code in (0, 1)
    assert house.run("figures", CODE, "1").code != 0 or (house.workspace / "warehouse.duckdb").exists()


def _failures_of_builds(house: CanaryHouse) -> Iterator[str]:
    project = house.folder / "dbt_project"
    shutil.copytree(ROOT / "dbt_project", project, ignore=shutil.ignore_patterns("target", "logs"))
    model = project / "models" / "marts" / "fct_contact.sql"
    sql = model.read_text(encoding="utf-8")
    broken = {"SEURANTA_DBT_PROJECT": str(project)}
    model.write_text(f"select *, cast(contact_key as integer) as broken from ({sql})", encoding="utf-8")
    assert house.run("build", environment=broken).code == 1
    yield "dbt fails to cast"
    model.write_text("select {{ nothing_of_this_name }} from", encoding="utf-8")
    assert house.run("build", environment=broken).code == 1
    yield "dbt cannot compile"
    began = time.time()
    database = house.workspace / "work" / "warehouse"

    def is_being_built() -> bool:
        return any(path.stat().st_mtime > began for path in database.glob("*.duckdb") if path.exists()) or time.time() > began + KILL_SECONDS

    assert house.run("build", kill_when=is_being_built).code == -9
    yield "a build is killed"


def _held_and_accepted(house: CanaryHouse) -> Iterator[str]:
    """A file that would take most visits back waits for a person, who lets it in; a duplicate of it comes too."""
    rows = visits()
    few = [rows[0], *rows[1:3], [finnish(FIRST_DAY), *rows[80][1:]], rows[80]]
    house.put(Dropped(f"{CODE}/{PERSONS[4].identity_code} vain muutama.xlsx", decorated(few, PERSONS[4])))
    house.put(Dropped(f"{CODE}/{PERSONS[4].name} kopio.xlsx", decorated(rows, PERSONS[1])))
    _well(house.run("ingest"))
    held = [receipt["delivery_id"] for receipt in _receipts(house) if receipt["status"] == "held"]
    assert len(held) == 1
    assert house.run("release", CODE, "1", "--approved-by", "Hanna Hyväksyjä").code == 5
    _well(house.run("accept", held[0], "--reason", "vain nämä kävivät"))
    assert house.run("accept", held[0], "--reason", "vain nämä kävivät").code == 1
    assert house.run("accept", "kanaria-999999-0", "--reason", "ei ole").code == 2
    _well(house.run("build"))
    yield "held, and let in"


def _release_twice(house: CanaryHouse) -> None:
    leave = ("--approved-by", "Hanna Hyväksyjä", "--exception", "rahoittaja pyysi")
    first = _well(house.run("release", CODE, "1", *leave)).stdout.strip()
    more = [["Nimi", "Yksikkö", "Yhteydenotto", "Sitoutui", "Päättyi", "Loppuun asti"]]
    more += [[person.official_name, "Keskus", "12.1.2024", "15.1.2024", "", ""] for person in PERSONS[:20]]
    house.put(Dropped(f"{CODE}/yhteydenotot uudet.csv", delimited(more).encode()))
    _well(house.run("ingest"))
    waiting = [receipt["delivery_id"] for receipt in _receipts(house) if receipt["status"] == "held"]
    for delivery in waiting:
        house.run("accept", delivery, "--reason", "näin on")
    _well(house.run("build"))
    second = _well(house.run("release", CODE, "1", *leave, "--reason", "yhteydenottoja puuttui")).stdout.strip()
    for name in (first, second):
        _well(house.run("verify", str(house.workspace / name)))
    _well(house.run("diff", str(house.workspace / first), str(house.workspace / second)))
    _well(house.run("diff", str(house.workspace / first), str(house.workspace / second), "--format", "json"))


def _look_at_deliveries(house: CanaryHouse) -> None:
    _well(house.run("deliveries"))
    for name in LOOKED_AT:
        assert house.run("check", str(house.drop / CODE / name), "--programme", CODE).code in (3, 4)
        house.run("check", str(house.drop / CODE / name), "--programme", CODE, "--format", "json")


def _read_everything(house: CanaryHouse) -> None:
    _well(house.run("report"))
    for audience in ("internal", "public"):
        _well(house.run("figures", CODE, "1", "--audience", audience))
        _well(house.run("figures", CODE, "1", "--audience", audience, "--format", "json"))
    _well(house.run("trace", CODE, "1", FIGURE))
    _well(house.run("trace", CODE, "1", FIGURE, "--format", "json"))
    assert house.run("trace", CODE, "1", "ei.ole").code == 2
    for name in LOOKED_AT:
        _well(house.run("explain", f"{CODE}/{name}"))
    _well(house.run("explain", f"{CODE}/yhteydenotot.xlsx", "--format", "json"))
    _well(house.run("templates", "--out", str(house.folder / "templates")))


def _refused(house: CanaryHouse) -> list[dict[str, Any]]:
    return [receipt for receipt in _receipts(house) if receipt["status"] == "rejected"]


def _receipts(house: CanaryHouse) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_well(house.run("deliveries", "--format", "json")).stdout)
    return found


def _well(said: Said) -> Said:
    assert said.code == 0, f"{said.line}: {said.stderr}"
    return said


@contextmanager
def an_open_key(house: CanaryHouse) -> Iterator[None]:
    """Others may read the master."""
    key = house.workspace / "keys" / "master.key"
    key.chmod(0o644)
    yield
    key.chmod(0o400)


@contextmanager
def a_short_key(house: CanaryHouse) -> Iterator[None]:
    with _replaced(house.workspace / "keys" / "master.key", b"short", 0o400):
        yield


@contextmanager
def no_recipient(house: CanaryHouse) -> Iterator[None]:
    with _replaced(house.workspace / "keys" / "archive.recipient", b"age1nobody", 0o400):
        yield


@contextmanager
def a_broken_programme(house: CanaryHouse) -> Iterator[None]:
    with _replaced(house.programmes / f"{CODE}.yml", b"code: [kanaria\nperiods: -", 0o644):
        yield


@contextmanager
def a_lake_that_is_no_folder(house: CanaryHouse) -> Iterator[None]:
    """Where tables are to be written, a file is in the way: what a wrong permission looks like, to an administrator too."""
    table = house.workspace / "lake" / "attendance"
    table.mkdir(exist_ok=True)
    with _replaced(table, b"", 0o600):
        yield


@contextmanager
def _replaced(path: Path, content: bytes, mode: int) -> Iterator[None]:
    kept = path.with_name(f"{path.name}.kept")
    path.rename(kept)
    path.write_bytes(content)
    path.chmod(mode)
    yield
    path.unlink()
    kept.rename(path)
