"""How the page looks: templates with everything escaped, the style of TILANNE.html, and headers that let nothing else run."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import seuranta.feedback
from seuranta.feedback.dates import day_text, time_facts
from seuranta.words import LANGUAGES, phrases

if TYPE_CHECKING:
    from seuranta_airflow.page.access import Viewer

PAGES = Path(__file__).parent / "pages"
STYLES = (Path(seuranta.feedback.__file__).parent / "pages" / "situation.css", PAGES / "page.css")
HEADERS = {
    "Content-Security-Policy": ("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""No script runs here at all; a name in a file that looks like one is text."""
SYMBOLS = {"open": "…", "waiting": "○", "draft": "◐", "to_approve": "!", "released": "✓"}


def language_of(request: Request) -> str:
    """The language that ``?lang=`` asks for; Finnish without it."""
    wanted = request.query_params.get("lang", "")
    return wanted if wanted in LANGUAGES else "fi"


def page(request: Request, template: str, viewer: Viewer | None, *, status: int = 200, **facts: object) -> HTMLResponse:
    """A template of ``pages/`` with the words and links that all of them need."""
    language = language_of(request)
    links = Links(str(request.scope.get("root_path", "")), language)
    content = _templates().get_template(template).render(
        facts,
        words=phrases("overview", language),
        situation=phrases("situation", language),
        tracing=phrases("tracing", language),
        report=phrases("report", language),
        language=language,
        languages=[(code, links.in_language(request, code)) for code in LANGUAGES],
        link=links,
        viewer=viewer,
        symbols=SYMBOLS,
        day=lambda on: day_text(on, language),
        moment=lambda at: time_facts(at, language),
    )  # fmt: skip
    return HTMLResponse(content, status_code=status)


class Links:
    """Addresses below the page's own, every part of them quoted; the language goes along."""

    def __init__(self, root: str, language: str) -> None:
        self._root = root.rstrip("/")
        self._query = [] if language == "fi" else [("lang", language)]

    def __call__(self, *parts: object, **query: object) -> str:
        """``link("programmes", code, scope="period")``; a list gives its name once for each value."""
        pairs = [(name, str(one)) for name, value in query.items() for one in (value if isinstance(value, list) else [value])]
        asked = urlencode([*pairs, *self._query])
        path = "/".join(quote(str(part), safe="") for part in parts)
        return f"{self._root}/{path}{'?' if asked else ''}{asked}"

    def in_language(self, request: Request, language: str) -> str:
        """The same page in another language."""
        asked = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
        return "?" + urlencode([*asked, ("lang", language)])


def style() -> str:
    """That of TILANNE.html, and what this page has besides."""
    return "\n".join(path.read_text(encoding="utf-8") for path in STYLES)


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
