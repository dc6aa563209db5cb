"""What ``check`` says of a file before it is dropped is what the drop folder says afterwards, to the cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from seuranta.intake.archive import make_workspace
from seuranta.intake.foreseeing import foresee
from seuranta.intake.ingesting import ingest
from seuranta.programmes.load import load_programmes
from seuranta.samples.exports import Export
from seuranta.samples.writing import all_exports
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.workspace import Workspace

ROOT = Path(__file__).parents[2]
SMALL = ("asku", "ikaalinen", "torstaiklubi")


def dropped_one_by_one(workspace: Workspace, exports: list[Export]) -> int:
    """Each file is checked among what came before it, then dropped; returns how many had issues."""
    make_workspace(workspace)
    programmes = load_programmes(ROOT / "programmes")
    told = 0
    for export in exports:
        path = workspace.drop / export.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(export.content)
        verdict, issues = foresee(workspace, programmes, Clock(), path.relative_to(workspace.drop).parts[0], path)
        (receipt,) = ingest(workspace, programmes, Clock(), settle_seconds=0)
        if receipt.duplicate_of:
            assert verdict.duplicate_of == receipt.duplicate_of
        else:
            assert (verdict.status, verdict.dataset, verdict.layout, verdict.rows) == (receipt.status, receipt.dataset, receipt.layout, receipt.rows), (
                export.path
            )
            assert issues == receipt.issues, export.path
            assert verdict.coverage == receipt.coverage
        told += bool(issues)
    return told


def test_a_check_of_every_sample_says_what_its_receipt_will(tmp_path: Path) -> None:
    exports = [export for export in all_exports() if export.path.split("/")[0] in SMALL]
    assert dropped_one_by_one(Workspace(tmp_path / "workspace"), exports) >= 10


@pytest.mark.prove
def test_a_check_of_every_large_sample_says_what_its_receipt_will(tmp_path: Path) -> None:
    exports = [export for export in all_exports() if export.path.split("/")[0] not in SMALL]
    assert dropped_one_by_one(Workspace(tmp_path / "workspace"), exports) >= 10
