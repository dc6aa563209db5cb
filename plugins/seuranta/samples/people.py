"""Invented people: identity codes of the range 900–999, which is never given to anybody, and codes instead of names."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"  # the remainder of ddmmyynnn divided by 31
CENTURY_SIGNS = {19: "-YXWVU", 20: "ABCDEF"}
FIRST_TEST_NUMBER = 900
TEST_NUMBERS = 100
BORN_FROM = date(1941, 1, 1)
BORN_DAYS = 24_200  # to the spring of 2007
STRIDE = 7_919  # prime to BORN_DAYS: neighbours in a list are not born on neighbouring days

Gender = Literal["F", "M", "X"]


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist. ``code`` is what the project calls them in its lists."""

    code: str
    identity_code: str
    born_on: date
    gender: Gender


def identity_code(born_on: date, number: int, sign: str | None = None) -> str:
    """The Finnish personal identity code of a day and an individual number, with its check character."""
    digits = f"{born_on:%d%m%y}{number:03d}"
    sign = sign or CENTURY_SIGNS[born_on.year // 100][0]
    return f"{digits[:6]}{sign}{digits[6:]}{CHECK_CHARACTERS[int(digits) % 31]}"


def person_by_number(number: int, prefix: str) -> Person:
    """The person of a running number: always the same one, and never one identity code twice (up to 7 million)."""
    day, series = number * STRIDE % BORN_DAYS, number // BORN_DAYS
    born_on = BORN_FROM + timedelta(days=day)
    signs = CENTURY_SIGNS[born_on.year // 100]
    individual, sign = (series * 2 + number % 2) % TEST_NUMBERS, signs[series * 2 // TEST_NUMBERS]
    return Person(
        code=f"{prefix}-{number:02d}",
        identity_code=identity_code(born_on, FIRST_TEST_NUMBER + individual, sign),
        born_on=born_on,
        gender="M" if individual % 2 else "F",
    )


def person_aged(rng: random.Random, code: str, years: range, on: date) -> Person:
    """Somebody whose age in completed years on a day is one of ``years``."""
    age = rng.choice(years)
    born_on = date(on.year - age, 1, 1) + timedelta(days=rng.randrange(on.timetuple().tm_yday))
    gender: Gender = rng.choice(("F", "M"))
    individual = FIRST_TEST_NUMBER + rng.randrange(0, TEST_NUMBERS, 2) + (gender == "M")
    return Person(code, identity_code(born_on, individual), born_on, gender)
