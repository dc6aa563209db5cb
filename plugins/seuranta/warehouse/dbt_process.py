"""Runs dbt as one child process over one file, and says how it ended without a value of any row."""

from __future__ import annotations

import glob
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from seuranta.vocabulary.catalogue import dbt_project_folder
from seuranta.vocabulary.lake_tables import TABLES
from seuranta.vocabulary.workspace import Workspace

# What a child process may know of ours: no secret is among it.
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
# What of the lake is read by models.
LAKE_TABLES_READ = ("attendance", "survey_response", "survey_answer", "esr_participants", "contacts")


@dataclass(frozen=True)
class BuildFolder:
    """Where a build makes what it makes: below ``work/warehouse``, deletable while nothing runs.

    ``root`` is absolute: dbt runs in it.
    """

    root: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", self.root.absolute())

    @property
    def database(self) -> Path:
        return self.root / "next.duckdb"

    @property
    def reference(self) -> Path:
        return self.root / "reference"

    @property
    def empty_tables(self) -> Path:
        return self.root / "empty"

    @property
    def target(self) -> Path:
        return self.root / "target"

    @property
    def logs(self) -> Path:
        return self.root / "logs"


@dataclass(frozen=True)
class DbtOutcome:
    """How dbt ended: its exit code and the names of what failed, in order of name."""

    exit_code: int
    failed: tuple[str, ...]
    models_built: int


def run_dbt(
    arguments: Sequence[str],
    workspace: Workspace,
    folder: BuildFolder,
    keep_open: Sequence[int] = (),
    project_folder: Path | None = None,
    engine: Mapping[str, str] | None = None,
) -> DbtOutcome:
    """Runs ``dbt <arguments>`` on the project over the lake and ``folder``; ``keep_open`` are descriptors it holds too.

    ``project_folder``: another project than ``dbt_project_folder()``, such as the one a release was made with.
    ``engine``: what the project asks of the environment beyond that, such as another engine than DuckDB (warehouse/spark.py).
    """
    project = str((project_folder or dbt_project_folder()).absolute())
    options = ["--project-dir", project, "--profiles-dir", project, "--no-use-colors", "--no-version-check"]
    (folder.target / "run_results.json").unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "dbt.cli.main", *arguments, *options],
        cwd=folder.root,
        env=_environment(workspace, folder) | dict(engine or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=tuple(keep_open),
        check=False,
    )
    results = _results(folder.target / "run_results.json")
    failed = sorted({_name_of(id_) for id_, status in results.items() if status in ("error", "fail", "runtime error")})
    built = sum(id_.startswith("model.") and status == "success" for id_, status in results.items())
    return DbtOutcome(done.returncode, tuple(failed), built)


def write_empty_tables(folder: BuildFolder) -> None:
    """An empty Parquet file per lake table: a table without deliveries is a table with its columns."""
    folder.empty_tables.mkdir(parents=True, exist_ok=True)
    for name in LAKE_TABLES_READ:
        pq.write_table(pa.Table.from_pylist([], schema=TABLES[name]), folder.empty_tables / f"{name}.parquet")


def _environment(workspace: Workspace, folder: BuildFolder) -> dict[str, str]:
    ours = {
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
        "DBT_TARGET_PATH": str(folder.target),
        "DBT_LOG_PATH": str(folder.logs),
        "DBT_LOG_LEVEL_FILE": "info",
        # Without the folder's own name: dbt-duckdb takes a path for an address, in which '#' means something.
        "SEURANTA_WAREHOUSE_FILE": folder.database.name,
        "SEURANTA_REFERENCE": _in_template(_in_literal(glob.escape(str(folder.reference)))),
        "SEURANTA_DBT_THREADS": str(min(8, os.cpu_count() or 1)),
        "TZ": "UTC",
        "PYTHONUNBUFFERED": "1",
    }
    lists = {f"SEURANTA_LAKE_{name.upper()}": _files_of(name, workspace, folder) for name in LAKE_TABLES_READ}
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | ours | lists


def _files_of(table: str, workspace: Workspace, folder: BuildFolder) -> str:
    """A SQL list: the empty file first, then every delivery's, if there is any (an empty glob is an error).

    DuckDB reads each place as a pattern: what a folder's own name has of patterns is escaped.
    """
    places = [glob.escape(str(folder.empty_tables / f"{table}.parquet"))]
    if any((workspace.lake / table).glob("*/*.parquet")):
        places.append(f"{glob.escape(str((workspace.lake / table).absolute()))}/*/*.parquet")
    return _in_template("[" + ", ".join(f"'{_in_literal(place)}'" for place in places) + "]")


def _in_literal(place: str) -> str:
    """Between the quotes of a SQL literal an apostrophe is doubled."""
    return place.replace("'", "''")


def _in_template(text: str) -> str:
    """dbt-duckdb formats external locations: a brace in a path is doubled."""
    return text.replace("{", "{{").replace("}", "}}")


def _results(path: Path) -> Mapping[str, str]:
    if not path.is_file():
        return {}
    return {result["unique_id"]: result["status"] for result in json.loads(path.read_text(encoding="utf-8"))["results"]}


def _name_of(unique_id: str) -> str:
    return unique_id.split(".")[2] if unique_id.count(".") >= 2 else unique_id
