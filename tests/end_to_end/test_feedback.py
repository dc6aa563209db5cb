"""From the dropped file to its feedback, and from the corrected feedback back to an accepted file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook as Book
from openpyxl import load_workbook

from seuranta.intake.archive import make_workspace
from seuranta.intake.ingesting import ingest
from seuranta.programmes.load import load_programmes
from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.receipts import Status
from seuranta.vocabulary.workspace import Workspace

PROGRAMMES = Path(__file__).parents[2] / "programmes"


def drop_attendance(folder: Path) -> Path:
    book = Book()
    sheet = book.worksheets[0]
    sheet.title = "Päivätoiminta"
    for row in (["Osallistuja", "18.7.2022", "19.7.2022"], ["IK-01", "x", "?"], ["IK-02", "x", "x"]):
        sheet.append(row)
    folder.mkdir(parents=True, exist_ok=True)
    book.save(folder / "heinäkuu.xlsx")
    return folder / "heinäkuu.xlsx"


def statuses(workspace: Workspace, programmes: Programmes, hour: int) -> list[Status]:
    clock = Clock(datetime(2022, 9, 1, hour, tzinfo=UTC))
    return [receipt.status for receipt in ingest(workspace, programmes, clock, settle_seconds=0)]


def test_a_corrected_feedback_workbook_saved_over_the_original_is_accepted(tmp_path: Path) -> None:
    workspace, programmes = Workspace(tmp_path), load_programmes(PROGRAMMES)
    make_workspace(workspace)
    original = drop_attendance(workspace.drop / "ikaalinen")
    before = original.read_bytes()
    assert statuses(workspace, programmes, 9) == [Status.PARTLY_ACCEPTED]
    assert original.read_bytes() == before
    feedback = original.parent / "palaute" / "heinäkuu – KORJATTAVAA.xlsx"
    page = original.parent / "TILANNE.html"
    assert "heinäkuu%20%E2%80%93%20KORJATTAVAA.xlsx".replace("ä", "%C3%A4") in page.read_text(encoding="utf-8")
    assert statuses(workspace, programmes, 10) == []

    book = load_workbook(feedback)
    assert book["Päivätoiminta"]["C2"].comment.text.endswith("Löytyi: ”?”")
    book["Päivätoiminta"]["C2"].value = "x"
    book.save(original)

    assert statuses(workspace, programmes, 11) == [Status.ACCEPTED]
    assert not feedback.exists()
    assert "Kaikki tulleet tiedostot ovat kunnossa." in page.read_text(encoding="utf-8")
