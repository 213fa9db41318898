"""Articles of a story -> the page of copies and origins: a graph of who has the text of whom, and its table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from litestar import get

from rashomon.model import Family
from rashomon.show.layout.copies import Copies, draw_copies
from rashomon.show.layout.gather import gather_stored
from rashomon.show.layout.graph import Graph, draw_graph
from rashomon.show.layout.outlets import Outlet
from rashomon.show.layout.scope import Scope
from rashomon.show.layout.tables import copies_rows
from rashomon.show.web.choosing import choose_story
from rashomon.show.web.downloads import File, send_picture, send_table
from rashomon.show.web.narrowing import CHOSEN, Chosen, demand
from rashomon.show.web.room import Page, Room

__all__ = ["PAGES"]


# articles that are laid out, with all that are one text with one that is chosen
_MOST = 150
# what of an article tells who has its text
_LAYERS = ("document", "article", "dating", "zone", "reuse", "family")


class _Drawn(NamedTuple):
    """What the page and its files show; `more` articles were not chosen, but are one text with one that was."""

    outlets: Sequence[Outlet]
    copies: Copies
    graph: Graph
    more: int


@get("/copies", sync_to_thread=True, dependencies=CHOSEN)
def show_copies(room: Room, chosen: Chosen | None) -> Page:
    """Return who has the text of whom."""
    if chosen is None:
        return choose_story(room, "Copies and origins")
    return room.page("copies.html", chosen=chosen, story=chosen.story, **_draw(room, chosen)._asdict())


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
    """Lay out the articles that are chosen, and those that are one text with one of them, as many as are drawn."""
    families: Sequence[Family] = list(room.view.among("family", chosen.documents))
    kin = dict.fromkeys(document for family in families for document in family.documents)
    documents = list(dict.fromkeys([*chosen.documents, *kin]))[:_MOST]
    return room.keep("copies", tuple(documents), lambda: _lay_out(room, documents, len(chosen.documents)))


def _lay_out(room: Room, documents: Sequence[str], chosen: int) -> _Drawn:
    pile = gather_stored(Scope(room.view, documents, _LAYERS), room.outlets())
    copies = draw_copies(pile)
    return _Drawn(pile.outlets, copies, draw_graph(copies), len(documents) - chosen)


PAGES = (show_copies, save_table, save_picture)
