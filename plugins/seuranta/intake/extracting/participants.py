"""Who a participant record is about: key, birth date, gender and age, out of identity code or customer number."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.extracting.sheet_rows import SheetRows
from seuranta.intake.values.dates import parse_dates
from seuranta.intake.values.identity_codes import TEMPORARY, VALID, canonical_identifiers, read_identity_codes
from seuranta.intake.values.parsing import EMPTY, OK, UNKNOWN, UNREADABLE, Parsed
from seuranta.vocabulary.extracts import Finding

_STATES = {VALID: OK, TEMPORARY: UNKNOWN, EMPTY: EMPTY}


@dataclass(frozen=True)
class Participants:
    """Aligned with the rows. ``key`` is a pseudonym; ``hetu`` keeps the state of the identity code alone, never its text."""

    key: pd.Series
    hetu: Parsed
    birth_on: Parsed
    birth_on_of_code: pd.Series
    gender_of_code: pd.Series


def read_participants(rows: SheetRows, context: Context, is_date_1904: bool) -> Participants:
    """The person of every row.

    The identifier is the identity code, else the customer number. Where a file names both for a person on one row, rows
    with that customer number alone are theirs too: the same person must not be counted twice for a code left out.
    """
    codes = read_identity_codes(rows.text("hetu"), context.programme.allow_test_ids)
    states = codes.states.map(_STATES).fillna(UNREADABLE).astype("str")
    numbers = canonical_identifiers(rows.text("customer_no"))
    valid = codes.canonical.where(codes.states == VALID)
    identifiers = valid.fillna(_codes_of_customers(valid, numbers)).fillna(numbers.where(states == EMPTY))
    born = parse_dates(rows.text("birth_on"), is_date_1904, latest_year=context.received_on.year)
    hidden = pd.Series(pd.NA, index=states.index, dtype="str")
    return Participants(context.pseudonymise(identifiers), Parsed(hidden, states), born, codes.birth_on, codes.gender)


def age_on(born: pd.Series, day: pd.Series) -> pd.Series:
    """Completed years (``Int32``); who is born on 29 February completes a year on 1 March where there is no such day (domain.md 1.3)."""
    had_no_birthday = (day.dt.month < born.dt.month) | ((day.dt.month == born.dt.month) & (day.dt.day < born.dt.day))
    years: pd.Series = day.dt.year - born.dt.year - had_no_birthday.astype("int")
    return years.where(born.notna() & day.notna()).astype("Int32")


def find_too_young(rows: pd.DataFrame, ages: pd.Series, letters: pd.Series, context: Context) -> list[Finding]:
    """ELI01 for rows of people younger than the programme takes, at the cell that tells the age."""
    min_age = context.programme.eligibility.min_age
    if min_age is None:
        return []
    young = (ages < min_age).fillna(False)
    places = zip(rows["_sheet"][young], rows["_row"][young], letters[young], strict=True)
    return [Finding("ELI01", _known(sheet), int(row), _known(letter), facts={"min_age": str(min_age)}) for sheet, row, letter in places]


def _known(text: object) -> str | None:
    return text if isinstance(text, str) else None


def _codes_of_customers(codes: pd.Series, numbers: pd.Series) -> pd.Series:
    """For rows with a customer number alone: the code that stands with it elsewhere in the file, if there is exactly one."""
    pairs = pd.DataFrame({"number": numbers, "code": codes}).dropna().drop_duplicates()
    certain = pairs[~pairs["number"].duplicated(keep=False)].set_index("number")["code"]
    return numbers.map(certain).where(codes.isna()).astype("str")
