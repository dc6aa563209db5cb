"""A protected report → its four files, written aside and swapped in whole.

In: a protected ``Report`` and its ``Material``. Out: ``report.pdf``, ``report.xlsx``, ``report.html``, ``report.json``.
Rerun: byte-identical.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from seuranta.reporting.composing import compose
from seuranta.reporting.material import Material
from seuranta.reporting.page import write_page
from seuranta.reporting.printing import print_pdf
from seuranta.reporting.report_json import report_json
from seuranta.reporting.workbook import write_workbook
from seuranta.vocabulary.figures import Report

PDF, WORKBOOK, PAGE, DATA = "report.pdf", "report.xlsx", "report.html", "report.json"
FILES = (PDF, WORKBOOK, PAGE, DATA)


def render_draft(report: Report, material: Material, folder: Path) -> list[Path]:
    """Writes the files of the report into ``folder``, which is replaced whole; returns their paths.

    A reader finds the files of before or all of the new ones. Raises ``OperationFailed`` where the PDF cannot be made.
    """
    contents = render(report, material)
    aside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    for name, content in contents.items():
        (aside / name).write_bytes(content)
    _swap(aside, folder)
    return [folder / name for name in contents]


def render(report: Report, material: Material) -> dict[str, bytes]:
    """The files of a report by name, in memory."""
    document = compose(report, material)
    return {
        PDF: print_pdf(document),
        WORKBOOK: write_workbook(document),
        PAGE: write_page(document).encode(),
        DATA: report_json(report),
    }


def _swap(aside: Path, folder: Path) -> None:
    before = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(before, ignore_errors=True)
    if folder.exists():
        folder.rename(before)
    aside.rename(folder)
    shutil.rmtree(before, ignore_errors=True)
