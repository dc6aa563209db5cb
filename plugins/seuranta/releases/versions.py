"""Which code made a release: the package, the definitions and the libraries whose versions show in numbers and files.

In: the installed package and environment. Out: facts for ``versions.json``. Rerun: the same; nothing of the machine is in them.
"""

from __future__ import annotations

import importlib.metadata
from functools import cache
from hashlib import sha256
from pathlib import Path

LIBRARIES = ("dbt-core", "dbt-duckdb", "duckdb", "great-expectations", "pandas", "pyarrow", "scipy", "typst", "vl-convert-python", "xlsxwriter")
PACKAGE = Path(__file__).resolve().parents[1]


def versions_of() -> dict[str, object]:
    """The digest of the package's own files, and the versions of ``LIBRARIES`` that are installed."""
    return {"code": code_digest(), "libraries": {name: importlib.metadata.version(name) for name in LIBRARIES}}


@cache
def code_digest() -> str:
    """One SHA-256 over names and contents of the package's modules and words."""
    return _digest_of(PACKAGE, [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".yml", ".typ", ".j2", ".html", ".css")])


def definitions_digest(dbt_project: Path) -> str:
    """One SHA-256 over names and contents of a dbt project's files."""
    return _digest_of(dbt_project, [path for path in dbt_project.rglob("*") if path.is_file()])


def _digest_of(folder: Path, paths: list[Path]) -> str:
    digest = sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()
