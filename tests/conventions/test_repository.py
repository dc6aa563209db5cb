"""What every file of the repository keeps to; each message says what to do."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
CODE = {".py", ".sql", ".yml", ".yaml", ".toml", ".sh", ".md", ".env", ".json", ".typ", ".jinja", ".html", ".css"}


def tracked(*patterns: str) -> list[Path]:
    """Files of the repository, those not yet added included, ignored ones not."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return sorted({ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()})


def test_no_module_is_longer_than_300_lines() -> None:
    modules = tracked("*.py", "*.sql")
    assert len(modules) > 50
    long = {str(path.relative_to(ROOT)): lines for path in modules if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300}
    assert long == {}, "split them by what they do"


def test_no_dag_file_is_longer_than_80_lines() -> None:
    files = tracked("dags/*.py")
    assert files
    long = [path.name for path in files if len(path.read_text(encoding="utf-8").splitlines()) > 80]
    assert long == [], "a DAG says when; move what it does into the package"


def test_no_dag_file_is_named_like_dbt() -> None:
    assert [path.name for path in tracked("dags/*.py") if path.name.startswith("dbt")] == [], "Airflow's folder is on the path: it would hide dbt itself"


def test_every_model_has_its_page_beside_it() -> None:
    models = tracked("dbt_project/models/*.sql")
    assert models
    alone = [str(path.relative_to(ROOT)) for path in models if not path.with_suffix(".yml").exists()]
    assert alone == [], "write <model>.yml beside it: 'One row per …', tests, unit tests"
    pages = [path for path in tracked("dbt_project/models/*.yml") if path.parent.name != "sources"]
    orphaned = [str(path.relative_to(ROOT)) for path in pages if not path.with_suffix(".sql").exists()]
    assert orphaned == [], "its model is gone"


def test_every_rule_speaks_three_languages() -> None:
    files = tracked("expectations/*.yml")
    assert files
    rules = [(path.name, rule) for path in files for rule in YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")).get("rules") or []]
    assert len(rules) > 20
    silent = [
        f"{name}: {rule.get('rule')}" for name, rule in rules if {"fi", "sv", "en"} - {code for code, text in (rule.get("message") or {}).items() if text}
    ]
    assert silent == [], "give each message in fi, sv and en"
    codes = [rule["rule"] for _, rule in rules]
    assert sorted({code for code in codes if codes.count(code) > 1}) == [], "one home for each rule"


@pytest.mark.parametrize("pattern", [r"/work/", r"/home/\w", r"/root/", r"/Users/\w", r"index-url\s*=", r"extra-index"])
def test_no_file_knows_the_machine_it_was_written_on(pattern: str) -> None:
    files = [path for path in tracked() if path.suffix in CODE or path.name in {"Makefile", "Dockerfile", "run"}]
    assert len(files) > 50
    here = Path(__file__)
    found = [str(path.relative_to(ROOT)) for path in files if path not in (here, ROOT / "uv.lock") and re.search(pattern, path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_todo_without_an_owner() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX)\b(?!\()")
    here = Path(__file__)
    found = [
        str(path.relative_to(ROOT))
        for path in tracked("*.py", "*.sql", "dags/*", "Makefile")
        if path != here and marks.search(path.read_text(encoding="utf-8"))
    ]
    assert found == [], "write TODO(name), or do it"
