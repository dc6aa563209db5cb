"""Workbook → which layout of which dataset: headers, aliases, the nearest layout.

In: a ``Workbook``. Out: ``Match``, ``NothingToReport``, or ``Rejected`` (FIL03, FIL04, FIL05, FIL11, SUR01, SUR04).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from seuranta.intake.judging.catalogue import dataset_expectations
from seuranta.intake.matching.candidates import HeaderRow, filled_rows, header_candidates, read_header
from seuranta.intake.matching.columns import sheet_match
from seuranta.intake.matching.date_headers import find_date_columns
from seuranta.intake.matching.fits import Fit, fit_layout
from seuranta.intake.matching.instruments import fit_instrument
from seuranta.intake.matching.match import Match, NothingToReport, SheetMatch
from seuranta.intake.matching.nearest import header_texts, reject_unmatched
from seuranta.intake.matching.nothing_to_report import read_nothing_to_report, says_so
from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.extracts import Finding
from seuranta.vocabulary.feedback_mark import is_feedback_sheet
from seuranta.vocabulary.sheets import Sheet, Workbook

ROWS_LOOKED_AT = 3


@dataclass(frozen=True)
class _SheetFits:
    sheet: Sheet
    filled: list[int]
    fits: list[Fit]

    @property
    def best(self) -> list[Fit]:
        """The complete fits of the highest rank: more than one where layouts fit equally well."""
        complete = sorted((fit for fit in self.fits if fit.is_complete and not self._is_rather_a_survey(fit)), key=lambda fit: fit.rank, reverse=True)
        return [fit for fit in complete if fit.rank == complete[0].rank] if complete else []

    def _is_rather_a_survey(self, fit: Fit) -> bool:
        """A list of visits is not what half of a survey's items say it is, even if one question is misspelt."""
        surveys = (other for other in self.fits if other.dataset == "survey" and other.header.row == fit.header.row and not other.is_complete)
        return fit.dataset != "survey" and any(2 * other.item_count >= other.needed_count > 1 for other in surveys)


def match(workbook: Workbook, programme: Programme, instruments: Sequence[Instrument]) -> Match | NothingToReport:
    """Which dataset and layout the file is, and where its columns are.

    Every sheet that fits must be of one dataset (and one instrument); one that fits nothing beside one that does becomes
    a finding FIL12. A ``Rejected`` after reading carries ``data_rows`` among its facts. Our own feedback sheets are not there.
    """
    workbook = replace(workbook, sheets=tuple(sheet for sheet in workbook.sheets if not is_feedback_sheet(sheet)))
    sheets = [_SheetFits(sheet, filled, _fits_of(sheet, filled, programme, instruments, workbook.is_date_1904)) for sheet, filled in _with_content(workbook)]
    declared = _declared(sheets, programme) if any(says_so(sheet) for sheet in workbook.sheets) else None
    if declared:
        return declared
    if not sheets:
        raise Rejected("FIL03")
    fitting = [found for found in sheets if found.best]
    if not fitting:
        raise reject_unmatched(workbook, [fit for found in sheets for fit in found.fits], sum(max(0, len(found.filled) - 1) for found in sheets))
    _refuse_two_meanings(fitting)
    _refuse_repeated_headers(fitting)
    matched = [sheet_match(found.sheet, found.filled, found.best[0]) for found in fitting]
    if not any(found.data_rows for found in matched):
        raise Rejected("FIL03")
    return _match_of(fitting, matched, [found.sheet for found in sheets if not found.best], workbook)


def _declared(sheets: Sequence[_SheetFits], programme: Programme) -> NothingToReport | None:
    """What the file declares where it says nothing else but, perhaps, the header of a template."""
    names = {dataset: found.names for dataset, found in dataset_expectations().items()}
    templates = {found.best[0].dataset for found in sheets if found.best}
    contents = [(found.sheet, [row for row in found.filled if not found.best or row > found.best[0].header.row]) for found in sheets]
    return read_nothing_to_report(contents, programme, names, next(iter(templates)) if len(templates) == 1 else None)


def _with_content(workbook: Workbook) -> Iterator[tuple[Sheet, list[int]]]:
    for sheet in workbook.sheets:
        filled = filled_rows(sheet)
        if filled:
            yield sheet, filled


def _fits_of(sheet: Sheet, filled: list[int], programme: Programme, instruments: Sequence[Instrument], is_date_1904: bool) -> list[Fit]:
    labels = {name: texts for found in dataset_expectations().values() for layout in found.layouts.values() for name, texts in layout.lines.items()}
    fits: list[Fit] = []
    for header in header_candidates(sheet, filled, labels):
        below = [read_header(sheet, row) for row in [row for row in filled if row > header.row][:ROWS_LOOKED_AT]]
        fits += _fits_of_header(header, find_date_columns(header, below, is_date_1904), programme, instruments)
    return fits


def _fits_of_header(header: HeaderRow, dates: tuple[int, ...], programme: Programme, instruments: Sequence[Instrument]) -> Iterator[Fit]:
    expected = dataset_expectations()
    for dataset, expectations in expected.items():
        if dataset != "survey":
            for key, layout in expectations.layouts.items():
                yield fit_layout(dataset, key, layout, header, programme, dates)
    beside = expected["survey"].layouts.get("survey") if "survey" in expected else None
    for instrument in instruments:
        yield fit_instrument(instrument, beside, header, programme)


def _refuse_two_meanings(fitting: list[_SheetFits]) -> None:
    """One file is one dataset, and one instrument: no sheet fits two layouts equally well, no two sheets different ones."""
    meanings = {_meaning(fit): fit for found in fitting for fit in found.best}
    layouts = {(fit.dataset, fit.layout): fit for found in fitting for fit in found.best if len(found.best) > 1}
    several = layouts or (meanings if len(meanings) > 1 else {})
    if several:
        names = {language: ", ".join(f"”{fit.name[language]}”" for fit in several.values()) for language in ("fi", "sv", "en")}
        raise Rejected("FIL05", layouts=names, data_rows=sum(max(0, len(found.filled) - 1) for found in fitting))


def _meaning(fit: Fit) -> tuple[str, str | None]:
    return fit.dataset, fit.layout if fit.dataset == "survey" else None


def _refuse_repeated_headers(fitting: list[_SheetFits]) -> None:
    repeated = [text for found in fitting for text in found.best[0].repeated]
    if repeated:
        raise Rejected("FIL11", headers=header_texts(list(dict.fromkeys(repeated))), data_rows=sum(max(0, len(found.filled) - 1) for found in fitting))


def _match_of(fitting: list[_SheetFits], matched: list[SheetMatch], others: list[Sheet], workbook: Workbook) -> Match:
    dataset = fitting[0].best[0].dataset
    rows = Counter[str]()
    for found in matched:
        rows[found.layout] += len(found.data_rows)
    layout = rows.most_common(1)[0][0]
    return Match(
        dataset=dataset,
        layout=layout,
        sheets=tuple(matched),
        findings=tuple(Finding("FIL12", sheet=sheet.name) for sheet in others),
        instrument_code=layout if dataset == "survey" else None,
        is_date_1904=workbook.is_date_1904,
    )
