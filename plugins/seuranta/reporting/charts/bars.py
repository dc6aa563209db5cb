"""Bar charts: participants by gender, sessions and visits by period, the recruitment funnel, options of a choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from seuranta.reporting.charts.drawing import draw, wrapped
from seuranta.reporting.charts.shapes import grouped_bars, lying_bars, panels, standing_bars
from seuranta.reporting.context import Context
from seuranta.reporting.document import Chart
from seuranta.reporting.figure_set import figures_of, is_shown, is_told
from seuranta.reporting.trends import before_of
from seuranta.vocabulary.figures import Figure

Bar = dict[str, Any]


def gender_chart(context: Context, figure_id: str) -> Chart | None:
    """Participants by gender, for both scopes where they differ."""
    bars = []
    for gender in ("F", "M", "X", "U"):
        for scope in reversed(context.scopes):
            figure = context.figures.get(figure_id, scope, {"gender": gender})
            if figure is not None and is_told(figure) and (figure.suppressed or figure.value or gender in ("F", "M")):
                bars.append(_bar(context, context.names.word("gender", gender), context.words(f"scope_{scope}"), figure))
    if not any(bar["value"] for bar in bars):
        return None
    series = [context.words(f"scope_{scope}") for scope in reversed(context.scopes)]
    title = context.words("gender_chart")
    return draw("gender", title, _alt(context, title, bars), lying_bars(bars, series))


def funnel_chart(context: Context, ids: Sequence[str]) -> Chart | None:
    """From contacted to completed, from the programme's start."""
    figures = [(figure_id, context.figures.get(figure_id, "cumulative")) for figure_id in ids]
    bars = [_bar(context, context.names.figure(figure_id), "", figure) for figure_id, figure in figures if figure is not None and is_told(figure)]
    if not any(bar["value"] for bar in bars):
        return None
    title = context.words("funnel_chart")
    message = said(context, "message_funnel", rate=context.figures.get("recruitment.commitment_rate", "cumulative"))
    return draw("funnel", title, _alt(context, title, bars), lying_bars(bars, [""]), message)


def shares_chart(context: Context, key: str, title: str, shares: Sequence[tuple[str, Figure | None]]) -> Chart | None:
    """The options of a choice with their shares, numerators and denominators."""
    bars = []
    for label, figure in shares:
        if figure is None or not is_told(figure):
            continue
        bar = _bar(context, label, "", figure)
        if is_shown(figure) and figure.numerator is not None and figure.denominator is not None:
            bar["text"] += f" ({context.numbers.fraction(figure.numerator, figure.denominator)})"
        bars.append(bar)
    if not any(bar["value"] for bar in bars):
        return None
    return draw(key, title, _alt(context, title, bars), lying_bars(bars, [""], 1), _most_common(context, shares))


def _most_common(context: Context, shares: Sequence[tuple[str, Figure | None]]) -> str:
    """The most common option, where every option is shown and one stands above the rest."""
    shown = [(label, figure) for label, figure in shares if figure is not None and is_shown(figure)]
    ranked = sorted(shown, key=lambda share: -(share[1].value or 0))
    if len(ranked) < len(shares) or len(ranked) < 2 or ranked[0][1].value == ranked[1][1].value:
        return ""
    return said(context, "message_most", {"option": ranked[0][0]}, share=ranked[0][1])


def attendance_chart(context: Context) -> Chart | None:
    """Sessions and visits of every period so far, this one dark; nothing before there are two."""
    reports = [*context.material.earlier_reports, context.report]
    beside, told = [], []
    for figure_id, key in (("attendance.sessions", "sessions"), ("attendance.visits", "visits")):
        figures = [(str(report.period.no), figures_of(report).get(figure_id, "period")) for report in reports]
        bars = [_bar(context, no, context.words(key), figure) for no, figure in figures if figure is not None and is_told(figure)]
        if len([bar for bar in bars if bar["value"]]) < 2:
            return None
        for bar in bars:
            bar["mark"] = context.words("this_period_mark" if bar["label"] == str(context.report.period.no) else "earlier_mark")
        marks = [context.words("earlier_mark"), context.words("this_period_mark")]
        beside.append(standing_bars(bars, context.words(key), context.words("period"), marks))
        told += [{**bar, "label": f"{context.words('period')} {bar['label']}"} for bar in bars]
    title = context.words("attendance_chart")
    return draw("attendance", title, _alt(context, title, told), panels(*beside), _beside_before(context, "attendance.visits"))


def entered_chart(context: Context, figure_id: str) -> Chart | None:
    """Women and men who entered in every period so far; nothing before there are two."""
    bars = []
    for report in [*context.material.earlier_reports, context.report]:
        figures = figures_of(report)
        for gender in ("F", "M"):
            figure = figures.get(figure_id, "period", {"gender": gender})
            if figure is not None and is_told(figure):
                bars.append(_bar(context, str(report.period.no), context.names.word("gender", gender), figure))
    if len({bar["label"] for bar in bars}) < 2 or not any(bar["value"] for bar in bars):
        return None
    title = context.words("entered_chart")
    alt = _alt(context, title, [{**bar, "label": f"{context.words('period')} {bar['label']}"} for bar in bars])
    series = [context.names.word("gender", gender) for gender in ("F", "M")]
    return draw("entered", title, alt, grouped_bars(bars, series, context.words("period")), _beside_before(context, figure_id))


def said(context: Context, key: str, facts: Mapping[str, object] | None = None, **figures: Figure | None) -> str:
    """The sentence as a chart's message; empty where a figure of it is not shown."""
    return "".join(paragraph.text for paragraph in context.say(key, facts, **figures))


def _beside_before(context: Context, figure_id: str) -> str:
    """This period's number beside the one before."""
    figure, before = context.figures.get(figure_id, "period"), before_of(context, figure_id)
    return said(context, "message_now", {"what": context.names.figure(figure_id), "before": before}, now=figure) if before else ""


def _bar(context: Context, label: str, series: str, figure: Figure) -> Bar:
    value = 0 if figure.suppressed or figure.value is None else figure.value
    return {"label": wrapped(label), "series": series, "value": value, "text": context.cell_text(figure)}


def _alt(context: Context, title: str, bars: Sequence[Bar]) -> str:
    values = "; ".join(_told(bar) for bar in bars)
    return context.words("chart_alt", title=title, values=values)


def _told(bar: Bar) -> str:
    label = bar["label"].replace("\n", " ")
    return f"{label} ({bar['series'].lower()}) {bar['text']}" if bar["series"] else f"{label} {bar['text']}"
