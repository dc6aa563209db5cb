"""What may touch a dropped file's bytes (privacy.md 3): the limited child's own readers, and no database engine."""

from __future__ import annotations

from tests.conventions.test_layers import PACKAGE, imported_packages

READS_CLEAR_VALUES = ("reading", "matching", "extracting", "judging", "values")


def test_no_database_reads_what_staff_dropped() -> None:
    modules = [path for part in READS_CLEAR_VALUES for path in (PACKAGE / "intake" / part).rglob("*.py")]
    assert len(modules) > 40
    assert [path.name for path in modules if "duckdb" in imported_packages(path)] == [], "DuckDB's connection would have access beyond the one file"


def test_only_the_child_opens_workbooks_before_they_are_judged() -> None:
    parsers = {"python_calamine", "olefile", "zipfile", "xml"}
    outside = [path for path in (PACKAGE / "intake").rglob("*.py") if "reading" not in path.parts and parsers & imported_packages(path)]
    assert [path.name for path in outside] == ["drop_folder.py"], "it asks a file's end whether the upload is complete, and parses nothing"
