"""Charts of surveys: item means on their scale, the options of a choice, first and last readings of a star."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from seuranta.programmes.instrument import Instrument, Item
from seuranta.reporting.charts.bars import said, shares_chart
from seuranta.reporting.charts.drawing import draw, wrapped
from seuranta.reporting.charts.shapes import dots, pairs
from seuranta.reporting.context import Context
from seuranta.reporting.document import Chart
from seuranta.reporting.figure_set import is_shown
from seuranta.vocabulary.figures import Figure

Dot = dict[str, Any]


def means_chart(context: Context, instrument: Instrument) -> Chart | None:
    """Each item's mean as a dot on its scale; of items that share the first one's scale, where two or more are shown."""
    scales = [item for item in instrument.items if item.kind == "scale"]
    alike = [item for item in scales if (item.min, item.max) == (scales[0].min, scales[0].max)]
    marks: list[Dot] = []
    shown: list[tuple[str, Figure]] = []
    for item in alike:
        figure = context.figures.get(f"survey.{instrument.code}.mean.{item.code}", context.main_scope)
        if figure is not None and is_shown(figure):
            marks.append({"label": _numbered(context, scales, item), "value": figure.value, "text": context.cell_text(figure)})
            shown.append((context.names.item(item), figure))
    if len(marks) < 2:
        return None
    name = context.words("means_chart", instrument=context.names.instrument(instrument.code), low=alike[0].min, high=alike[0].max)
    title = context.scoped_title(name, context.main_scope)
    alt = context.words("chart_alt", title=title, values="; ".join(f"{dot['label']} {dot['text']}".replace("\n", " ") for dot in marks))
    return draw(f"{instrument.code}_means", title, alt, dots(marks, _ends(alike[0])), _extremes(context, shown))


def _extremes(context: Context, shown: Sequence[tuple[str, Figure]]) -> str:
    """The highest and the lowest mean, where they differ as they are printed."""
    ranked = sorted(shown, key=lambda mean: mean[1].value or 0)
    (low, worst), (high, best) = ranked[0], ranked[-1]
    if context.cell_text(worst) == context.cell_text(best):
        return ""
    return said(context, "message_means", {"high": high.rstrip(" .?"), "low": low.rstrip(" .?")}, best=best, worst=worst)


def options_chart(context: Context, instrument: Instrument) -> Chart | None:
    """The shares of the options of the first choice item."""
    item = next((item for item in instrument.items if item.kind in ("single", "multi")), None)
    if item is None:
        return None
    figure_id = f"survey.{instrument.code}.share.{item.code}"
    shares = [(option.labels[0], context.figures.get(figure_id, context.main_scope, {"option": option.code})) for option in item.options]
    return shares_chart(context, f"{instrument.code}_options", context.scoped_title(context.names.item(item).rstrip(":"), context.main_scope), shares)


def star_chart(context: Context, instrument: Instrument) -> Chart | None:
    """First and last mean of each area, joined; from the programme's start."""
    rows = []
    for item in instrument.items:
        first, last = (context.figures.get(f"survey.{instrument.code}.{name}.{item.code}", "cumulative") for name in ("mean_first", "mean_last"))
        if first is not None and last is not None and is_shown(first) and is_shown(last):
            rows.append(_pair(context, item, first, last))
    if not rows:
        return None
    name = context.words("star_chart", instrument=context.names.instrument(instrument.code), low=instrument.items[0].min, high=instrument.items[0].max)
    title = context.scoped_title(name, "cumulative")
    alt = context.words("chart_alt", title=title, values="; ".join(f"{row['label']} {row['text']}" for row in rows))
    return draw(f"{instrument.code}_areas", title, alt, pairs(rows, _ends(instrument.items[0]), (context.words("star_first"), context.words("star_last"))))


def _numbered(context: Context, scales: Sequence[Item], item: Item) -> str:
    return wrapped(f"{scales.index(item) + 1}. {context.names.item(item)}")


def _pair(context: Context, item: Item, first: Figure, last: Figure) -> Dot:
    text = f"{context.cell_text(first)} → {context.cell_text(last)}"
    return {"label": wrapped(context.names.item(item)), "first": first.value, "last": last.value, "text": text}


def _ends(item: Item) -> tuple[int, int]:
    assert item.min is not None
    assert item.max is not None
    return item.min, item.max
