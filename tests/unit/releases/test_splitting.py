"""The parts of a change add up to it exactly, whatever the numbers and whichever way led there."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seuranta.releases.splitting import Number, causes_of, exact, is_same, parts_of, rounded
from seuranta.vocabulary.restatement import CAUSES, Cause

NO_PART = dict.fromkeys(CAUSES, Decimal(0))
COUNTS = st.integers(0, 100_000)
SHARES = st.tuples(st.integers(0, 500), st.integers(1, 500)).map(lambda pair: pair[0] / pair[1])
MONEY = st.floats(-1e6, 1e6, allow_nan=False)
NUMBERS = st.one_of(st.none(), COUNTS, SHARES, MONEY)
CALMLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the numbers
WAYS = st.lists(st.tuples(st.sampled_from(CAUSES), NUMBERS), min_size=1, max_size=7)


@CALMLY
@given(first=NUMBERS, way=WAYS)
def test_parts_add_up_exactly(first: Number, way: list[tuple[Cause, Number]]) -> None:
    last = way[-1][1]
    parts = parts_of([cause for cause, _ in way], [first, *(number for _, number in way)])
    if first is None or last is None:
        assert parts is None
    else:
        assert parts is not None
        assert set(parts) == set(CAUSES)
        assert sum(parts.values()) == exact(last) - exact(first)


@CALMLY
@given(parts=st.dictionaries(st.sampled_from(CAUSES), SHARES.map(exact), min_size=1), unit=st.sampled_from([Decimal("0.001"), Decimal("0.01")]))
def test_printed_parts_add_up_to_the_printed_change(parts: dict[Cause, Decimal], unit: Decimal) -> None:
    printed = rounded(parts, unit)
    assert sum(printed.values()) == (sum(parts.values()) / unit).to_integral_value(ROUND_HALF_UP) * unit
    assert all(abs(printed[cause] - part) < unit for cause, part in parts.items())
    assert all(part % unit == 0 for part in printed.values())


@CALMLY
@given(first=NUMBERS, way=WAYS)
def test_only_what_had_a_part_is_a_cause(first: Number, way: list[tuple[Cause, Number]]) -> None:
    causes, values = [cause for cause, _ in way], [first, *(number for _, number in way)]
    parts = parts_of(causes, values)
    if parts is not None:
        assert {cause for cause, part in parts.items() if part} <= set(causes_of(causes, values))


@CALMLY
@given(first=NUMBERS, way=WAYS)
def test_a_change_has_a_cause(first: Number, way: list[tuple[Cause, Number]]) -> None:
    causes, values = [cause for cause, _ in way], [first, *(number for _, number in way)]
    assert causes_of(causes, values) or is_same(values[0], values[-1])


def test_a_mean_of_nothing_on_the_way_is_passed_over() -> None:
    assert parts_of(["late", "retracted"], [3.0, None, 4.5]) == NO_PART | {"retracted": Decimal("1.5")}


def test_a_mean_that_was_none_before_is_not_split_but_has_its_cause() -> None:
    assert parts_of(["late"], [None, 4.5]) is None
    assert causes_of(["late"], [None, 4.5]) == ("late",)


def test_sums_in_another_order_are_the_same_number() -> None:
    assert is_same(0.1 + 0.2, 0.3)
    assert not is_same(0.3, 0.30001)
    assert parts_of(["late"], [0.1 + 0.2, 0.3]) == NO_PART
