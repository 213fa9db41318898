"""A page that lays out one story, and no story chosen -> the page that asks to choose one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rashomon.model import Article, Story
from rashomon.show.web.room import ROOMY, Page, Room
from rashomon.store import Selection

__all__ = ["Choice", "choose_story", "name_story", "offer_stories", "title_of"]

# stories that are offered: /stories has them all
_OFFERED = 40


class Choice(NamedTuple):
    """A story that is offered, or has been chosen."""

    story: Story
    title: str
    outlets: int


def choose_story(room: Room, title: str) -> Page:
    """Return the page `title` for a store of more articles than it can lay out: the largest stories to choose from."""
    return room.page("choose.html", title=title, choices=offer_stories(room), roomy=ROOMY, story=None)


def offer_stories(room: Room) -> Sequence[Choice]:
    """Return the largest stories of the store, each with its title and how many outlets tell it."""
    return room.keep("choices", (), lambda: _find_choices(room))


def name_story(room: Room, story: str | None) -> Choice | None:
    """Return what a story is called, None where none is chosen; raises NotFound where there is no such story."""
    return _choice(room, room.view.whole("story", story)) if story else None


def _find_choices(room: Room) -> Sequence[Choice]:
    found = room.view.select("story", Selection(limit=_OFFERED))
    return [_choice(room, story) for story in found]


def _choice(room: Room, story: Story) -> Choice:
    articles: list[Article] = list(room.view.among("article", story.documents))
    return Choice(story, title_of(articles), len({a.outlet for a in articles if a.outlet}))


def title_of(articles: Iterable[Article]) -> str:
    """Return what a story is called on all pages: the title of the first of its articles that has one."""
    dated = sorted(articles, key=lambda a: (a.published or "9999", a.outlet or "", a.document))
    return next((a.title for a in dated if a.title), None) or "A story without a title"
