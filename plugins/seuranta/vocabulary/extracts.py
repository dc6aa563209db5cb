"""Rows of one dataset as they were understood in a file, before they are judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from seuranta.vocabulary.receipts import Coverage, Dataset


@dataclass(frozen=True)
class Finding:
    """One place where a rule speaks, found in the file itself rather than by judging rows.

    ``found`` is the cell's own text: for the feedback workbook only, never for a receipt, a log or an error.
    ``facts`` fill the placeholders of the rule's message (a text, or a text per language) and hold nothing of a person.
    """

    rule: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    found: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Touched:
    """What of the reports a finding touches: how many numbers, of which figures (patterns of the catalogue) and periods."""

    count: int = 0
    figures: tuple[str, ...] = ()
    period_nos: tuple[int, ...] = ()


@dataclass(frozen=True)
class Extract:
    """What a file holds of one dataset.

    ``rows`` has a row per data row (in a matrix: per mark), lineage columns ``_sheet, _row, _column`` first, then the
    dataset's canonical columns, typed, and for each canonical column ``c`` two more: ``c__state``, one of ``ok``,
    ``empty``, ``unreadable`` (does not parse) or ``unknown`` (parses, but is no code), and ``c__column``, the
    Excel letters of its cell; ``c__row`` where that cell is in another row (a date above a matrix). ``c__text`` is the
    cell as it stood (in memory only). ``_is_ignored`` marks rows that are left out before any rule is asked. Facts that need more than one cell
    or a clear identifier are boolean columns named ``is_…`` / ``has_…``.
    """

    dataset: Dataset
    layout: str
    rows: pd.DataFrame
    findings: tuple[Finding, ...] = ()
    instrument_code: str | None = None
    has_units: bool = False


@dataclass(frozen=True)
class Judged:
    """An extract after the rules: what is loaded, what is not, and why.

    ``outcome`` is aligned with ``extract.rows``: ``loaded``, ``quarantined`` or ``ignored``; ``findings`` are all that
    go into the receipt, those of the extract included; ``rules`` names, per row, the rules that spoke about it,
    comma-separated.
    """

    extract: Extract
    outcome: pd.Series
    findings: tuple[Finding, ...]
    coverage: tuple[Coverage, ...]
    rules: pd.Series = field(default_factory=lambda: pd.Series(dtype="str"))
