"""Events -> pages: what is said to have happened in a story, and one event with all that tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

from litestar import get

from rashomon.errors import NotFound
from rashomon.model import Realis
from rashomon.show.deeds import say_realis, say_type
from rashomon.show.layout.addresses import Paths
from rashomon.show.layout.between import Between, compare_pairs
from rashomon.show.layout.event_filters import EventsWanted, choices_of, sift_events
from rashomon.show.layout.event_list import list_events
from rashomon.show.layout.event_page import gather_events, lay_out_event
from rashomon.show.layout.happened import Happening, find_happenings
from rashomon.show.layout.lanes import Lanes, draw_lanes
from rashomon.show.layout.outlets import Outlet
from rashomon.show.layout.tables import happened_rows, pairs_rows
from rashomon.show.web.choosing import name_story, offer_stories
from rashomon.show.web.downloads import File, send_picture, send_table
from rashomon.show.web.narrowing import Chosen, choose, demand
from rashomon.show.web.room import ROOMY, Page, Room
from rashomon.store import Selection
from rashomon.store.selection import check_selection, event_types

__all__ = ["PAGES"]

# rows of the table on one page
ROWS = 30
# stories that are offered beside the list of a large store
OFFERED = 8


class _Laid(NamedTuple):
    """The events of some articles, and what passed between two of those who act."""

    outlets: Sequence[Outlet]
    happenings: Sequence[Happening]
    pairs: Sequence[Between]


@get("/events", sync_to_thread=True)
def show_events(room: Room, story: str | None = None, page: int = 1) -> Page:
    """Return what is said to have happened in a story: a picture, a table, and who did what to whom over time."""
    chosen = choose(room, story)
    if chosen is None:
        return _list_events(room)
    laid, wanted = _lay_out(room, chosen), _read_wanted(room.request.query_params)
    happenings = sift_events(laid.happenings, wanted)
    return room.page(
        "events.html",
        story=story,
        told=name_story(room, story),
        chosen=chosen,
        outlets=laid.outlets,
        happenings=happenings,
        of=len(laid.happenings),
        lanes=_draw(happenings),
        wanted=wanted,
        choices=choices_of(laid.happenings),
        pairs=laid.pairs,
        pair=_find_pair(laid.pairs, room.request.query_params.get("pair")),
        page=max(1, page),
        per_page=ROWS,
    )


@get("/events.csv", sync_to_thread=True)
def save_events(room: Room, story: str | None = None) -> File:
    """Return the table of all events that answer to the filters of the page."""
    return send_table("events", happened_rows(_sifted(room, story)))


@get("/events.svg", sync_to_thread=True)
def save_lanes(room: Room, story: str | None = None) -> File:
    """Return the picture of the page."""
    return send_picture("events", room.fill("lanes.svg", lanes=_draw(_sifted(room, story))))


@get("/between.csv", sync_to_thread=True)
def save_pairs(room: Room, story: str | None = None) -> File:
    """Return what passed between all pairs of the page."""
    return send_table("between", pairs_rows(_lay_out(room, demand(choose(room, story))).pairs))


@get("/between.svg", sync_to_thread=True)
def save_pair(room: Room, story: str | None = None, pair: str | None = None) -> File:
    """Return the picture of one pair; raises NotFound where nothing is drawn of it."""
    found = _find_pair(_lay_out(room, demand(choose(room, story))).pairs, pair)
    if found is None or not found.bars:
        raise NotFound(f"no picture of the pair {pair!r}")
    return send_picture("between", room.fill("between.svg", pair=found))


@get("/events/{key:str}", sync_to_thread=True)
def show_event(room: Room, key: str) -> Page:
    """Return an event with all that tell it; `key` is the id of its cluster, or of one report of it."""
    return room.page("event.html", **lay_out_event(room.view, key, room.outlets())._asdict())


def _list_events(room: Room) -> Page:
    """Return the events of a store that is too large for one picture, those that most articles tell first."""
    wanted = _read_wanted(room.request.query_params)
    asked = Selection(
        types=(wanted.type,) if wanted.type else (), realis=wanted.realis, actor=wanted.actor,
        recipient=wanted.recipient, since=wanted.since, until=wanted.until,
    )  # fmt: skip
    listed = room.view.page("cluster", asked, room.request.query_params.get("after"), ROWS)
    return room.page(
        "event_list.html",
        story=None,
        listed=listed,
        rows=list_events(room.view, listed.records),
        wanted=wanted,
        choices={
            "type": [(t, say_type(t)) for t in event_types()],
            "realis": [(r, say_realis(r)) for r in get_args(Realis)],
        },
        offered=offer_stories(room)[:OFFERED],
        roomy=ROOMY,
    )


def _lay_out(room: Room, chosen: Chosen) -> _Laid:
    def make() -> _Laid:
        pile = gather_events(room.view, chosen.documents, room.outlets())
        happenings = find_happenings(pile)
        return _Laid(pile.outlets, happenings, compare_pairs(happenings))

    return room.keep("events", tuple(chosen.documents), make)


def _sifted(room: Room, story: str | None) -> list[Happening]:
    laid = _lay_out(room, demand(choose(room, story)))
    return sift_events(laid.happenings, _read_wanted(room.request.query_params))


def _draw(happenings: Sequence[Happening]) -> Lanes:
    return draw_lanes(happenings, happenings, Paths())


def _read_wanted(query: Mapping[str, str]) -> EventsWanted:
    """Return what the address asks of events; raises NotFound, with what there is, for what none could be."""
    wanted = EventsWanted(**{name: query.get(name) or None for name in EventsWanted._fields})
    check_selection("event", Selection(kind=wanted.type, realis=wanted.realis, since=wanted.since, until=wanted.until))
    return wanted


def _find_pair(pairs: Sequence[Between], key: str | None) -> Between | None:
    """Return the pair that the address names, else the first."""
    return next((p for p in pairs if p.key == key), pairs[0] if pairs and not key else None)


PAGES = (show_events, save_events, save_lanes, save_pairs, save_pair, show_event)
