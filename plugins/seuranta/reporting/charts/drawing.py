"""From an Altair chart to a deterministic SVG, in the report's own font and two colours of different lightness."""

from __future__ import annotations

import html
import json
import re
import textwrap
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

import altair
import vl_convert

from seuranta.reporting.document import Chart
from seuranta.reporting.fonts import FONT_FAMILY, FONT_FOLDER

DARK, LIGHT, INK, FAINT = "#1d4e5f", "#a8cbd3", "#22303a", "#c9d3d8"
LABEL_CHARACTERS = 44
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
Layered = altair.LayerChart | altair.FacetChart | altair.HConcatChart
Build = Callable[..., Layered]
Picture = tuple[Build, Sequence[Any]]
"""What draws, and what it is told: plain values, by which the same picture is known again."""

# Labels are wrapped, none is cut; to see whether one had to be took half of the time of a drawing.
CONFIG: dict[str, Any] = {
    "aria": False,
    "background": None,
    "font": FONT_FAMILY,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK, "labelFontSize": 11, "titleColor": INK, "titleFontSize": 11, "titleFontWeight": "normal",
        "domainColor": FAINT, "tickColor": FAINT, "gridColor": FAINT, "labelLimit": 0, "labelLineHeight": 13,
    },
    "legend": {"labelColor": INK, "labelFontSize": 11, "title": None, "orient": "top", "offset": 6, "labelLimit": 0},
    "title": {"color": INK, "fontSize": 11, "fontWeight": "normal", "anchor": "start", "offset": 8},
    "header": {"labelColor": INK, "labelFontSize": 11, "title": None},
    "text": {"color": INK, "fontSize": 11},
}  # fmt: skip
IDS = re.compile(r'(id="|url\(#|href="#)((?:clip|gradient|pattern|marker)[\w-]*)')


def draw(key: str, title: str, alt: str, picture: Picture, message: str = "") -> Chart:
    """The picture as SVG; ``message`` is what to see in it, ``alt`` says the same in words. Ids are numbered anew: the same input gives the same bytes."""
    build, facts = picture
    svg = _number_ids(_drawn(build, json.dumps(facts)), key).replace(SOFT_HYPHEN, "")
    alt = alt.replace(SOFT_HYPHEN, "")
    size = re.match(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', svg)
    assert size is not None, "vl-convert writes the size of what it drew"
    label = html.escape(alt, quote=True)
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    return Chart(key, title, alt, svg, round(float(size[1])), round(float(size[2])), message)


def wrapped(label: str, width: int = LABEL_CHARACTERS) -> str:
    """The label in lines; ``LABEL_LINES`` breaks it there."""
    return "\n".join(textwrap.wrap(label, width)) or label


def inline(values: Sequence[dict[str, Any]]) -> altair.InlineData:
    """The values as the data of a layered chart: given to its layers one by one they are copied with every change."""
    return altair.InlineData(values=list(values))


LABEL_LINES = "split(datum.label, '\\n')"


@lru_cache(maxsize=512)
def _drawn(build: Build, facts: str) -> str:
    """Drawn once: the same picture is in the reports of several audiences."""
    _register_fonts()
    spec = {**build(*json.loads(facts)).to_dict(validate=False), "config": CONFIG}
    return vl_convert.vegalite_to_svg(json.dumps(spec), show_warnings=False)


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONT_FOLDER))


def _number_ids(svg: str, key: str) -> str:
    numbers: dict[str, str] = {}

    def renamed(found: re.Match[str]) -> str:
        name = numbers.setdefault(found[2], f"{key}-{len(numbers) + 1}")
        return found[1] + name

    return IDS.sub(renamed, svg)
