"""Every shape of chart says nothing that Vega-Lite does not know, and its marks stand in the order in which they were given."""

from __future__ import annotations

import re
from typing import Any

import altair
import pytest
from jsonschema.exceptions import ValidationError

from seuranta.reporting.charts.drawing import draw
from seuranta.reporting.charts.shapes import Spec, dots, grouped_bars, lying_bars, pairs, panels, standing_bars

BARS: list[dict[str, Any]] = [
    {"label": label, "series": series, "mark": series, "value": value, "text": str(value)}
    for label, series, value in (("Naiset", "Hankkeen alusta", 9), ("Naiset", "Tällä kaudella", 5), ("Miehet", "Hankkeen alusta", 4.5))
]
SERIES = ["Hankkeen alusta", "Tällä kaudella"]
DOTS = [{"label": f"{no}. väite", "value": value, "text": str(value)} for no, value in ((1, 4.5), (2, 3.25))]
PAIRS = [{"label": area, "first": 3, "last": last, "text": f"3 → {last}"} for area, last in (("Arki", 5), ("Talous", 2.5))]
STANDING = standing_bars(BARS[:2], "Tapaamisia", "Kausi", SERIES)
SHAPES = {
    "bars of two series": lying_bars(BARS, SERIES),
    "bars of one": lying_bars(BARS[::2], [""], 1),
    "standing bars side by side": panels(STANDING, STANDING),
    "groups of bars": grouped_bars(BARS, SERIES, "Kausi"),
    "dots": dots(DOTS, (1, 5)),
    "pairs of dots": pairs(PAIRS, (0, 10), ("ensimmäinen", "viimeinen")),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_says_what_vega_lite_knows(shape: str) -> None:
    allow(SHAPES[shape])


def test_a_word_that_vega_lite_does_not_know_is_found() -> None:
    with pytest.raises(ValidationError):
        allow({**SHAPES["dots"], "widht": 330})


@pytest.mark.parametrize(("shape", "labels"), [("bars of two series", ["Naiset", "Miehet"]), ("dots", ["1. väite", "2. väite"])])
def test_marks_stand_in_the_order_in_which_they_were_given(shape: str, labels: list[str]) -> None:
    svg = draw("key", "Otsikko", "Sama sanoin", SHAPES[shape]).svg
    assert [svg.index(f">{label}<") for label in labels] == sorted(svg.index(f">{label}<") for label in labels)


def test_first_and_last_are_told_apart_without_colour() -> None:
    svg = draw("key", "Otsikko", "Sama sanoin", SHAPES["pairs of dots"]).svg
    legend = svg[svg.index('class="mark-symbol role-legend-symbol"') :]
    assert re.findall(r'fill="(white|#1d4e5f)" stroke="#1d4e5f"', legend) == ["white", "#1d4e5f"]
    assert legend.index(">ensimmäinen<") < legend.index(">viimeinen<")


def allow(spec: Spec) -> None:
    kind = altair.HConcatChart if "hconcat" in spec else altair.LayerChart
    kind.from_dict(spec)
