"""The rejection of a file that fits nothing: report format, a survey of no instrument, or no layout at all, with what is nearest."""

from __future__ import annotations

from seuranta.intake.matching.fits import Fit
from seuranta.intake.matching.instruments import looks_like_survey
from seuranta.intake.matching.report_format import is_report_format
from seuranta.intake.values.personal_patterns import holds_personal_pattern
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.sheets import Workbook

NAMED_AT_MOST = 10


def reject_unmatched(workbook: Workbook, fits: list[Fit], data_row_count: int) -> Rejected:
    """Why the file fits nothing. ``fits``: every header row of every sheet under every layout and instrument."""
    if is_report_format(workbook):
        return Rejected("SUR04", data_rows=data_row_count)
    surveys = [fit for fit in fits if looks_like_survey(fit)]
    if surveys:
        nearest = max(surveys, key=lambda fit: (fit.item_count / fit.needed_count, fit.sign_count, -fit.header.row))
        return Rejected("SUR01", instrument=_quoted(nearest.name), missing=_named(nearest.missing), data_rows=data_row_count)
    if data_row_count == 0 and not any(fit.sign_count for fit in fits):
        return Rejected("FIL03")
    nearest = max(fits, key=lambda fit: (fit.nearness, -fit.header.row))
    return Rejected("FIL04", nearest=_quoted(nearest.name), missing=_named(nearest.missing), data_rows=data_row_count)


def header_texts(texts: tuple[str, ...] | list[str]) -> str:
    """Header texts of the file as a message may show them: none that looks personal."""
    return _named(tuple("–" if holds_personal_pattern(text) else " ".join(text.split()) for text in texts))


def _quoted(name: dict[str, str]) -> dict[str, str]:
    return {language: f"”{text}”" for language, text in name.items()}


def _named(missing: tuple[str, ...]) -> str:
    shown = ", ".join(f"”{text}”" for text in missing[:NAMED_AT_MOST])
    left = len(missing) - NAMED_AT_MOST
    return f"{shown} (+{left})" if left > 0 else shown
