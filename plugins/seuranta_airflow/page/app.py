"""The application that Airflow mounts: its routes, and what is said when one of them cannot answer."""

from __future__ import annotations

import logging

from airflow.api_fastapi.app import get_auth_manager
from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.base import RequestResponseEndpoint

from seuranta.vocabulary.errors import SeurantaError, UnknownName
from seuranta_airflow.page.files import files
from seuranta_airflow.page.rendering import HEADERS, page
from seuranta_airflow.page.routes import views

log = logging.getLogger(__name__)


def create_app() -> FastAPI:
    """No page about the page: its own documentation would be routes that ask for nobody."""
    app = FastAPI(title="Seuranta", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(views)
    app.include_router(files)
    app.add_api_route("/health", health, response_class=PlainTextResponse)
    app.add_exception_handler(StarletteHTTPException, denied)
    app.add_exception_handler(RequestValidationError, not_found)
    app.add_exception_handler(UnknownName, not_found)
    app.add_exception_handler(SeurantaError, not_now)
    app.middleware("http")(with_headers)
    return app


def health() -> str:
    """The one route that asks for nobody, and tells nothing."""
    return "ok"


async def with_headers(request: Request, answer: RequestResponseEndpoint) -> Response:
    response = await answer(request)
    response.headers.update(HEADERS)
    return response


async def denied(request: Request, error: Exception) -> HTMLResponse:
    status = error.status_code if isinstance(error, HTTPException | StarletteHTTPException) else 500
    return message(request, status if status in (401, 403, 404) else 404, status)


async def not_found(request: Request, error: Exception) -> HTMLResponse:
    """Nothing of what was asked for is said again."""
    return message(request, 404, 404)


async def not_now(request: Request, error: Exception) -> HTMLResponse:
    """No warehouse yet, a programme file that does not load, a house log that was changed: the log says which."""
    log.error("%s", error)
    return message(request, 503, 503)


def message(request: Request, said: int, status: int) -> HTMLResponse:
    login = get_auth_manager().get_url_login(next_url=str(request.url)) if said == 401 else ""
    return page(request, "message.html", None, status=status, said=said, login=login)
