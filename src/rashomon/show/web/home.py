"""The first page: a story at a glance, or what the store holds where no story is chosen; and all stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from litestar import get

from rashomon.model import Article, Rejection, Story
from rashomon.show.layout.glance import see_at_a_glance
from rashomon.show.web.choosing import title_of
from rashomon.show.web.heads import in_order
from rashomon.show.web.narrowing import choose
from rashomon.show.web.room import Page, Room
from rashomon.show.when import published_between, say_stretch
from rashomon.store import Selection

__all__ = ["PAGES"]

# stories and articles that the first page of a large store names
_FIRST = 12
_A_PAGE = 40
# inputs that were not read and are named, after which they are counted
_NAMED = 20


class Told(NamedTuple):
    """A story in a list: what to call it, how many outlets are known to tell it, when."""

    story: Story
    title: str
    outlets: int
    days: str


class Unread(NamedTuple):
    """What was not read: how many inputs for each reason, and the first of them."""

    number: int
    reasons: Sequence[tuple[str, int]]
    some: Sequence[Rejection]


@get("/", sync_to_thread=True)
def see_story(room: Room, story: str | None = None, since: str | None = None) -> Page:
    """Return the story at a glance; `since` is the day from which on something is new."""
    chosen = choose(room, story)
    if chosen is None:
        return _see_store(room)
    pile = room.pile(chosen.documents)
    glance = room.keep("glance", (tuple(chosen.documents), since), lambda: see_at_a_glance(pile, since))
    whole = room.view.whole("story", story).id if story else None
    return room.page(
        "home.html", chosen=chosen, pile=pile, glance=glance, story=whole, unread=_unread(room), since=since
    )


def _see_store(room: Room) -> Page:
    stories = room.view.page("story", Selection(), limit=_FIRST).records
    newest = room.view.page("article", Selection(), limit=_FIRST, order="date").records
    return room.page(
        "store.html",
        counts=room.view.counts(),
        outlets=len(room.outlets()),
        stories=_told(room, stories),
        newest=in_order(room, [a.document for a in newest]),
        unread=_unread(room),
        story=None,
    )


@get("/stories", sync_to_thread=True)
def list_stories(
    room: Room, q: str | None = None, since: str | None = None, until: str | None = None, after: str | None = None
) -> Page:
    """Return the stories, those of most articles first; `q` are words that one of their articles holds."""
    wanted = Selection(search=q or None, since=since or None, until=until or None)
    page = room.view.page("story", wanted, after=after, limit=_A_PAGE)
    return room.page(
        "stories.html",
        stories=_told(room, page.records),
        total=page.total,
        onward=page.next,
        asked={"q": q, "since": since, "until": until},
        after=after,
        story=None,
    )


def _told(room: Room, stories: Sequence[Story]) -> list[Told]:
    """Return what a list says of stories; their articles are asked for at once, and without their texts."""
    documents = sorted({d for story in stories for d in story.documents})
    articles: dict[str, Article] = {a.document: a for a in room.view.among("article", documents)}
    return [_one(story, [articles[d] for d in story.documents if d in articles]) for story in stories]


def _one(story: Story, articles: Sequence[Article]) -> Told:
    days = [day for a in articles if a.published and (day := published_between(a.published))]
    between = say_stretch(min(d[0] for d in days).isoformat(), max(d[1] for d in days).isoformat()) if days else ""
    return Told(story, title_of(articles), len({a.outlet for a in articles if a.outlet}), between)


def _unread(room: Room) -> Unread:
    def count() -> Unread:
        some: list[Rejection] = []
        reasons: Counter[str] = Counter()
        for one in room.view.rejections():
            # what follows a colon is of the one input
            reasons[one.reason.partition(":")[0]] += 1
            if len(some) < _NAMED:
                some.append(one)
        return Unread(reasons.total(), reasons.most_common(), some)

    return room.keep("unread", (), count)


PAGES = (see_story, list_stories)
