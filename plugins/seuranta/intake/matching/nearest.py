"""The rejection of a file that fits nothing: report format, a survey of no instrument, or no layout at all, with what is nearest."""

from __future__ import annotations

from seuranta.intake.matching.fits import A_DAY, Fit
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
        return Rejected("SUR01", instrument=_with_items(nearest), missing=_lacking(nearest), data_rows=data_row_count)
    if data_row_count == 0 and not any(fit.sign_count for fit in fits):
        return Rejected("FIL03")
    nearest = max(fits, key=lambda fit: (fit.nearness, -fit.header.row))
    return Rejected("FIL04", nearest=_with_columns(nearest), missing=_lacking(nearest), data_rows=data_row_count)


def header_texts(texts: tuple[str, ...] | list[str]) -> str:
    """Header texts of the file as a message may show them: none that looks personal."""
    return _named(tuple("–" if holds_personal_pattern(text) else " ".join(text.split()) for text in texts))


def _with_columns(fit: Fit) -> dict[str, str]:
    """The layout's name and by which headers of the file it was taken for that. A day is not said: it may be somebody's birthday."""
    places = sorted(set(fit.columns.values()))
    if not places and len(fit.date_columns) > 1:
        days = len(fit.date_columns)
        return _filled(
            fit, {"fi": f"tunnistettiin {days} päivää otsikoina", "sv": f"igenkänt: {days} dagar som rubriker", "en": f"recognised: {days} days as headers"}
        )
    if not places:
        return _filled(fit, {"fi": "yhtään saraketta ei tunnistettu", "sv": "ingen kolumn kändes igen", "en": "no column was recognised"})
    headers = header_texts([fit.header.texts[place] for place in places])
    return _filled(fit, {"fi": f"tunnistettiin {headers}", "sv": f"igenkänt: {headers}", "en": f"recognised: {headers}"})


def _with_items(fit: Fit) -> dict[str, str]:
    """The instrument's name and how many of its questions are there."""
    found = f"{fit.item_count}/{fit.needed_count}"
    return _filled(fit, {"fi": f"kysymyksistä löytyi {found}", "sv": f"{found} frågor hittades", "en": f"{found} questions were found"})


def _filled(fit: Fit, found: dict[str, str]) -> dict[str, str]:
    return {language: f"”{text}” ({found[language]})" for language, text in fit.name.items()}


def _lacking(fit: Fit) -> str | dict[str, str]:
    """What is missing, as the file would call it; a day of a matrix is called one."""
    named = _named(tuple(name for name in fit.missing if name != A_DAY))
    if A_DAY not in fit.missing:
        return named
    days = {"fi": "päivien sarakkeet, kuten ”15.7.2022”", "sv": "dagarnas kolumner, såsom ”15.7.2022”", "en": "the days’ columns, as ”15.7.2022”"}
    return {language: f"{named}, {text}" if named else text for language, text in days.items()}


def _named(missing: tuple[str, ...]) -> str:
    shown = ", ".join(f"”{text}”" for text in missing[:NAMED_AT_MOST])
    left = len(missing) - NAMED_AT_MOST
    return f"{shown} (+{left})" if left > 0 else shown
