"""Walks every route of the page "Seuranta" in a running Airflow: without a user, and as each of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi.routing import APIRoute
from playwright.sync_api import sync_playwright

from airflow_group import AirflowGroup
from seuranta_page import PREFIX
from tests.end_to_end.airflow_life import USERS, Life, read

CHROMIUM = "/usr/bin/chromium"
WIDTHS = (360, 1280)
EXAMPLES = {
    "programme": "ikaalinen",
    "period": "1",
    "release": "1",
    "audience": "funder",
    "name": "report.pdf",
    "figure_id": "attendance.visits",
}
"""A value for each parameter of a route that is there: a route with a new one fails until it gets its own."""


def routes() -> list[str]:
    """Every path of the application, as it declares them."""
    from seuranta_airflow.page.app import create_app

    found: list[Any] = list(create_app().routes)
    assert all(isinstance(route, APIRoute) for route in found), "a route that no dependency guards"
    assert {method for route in found for method in route.methods} == {"GET"}
    return [route.path for route in found]


def walk(airflow: AirflowGroup, seen: Life) -> None:
    """Statuses of every route without a token and as every user; the pages that came."""
    delivery = sorted(path.stem for path in seen.workspace.receipts.glob("ikaalinen-*.json"))[0]
    for route in routes():
        url = f"{airflow.address}{PREFIX}{route.format(**EXAMPLES, delivery_id=delivery)}"
        seen.walked["", route], seen.pages["", route] = read(url)
        seen.walked["false", route], _ = read(url, "not.a.token")
        for user in USERS:
            seen.walked[user, route], seen.pages[user, route] = read(url, airflow.token(user))


def look_with_a_browser(airflow: AirflowGroup, seen: Life, pictures: Path) -> None:
    """How wide each page is on a phone and on a desk, in Chromium; a picture of each."""
    pictures.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 800})
            context.add_cookies([{"name": "_token", "value": airflow.token(), "url": airflow.address}])
            page = context.new_page()
            for number, path in enumerate(PAGES):
                page.goto(f"{airflow.address}{PREFIX}{path}")
                seen.widths[path, width] = page.evaluate("document.documentElement.scrollWidth")
                page.screenshot(path=pictures / f"{number}-{width}.png")
            context.close()
        browser.close()


PAGES = (
    "/",
    "/programmes/ikaalinen",
    "/programmes/ikaalinen/periods/1",
    "/programmes/torstaiklubi/periods/1?lang=sv",
    "/programmes/ikaalinen/periods/1/figures/attendance.visits?scope=period",
)
