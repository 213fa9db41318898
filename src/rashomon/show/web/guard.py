"""A request -> whether it may come in: the Host header, the Origin of what writes, the token.

A server on loopback is reached by every page that the reader has open: DNS rebinding makes a foreign host name point at
it, and forms post to it. So the name that the browser asked for has to be ours, and what writes has to come from us.
"""

from __future__ import annotations

import secrets
from typing import NamedTuple

from litestar.datastructures import Headers
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.types import ASGIApp, Receive, Scope, Send

__all__ = ["HEADERS", "Gate", "Guard"]

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})

# what every answer carries: nothing is loaded from elsewhere, nothing runs that is not a file of ours
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Gate(NamedTuple):
    """Who may come in: the port that is served, and the token that is asked for, None where there is none."""

    port: int
    token: str | None = None

    def refusal(self, method: str, headers: Headers) -> Exception | None:
        """Return why a request is turned away, None where it may come in."""
        host = headers.get("host", "")
        if not self._is_ours(host):
            return PermissionDeniedException(f"this server is not called {host!r}")
        origin = headers.get("origin")
        if method not in _SAFE and origin != f"http://{host}":
            return PermissionDeniedException(f"{method} is not taken from {origin or 'an unknown page'}")
        if self.token and not secrets.compare_digest(headers.get("authorization", ""), f"Bearer {self.token}"):
            return NotAuthorizedException("a token is asked for: Authorization: Bearer …")
        return None

    def _is_ours(self, host: str) -> bool:
        name, _, port = host.rpartition(":")
        return name in _LOCAL and port == str(self.port)


class Guard:
    """Middleware that turns away what the gate refuses."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app, self.gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or raise why not."""
        if scope["type"] == "http" and (refusal := self.gate.refusal(scope["method"], Headers.from_scope(scope))):
            raise refusal
        await self.app(scope, receive, send)
