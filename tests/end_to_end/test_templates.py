"""An empty workbook that staff fill from its own lists is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from seuranta.feedback.template_sheets import Template
from seuranta.feedback.templates import templates_of, write_templates
from seuranta.intake.context import Context
from seuranta.intake.judging.catalogue import dataset_expectations
from seuranta.intake.matching.match import NothingToReport
from seuranta.intake.reading.server_client import read_in_child
from seuranta.intake.understanding import understand
from seuranta.programmes.load import load_programmes
from seuranta.programmes.programme import Programme, Programmes
from seuranta.vocabulary.extracts import Judged

PROGRAMMES = Path(__file__).parents[2] / "programmes"


@pytest.fixture(scope="module")
def programmes() -> Programmes:
    return load_programmes(PROGRAMMES)


@pytest.fixture(scope="module")
def written(programmes: Programmes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("templates")
    paths = write_templates(programmes, dataset_expectations(), out)
    assert len(paths) == len(set(paths)) > 20
    return out


def fill(path: Path, template: Template, programme: Programme) -> int:
    """Fills a row for each value of the longest list, and of every other column in turn; says how many rows."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    header = len(template.lines) + 1
    for row, line in enumerate(template.lines, start=1):
        sheet.cell(row, 2).value = line.values[-1]
    if template.marks:
        return _fill_matrix(book, path, sheet, header, template, programme)
    count = max(len(column.values) for column in template.columns) or 1
    for number in range(count):
        for column, value in _row(sheet, header, template, programme, number):
            sheet.cell(header + 1 + number, column).value = value
    book.save(path)
    return count


def _row(sheet: Worksheet, header: int, template: Template, programme: Programme, number: int) -> Iterator[tuple[int, str | int | date]]:
    headers = [cell.value for cell in sheet[header]]
    assert headers[: len(template.columns)] == [column.header for column in template.columns]
    for position, column in enumerate(template.columns, start=1):
        if column.header in ONLY_WITH_AN_EXIT or column.header in ONLY_OF_THE_UNEMPLOYED:
            continue
        if column.kind == "list":
            yield position, column.values[number % len(column.values)]
        elif column.kind == "date":
            born = column.header == "Syntymäaika"
            yield position, programme.dates.start + timedelta(days=number - (9000 if born else 0))
        elif column.kind == "count":
            yield position, number
        elif column.header not in ("Henkilötunnus", "Klo"):
            yield position, f"T{number}"


# What the other cells decide: filled, they would be judged together (ESR07, ESR11, CON03).
ONLY_WITH_AN_EXIT = {"Lopetuspäivä", "Työmarkkina-asema lopettaessa", "Tutkinto/ammattipätevyys", "Työmarkkina-asema 6 kk", "Parantunut asema 6 kk"}
ONLY_OF_THE_UNEMPLOYED = {"Työttömyyden kesto kk"}


def _fill_matrix(book: Book, path: Path, sheet: Worksheet, header: int, template: Template, programme: Programme) -> int:
    first = len(template.columns) + 1
    roles = template.columns[1].values
    sheet.cell(header + 1, 1).value = "T1"
    sheet.cell(header + 1, 2).value = roles[0]
    for number, mark in enumerate(template.marks):
        sheet.cell(header, first + number).value = programme.dates.start + timedelta(days=number)
        sheet.cell(header + 1, first + number).value = mark
    book.save(path)
    return len(template.marks) - 1  # an absence is no row


def judged(path: Path, programme: Programme, programmes: Programmes) -> Judged:
    def pseudonymise(identifiers: pd.Series) -> pd.Series:
        return identifiers.str.strip()

    context = Context(programme, tuple(programmes.instruments_of(programme)), programme.dates.end, pseudonymise)
    found = understand(read_in_child(path, path.name), context)
    assert not isinstance(found, NothingToReport)
    return found


@pytest.mark.parametrize("code", ["asku", "hyvinvointi_plus", "ikaalinen", "ok_hanke", "torstaiklubi"])
def test_every_value_of_every_list_is_accepted(code: str, programmes: Programmes, written: Path) -> None:
    programme = programmes.programmes[code]
    templates = list(templates_of(programme, programmes.instruments_of(programme), dataset_expectations()))
    assert templates
    for template in templates:
        path = written / code / f"{template.name}.xlsx"
        rows = fill(path, template, programme)
        found = judged(path, programme, programmes)
        assert ([(finding.rule, finding.column, finding.found) for finding in found.findings], list(found.outcome)) == ([], ["loaded"] * rows), template.name
