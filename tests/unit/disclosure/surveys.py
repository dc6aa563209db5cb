"""Invented answers of random small surveys, counted into the figures that a report would hold."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from seuranta.programmes.programme import Programme
from seuranta.vocabulary.figures import Figure, Period, Report, Scope
from tests.unit.disclosure.people import small_programme

OPTIONS = ("a", "b", "c")
# Period, code on a scale of four, chosen option.
Answer = tuple[int, int, str]


def telling_programme(*, is_telling: bool = True) -> Programme:
    """A programme that tells classes of hidden shares."""
    programme = small_programme()
    return programme.model_copy(update={"disclosure": programme.disclosure.model_copy(update={"verbal_classes": is_telling})})


def survey_report(shares: Sequence[tuple[int, int]]) -> Report:
    """One period; of each item so many of so many answers are in the two best codes."""
    items = (_item(f"item_{no}", chosen, answers, 2 * answers + chosen, "cumulative") for no, (chosen, answers) in enumerate(shares))
    figures = tuple(figure for item in items for figure in item)
    return Report(programme="small", audience="internal", period=small_programme().all_periods[0], figures=figures)


def random_surveys(seed: int) -> list[Report]:
    """Two periods of one survey with an item on a scale and a choice."""
    chance = random.Random(seed)
    liked, weights = chance.random(), [chance.random() + 0.03 for _ in OPTIONS]
    answers = [
        (chance.choices((1, 2), (3, chance.random() * 2))[0], chance.choices((1, 2, 3, 4), (1 - liked, 1 - liked, liked, liked))[0],
         chance.choices(OPTIONS, weights)[0])
        for _ in range(chance.randint(11, 70))
    ]  # fmt: skip
    return [
        Report(programme="small", audience="internal", period=period, figures=tuple(_figures(answers, period)))
        for period in small_programme().all_periods[:2]
    ]  # fmt: skip


def _figures(answers: Sequence[Answer], period: Period) -> Iterator[Figure]:
    scopes: tuple[Scope, ...] = ("period", "cumulative")
    for scope in scopes:
        some = [answer for answer in answers if answer[0] == period.no or (scope == "cumulative" and answer[0] < period.no)]
        count = len(some)
        yield Figure(id="survey.koe.responses", scope=scope, value=count, n=count)
        yield from _item("liked", sum(code > 2 for _, code, _ in some), count, sum(code for _, code, _ in some), scope)
        for option in OPTIONS:
            chosen = sum(picked == option for *_, picked in some)
            yield _share("survey.koe.share.picked", chosen, count, scope, {"option": option})


def _item(item: str, chosen: int, answers: int, total: int, scope: Scope) -> Iterator[Figure]:
    yield Figure(id=f"survey.koe.mean.{item}", scope=scope, value=total / answers if answers else None, numerator=total, denominator=answers, n=answers)
    yield _share(f"survey.koe.top2.{item}", chosen, answers, scope, {})


def _share(figure_id: str, above: int, below: int, scope: Scope, breakdown: dict[str, str]) -> Figure:
    value = above / below if below else None
    return Figure(id=figure_id, scope=scope, breakdown=breakdown, value=value, numerator=above, denominator=below, n=below)
