"""The plugin that Airflow finds in this folder: the page "Seuranta" and its place in the menu."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from seuranta_airflow.page.lazy import LazyPage

PREFIX = "/seuranta"


class SeurantaPlugin(AirflowPlugin):
    """Mounted without any question asked: each route asks for itself (``seuranta_airflow/page/access.py``)."""

    name = "seuranta"
    fastapi_apps = [{"app": LazyPage(), "url_prefix": PREFIX, "name": "Seuranta"}]
    external_views = [{"name": "Seuranta", "href": f"{PREFIX}/", "destination": "nav", "url_route": "seuranta", "nav_top_level": True}]
