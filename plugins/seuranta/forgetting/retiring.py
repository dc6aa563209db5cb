"""Rows and keys of a programme when their time is over (programme file, ``retention``); releases stay.

In: the programme's dates, the day. Out: no rows of it in the lake after ``lake_days``; after ``keys_days`` (or with the rows)
pseudonyms in lake and releases that lead back to no identifier, whatever key one has. Rerun: finds nothing more to do.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

from seuranta.forgetting.capsules import is_under, rename_in_releases
from seuranta.forgetting.journal import begin, clear_work, end, lake_alone, lake_is_done
from seuranta.forgetting.lake_files import lake_paths
from seuranta.forgetting.parquet_files import WITHOUT_A_KEY, Rename, key_id_of, read_parquet, renamed, write_parquet
from seuranta.forgetting.surroundings import Surroundings
from seuranta.intake.durable import remove, remove_folder
from seuranta.intake.keeping import is_over
from seuranta.intake.pseudonyms import PSEUDONYM_DIGITS
from seuranta.releases.resealing import capsules_of
from seuranta.vocabulary.clock import day_in_finland
from seuranta.vocabulary.lake_tables import TABLES
from seuranta.warehouse.building import build

WHAT = "retire"


@dataclass(frozen=True)
class Retired:
    """What was let go of: files of rows from the lake, pseudonyms that led back to people, and in which releases."""

    programme: str
    files_removed: int
    is_keyless: bool
    releases: tuple[str, ...]


def retire(house: Surroundings, code: str) -> Retired | None:
    """Lets go of what is due today; ``None`` where nothing is."""
    programme, today = house.programmes.programmes[code], day_in_finland(house.clock.now())
    rows_go, keys_go = is_over(programme, programme.retention.lake_days, today), is_over(programme, programme.retention.keys_days, today)
    if not _is_due(house, code, rows_go, keys_go or rows_go):
        return None
    with lake_alone(house.workspace):
        facts = {"no": secrets.token_hex(8), "programme": code, "rows_go": rows_go, "secret": secrets.token_hex(32), "files": _count(house, code)}
        entry = _change_lake(house, begin(house.workspace, WHAT, facts))
    return _finish_rest(house, entry)


def finish_retiring(house: Surroundings, entry: dict[str, Any]) -> None:
    """Goes on where it was interrupted."""
    if entry["phase"] == "lake":
        with lake_alone(house.workspace):
            entry = _change_lake(house, entry)
    _finish_rest(house, entry)


def _is_due(house: Surroundings, code: str, rows_go: bool, keys_go: bool) -> bool:
    if rows_go and _count(house, code):
        return True
    in_lake = any(key_id_of(path) != WITHOUT_A_KEY for table in TABLES for path in lake_paths(house.workspace, table, code))
    return keys_go and (in_lake or any(not is_under(capsule, WITHOUT_A_KEY) for capsule in capsules_of(house.workspace, code)))


def _count(house: Surroundings, code: str) -> int:
    return sum(1 for table in TABLES for _ in lake_paths(house.workspace, table, code))


def _change_lake(house: Surroundings, entry: dict[str, Any]) -> dict[str, Any]:
    rename = _forgetting_why(entry["secret"])
    for table in TABLES:
        for path in lake_paths(house.workspace, table, entry["programme"]):
            if entry["rows_go"]:
                remove(path)
            elif key_id_of(path) != WITHOUT_A_KEY:
                write_parquet(path, renamed(read_parquet(path), rename, str, WITHOUT_A_KEY))
    return lake_is_done(house.workspace, entry)


def _finish_rest(house: Surroundings, entry: dict[str, Any]) -> Retired:
    workspace, code = house.workspace, entry["programme"]
    releases = rename_in_releases(house, code, _forgetting_why(entry["secret"]), WITHOUT_A_KEY, entry["no"], "time is over")
    remove_folder(workspace.reports / code)
    clear_work(workspace)
    if workspace.warehouse.exists():
        build(workspace, house.programmes, house.clock)
    removed = entry["files"] if entry["rows_go"] else 0
    end(workspace, house.clock, "retired", entry["no"], programme=code, files_removed=removed, releases=releases)
    return Retired(code, removed, True, tuple(releases))


def _forgetting_why(secret: str) -> Rename:
    """Other names, the same for the same person, under a key that is thrown away when it is done."""
    return lambda text: hmac.digest(bytes.fromhex(secret), text.encode(), hashlib.sha256).hex()[:PSEUDONYM_DIGITS]
