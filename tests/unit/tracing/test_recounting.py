"""A recount agrees only where every number that the figure says is what its rows give."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from seuranta.programmes.programme import Programme
from seuranta.tracing.asked import Asked, canonical
from seuranta.tracing.left_out import dataset_of
from seuranta.tracing.recounting import recounted

KERHO = Programme.model_validate({
    "code": "kerho",
    "name": {"fi": "Kerho"},
    "funder": {"code": "rahasto", "name": {"fi": "Rahasto"}},
    "dates": {"start": date(2022, 1, 1), "end": date(2022, 8, 31)},
    "periods": {"anchor": date(2022, 1, 1), "months": 4},
    "units": [{"code": "north", "name": {"fi": "Pohjoinen"}}],
    "datasets": ["attendance"],
})  # fmt: skip
JANUARY = date(2022, 1, 1)


def asked(figure_id: str, value: float | None, numerator: float | None = None, denominator: float | None = None, n: int | None = None) -> Asked:
    return Asked(KERHO, 1, "period", figure_id, "{}", value, numerator, denominator, n, "collected", JANUARY, JANUARY, JANUARY)


def sums(**given: Any) -> dict[str, Any]:
    return {"numerator": None, "denominator": None, "smallest": None, "largest": None, "people": 0, "rows_behind": 0} | given


@pytest.mark.parametrize(
    ("figure", "found", "agrees"),
    [
        (asked("attendance.visits", 3, n=2), sums(numerator=3.0, people=2, rows_behind=3), True),
        (asked("attendance.visits", 3, n=2), sums(numerator=4.0, people=2, rows_behind=4), False),
        (asked("attendance.visits", 3, n=2), sums(numerator=3.0, people=3, rows_behind=3), False),
        (asked("attendance.visits", 0, n=0), sums(), True),
        (asked("attendance.mean_per_session", 1.5, 3, 2), sums(numerator=3.0, denominator=2.0, rows_behind=3), True),
        (asked("attendance.mean_per_session", 1.5, 3, 2), sums(numerator=6.0, denominator=4.0, rows_behind=3), False),
        (asked("attendance.mean_per_session", None, 0, 0), sums(), True),
        (asked("attendance.min_per_session", 2), sums(smallest=2.0, largest=9.0, numerator=11.0, rows_behind=2), True),
        (asked("attendance.max_per_session", 2), sums(smallest=2.0, largest=9.0, numerator=11.0, rows_behind=2), False),
        (asked("attendance.persons", None), sums(rows_behind=4), True),
        (asked("attendance.persons", 0), sums(rows_behind=4), False),
    ],
)
def test_a_figure_agrees_with_its_rows_or_not(figure: Asked, found: dict[str, Any], agrees: bool) -> None:
    assert recounted(figure, found).agrees is agrees


def test_a_flag_judges_a_number_and_is_not_recounted() -> None:
    assert recounted(asked("attendance.cadence_ok", 1), sums(numerator=8.0, denominator=4.0, rows_behind=8)).agrees is None


def test_a_breakdown_is_written_as_the_warehouse_writes_it() -> None:
    assert canonical({"unit": "north", "activity": "club"}) == '{"activity": "club", "unit": "north"}'
    assert canonical({}) == "{}"


@pytest.mark.parametrize(
    ("figure_id", "dataset"),
    [
        ("attendance.visits", ("attendance", None)),
        ("community.active_clients", ("attendance", None)),
        ("survey.esis.index", ("survey", "esis")),
        ("recruitment.contacted", ("contacts", None)),
        ("esf.co01", ("esr_participants", None)),
        ("grant.share", (None, None)),
        ("data.rows_loaded", (None, None)),
    ],
)
def test_a_figure_is_of_one_dataset_or_of_none(figure_id: str, dataset: tuple[str | None, str | None]) -> None:
    assert dataset_of(figure_id) == dataset
