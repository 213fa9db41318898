"""A token -> a cookie that stands for it, by a form; only where the server asks for a token."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import MediaType, Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body

from rashomon.show.layout.environment import make_environment
from rashomon.show.web.answers import own_address
from rashomon.show.web.guard import COOKIE, Gate

__all__ = ["PAGES"]

# a reader who stays away longer is asked again
_DAYS = 30


@get("/enter", sync_to_thread=False)
def ask_token(request: Request[Any, Any, Any], to: str = "/") -> Response[str]:
    """Return the form that asks for the token."""
    _gate(request)
    return _form(to, wrong=False)


@post("/enter", sync_to_thread=False, status_code=303)
def take_token(
    request: Request[Any, Any, Any],
    data: Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[str]:
    """Let in who knows the token, and send them where they wanted to go."""
    gate, to = _gate(request), data.get("to", "/")
    if not gate.admits(data.get("token", "").strip()):
        return _form(to, wrong=True)
    entered = Response("", status_code=303, headers={"location": own_address(to) or "/"}, media_type=MediaType.TEXT)
    # not `secure`: on loopback and in a home network there is no TLS; a proxy that has it sees to that
    entered.set_cookie(
        COOKIE, gate.cookie(), httponly=True, samesite="strict", path="/", max_age=_DAYS * 24 * 3600,
        secure=request.headers.get("origin", "").startswith("https:"),
    )  # fmt: skip
    return entered


def _gate(request: Request[Any, Any, Any]) -> Gate:
    gate: Gate = request.app.state.gate
    if gate.token is None:
        raise NotFoundException("nobody is asked for a token here")
    return gate


def _form(to: str, *, wrong: bool) -> Response[str]:
    page = make_environment(["rashomon.show.web"]).get_template("enter.html")
    html = page.render(to=own_address(to) or "/", wrong=wrong)
    status = 403 if wrong else 200
    return Response(html, status_code=status, media_type=MediaType.HTML, headers={"cache-control": "no-store"})


PAGES = (ask_token, take_token)
