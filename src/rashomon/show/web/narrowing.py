"""A story, an outlet, days -> the articles that a page lays out, and how many there were.

A page that lays out articles takes `chosen` (`dependencies=CHOSEN`), which is None where there is a story to be chosen
first (see choosing.py); what is saved of a page takes the same query.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from litestar.di import Provide

from rashomon.errors import NotFound
from rashomon.model import Article
from rashomon.show.web.room import Room
from rashomon.store import Selection
from rashomon.store.selection import check_selection, is_before

__all__ = ["CHOSEN", "Chosen", "choose", "demand"]

# articles that a page lays out at a time: each takes some hundredths of a second, once
MOST = 60


class Chosen(NamedTuple):
    """What a page lays out: `documents`, the first by date of the `found` ones among the `of` of the story.

    `outlets` are those of the whole story, to choose from; `outlet`, `since` and `until` are what narrows it, None
    where nothing does; days are written as 2031, 2031-05 or 2031-05-03.
    """

    documents: Sequence[str]
    found: int
    of: int
    outlets: Sequence[str]
    story: str | None
    outlet: str | None
    since: str | None
    until: str | None

    @property
    def cut(self) -> bool:
        """Tell whether more articles were found than are laid out."""
        return self.found > len(self.documents)

    @property
    def query(self) -> dict[str, str | None]:
        """Return the query that asks for the same."""
        return {"story": self.story, "outlet": self.outlet, "since": self.since, "until": self.until}


def choose(
    room: Room, story: str | None = None, outlet: str | None = None, since: str | None = None, until: str | None = None
) -> Chosen | None:
    """Return what to lay out, None where no story is chosen and there are too many; raises NotFound for a false day."""
    check_selection("article", Selection(since=since or None, until=until or None))
    documents = room.documents(story)
    if documents is None:
        return None
    every = room.keep("dated", tuple(documents), lambda: _dated(room, documents))
    found = [a.document for a in every if outlet in (None, "", a.outlet) and _is_between(a, since, until)]
    outlets = sorted({a.outlet for a in every if a.outlet}, key=str.casefold)
    return Chosen(found[:MOST], len(found), len(documents), outlets, story, outlet, since, until)


CHOSEN = {"chosen": Provide(choose, sync_to_thread=True)}


def demand(chosen: Chosen | None) -> Chosen:
    """Return what is chosen; raises NotFound where nothing is."""
    if chosen is None:
        raise NotFound("this store holds more articles than are laid out at a time: say which story, ?story=ID")
    return chosen


def _dated(room: Room, documents: Sequence[str]) -> list[Article]:
    articles: list[Article] = list(room.view.among("article", documents))
    return sorted(articles, key=lambda a: (a.published or "9999", a.outlet or "", a.document))


def _is_between(article: Article, since: str | None, until: str | None) -> bool:
    if not (since or until):
        return True
    day = article.published
    return day is not None and not is_before(day, since or None) and not is_before(until or None, day)
