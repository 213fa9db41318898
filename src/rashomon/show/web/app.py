"""Settings -> the application: pages, guard, errors."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.static_files import create_static_files_router

from rashomon.errors import RashomonError
from rashomon.show.web import (
    about,
    adding,
    api,
    article,
    articles,
    beside,
    claims,
    copies,
    correcting,
    entering,
    events,
    home,
    people,
    search,
    statements,
    timeline,
    wording,
)
from rashomon.show.web.answers import say_refused, say_wrong
from rashomon.show.web.guard import Gate, Guard
from rashomon.show.web.room import Kept, open_room
from rashomon.show.web.settings import Settings

__all__ = ["create_app"]

# the rooms of the reading room, in the order of its head; each has its PAGES
ROOMS = (
    home, articles, article, people, statements, claims, events, timeline, copies, wording, beside, search, adding,
    correcting, about, entering, api,
)  # fmt: skip


def create_app(settings: Settings) -> Litestar:
    """Return the application that serves one store; nothing is opened before the first request."""
    gate = Gate(settings.port, settings.names, settings.token)
    app = Litestar(
        [
            *(page for room in ROOMS for page in room.PAGES),
            _files("/static", "rashomon.show.web", "static"),
            _files("/style", "rashomon.show.layout", "style"),
        ],
        dependencies={"room": Provide(open_room)},
        state=State({"settings": settings, "kept": Kept(), "gate": gate}),
        exception_handlers={HTTPException: say_refused, RashomonError: say_wrong},
        # only the description itself: the pages that show it bring scripts of others
        openapi_config=OpenAPIConfig(
            title="Rashomon", version="1", path="/api/schema", render_plugins=[JsonRenderPlugin()]
        ),
        include_in_schema=False,
        # pages that take more say so themselves
        request_max_body_size=1_000_000,
    )
    app.asgi_handler = Guard(app.asgi_handler, gate)
    return app


def _files(path: str, package: str, folder: str) -> Router:
    """Return what serves the files of a folder of a package."""
    here = Path(str(files(package) / folder))
    return create_static_files_router(path, [here], name=folder, before_request=_check_name)


def _check_name(request: Request[Any, Any, Any]) -> None:
    """Raise NotFoundException for a name that no file can have: what the system says of it is a fault to Litestar."""
    if not _NAME.fullmatch(request.url.path):
        raise NotFoundException


_NAME = re.compile(r"/[a-z]+/[\w-]{1,60}\.[a-z]{2,4}", re.ASCII)
