"""Builds a small programme and its reports: a pilot in one unit, with a rating, a closing survey and contacts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme
from seuranta.reporting.material import Material, Versions
from seuranta.vocabulary.figures import Figure, Period, Report, Scope

FIRST = Period(no=1, start=date(2022, 7, 15), end=date(2022, 11, 15), due=date(2022, 11, 30))
SECOND = Period(no=2, start=date(2022, 11, 16), end=date(2023, 3, 15))


def a_programme(**changes: Any) -> Programme:
    facts: dict[str, Any] = {
        "code": "pilotti",
        "name": {"fi": "Arjen tuki -pilotti", "sv": "Piloten Stöd i vardagen", "en": "Everyday support pilot"},
        "funder": {"code": "rahasto", "name": {"fi": "Rahasto", "sv": "Fonden", "en": "The Fund"}},
        "language": "fi",
        "dates": {"start": FIRST.start, "end": SECOND.end},
        "periods": [{"no": period.no, "start": period.start, "end": period.end, "due": period.due} for period in (FIRST, SECOND)],
        "units": [{"code": "keskus", "name": {"fi": "Keskus"}}, {"code": "ranta", "name": {"fi": "Ranta"}}],
        "activities": [{"code": "ryhma", "name": {"fi": "Ryhmä"}, "cadence_per_month": {"min": 1, "max": 2}}],
        "datasets": ["attendance"],
        "instruments": ["loppukysely"],
        **changes,
    }
    return Programme.model_validate(facts)


def a_survey() -> Instrument:
    return Instrument.model_validate({
        "code": "loppukysely",
        "name": {"fi": "Loppukysely", "sv": "Slutenkät", "en": "End survey"},
        "type": "survey",
        "items": [
            {"code": "hyoty", "text": {"fi": "Kuinka paljon hyödyit?"}, "kind": "scale", "min": 1, "max": 5},
            {"code": "tuki", "text": {"fi": "Sain tukea."}, "kind": "scale", "min": 1, "max": 5},
            {
                "code": "syy", "text": {"fi": "Miksi tulit?"}, "kind": "single",
                "options": [{"code": "seura", "labels": ["Seura"]}, {"code": "muu", "labels": ["Muu"]}],
            },
        ],
    })  # fmt: skip


def a_figure(figure_id: str, value: float | None, scope: Scope = "cumulative", *, breakdown: dict[str, str] | None = None, **facts: Any) -> Figure:
    return Figure(id=figure_id, scope=scope, breakdown=breakdown or {}, value=value, **facts)


def hidden(figure_id: str, scope: Scope = "cumulative", **breakdown: str) -> Figure:
    return Figure(id=figure_id, scope=scope, breakdown=breakdown, value=None, suppressed=True, note="suppressed")


def a_report(figures: Sequence[Figure], period: Period = FIRST, audience: Any = "internal") -> Report:
    return Report(programme="pilotti", audience=audience, period=period, figures=tuple(figures))


def a_material(programme: Programme | None = None, earlier: Sequence[Report] = ()) -> Material:
    versions = Versions("seuranta 0.1.0", "ab12" * 16, datetime(2022, 11, 20, 8, 30, tzinfo=UTC), "tarkat luvut")
    return Material(programme or a_programme(), [a_survey()], versions, earlier)


def the_pilot() -> list[Figure]:
    """What the pilot told its funder: sessions, contacts, a survey of five and a target."""
    return [
        a_figure("attendance.sessions", 35, target=40, attainment=0.875),
        a_figure("attendance.sessions", 35, breakdown={"activity": "ryhma"}),
        a_figure("attendance.sessions", 35, breakdown={"unit": "keskus"}),
        a_figure("attendance.sessions", 0, breakdown={"unit": "ranta"}),
        a_figure("attendance.sessions_cancelled", 1),
        a_figure("attendance.visits", 184, n=8),
        a_figure("attendance.visits", 184, breakdown={"activity": "ryhma"}, n=8),
        a_figure("attendance.persons", 8, n=8),
        a_figure("attendance.mean_per_session", 184 / 35, numerator=184, denominator=35, n=8),
        a_figure("attendance.min_per_session", 3),
        a_figure("attendance.max_per_session", 7),
        a_figure("attendance.hours", 105.5),
        a_figure("recruitment.contacted", 40, n=40, basis="estimate"),
        a_figure("recruitment.committed", 8, n=8),
        a_figure("recruitment.completed", 7, n=7),
        a_figure("recruitment.commitment_rate", 0.2, numerator=8, denominator=40, n=40),
        a_figure("recruitment.retention_rate", 0.875, numerator=7, denominator=8, n=8),
        a_figure("survey.loppukysely.responses", 5, n=5),
        a_figure("survey.loppukysely.respondents", None),
        a_figure("survey.loppukysely.mean.hyoty", 4.2, numerator=21, denominator=5, n=5),
        a_figure("survey.loppukysely.mean.tuki", 3.6, numerator=18, denominator=5, n=5),
        a_figure("survey.loppukysely.top2.hyoty", 0.8, numerator=4, denominator=5, n=5),
        a_figure("survey.loppukysely.share.syy", 0.4, numerator=2, denominator=5, n=5, breakdown={"option": "seura"}),
        a_figure("survey.loppukysely.share.syy", 0.6, numerator=3, denominator=5, n=5, breakdown={"option": "muu"}),
        a_figure("data.completeness", 1.0, numerator=3, denominator=3),
        a_figure("data.rows_received", 185),
        a_figure("data.rows_loaded", 184),
        a_figure("data.rows_quarantined", 1),
        a_figure("data.rows_ignored", 0),
        a_figure("data.rows_received", 185, breakdown={"dataset": "attendance"}),
        a_figure("data.rows_loaded", 184, breakdown={"dataset": "attendance"}),
        a_figure("data.rows_quarantined", 1, breakdown={"dataset": "attendance"}),
        a_figure("data.rows_ignored", 0, breakdown={"dataset": "attendance"}),
    ]
