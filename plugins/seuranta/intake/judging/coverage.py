"""What a delivery is the truth for (exports.md 4): strata and day ranges of its loaded and ignored rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from seuranta.vocabulary.extracts import Extract
from seuranta.vocabulary.receipts import Coverage

_DAYS = {"attendance": "session_on", "survey": "responded_at"}


def coverage_of(extract: Extract, outcome: pd.Series) -> tuple[Coverage, ...]:
    """One entry per stratum. A file without units covers every unit of its programme or instrument."""
    looked_at = [*_strata(extract), *([_DAYS[extract.dataset]] if extract.dataset in _DAYS else [])]
    rows = extract.rows.loc[outcome != "quarantined", looked_at]
    if not len(rows):
        return ()
    return tuple(_coverages(extract, rows))


def _coverages(extract: Extract, rows: pd.DataFrame) -> Iterator[Coverage]:
    keys = _strata(extract)
    known = rows.dropna(subset=keys) if keys else rows
    groups = known.groupby(keys, sort=True) if keys else [((), rows)]
    for values, group in groups:
        stratum = {key: str(value) for key, value in zip(keys, values, strict=True)}
        start_on, end_on = _range(extract, group)
        if extract.dataset in _DAYS and start_on is None:
            continue
        yield Coverage(
            dataset=extract.dataset,
            instrument_code=extract.instrument_code,
            activity_code=stratum.get("activity_code"),
            unit_code=stratum.get("unit_code"),
            start_on=start_on,
            end_on=end_on,
        )


def _strata(extract: Extract) -> list[str]:
    if extract.dataset == "attendance":
        return ["unit_code", "activity_code"]
    return ["unit_code"] if extract.has_units else []


def _range(extract: Extract, rows: pd.DataFrame) -> tuple[date | None, date | None]:
    column = _DAYS.get(extract.dataset)
    days = rows[column].dropna() if column else pd.Series(dtype="datetime64[us]")
    return (days.min().date(), days.max().date()) if len(days) else (None, None)
