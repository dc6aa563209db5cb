"""The page's application, made at its first request: every process of Airflow reads the plugin, and only one of them shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class LazyPage:
    """What Airflow mounts."""

    def __init__(self) -> None:
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._app is None:
            from seuranta_airflow.page.app import create_app

            self._app = create_app()
        await self._app(scope, receive, send)
