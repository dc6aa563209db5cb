"""Invented participations of random small programmes, counted into the figures that a report would hold."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from seuranta.programmes.programme import Programme
from seuranta.vocabulary.figures import Figure, Period, Report, Scope

STATUSES = {"esf.eeco02": "UNEMPLOYED", "esf.eeco04": "INACTIVE", "esf.eeco05": "EMPLOYED"}
UNITS = ("east", "west", "north")
GENDERS = ("F", "M", "X")


def small_programme() -> Programme:
    return Programme.model_validate({
        "code": "small", "name": {"fi": "Pieni"}, "funder": {"code": "f", "name": {"fi": "F"}},
        "dates": {"start": date(2024, 1, 1), "end": date(2024, 12, 31)}, "periods": {"anchor": date(2024, 1, 1), "months": 4},
        "esf": "2021-2027", "project_code": "S39999", "units": [{"code": unit, "name": {"fi": unit}} for unit in UNITS],
        "datasets": ["esr_participants"],
    })  # fmt: skip


def random_reports(seed: int, people_at_most: int = 40) -> list[Report]:
    """Reports of three periods over a few invented participations."""
    chance = random.Random(seed)
    weights = [chance.random() + 0.05 for _ in UNITS]
    people = [
        (chance.randint(1, 3), chance.choices(GENDERS, [6, 5, 0.3])[0], chance.choices(UNITS, weights)[0], chance.choice([*STATUSES.values()]))
        for _ in range(chance.randint(people_at_most // 4, people_at_most))
    ]
    periods = small_programme().all_periods
    return [Report(programme="small", audience="internal", period=period, figures=tuple(_figures(people, period))) for period in periods]


def _figures(people: list[tuple[int, str, str, str]], period: Period) -> Iterator[Figure]:
    scopes: tuple[Scope, ...] = ("period", "cumulative")
    for scope in scopes:
        within = [person for person in people if person[0] == period.no or (scope == "cumulative" and person[0] < period.no)]
        for figure_id, status in {"esf.eeco01": None, **STATUSES}.items():
            chosen = [person for person in within if status is None or person[3] == status]
            counts: dict[tuple[tuple[str, str], ...], int] = {(): len(chosen)}
            for dimension, codes, at in (("gender", GENDERS, 1), ("unit", UNITS, 2)):
                counts |= {((dimension, code),): sum(1 for person in chosen if person[at] == code) for code in codes}
            for breakdown, count in counts.items():
                yield Figure(id=figure_id, scope=scope, breakdown=dict(breakdown), value=count, n=count, additive_over=("gender", "unit"))
