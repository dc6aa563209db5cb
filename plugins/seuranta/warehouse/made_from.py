"""What the rows of each programme are made from, as digests: what a build compares with the build before it.

In: reference tables, files of the lake, the code. Out: a digest of each input of each programme, and one of the code.
Rerun: the same input has the same digest; nothing of a person is in it.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seuranta.vocabulary.catalogue import dbt_project_folder
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.dbt_process import LAKE_TABLES_READ
from seuranta.warehouse.reference import Tables

FACTS = "build_facts"
# Each says how a row becomes another: with another release of one, nothing that it made is taken over.
_SOFTWARE = ("seuranta", "duckdb", "dbt-core", "dbt-duckdb", "pyarrow")
# Written beside the project while dbt runs.
_NOT_OF_THE_PROJECT = {"target", "logs", "dbt_packages", "__pycache__", ".user.yml"}


@dataclass(frozen=True)
class Input:
    """What dbt reads of one programme from one source; ``node`` is what dbt calls it."""

    programme_code: str
    node: str


@dataclass(frozen=True)
class MadeFrom:
    """SHA-256 of the code, and of each input. A programme without rows in a source has no input of it."""

    code: str
    inputs: Mapping[Input, str]

    @property
    def programmes(self) -> frozenset[str]:
        return frozenset(input_.programme_code for input_ in self.inputs)


def made_from(workspace: Workspace, tables: Tables) -> MadeFrom:
    """Digests of what a build of ``tables`` and of the lake as it is now would be made from."""
    inputs = {Input(code, node("reference", name)): digest for name, rows in tables.items() for code, digest in _digests(rows)}
    lake = {Input(path.name, node("lake", path.parent.name)): _digest_of_files(path, tables) for path in _folders(workspace)}
    # Lists of what is open hang on the day, in UTC as dbt takes it; nothing else does on the clock.
    (facts,) = tables[FACTS]
    today = str(facts["built_at"].date())
    programmes = {input_.programme_code for input_ in (*inputs, *lake)}
    return MadeFrom(code_digest(), inputs | lake | {Input(code, node("reference", FACTS)): today for code in programmes})


def node(source: str, table: str) -> str:
    """What dbt calls a source."""
    return f"source.seuranta.{source}.{table}"


def code_digest() -> str:
    """SHA-256 of everything that turns inputs into rows: the dbt project, this stage of the package, the libraries."""
    digest = hashlib.sha256(platform.python_version().encode())
    for name in _SOFTWARE:
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for folder in (dbt_project_folder(), Path(__file__).parent):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not _NOT_OF_THE_PROJECT & set(path.relative_to(folder).parts):
                digest.update(f"{path.relative_to(folder).as_posix()} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _digests(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """By programme, of its rows in their order; a table that is no programme's has none."""
    by_programme: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if "programme_code" in row:
            by_programme[row["programme_code"]].append(json.dumps(row, default=str, sort_keys=True))
    for code, lines in by_programme.items():
        yield code, hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _folders(workspace: Workspace) -> list[Path]:
    found = {path.parent for table in LAKE_TABLES_READ for path in (workspace.lake / table).glob("*/*.parquet")}
    return sorted(found)


def _digest_of_files(folder: Path, tables: Tables) -> str:
    """Of every file's bytes and its delivery's place in the order of truth: only both together say which rows there are."""
    places = {delivery["delivery_id"]: delivery["effective_no"] for delivery in tables["delivery"]}
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.parquet")):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{path.name} {content} {places.get(path.stem)}\n".encode())
    return digest.hexdigest()
