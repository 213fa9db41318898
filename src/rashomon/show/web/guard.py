"""A request -> whether it may come in, and an answer that carries what keeps a browser safe.

A server on loopback is reached by every page that the reader has open: DNS rebinding makes a foreign host name point at
it, forms post to it, images and scripts name it. So the name that the browser asked for has to be ours, what writes has
to come from us, and nothing but a reader who follows a link may come from elsewhere. Nothing is trusted that a proxy
could have written (X-Forwarded-*).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from litestar import Request, Response
from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPResponseBodyEvent, HTTPResponseStartEvent, Message, Receive, Scope, Send

from rashomon.show.web.answers import answer, redirect

__all__ = ["COOKIE", "HEADERS", "Gate", "Guard", "Refusal"]

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LOCAL = ("127.0.0.1", "localhost", "[::1]")
# what may be seen without a token: the form that asks for it, and what makes it look so
_OPEN = ("/enter", "/static/", "/style/")
COOKIE = "rashomon"
# the statuses of HTTP that are dealt with here
_ASKED, _WHOLE, _UNCHANGED = 401, 200, 304
_WEB_PORT = 80

# what every answer carries: nothing is loaded from elsewhere, nothing runs that is not our file. The referrer goes
# to nobody else, but it is not `no-referrer`: browsers would then say `Origin: null` of our own forms, too
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# what is asked for again each time, and sent again only where it is not the same
CACHE = "private, no-cache"


class Refusal(NamedTuple):
    """Why a request is turned away, in words for the person who made it."""

    status: int
    why: str


class Gate:
    """Who may come in: who calls us by one of our names, writes from our own pages, and knows the token if any."""

    def __init__(self, port: int, names: Iterable[str] = (), token: str | None = None) -> None:
        ours = [f"{name}:{port}" for name in (*_LOCAL, *names)]
        # a name that is given with a port, or behind a proxy on the port of the web, is called so
        self.hosts = {name.casefold() for name in (*ours, *names, *(_LOCAL if port == _WEB_PORT else ()))}
        self.token = token

    def refusal(self, method: str, path: str, headers: Headers) -> Refusal | None:
        """Return why a request is turned away, None where it may come in."""
        named = headers.getall("host", [])
        host = named[0].casefold() if len(named) == 1 else ""
        if host not in self.hosts:
            called = f"this server is not called {', '.join(named) or 'nothing'}"
            return Refusal(421, f"{called}; it is called {', '.join(sorted(self.hosts))}")
        knows = self.token is None or self._knows(headers)
        if method not in _SAFE:
            if not (self._bears(headers) or _is_from(host, headers)):
                return Refusal(403, f"{method} is taken from pages of this server only: their Origin is http://{host}")
        elif _is_drawn_elsewhere(headers):
            return Refusal(403, "pages of others may link to this server, but not show what is on it")
        if not knows and not path.startswith(_OPEN):
            return Refusal(_ASKED, "a token is asked for")
        return None

    def admits(self, token: str) -> bool:
        """Tell whether this is the token."""
        return self.token is not None and secrets.compare_digest(token.encode(), self.token.encode())

    def cookie(self) -> str:
        """Return what the browser keeps of somebody who knew the token: it does not tell the token."""
        return hashlib.sha256(f"rashomon cookie\0{self.token}".encode()).hexdigest()

    def _bears(self, headers: Headers) -> bool:
        """Tell whether a program shows the token, which no page of others could have it do."""
        kind, _, token = headers.get("authorization", "").partition(" ")
        return kind.casefold() == "bearer" and self.admits(token.strip())

    def _knows(self, headers: Headers) -> bool:
        return self._bears(headers) or secrets.compare_digest(_cookie_of(headers).encode(), self.cookie().encode())


def _is_from(host: str, headers: Headers) -> bool:
    """Tell whether a browser says that a request comes from a page of ours, and nothing that it says is against it."""
    said = headers.get("sec-fetch-site")
    origin = headers.get("origin") or headers.get("referer")
    if origin is None or said not in (None, "same-origin"):
        return False
    where = urlsplit(origin)
    return where.scheme in ("http", "https") and where.netloc.casefold() == host


def _is_drawn_elsewhere(headers: Headers) -> bool:
    """Tell whether a page of others asks for something of ours to put it into itself."""
    site, mode = headers.get("sec-fetch-site"), headers.get("sec-fetch-mode")
    return site in ("cross-site", "same-site") and (mode != "navigate" or headers.get("sec-fetch-dest") != "document")


def _cookie_of(headers: Headers) -> str:
    try:
        held = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return held.value if held else ""


class Guard:
    """Around the whole application, so that what is not found is guarded, too."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app, self.gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say why not."""
        if scope["type"] != ScopeType.HTTP:
            if scope["type"] == ScopeType.WEBSOCKET:
                await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        headers, method = Headers.from_scope(scope), str(scope["method"])
        out = _Out(send, method, headers.get("if-none-match"))
        refused = self.gate.refusal(method, scope["path"], headers)
        if refused is None:
            # who answers GET answers HEAD; what is told of the body is sent, and the body is not
            asked: Any = {**scope, "method": "GET"} if method == "HEAD" else scope
            await self.app(asked, receive, out.send)
            return
        told = _lead_in(scope, headers) if refused.status == _ASKED else answer(scope, *refused)
        request: Request[Any, Any, Any] = Request(scope)
        await told.to_asgi_response(None, request)(scope, receive, out.send)


