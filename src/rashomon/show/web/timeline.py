"""What articles report on when -> the page of the timeline: picture, table, and numbers side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from litestar import get

from rashomon.show.layout.gather import Pile
from rashomon.show.layout.tables import timeline_rows
from rashomon.show.layout.time_page import (
    Figure,
    TimesWanted,
    compare_figures,
    gather_times,
    named_beside,
    sift_times,
    views_of,
)
from rashomon.show.layout.timeline import Timeline, draw_timeline
from rashomon.show.web.choosing import choose_story, name_story
from rashomon.show.web.downloads import File, send_picture, send_table
from rashomon.show.web.narrowing import Chosen, choose, demand
from rashomon.show.web.room import Page, Room
from rashomon.store import Selection
from rashomon.store.selection import check_selection

__all__ = ["PAGES"]

# rows of the table on one page: each time with all that report it
ROWS = 60


class _Laid(NamedTuple):
    """The dates and numbers of some articles, and whom a reader may choose."""

    pile: Pile
    figures: Sequence[Figure]
    actors: Sequence[tuple[str, str]]


@get("/timeline", sync_to_thread=True)
def show_timeline(room: Room, story: str | None = None, page: int = 1) -> Page:
    """Return which days the articles of a story report on, against when they came out."""
    chosen = choose(room, story)
    if chosen is None:
        return choose_story(room, "What is reported when")
    laid, wanted = _lay_out(room, chosen), _read_wanted(room.request.query_params)
    timeline = _draw(laid, wanted)
    return room.page(
        "timeline.html",
        story=story,
        told=name_story(room, story),
        chosen=chosen,
        outlets=laid.pile.outlets,
        timeline=timeline,
        views=views_of(timeline.window) if timeline.window else (),
        figures=laid.figures,
        actors=laid.actors,
        wanted=wanted,
        page=max(1, page),
        per_page=ROWS,
    )


@get("/timeline.csv", sync_to_thread=True)
def save_times(room: Room, story: str | None = None) -> File:
    """Return the table of the page."""
    return send_table("timeline", timeline_rows(_asked(room, story)))


@get("/timeline.svg", sync_to_thread=True)
def save_picture(room: Room, story: str | None = None) -> File:
    """Return the picture of the page."""
    return send_picture("timeline", room.fill("timeline.svg", timeline=_asked(room, story)))


def _lay_out(room: Room, chosen: Chosen) -> _Laid:
    def make() -> _Laid:
        pile = gather_times(room.view, chosen.documents, room.outlets())
        return _Laid(pile, compare_figures(pile), named_beside(pile))

    return room.keep("times", tuple(chosen.documents), make)


def _asked(room: Room, story: str | None) -> Timeline:
    laid = _lay_out(room, demand(choose(room, story)))
    return _draw(laid, _read_wanted(room.request.query_params))


def _draw(laid: _Laid, wanted: TimesWanted) -> Timeline:
    pile = sift_times(laid.pile, wanted)
    whole = draw_timeline(pile)
    asked = wanted.window(whole.window) if whole.window else None
    return draw_timeline(pile, asked) if asked else whole


def _read_wanted(query: Mapping[str, str]) -> TimesWanted:
    """Return what the address asks of reported time; raises NotFound for what is no date."""
    named = {"since": "from", "until": "to", "actor": "actor", "outlet": "outlet"}
    wanted = TimesWanted(**{field: query.get(name) or None for field, name in named.items()})
    check_selection("timex", Selection(since=wanted.since, until=wanted.until))
    return wanted


PAGES = (show_timeline, save_times, save_picture)
