"""A lake under new pseudonyms, made beside the one that stands.

In: lake, receipts and narratives, the programmes' keys with the newest master. Out: the same with every pseudonym, hidden name
and tombstone carried on, in another folder. Rerun: made anew.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from seuranta.forgetting.parquet_files import WITHOUT_A_KEY, Rename, key_id_of, read_parquet, renamed, write_parquet
from seuranta.intake.durable import write_durably
from seuranta.intake.narratives import place_of
from seuranta.intake.pseudonyms import HIDDEN_NAME_DIGITS, PSEUDONYM_DIGITS, ProgrammeKey, programme_key
from seuranta.intake.receipts import read_receipts, write_receipt
from seuranta.intake.taking import OUTSIDE_CODE
from seuranta.intake.tombstones import write_tombstones
from seuranta.vocabulary.lake_tables import TABLES
from seuranta.vocabulary.narratives import read_narratives
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.workspace import Workspace

PSEUDONYM = re.compile(rf"[0-9a-f]{{{PSEUDONYM_DIGITS}}}")
HIDDEN = re.compile(rf"(file|sheet)_([0-9a-f]{{{HIDDEN_NAME_DIGITS}}})")


def carry_lake(workspace: Workspace, target: Workspace, before: bytes, after: bytes) -> None:
    """Makes lake and narratives of ``target``; ``before`` and ``after`` are the masters, of which the newest is new."""
    for table in TABLES:
        for path in sorted((workspace.lake / table).glob("*/[!.]*.parquet")):
            key = programme_key(after, path.parent.name)
            rows = read_parquet(path)
            made = rows if key_id_of(path) == WITHOUT_A_KEY else renamed(rows, carrying(key), carrying_names(key), key.key_id)
            write_parquet(target.lake / path.relative_to(workspace.lake), made)
    for receipt in read_receipts(workspace):
        write_receipt(target, _carried(receipt, carrying_names(programme_key(after, receipt.programme or OUTSIDE_CODE))))
    if workspace.acceptances.is_dir():
        shutil.copytree(workspace.acceptances, target.acceptances)
    for path in sorted(workspace.tombstones.glob("*/[!.]*.json")):
        _carry_tombstones(path, target, before, after)
    for folder in sorted(workspace.narratives.glob("*")):
        _carry_narratives(workspace, target, folder.name, carrying_names(programme_key(after, folder.name)))


def carrying(key: ProgrammeKey) -> Rename:
    """A pseudonym → the one that it is now; what is no pseudonym (a tombstone) stays."""
    return lambda text: key.carry_pseudonym(text) if PSEUDONYM.fullmatch(text) else text


def carrying_names(key: ProgrammeKey) -> Rename:
    """A name or path → the same with every part that hides a name carried on."""

    def carried(text: str) -> str:
        parts = [(HIDDEN.fullmatch(part), part) for part in text.split("/")]
        return "/".join(f"{found[1]}_{key.carry_name(found[2])}" if found else part for found, part in parts)

    return carried


def _carried(receipt: Receipt, of_name: Rename) -> Receipt:
    issues = tuple(issue.model_copy(update={"sheet": of_name(issue.sheet)}) if issue.sheet else issue for issue in receipt.issues)
    return receipt.model_copy(update={"file_name": of_name(receipt.file_name), "path": of_name(receipt.path), "issues": issues})


def _carry_tombstones(path: Path, target: Workspace, before: bytes, after: bytes) -> None:
    programme, content = path.parent.name, json.loads(path.read_bytes())
    old, new = programme_key(before, programme), programme_key(after, programme)
    write_tombstones(target, programme, content["erasure"], [new.seal(new.carry_pseudonym(old.unseal(sealed))) for sealed in content["sealed"]])


def _carry_narratives(workspace: Workspace, target: Workspace, programme: str, of_name: Rename) -> None:
    for narrative in read_narratives(workspace, programme):
        made = narrative.model_copy(update={"path": of_name(narrative.path)})
        write_durably(place_of(target, made), (made.model_dump_json(indent=1) + "\n").encode())
