"""Settings -> the application: pages, guard, errors."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from litestar import Litestar, MediaType, Request, Response
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.openapi import OpenAPIConfig
from litestar.static_files import create_static_files_router

from rashomon.errors import NotFound, RashomonError
from rashomon.show.layout.environment import make_environment
from rashomon.show.web import (
    about,
    adding,
    article,
    articles,
    beside,
    claims,
    copies,
    correcting,
    events,
    home,
    people,
    search,
    statements,
    timeline,
    wording,
)
from rashomon.show.web.guard import Gate, Guard
from rashomon.show.web.room import Kept, open_room
from rashomon.show.web.settings import Settings

__all__ = ["create_app"]

# the rooms of the reading room, in the order of its head; each has its PAGES
ROOMS = (
    home, articles, article, people, statements, claims, events, timeline, copies, wording, beside, search, adding,
    correcting, about,
)  # fmt: skip


def create_app(settings: Settings) -> Litestar:
    """Return the application that serves one store; nothing is opened before the first request."""
    return Litestar(
        [
            *(page for room in ROOMS for page in room.PAGES),
            create_static_files_router("/static", [Path(str(files("rashomon.show.web") / "static"))], name="static"),
            create_static_files_router("/style", [Path(str(files("rashomon.show.layout") / "style"))], name="style"),
        ],
        dependencies={"room": Provide(open_room)},
        state=State({"settings": settings, "kept": Kept()}),
        middleware=[DefineMiddleware(Guard, gate=Gate(settings.port, settings.token))],
        exception_handlers={HTTPException: _say_refused, RashomonError: _say_wrong},
        openapi_config=OpenAPIConfig(title="Rashomon", version="1", path="/api/schema"),
    )


def _say_refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    return _answer(request, error.status_code, error.detail)


def _say_wrong(request: Request[Any, Any, Any], error: RashomonError) -> Response[Any]:
    return _answer(request, 404 if isinstance(error, NotFound) else 400, str(error))


def _answer(request: Request[Any, Any, Any], status: int, detail: str) -> Response[Any]:
    """Return what went wrong: a page for people, RFC 9457 for programs."""
    if request.url.path.startswith("/api"):
        problem = {"type": "about:blank", "title": _title(status), "status": status, "detail": detail}
        return Response(problem, status_code=status, media_type="application/problem+json")
    page = make_environment(["rashomon.show.web"]).get_template("wrong.html")
    html = page.render(title=_title(status), detail=detail)
    return Response(html, status_code=status, media_type=MediaType.HTML)


def _title(status: int) -> str:
    return {404: "There is no such page", 400: "That could not be answered"}.get(status, "Turned away")
