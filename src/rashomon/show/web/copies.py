"""Articles of a story -> the page of copies and origins: a graph of who has the text of whom, and its table."""

from __future__ import annotations

from typing import NamedTuple

from litestar import get

from rashomon.show.layout.addresses import Paths
from rashomon.show.layout.copies import Copies, draw_copies
from rashomon.show.layout.gather import Pile
from rashomon.show.layout.graph import Graph, draw_graph
from rashomon.show.layout.tables import copies_rows
from rashomon.show.web.choosing import choose_story
from rashomon.show.web.downloads import File, send_picture, send_table
from rashomon.show.web.narrowing import CHOSEN, Chosen, demand
from rashomon.show.web.room import Page, Room

__all__ = ["PAGES"]


class _Drawn(NamedTuple):
    pile: Pile
    copies: Copies
    graph: Graph


@get("/copies", sync_to_thread=True, dependencies=CHOSEN)
def show_copies(room: Room, chosen: Chosen | None) -> Page:
    """Return who has the text of whom."""
    if chosen is None:
        return choose_story(room, "Copies and origins")
    return room.page("copies.html", chosen=chosen, story=chosen.story, paths=Paths(), **_draw(room, chosen)._asdict())


@get("/copies.csv", sync_to_thread=True, dependencies=CHOSEN)
def save_table(room: Room, chosen: Chosen | None) -> File:
    """Return the table of the page."""
    return send_table("copies", copies_rows(_draw(room, demand(chosen)).copies))


@get("/copies.svg", sync_to_thread=True, dependencies=CHOSEN)
def save_picture(room: Room, chosen: Chosen | None) -> File:
    """Return the graph of the page."""
    drawn = _draw(room, demand(chosen))
    return send_picture("copies", room.fill("copies.svg", graph=drawn.graph, title=drawn.copies.finding))


def _draw(room: Room, chosen: Chosen) -> _Drawn:
    pile = room.pile(chosen.documents)
    copies = draw_copies(pile)
    return _Drawn(pile, copies, draw_graph(copies))


PAGES = (show_copies, save_table, save_picture)
