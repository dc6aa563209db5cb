"""Releases without the people who were forgotten, and under new pseudonyms; what was published stays.

In: capsules, pseudonyms. Out: capsules resealed, a line of ``house_log`` for each. Rerun: those that are done stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection

import pyarrow.parquet as pq

from seuranta.forgetting.parquet_files import KEY_ID, WITHOUT_A_KEY, Rename, renamed
from seuranta.forgetting.surroundings import Surroundings
from seuranta.intake.durable import remove_folder
from seuranta.releases.capsule import Capsule
from seuranta.releases.resealing import RESEALED, capsules_of, reseal, settle
from seuranta.releases.tombstones import erase_rows, holds_any, rewrite_rows
from seuranta.vocabulary.house_log import read_house_log
from seuranta.vocabulary.workspace import Workspace


def releases_with(workspace: Workspace, programme: str, keys: Collection[str]) -> list[Capsule]:
    """The programme's releases whose row lists name one of the pseudonyms."""
    return [capsule for capsule in capsules_of(workspace, programme) if holds_any(capsule, keys)]


def erase_in_releases(house: Surroundings, programme: str, keys: Collection[str], no: str) -> list[str]:
    """Takes the rows about ``keys`` out of every release; the names of the releases that changed in this erasure."""
    settle(house.workspace, house.clock, because="erased", no=no)
    for capsule in releases_with(house.workspace, programme, keys):
        reseal(house.workspace, house.clock, capsule.folder, lambda made: erase_rows(made, keys, no), because="erased", no=no)
    remove_folder(house.workspace.resealing)
    return _resealed(house.workspace, no)


def rename_in_releases(house: Surroundings, programme: str, of_key: Rename, key_id: str, no: str, because: str) -> list[str]:
    """Gives every pseudonym in the row lists of a programme's releases its other name; the releases that changed.

    Names of sheets stay: the receipts and issues beside the rows name them too, as they were published.
    """

    def change(made: Capsule) -> None:
        rewrite_rows(made, lambda rows: renamed(rows, of_key, str, key_id))

    settle(house.workspace, house.clock, because=because, no=no)
    for capsule in capsules_of(house.workspace, programme):
        if not is_under(capsule, key_id) and not is_under(capsule, WITHOUT_A_KEY):
            reseal(house.workspace, house.clock, capsule.folder, change, because=because, no=no)
    remove_folder(house.workspace.resealing)
    return _resealed(house.workspace, no)


def is_under(capsule: Capsule, key_id: str) -> bool:
    """Whether all row lists of a release are under the key of that name."""
    return all((pq.read_schema(path).metadata or {}).get(KEY_ID, b"").decode() == key_id for path in capsule.rows.glob("*.parquet"))


def _resealed(workspace: Workspace, no: str) -> list[str]:
    return [line["release"] for line in read_house_log(workspace) if line["what"] == RESEALED and line.get("no") == no]
