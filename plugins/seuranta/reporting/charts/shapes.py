"""The shapes of charts, as Vega-Lite is told to draw them: bars, groups of bars, dots on a scale, pairs of dots.

Plain values as Altair would put them together, which takes longer to import than a report to draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Mark = Mapping[str, Any]
"""One row of a chart's data: a label, a value or two, and how it is written."""
Spec = dict[str, Any]

DARK, LIGHT, INK, FAINT = "#1d4e5f", "#a8cbd3", "#22303a", "#c9d3d8"
WIDTH = 330
PANEL_WIDTH = 235
PANEL_HEIGHT = 120
ROW_HEIGHT = 30
LABEL_LINES = "split(datum.label, '\\n')"
BAR = {"type": "bar", "stroke": DARK, "strokeWidth": 0.6}
TEXT = {"text": {"field": "text", "type": "nominal"}}


def lying_bars(bars: Sequence[Mark], series: Sequence[str], most: float | None = None) -> Spec:
    """A bar for each label from the left, one below the other of each series; ``most`` is where the scale ends."""
    highest = most or max(bar["value"] for bar in bars)
    rows = _rows(bars)
    places: Spec = {"x": _value(highest * 1.15), "y": rows}
    colour: Spec = {"field": "series", "type": "nominal", "sort": list(series), "scale": {"domain": list(series), "range": [DARK, LIGHT][: len(series)]}}
    if len(series) == 1:
        rows["scale"] = {"paddingInner": 0.3, "paddingOuter": 0.15}
        colour["legend"] = None
    else:
        places["yOffset"] = {"field": "series", "type": "nominal", "sort": list(series)}
    layers = [_layer(BAR, {"color": colour, **places}), _layer(_text(align="left", dx=5), {**TEXT, **places})]
    return _layered(bars, layers, WIDTH, {"step": 19 if len(series) > 1 else 26})


def panels(*beside: Spec) -> Spec:
    """Charts side by side."""
    return {"hconcat": list(beside), "spacing": 36}


def standing_bars(bars: Sequence[Mark], title: str, axis_title: str, marks_used: Sequence[str]) -> Spec:
    """A bar for each label from the ground, in the shade of its mark."""
    places = {"x": _columns(bars, axis_title), "y": _value(max(bar["value"] for bar in bars) * 1.12)}
    colour = {"field": "mark", "type": "nominal", "legend": None, "scale": {"domain": list(marks_used), "range": [LIGHT, DARK]}}
    shape = {**BAR, "size": min(24, PANEL_WIDTH // (len(bars) * 2))}
    layers = [_layer(shape, {"color": colour, **places}, title), _layer(_text(dy=-7), {**TEXT, **places}, title)]
    return _layered(bars, layers, PANEL_WIDTH, PANEL_HEIGHT)


def grouped_bars(bars: Sequence[Mark], series: Sequence[str], axis_title: str) -> Spec:
    """Groups of bars, one of each series, in shades that differ also without colour."""
    columns = {**_columns(bars, axis_title), "scale": {"paddingInner": 0.3}}
    offset = {"field": "series", "type": "nominal", "sort": list(series)}
    places = {"x": columns, "xOffset": offset, "y": _value(max(bar["value"] for bar in bars) * 1.12)}
    colour = {"field": "series", "type": "nominal", "sort": list(series), "scale": {"domain": list(series), "range": [DARK, LIGHT]}}
    layers = [_layer(BAR, {"color": colour, **places}), _layer(_text(dy=-7), {**TEXT, **places})]
    return _layered(bars, layers, min(2 * PANEL_WIDTH, 90 * len(columns["sort"])), PANEL_HEIGHT)


def dots(marks: Sequence[Mark], ends: tuple[int, int]) -> Spec:
    """A dot for each label on a scale from end to end."""
    rows = _rows(marks)
    points = {"type": "point", "filled": True, "size": 110, "color": DARK, "opacity": 1}
    layers = [_layer(points, {"x": _on_scale("value", ends), "y": rows}), _beside(rows)]
    return _layered(marks, layers, WIDTH, {"step": ROW_HEIGHT})


def pairs(marks: Sequence[Mark], ends: tuple[int, int], readings: tuple[str, str]) -> Spec:
    """The first dot and the last of each label, joined: a ring and a disc, told apart also without colour; ``readings`` is what they are called."""
    rows = _rows(marks)
    first, last = _on_scale("first", ends), _on_scale("last", ends)
    shape = {"type": "point", "size": 85, "stroke": DARK, "strokeWidth": 1.6, "opacity": 1}
    joined = _layer({"type": "rule", "color": FAINT, "strokeWidth": 3}, {"x": first, "x2": {"field": "last"}, "y": rows})
    legend = {"symbolType": "circle", "symbolStrokeColor": DARK, "symbolStrokeWidth": 1.6}
    names = {f"{end}_reading": reading for end, reading in zip(("first", "last"), readings, strict=True)}
    fill = {"type": "nominal", "scale": {"domain": list(readings), "range": ["white", DARK]}, "legend": legend}
    points = [_layer(shape, {"x": x, "y": rows, "fill": {"field": name, **fill}}) for x, name in zip((first, last), names, strict=True)]
    return _layered([{**mark, **names} for mark in marks], [joined, *points, _beside(rows)], WIDTH, {"step": 24})


def _layered(marks: Sequence[Mark], layers: Sequence[Spec], width: int, height: int | Spec) -> Spec:
    return {"layer": list(layers), "data": {"values": list(marks)}, "width": width, "height": height}


def _layer(shape: Spec, encoding: Spec, title: str = "") -> Spec:
    return {"mark": shape, "encoding": encoding, **({"title": title} if title else {})}


def _beside(rows: Spec) -> Spec:
    """The written values at the right edge."""
    return _layer(_text(align="left", dx=8), {**TEXT, "x": {"value": WIDTH}, "y": rows})


def _text(**options: Any) -> Spec:
    return {"type": "text", "color": INK, **options}


def _rows(marks: Sequence[Mark]) -> Spec:
    """The labels below each other, in the order of the marks."""
    axis = {"labelExpr": LABEL_LINES, "ticks": False, "domain": False, "labelPadding": 8}
    return {"field": "label", "type": "nominal", "sort": _labels(marks), "title": None, "axis": axis}


def _columns(marks: Sequence[Mark], title: str) -> Spec:
    return {"field": "label", "type": "nominal", "sort": _labels(marks), "title": title, "axis": {"labelAngle": 0, "ticks": False}}


def _labels(marks: Sequence[Mark]) -> list[str]:
    return list(dict.fromkeys(mark["label"] for mark in marks))


def _value(end: float) -> Spec:
    """From 0 to ``end``, without an axis: the values are written."""
    return {"field": "value", "type": "quantitative", "title": None, "axis": None, "scale": {"domain": [0, end]}}


def _on_scale(field: str, ends: tuple[int, int]) -> Spec:
    axis = {"values": list(range(ends[0], ends[1] + 1)), "format": "d", "grid": True, "domain": False, "ticks": False}
    return {"field": field, "type": "quantitative", "title": None, "axis": axis, "scale": {"domain": list(ends), "nice": False, "zero": False}}
