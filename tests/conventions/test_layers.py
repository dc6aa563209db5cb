"""Stages import the vocabulary and the programmes, never each other; a flow cannot be read when its steps know one another."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "plugins" / "seuranta"
SHARED = {"vocabulary", "programmes", "words"}
STAGES = {"intake", "feedback", "warehouse", "disclosure", "reporting", "samples", "tracing"}
MAY_IMPORT = {
    "vocabulary": {"vocabulary"},
    "words": {"words", "vocabulary"},
    "programmes": {"programmes", "vocabulary"},
    **{stage: {stage, *SHARED} for stage in STAGES},
    # The last step: it freezes what the stages before it made, and asks them to make it again.
    "releases": {"releases", "warehouse", "disclosure", "reporting", *SHARED},
    # Around a release: a person is asked, and answers.
    "approvals": {"approvals", "feedback", "warehouse", "disclosure", "reporting", "releases", *SHARED},
    # The page about everything: it asks the stages what there is to see, and changes nothing.
    "overview": {"overview", "feedback", "warehouse", "disclosure", "reporting", "tracing", "releases", *SHARED},
    # What must not be kept is gone from everywhere: from what each stage keeps.
    "forgetting": {"forgetting", "intake", "feedback", "warehouse", "releases", *SHARED},
}
ALLOWED = {
    ("releases/outgoing.py", "intake"): "rules are asked through Great Expectations in one way, of rows that come in and of figures that go out",
    ("intake/drop_folder.py", "feedback"): "what we put among the staff's files is told from theirs by who writes it",
    ("intake/ingesting.py", "feedback"): "a pass is over when its senders have their answers: the state pages",
    ("intake/taking.py", "feedback"): "a delivery is committed when its sender has the answer: the returned workbook",
    ("releases/resealing.py", "intake"): "a capsule is exchanged by the same durable steps as everything that must survive a crash",
    ("reporting/publishing.py", "warehouse"): "drafts are of what the warehouse holds: the command and the DAG ask for them by programme alone",
    ("reporting/publishing.py", "disclosure"): "nothing is rendered that was not protected for its audience in the same breath",
}


def modules_of(part: str) -> list[Path]:
    return sorted((PACKAGE / part).rglob("*.py"))


def parts_imported_by(module: Path) -> Iterator[tuple[int, str]]:
    """(line, part of the package), of absolute imports anywhere in the module."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = [f"seuranta.{alias.name}" for alias in node.names] if node.module == "seuranta" else [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from ((node.lineno, name.split(".")[1]) for name in names if name.startswith("seuranta."))


def test_every_part_of_the_package_has_its_place_in_the_order() -> None:
    parts = {folder.name for folder in PACKAGE.iterdir() if folder.is_dir() and any(folder.glob("*.py"))}
    assert parts == {*MAY_IMPORT, "cli"}


@pytest.mark.parametrize("part", sorted(MAY_IMPORT))
def test_a_part_imports_only_what_comes_before_it(part: str) -> None:
    modules = modules_of(part)
    assert modules, f"no module found in {part}/"
    wrong = [
        f"{module.relative_to(PACKAGE)}:{line} imports {imported}; give it what it needs as an argument, or move what both need to vocabulary/"
        for module in modules
        for line, imported in parts_imported_by(module)
        if imported not in MAY_IMPORT[part] and (module.relative_to(PACKAGE).as_posix(), imported) not in ALLOWED
    ]
    assert wrong == []


def test_the_auditor_knows_nothing_of_how_cells_are_chosen() -> None:
    """It shares the solver and the audience's policy with the protector, whose mistakes it is to find."""
    modules = modules_of("disclosure/auditing")
    assert len(modules) > 5
    imported = {
        name
        for module in modules
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names] if isinstance(node, ast.Import) else [])
        if name.startswith("seuranta.disclosure") and not name.startswith("seuranta.disclosure.auditing.")
    }
    assert imported == {"seuranta.disclosure.linear", "seuranta.disclosure.policy"}


def test_the_checker_sees_imports_at_all() -> None:
    seen = {imported for stage in STAGES for module in modules_of(stage) for _, imported in parts_imported_by(module)}
    assert {"vocabulary", "programmes"} <= seen


def test_no_airflow_in_the_package() -> None:
    modules = sorted(PACKAGE.rglob("*.py"))
    assert len(modules) > 20
    wrong = [str(module.relative_to(PACKAGE)) for module in modules if "airflow" in imported_packages(module)]
    assert wrong == []


def imported_packages(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found
