"""What is served, to whom, and what visitors may do."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Settings"]


class Settings(NamedTuple):
    """How a reading room is opened.

    `names` are the host names, beside those of loopback, by which browsers may call it; `token` is what visitors have
    to know, None on loopback only. `read_only` takes no articles and no corrections; `write` lets the API take them;
    `fetch` lets visitors have pages fetched.
    """

    store: str
    port: int = 8765
    names: tuple[str, ...] = ()
    token: str | None = None
    read_only: bool = False
    write: bool = False
    fetch: bool = False
