"""Survey answers as Webropol exports them: raw rows, choices as numbers or as texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from seuranta.samples.workbooks import Cell

AGREEMENT = ("Täysin eri mieltä", "Jokseenkin eri mieltä", "En samaa enkä eri mieltä", "Jokseenkin samaa mieltä", "Täysin samaa mieltä")


@dataclass(frozen=True)
class Question:
    """A question and the texts of its options in the form's order (empty: a number is asked)."""

    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Response:
    """``background`` are the answers before the questions (unit, group, wave …); an answer is a 1-based position or number."""

    response_id: int
    answered_at: datetime
    background: tuple[Cell, ...]
    answers: tuple[int | str | None, ...]


def survey_rows(questions: Sequence[Question], background: Sequence[str], responses: Sequence[Response], *, as_texts: bool) -> list[list[Cell]]:
    """Header and one row per response: ``Vastaajanumero``, ``Vastausaika``, the background columns, the numbered questions."""
    header: list[Cell] = ["Vastaajanumero", "Vastausaika", *background, *(f"{n}. {q.text}" for n, q in enumerate(questions, 1))]
    return [header, *([r.response_id, r.answered_at, *r.background, *_answers(questions, r, as_texts)] for r in responses)]


def _answers(questions: Sequence[Question], response: Response, as_texts: bool) -> list[Cell]:
    return [
        question.options[answer - 1] if as_texts and question.options and isinstance(answer, int) and 0 < answer <= len(question.options) else answer
        for question, answer in zip(questions, response.answers, strict=True)
    ]
