"""What went wrong -> an answer: a page for people, a problem of RFC 9457 for programs."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any

import msgspec
from jinja2 import Template
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import Scope

from rashomon.errors import NotFound, RashomonError, StoreError
from rashomon.show.layout.environment import make_environment

__all__ = ["PROBLEM", "Problem", "answer", "own_address", "redirect", "say_refused", "say_wrong"]

PROBLEM = "application/problem+json"

# for people; what is not here is called as HTTP has it
_TITLES = {
    400: "That could not be answered",
    401: "A token is asked for",
    404: "There is no such page",
    503: "The store cannot be read",
}

# what to do about it, where the framework says only what HTTP does
_DETAILS = {
    404: "nothing has this address; /api tells which addresses there are",
    405: "this address is not asked so; Allow tells how",
}


class Problem(msgspec.Struct, frozen=True):
    """What went wrong with a request (RFC 9457); `detail` says what to do about it."""

    title: str
    status: int
    detail: str
    instance: str
    type: str = "about:blank"


def answer(scope: Scope, status: int, detail: str, headers: dict[str, str] | None = None) -> Response[bytes]:
    """Return what went wrong with a request, as its sender wants to read it."""
    path = scope["path"]
    more = {"www-authenticate": 'Bearer realm="rashomon"'} if status == HTTPStatus.UNAUTHORIZED else {}
    if path == "/api" or path.startswith("/api/"):
        problem = Problem(HTTPStatus(status).phrase, status, detail, path)
        body, kind = msgspec.json.encode(problem), PROBLEM
    else:
        title = _TITLES.get(status, HTTPStatus(status).phrase)
        body, kind = _page().render(title=title, detail=detail).encode(), MediaType.HTML
    told = {"cache-control": "no-store", **(headers or {}), **more}
    return Response(body, status_code=status, media_type=kind, headers=told)


def redirect(path: str) -> Response[bytes]:
    """Return an answer that sends a browser to another page of ours."""
    return Response(
        b"", status_code=303, media_type=MediaType.TEXT, headers={"location": path, "cache-control": "no-store"}
    )


def own_address(path: str | None) -> str | None:
    """Return an address of this server as it is, None for anything else that a form or a link may bring.

    Browsers take a backslash for a slash, and leave out tabs and line ends.
    """
    plain = path is not None and path.isascii() and path.isprintable() and "\\" not in path
    return path if path and plain and path.startswith("/") and not path.startswith("//") else None


def say_refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Answer what the framework would not take: no such address, a method or parameter that it has not."""
    status, faults = error.status_code, list[str]()
    if isinstance(error, ValidationException):  # understood, but not what the address takes
        status = HTTPStatus.UNPROCESSABLE_ENTITY.value
        faults = [_fault(one) for one in error.extra or ()]
    detail = "; ".join(faults) or _DETAILS.get(error.status_code, error.detail)
    allowed = {k.lower(): v for k, v in (error.headers or {}).items()}
    return answer(request.scope, status, detail, allowed)


def _fault(one: Any) -> str:
    if not isinstance(one, dict):
        return str(one)
    return f"{one['key']}: {one['message']}" if one.get("key") else str(one.get("message", one))


def say_wrong(request: Request[Any, Any, Any], error: RashomonError) -> Response[bytes]:
    """Answer what Rashomon raised on purpose."""
    status = 404 if isinstance(error, NotFound) else 503 if isinstance(error, StoreError) else 400
    return answer(request.scope, status, str(error))


@cache
def _page() -> Template:
    return make_environment(["rashomon.show.web"]).get_template("wrong.html")
