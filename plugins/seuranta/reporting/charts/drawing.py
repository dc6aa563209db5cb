"""From a shape to a deterministic SVG, in the report's own font and two colours of different lightness."""

from __future__ import annotations

import html
import json
import re
import textwrap
from functools import cache, lru_cache
from typing import Any

import vl_convert

from seuranta.reporting.charts.shapes import FAINT, INK, Spec
from seuranta.reporting.document import Chart
from seuranta.reporting.fonts import FONT_FAMILY, FONT_FOLDER

LABEL_CHARACTERS = 44
SOFT_HYPHEN = "\N{SOFT HYPHEN}"

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


def draw(key: str, title: str, alt: str, picture: Spec, message: str = "") -> Chart:
    """The picture as SVG; ``message`` is what to see in it, ``alt`` says the same in words. Ids are numbered anew: the same input gives the same bytes."""
    svg = _number_ids(_drawn(json.dumps({**picture, "config": CONFIG})), key).replace(SOFT_HYPHEN, "")
    alt = alt.replace(SOFT_HYPHEN, "")
    size = re.match(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', svg)
    assert size is not None, "vl-convert writes the size of what it drew"
    label = html.escape(alt, quote=True)
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    return Chart(key, title, alt, svg, round(float(size[1])), round(float(size[2])), message)


def wrapped(label: str, width: int = LABEL_CHARACTERS) -> str:
    """The label in lines; ``LABEL_LINES`` breaks it there."""
    return "\n".join(textwrap.wrap(label, width)) or label


@lru_cache(maxsize=512)
def _drawn(spec: str) -> str:
    """Drawn once: the same picture is in the reports of several audiences."""
    _register_fonts()
    return vl_convert.vegalite_to_svg(spec, show_warnings=False)


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONT_FOLDER))


def _number_ids(svg: str, key: str) -> str:
    numbers: dict[str, str] = {}

    def renamed(found: re.Match[str]) -> str:
        name = numbers.setdefault(found[2], f"{key}-{len(numbers) + 1}")
        return found[1] + name

    return IDS.sub(renamed, svg)
