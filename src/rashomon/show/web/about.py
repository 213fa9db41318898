"""A page about the reading room: how to read it, how good each layer is, which keys do what."""

from __future__ import annotations

from litestar import get

from rashomon.show.web.room import Page, Room

__all__ = ["PAGES"]


@get("/about", sync_to_thread=True)
def tell_about(room: Room) -> Page:
    """Return the page about the reading room."""
    return room.page("about.html")


PAGES = (tell_about,)
