"""Who a participant record is about: key, birth date and gender, out of identity code or customer number."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.extracting.sheet_rows import SheetRows
from seuranta.intake.values.dates import parse_dates
from seuranta.intake.values.identity_codes import TEMPORARY, VALID, canonical_identifiers, read_identity_codes
from seuranta.intake.values.parsing import EMPTY, OK, UNKNOWN, UNREADABLE, Parsed

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


def codes_by_number(rows: SheetRows, context: Context) -> dict[str, str]:
    """Customer number → identity code, where exactly one code stands with the number in the file."""
    codes = read_identity_codes(rows.text("hetu"), context.programme.allow_test_ids)
    certain = _certain(codes.canonical.where(codes.states == VALID), canonical_identifiers(rows.text("customer_no")))
    return {str(number): str(code) for number, code in certain.items()}


def _codes_of_customers(codes: pd.Series, numbers: pd.Series) -> pd.Series:
    """For rows with a customer number alone: the code that stands with it elsewhere in the file, if there is exactly one."""
    return numbers.map(_certain(codes, numbers)).where(codes.isna()).astype("str")


def _certain(codes: pd.Series, numbers: pd.Series) -> pd.Series:
    pairs = pd.DataFrame({"number": numbers, "code": codes}).dropna().drop_duplicates()
    return pairs[~pairs["number"].duplicated(keep=False)].set_index("number")["code"]
