"""A protected report → its files, written aside and swapped in whole.

In: a protected ``Report`` and its ``Material``. Out: ``report.pdf``, ``.xlsx``, ``.html`` and ``.json``; ``tiivistelma.pdf``, the same on
one page; ``lomaketeksti.txt``, to be pasted into a funder's form; ``kertomus.json``, the project's own words. Rerun: byte-identical.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from seuranta.reporting.charts.drawing import draw
from seuranta.reporting.charts.shapes import dots
from seuranta.reporting.composing import compose
from seuranta.reporting.context import Context
from seuranta.reporting.form_text import form_text
from seuranta.reporting.material import Material
from seuranta.reporting.one_page import TEMPLATE, one_page
from seuranta.reporting.page import write_page
from seuranta.reporting.printing import print_pdf
from seuranta.reporting.report_json import report_json
from seuranta.reporting.workbook import write_workbook
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import Report
from seuranta.vocabulary.garbage import nothing_collected
from seuranta.vocabulary.narratives import OwnText
from seuranta.words import phrases

PDF, WORKBOOK, PAGE, DATA = "report.pdf", "report.xlsx", "report.html", "report.json"
ONE_PAGE, FORM_TEXT, OWN_WORDS = "tiivistelma.pdf", "lomaketeksti.txt", "kertomus.json"
FILES = (PDF, WORKBOOK, PAGE, DATA, ONE_PAGE, FORM_TEXT, OWN_WORDS)


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
    with nothing_collected():
        context = Context(report, material)
        document = compose(context)
        return {
            PDF: print_pdf(document),
            WORKBOOK: write_workbook(document),
            PAGE: write_page(document).encode(),
            DATA: report_json(report),
            ONE_PAGE: print_pdf(one_page(document, context), TEMPLATE),
            FORM_TEXT: form_text(document, context).encode(),
            OWN_WORDS: own_words_json(context.own_words),
        }


def own_words_json(texts: Iterable[OwnText]) -> bytes:
    """The project's texts of the period as they came, so that a release holds what was shown of them."""
    dumped = [text.model_dump() for text in texts]
    return (json.dumps({"schema": "seuranta.own_words/1", "texts": dumped}, ensure_ascii=False, indent=1) + "\n").encode()


def settle_in() -> None:
    """Reads what every report needs and wakes what draws, which takes as long as several reports and need not wait for the first."""
    load_catalogue()
    phrases("report", "fi")
    draw("", "", "", dots([{"label": "", "value": 1, "text": ""}], (1, 2)))


def _swap(aside: Path, folder: Path) -> None:
    before = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(before, ignore_errors=True)
    if folder.exists():
        folder.rename(before)
    aside.rename(folder)
    shutil.rmtree(before, ignore_errors=True)
