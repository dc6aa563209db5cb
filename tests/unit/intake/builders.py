"""Builds what intake understands: workbooks cell by cell, a programme that reads like its file, and what comes of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.understanding import understand
from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.extracts import Judged
from seuranta.vocabulary.sheets import Sheet, Workbook

RECEIVED_ON = date(2022, 10, 31)


def sheet(*rows: Sequence[object], name: str | None = "Taul1", is_hidden: bool = False) -> Sheet:
    """A sheet with these rows; ``None`` and empty texts are empty cells, everything else stands as its text."""
    width = max((len(row) for row in rows), default=0)
    cells = [[None if cell in (None, "") else str(cell) for cell in [*row, *[None] * (width - len(row))]] for row in rows]
    return Sheet(name, pd.DataFrame(cells, dtype="str"), is_hidden)


def workbook(*sheets: Sheet, has_macros: bool = False) -> Workbook:
    return Workbook("xlsx", sheets, has_macros=has_macros)


def table(*rows: Sequence[object], name: str | None = "Taul1") -> Workbook:
    """A workbook of one sheet."""
    return workbook(sheet(*rows, name=name))


def programme(**changes: Any) -> Programme:
    """Two units and two activities, February to November 2022; ``changes`` replace keys of the file."""
    written: dict[str, Any] = {
        "code": "klubi",
        "name": {"fi": "Klubi"},
        "funder": {"code": "rahoittaja", "name": {"fi": "Rahoittaja"}},
        "dates": {"start": date(2022, 2, 1), "end": date(2022, 11, 30)},
        "periods": {"anchor": date(2022, 2, 1), "months": 5},
        "units": [{"code": "kallio", "name": {"fi": "Kallion yhteisö"}, "aliases": ["Kallio"]}, {"code": "malmi", "name": {"fi": "Malmin yhteisö"}}],
        "activities": [{"code": "ryhma", "name": {"fi": "Ryhmätoiminta"}, "aliases": ["Ryhmä"]}, {"code": "retki", "name": {"fi": "Retki"}}],
        "datasets": ["attendance", "survey", "contacts"],
        "allow_test_ids": True,
    }
    return Programme.model_validate(written | changes)


def small_programme(**changes: Any) -> Programme:
    """One unit and one activity."""
    alone = {"units": [{"code": "kallio", "name": {"fi": "Kallion yhteisö"}}], "activities": [{"code": "ryhma", "name": {"fi": "Ryhmätoiminta"}}]}
    return programme(**(alone | changes))


def panel(**changes: Any) -> Instrument:
    """An instrument with a scale, a multi-choice item and free text."""
    written: dict[str, Any] = {
        "code": "raati",
        "name": {"fi": "Raati", "sv": "Panel", "en": "Panel"},
        "type": "survey",
        "items": [
            {"code": "hyoty", "text": {"fi": "Kuinka paljon hyötyä (1–10)?"}, "aliases": ["Arvosana"], "kind": "scale", "min": 1, "max": 10},
            {
                "code": "mukana",
                "text": {"fi": "Missä olit mukana?"},
                "kind": "multi",
                "options": [{"code": "ryhma", "labels": ["Ryhmä"]}, {"code": "retki", "labels": ["Retki"]}],
            },
            {"code": "terveiset", "text": {"fi": "Mitä haluat sanoa?"}, "kind": "text"},
        ],
    }
    return Instrument.model_validate(written | changes)


def context(of: Programme | None = None, instruments: Sequence[Instrument] = (), received_on: date = RECEIVED_ON) -> Context:
    return Context(of or programme(), tuple(instruments), received_on, pseudonymise)


def pseudonymise(identifiers: pd.Series) -> pd.Series:
    """Keys without a secret: the same upper-case text, the same key."""
    return identifiers.map(lambda text: hashlib.sha256(text.strip().upper().encode()).hexdigest()[:32], na_action="ignore").astype("str")


def judged(file: Workbook, of: Programme | None = None, instruments: Sequence[Instrument] = ()) -> Judged:
    """What becomes of a file that can be used."""
    found = understand(file, context(of, instruments))
    assert isinstance(found, Judged)
    return found


def places(found: Judged) -> list[tuple[str, str | None, int | None, str | None]]:
    """Every finding as rule, sheet, row and column."""
    return [(finding.rule, finding.sheet, finding.row, finding.column) for finding in found.findings]


def counts(found: Judged) -> dict[str, int]:
    """Rows by what became of them."""
    return {str(outcome): int(count) for outcome, count in found.outcome.value_counts().items()}
