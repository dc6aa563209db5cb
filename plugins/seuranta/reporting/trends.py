"""Is it up? A figure beside the same of the period before and of a year ago, and all periods side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from seuranta.reporting.context import Context
from seuranta.reporting.document import Cell, Column, Paragraph, Row, Table
from seuranta.reporting.figure_set import FigureSet, figures_of, is_shown, is_told
from seuranta.reporting.numbers import NBSP
from seuranta.reporting.sections.common import label_column
from seuranta.vocabulary.figures import Figure, Period, Report

Direction = Literal["more", "fewer", "same"]
DIRECTIONS: tuple[Direction, ...] = ("more", "fewer", "same")
MOST_PERIODS = 9
ALIKE_DAYS = 10  # a third of a year has 120 to 123 days


@dataclass(frozen=True)
class Followed:
    """A figure that is followed from period to period. ``word`` is what a sentence calls it, where ``is_said`` in one."""

    word: str
    figure_id: str
    breakdown: Mapping[str, str] = field(default_factory=dict)
    is_said: bool = True


FOLLOWED = (
    Followed("entered", "esf.participants_total"),
    Followed("entered_women", "esf.participants_total", {"gender": "F"}, is_said=False),
    Followed("entered_men", "esf.participants_total", {"gender": "M"}, is_said=False),
    Followed("left", "esf.leavers"),
    Followed("contacted", "recruitment.contacted"),
    Followed("committed", "recruitment.committed"),
    Followed("sessions", "attendance.sessions"),
    Followed("visits", "attendance.visits"),
    Followed("persons", "attendance.persons"),
    Followed("per_session", "attendance.mean_per_session", is_said=False),
    Followed("delivered", "data.completeness", is_said=False),
)


def previous_report(context: Context) -> Report | None:
    """The report of the period that ended the day before this one began."""
    start = context.report.period.start
    return next((report for report in context.material.earlier_reports if report.period.end + timedelta(days=1) == start), None)


def year_ago_report(context: Context) -> Report | None:
    """The report of the period that began on the same day a year before."""
    start = context.report.period.start
    if (start.month, start.day) == (2, 29):
        return None
    return next((report for report in context.material.earlier_reports if report.period.start == start.replace(year=start.year - 1)), None)


def compared(context: Context) -> list[Paragraph]:
    """What was more, fewer or the same as in the period before, and as a year ago."""
    reports = (("previous", previous_report(context)), ("year_ago", year_ago_report(context)))
    return [Paragraph(said, "point") for key, report in reports if report is not None and (said := _compared_with(context, key, report))]


def before_of(context: Context, figure_id: str, breakdown: Mapping[str, str] | None = None) -> str:
    """``edellisellä kaudella 633``: what a number had been; empty where that is not shown."""
    report = previous_report(context)
    before = figures_of(report).get(figure_id, "period", breakdown) if report else None
    return context.words("before", value=context.cell_text(before)) if before is not None and is_shown(before) else ""


def side_by_side(context: Context) -> list[Table]:
    """The followed figures in a column per period, the last ones; nothing before there are two periods."""
    reports = [*context.material.earlier_reports, context.report][-MOST_PERIODS:]
    if len(reports) < 2:
        return []
    sets = [figures_of(report) for report in reports]
    rows = [row for followed in FOLLOWED if (row := _row(context, followed, sets)) is not None]
    if not rows:
        return []
    columns = [label_column(context.words("followed"), 3.6), *(Column(_heading(context, report.period)) for report in reports)]
    notes = [context.words("side_by_side_note")]
    if any(abs(_days(report.period) - _days(context.report.period)) > ALIKE_DAYS for report in reports):
        notes.append(context.words("periods_differ"))
    return [
        Table("periods", context.words("side_by_side"), (*columns, Column(context.words("scope_cumulative"), width=1.3)), tuple(rows), tuple(notes), dense=True)
    ]


def _compared_with(context: Context, key: str, report: Report) -> str:
    before = figures_of(report)
    by_direction: dict[Direction, list[str]] = {direction: [] for direction in DIRECTIONS}
    for followed in FOLLOWED:
        old, new = before.get(followed.figure_id, "period", followed.breakdown), context.figures.get(followed.figure_id, "period", followed.breakdown)
        if followed.is_said and old is not None and new is not None and is_shown(old) and is_shown(new) and (old.value or new.value):
            by_direction[_direction(context, old, new)].append(_change(context, followed, old, new))
    lists = [context.words(f"trend_{direction}", items=", ".join(items)) for direction, items in by_direction.items() if items]
    return f"{context.words(f'trend_{key}')} {'; '.join(lists)}." if lists else ""


def _direction(context: Context, old: Figure, new: Figure) -> Direction:
    """As a reader sees the two numbers: what prints alike is the same."""
    if old.value is None or new.value is None or context.cell_text(old) == context.cell_text(new):
        return "same"
    return "more" if new.value > old.value else "fewer"


def _change(context: Context, followed: Followed, old: Figure, new: Figure) -> str:
    if context.cell_text(old) == context.cell_text(new):
        return f"{context.words(f'unchanged_{followed.word}')} ({context.spoken(new)})"
    return f"{context.words(f'followed_{followed.word}').lower()} ({context.spoken(old)}{NBSP}→{NBSP}{context.spoken(new)})"


def _row(context: Context, followed: Followed, sets: Sequence[FigureSet]) -> Row | None:
    figures = [figures.get(followed.figure_id, "period", followed.breakdown) for figures in sets]
    if not any(figure is not None and is_told(figure) for figure in figures):
        return None
    cells = [context.cell_with_parts(figure) for figure in figures]
    total = context.cell_with_parts(context.figures.get(followed.figure_id, "cumulative", followed.breakdown))
    return Row((Cell(context.words(f"followed_{followed.word}")), *cells, total))


def _heading(context: Context, period: Period) -> str:
    return context.words("period_short", no=period.no, start=_month(period.start), end=_month(period.end))


def _month(day: date) -> str:
    return f"{day.month}/{day:%y}"


def _days(period: Period) -> int:
    return (period.end - period.start).days + 1
