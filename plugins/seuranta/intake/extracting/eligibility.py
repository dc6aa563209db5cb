"""ELI01: people younger than the programme takes, where a birth date or an identity code tells the age."""

from __future__ import annotations

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.values.identity_codes import VALID, read_identity_codes
from seuranta.intake.values.parsing import blank_as_missing
from seuranta.vocabulary.extracts import Finding


def age_on(born: pd.Series, day: pd.Series) -> pd.Series:
    """Completed years (``Int32``); who is born on 29 February completes a year on 1 March where there is no such day (domain.md 1.3)."""
    had_no_birthday = (day.dt.month < born.dt.month) | ((day.dt.month == born.dt.month) & (day.dt.day < born.dt.day))
    years: pd.Series = day.dt.year - born.dt.year - had_no_birthday.astype("int")
    return years.where(born.notna() & day.notna()).astype("Int32")


def find_too_young(rows: pd.DataFrame, ages: pd.Series, letters: pd.Series, context: Context) -> list[Finding]:
    """For every row of somebody too young, at the cell that tells the age."""
    min_age = context.programme.eligibility.min_age
    if min_age is None:
        return []
    young = (ages < min_age).fillna(False)
    places = zip(rows["_sheet"][young], rows["_row"][young], letters[young], strict=True)
    return [Finding("ELI01", _known(sheet), int(row), _known(letter), facts={"min_age": str(min_age)}) for sheet, row, letter in places]


def find_too_young_by_code(rows: pd.DataFrame, person: str, day: pd.Series, context: Context) -> list[Finding]:
    """Once for every person whom an identity code names in the column ``person``: at the row of their first ``day`` in the file.

    That day stands for the entry, which a list of visits or answers does not tell; later rows say nothing new.
    """
    texts = blank_as_missing(rows[f"{person}__text"]) if context.programme.eligibility.min_age is not None else pd.Series(dtype="str")
    codes = read_identity_codes(texts.dropna().drop_duplicates(), context.programme.allow_test_ids)
    is_valid = codes.states == VALID
    if not is_valid.any():
        return []
    texts_of_codes = texts.loc[codes.canonical.index[is_valid]]
    born = texts.map(dict(zip(texts_of_codes, codes.birth_on[is_valid], strict=True))).astype("datetime64[us]")
    people = pd.DataFrame({"person": texts.map(dict(zip(texts_of_codes, codes.canonical[is_valid], strict=True))), "day": day}).dropna()
    first = people.sort_values("day", kind="stable").drop_duplicates("person").index.sort_values()
    return find_too_young(rows.loc[first], age_on(born.loc[first], day.loc[first]), rows.loc[first, f"{person}__column"], context)


def _known(text: object) -> str | None:
    return text if isinstance(text, str) else None
