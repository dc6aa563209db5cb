"""Files whose only content says that there is nothing to report (exports.md 2), in Finnish, Swedish or English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from seuranta.intake.matching.candidates import filled_rows
from seuranta.intake.matching.lines import read_lines
from seuranta.intake.matching.match import Line, NothingToReport
from seuranta.intake.values.dates import moment_of
from seuranta.intake.values.text import fold_header
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.receipts import Dataset, Declaration
from seuranta.vocabulary.sheets import Sheet

_PHRASES = frozenset(map(fold_header, ("Ei raportoitavaa", "Inget att rapportera", "Nothing to report")))
_LABELS = {
    "unit": ("Yksikkö", "Yhteisö", "Toimipiste", "Enhet", "Unit"),
    "period": ("Kausi", "Raportointikausi", "Period", "Reporting period"),
    "dataset": ("Aineisto", "Tietoaineisto", "Material", "Dataset"),
}
_NAME: dict[str, str] = {"fi": "Ei raportoitavaa", "sv": "Inget att rapportera", "en": "Nothing to report"}
ROWS_AT_MOST = 50  # nobody says on more rows that there is nothing to say
_DAYS = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4})?|\d{4}-\d{2}-\d{2}")


def says_so(sheet: Sheet) -> bool:
    """Whether the sheet's name or one of its cells says that there is nothing to report."""
    if _is_phrase(sheet.name or ""):
        return True
    rows = filled_rows(sheet)
    return len(rows) <= ROWS_AT_MOST and any(_is_phrase(sheet.value(row, column) or "") for row in rows for column in range(sheet.cells.shape[1]))


def read_nothing_to_report(
    contents: Sequence[tuple[Sheet, list[int]]],
    programme: Programme,
    datasets: Mapping[Dataset, tuple[str, ...]],
    template: Dataset | None = None,
) -> NothingToReport | None:
    """What a file declares, or ``None`` if it holds anything else.

    ``contents``: its sheets with the rows that are filled in by hand, below the header of a template. ``datasets``:
    dataset → the names it goes by; ``template``: the dataset whose template was used. The names of programme and units
    may stand alone. Raises ``Rejected(FIL04)`` where a unit, period or dataset is named that is not the programme's.
    """
    lines: dict[str, Line] = {}
    for sheet, rows in contents:
        for row in rows:
            cells = {column: text for column in range(sheet.cells.shape[1]) if (text := sheet.value(row, column)) and not _is_phrase(text)}
            found = _known_names(cells, row, programme) if cells else {}
            if found is None:
                found = read_lines(cells, row, _LABELS)
            if found is None:
                return None
            lines |= found
    return NothingToReport(_declarations(lines, programme, datasets, template))


def _known_names(cells: Mapping[int, str], row: int, programme: Programme) -> dict[str, Line] | None:
    """A row with nothing but the names of the programme and its units, without a label."""
    found: dict[str, Line] = {}
    own = [programme.code, programme.name.fi, programme.name.sv or "", programme.name.en or ""]
    for column, text in cells.items():
        if any(_is_one_of(text, unit.all_names) for unit in programme.units):
            found["unit"] = Line(text, row, column)
        elif not _is_one_of(text, own):
            return None
    return found


def _is_phrase(text: str) -> bool:
    return fold_header(text.rstrip(" .!")) in _PHRASES


def _declarations(
    lines: dict[str, Line], programme: Programme, datasets: Mapping[Dataset, tuple[str, ...]], template: Dataset | None
) -> tuple[Declaration, ...]:
    unit_code, dataset = None, template
    if "unit" in lines:
        unit_code = next((unit.code for unit in programme.units if _is_one_of(lines["unit"].value, unit.all_names)), None)
        _refuse_unless(unit_code, "Yksikkö", [unit.name.fi for unit in programme.units])
    if "dataset" in lines:
        dataset = next((code for code, names in datasets.items() if _is_one_of(lines["dataset"].value, (code, *names))), None)
        _refuse_unless(dataset, "Aineisto", [names[0] if names else code for code, names in datasets.items()])
    numbers: list[int | None] = [None]
    if "period" in lines:
        numbers = [*_periods(lines["period"].value, programme)]
        _refuse_unless(numbers, "Kausi", [f"{period.no}" for period in programme.all_periods])
    return tuple(Declaration(unit_code=unit_code, dataset=dataset, period_no=no) for no in numbers)


def _periods(value: str, programme: Programme) -> list[int]:
    """The periods that a number or a range of days names."""
    numbers = {period.no for period in programme.all_periods}
    bare = value.strip().rstrip(".")
    if bare.isdigit() and int(bare) in numbers:
        return [int(bare)]
    days = [moment.date() for text in _whole_days(value) if (moment := moment_of(text))]
    if not days:
        return []
    return [period.no for period in programme.all_periods if period.start <= max(days) and period.end >= min(days)]


def _whole_days(value: str) -> list[str]:
    """The days of a range; a day without a year (``1.8.–30.11.2021``) takes that of the last."""
    found = _DAYS.findall(value)
    year = found[-1].rsplit(".", 1)[-1] if found and "." in found[-1] else ""
    return [f"{text}{year}" if text.endswith(".") else text for text in found]


def _is_one_of(text: str, names: tuple[str, ...] | list[str]) -> bool:
    return fold_header(text) in {fold_header(name) for name in names}


def _refuse_unless(found: object, label: str, allowed: list[str]) -> None:
    if not found:
        raise Rejected("FIL04", nearest=_NAME, missing=f"{label}: {', '.join(allowed[:10])}")


def period_of_day(programme: Programme, day: date) -> int | None:
    """The period that a declaration without one is about: that of the day, else the last that had ended."""
    for period in reversed(programme.all_periods):
        if period.start <= day:
            return period.no
    return None
