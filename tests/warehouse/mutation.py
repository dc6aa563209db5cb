"""Tries mutants against dbt's unit tests, all in one run: each is a copy of its model with copies of its unit tests.

In: mutants of the dbt project. Out: which are noticed. Rerun: the same verdicts.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from seuranta.vocabulary.catalogue import dbt_project_folder
from seuranta.warehouse.building import build
from seuranta.warehouse.dbt_process import BuildFolder, run_dbt
from tests.warehouse.lakes import CLOCK, PROGRAMMES, a_lake
from tests.warehouse.mutants import Mutant

UNIT_TESTS = ("test", "--select", "test_type:unit")
_DEFINED = re.compile(r"\{% macro (\w+)\(")


class Laboratory:
    """The tables of an empty lake, and a copy of the project to which broken models are added."""

    def __init__(self, folder: Path) -> None:
        self.workspace = a_lake(folder / "workspace").workspace
        build(self.workspace, PROGRAMMES, CLOCK)
        self.folder = BuildFolder(self.workspace.work / "warehouse")
        self.workspace.warehouse.rename(self.folder.database)
        self.project = folder / "dbt_project"
        shutil.copytree(dbt_project_folder(), self.project, ignore=shutil.ignore_patterns("target", "logs"))
        self.tests_of = _unit_tests(self.project)
        self.models = {path.stem: path for path in (self.project / "models").rglob("*.sql")}
        self.macros = {path: path.read_text(encoding="utf-8") for path in sorted((self.project / "macros").glob("*.sql"))}

    def verdicts(self, mutants: Iterable[Mutant]) -> dict[Mutant, bool]:
        """Whether a unit test that names a model of the mutant fails. What is no SQL any more proves nothing and is left out."""
        copies = {mutant: self._write(mutant, f"__m{no}") for no, mutant in enumerate(mutants)}
        outcome = run_dbt(UNIT_TESTS, self.workspace, self.folder, project_folder=self.project)
        statuses = _statuses(self.folder.target / "run_results.json")
        assert statuses, f"dbt left with {outcome.exit_code} without a result: see {self.folder.logs}"
        found = {mutant: set().union(*(statuses.get(name, set()) for name in names)) for mutant, names in copies.items()}
        return {mutant: "fail" in seen for mutant, seen in found.items() if "error" not in seen}

    def _write(self, mutant: Mutant, suffix: str) -> list[str]:
        """Adds a copy of each model that the mutant changes and that has unit tests; their names."""
        broken = self.project / mutant.path
        if broken in self.macros:
            macros = self.macros | {broken: mutant.written_into(self.macros[broken])}
            changed = {name: self.models[name].read_text(encoding="utf-8") for name in self.tests_of if name in self.models}
            return [name + suffix for name, text in changed.items() if self._copy_with_macros(name, text, macros, broken, suffix)]
        if broken.stem not in self.tests_of:
            return []
        self._copy(broken.stem, mutant.written_into(broken.read_text(encoding="utf-8")), suffix)
        return [broken.stem + suffix]

    def _copy_with_macros(self, model: str, text: str, macros: Mapping[Path, str], broken: Path, suffix: str) -> bool:
        """Adds the model with macros of its own, if it uses the broken one in any way."""
        used = _used_by(text, macros)
        if broken not in used:
            return False
        names = {name for path in used for name in _DEFINED.findall(macros[path])}
        own = re.compile(rf"\b({'|'.join(sorted(names))})\(")
        suffixed = f"{suffix}_{model}"
        for path in used:
            self._add("macros", f"{path.stem}{suffixed}.sql", own.sub(rf"\g<1>{suffixed}(", macros[path]))
        self._copy(model, own.sub(rf"\g<1>{suffixed}(", text), suffix)
        return True

    def _copy(self, model: str, text: str, suffix: str) -> None:
        tests = [{**test, "name": test["name"] + suffix, "model": model + suffix} for test in self.tests_of[model]]
        self._add("models", f"{model}{suffix}.sql", text)
        self._add("models", f"{model}{suffix}.yml", json.dumps({"version": 2, "unit_tests": tests}, default=str, ensure_ascii=False))

    def _add(self, place: str, name: str, text: str) -> None:
        path = self.project / place / "broken" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _used_by(text: str, macros: Mapping[Path, str]) -> set[Path]:
    """The files of the macros that a model uses, and of those that these use."""
    used: set[Path] = set()
    waiting = [text]
    while waiting:
        calling = waiting.pop()
        for path, defined in macros.items():
            if path not in used and any(re.search(rf"\b{name}\(", calling) for name in _DEFINED.findall(defined)):
                used.add(path)
                waiting.append(defined)
    return used


def _unit_tests(project: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((project / "models").rglob("*.yml")):
        for test in YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")).get("unit_tests", []):
            found.setdefault(test["model"], []).append(test)
    return found


def _statuses(results: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for result in json.loads(results.read_text(encoding="utf-8"))["results"] if results.is_file() else []:
        kind, _, model, *_ = result["unique_id"].split(".")
        if kind == "unit_test":
            found.setdefault(model, set()).add(result["status"])
    return found