def _lead_in(scope: Scope, headers: Headers) -> Response[bytes]:
    """Return the way to the form that asks for the token, or for programs that one is asked for."""
    asked = scope["query_string"].decode("latin-1")
    if scope.get("method") not in ("GET", "HEAD") or "text/html" not in headers.get("accept", ""):
        return answer(scope, _ASKED, "a token is asked for: Authorization: Bearer …")
    wanted = quote(scope["path"]) + (f"?{asked}" if asked else "")
    return redirect(f"/enter?to={quote(wanted, safe='')}")


class _Out:
    """Sends an answer on: with the headers of all, with a digest of what it says, without a body where none is due."""

    def __init__(self, send: Send, method: str, held: str | None) -> None:
        self._send, self._method, self._held = send, method, held
        self._start: HTTPResponseStartEvent | None = None

    async def send(self, message: Message) -> None:
        """Send one message of an answer; its beginning waits for what it says."""
        if message["type"] == "http.response.start":
            message["headers"] = _with_headers(message["headers"])
            self._start = message
            return
        if message["type"] == "http.response.body" and self._start is not None:
            start, self._start = self._start, None
            if not message.get("more_body") and start["status"] == 200:
                start, message = self._tagged(start, message)
            await self._send(start)
        if message["type"] == "http.response.body" and self._method == "HEAD":
            message["body"] = b""
        await self._send(message)

    def _tagged(
        self, start: HTTPResponseStartEvent, body: HTTPResponseBodyEvent
    ) -> tuple[HTTPResponseStartEvent, HTTPResponseBodyEvent]:
        """Name an answer that is whole by its content; where the asker holds that already, say only so."""
        headers = dict(start["headers"])
        tag = headers.get(b"etag", b"").decode("latin-1") or f'"{hashlib.sha256(body["body"]).hexdigest()[:32]}"'
        headers[b"etag"] = tag.encode("latin-1")
        if not _holds(self._held, tag):
            return {**start, "headers": list(headers.items())}, body
        kept = {name: value for name, value in headers.items() if name not in (b"content-length", b"content-type")}
        return {**start, "status": _UNCHANGED, "headers": list(kept.items())}, {**body, "body": b""}


def _holds(held: str | None, tag: str) -> bool:
    known = [one.strip().removeprefix("W/") for one in (held or "").split(",")]
    return "*" in known or tag.removeprefix("W/") in known


def _with_headers(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    given = [(name.lower(), value) for name, value in headers]
    known = {name for name, _ in given}
    more = {**HEADERS, "cache-control": CACHE}
    return given + [(n.encode(), v.encode()) for n, v in more.items() if n.encode() not in known]
