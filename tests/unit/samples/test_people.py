"""Invented people: nobody real, nobody twice."""

from __future__ import annotations

import random
from datetime import date

from stdnum.fi import hetu

from seuranta.samples.people import identity_code, person_aged, person_by_number


def test_every_identity_code_is_valid_and_from_the_test_range() -> None:
    for number in range(1, 60_000, 37):
        code = person_by_number(number, "X").identity_code
        assert hetu.validate(code, allow_temporary=True) == code
        assert 900 <= int(code[7:10]) <= 999


def test_no_identity_code_comes_twice() -> None:
    codes = {person_by_number(number, "X").identity_code for number in range(100_000)}
    assert len(codes) == 100_000


def test_the_millionth_person_has_a_valid_code_too() -> None:
    for number in (1_000_000, 1_300_000, 6_999_999):
        assert hetu.is_valid(person_by_number(number, "X").identity_code, allow_temporary=True)


def test_the_check_character_is_that_of_a_published_fictitious_code() -> None:
    assert identity_code(date(1994, 5, 1), 903, "Y") == "010594Y9032"
    assert identity_code(date(2004, 5, 2), 904, "B") == "020504B904H"


def test_gender_agrees_with_the_identity_code() -> None:
    people = [person_by_number(number, "X") for number in range(500)]
    assert {p.gender for p in people} == {"F", "M"}
    assert all((p.gender == "M") == (int(p.identity_code[9]) % 2 == 1) for p in people)


def test_a_person_is_as_old_as_asked() -> None:
    on, rng = date(2022, 9, 1), random.Random(1)
    for _ in range(200):
        born = person_aged(rng, "X-1", range(31, 60), on).born_on
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        assert 31 <= age < 60
