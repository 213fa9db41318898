"""Two to five articles beside each other: what they share joined, what they tell alike, otherwise, or alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from litestar import get
from litestar.params import Parameter

from rashomon.show.compare import LETTERS, Comparison, Telling, compare_articles
from rashomon.show.layout.gather import Reading, gather_stored
from rashomon.show.layout.joined import join_texts
from rashomon.show.layout.scope import Scope
from rashomon.show.web.heads import read_heads
from rashomon.show.web.room import Page, Room
from rashomon.show.words import say_value
from rashomon.store import Selection

__all__ = ["PAGES"]

# what of articles is set here: their texts, and what stands over them
_LAYERS = frozenset({"document", "article", "dating", "zone"})
# articles that are offered to choose from
_OFFERED = 40


@get("/compare", sync_to_thread=True)
def compare(
    room: Room,
    a: Annotated[list[str] | None, Parameter(query="a")] = None,
    sync: str | None = None,
) -> Page:
    """Return the articles that `a` names beside each other, or ask which; `sync=off` lets each scroll by itself."""
    keys = list(dict.fromkeys(key for key in a or () if key))
    if len(keys) < 2:
        return _choose(room, keys)
    documents = [room.view.document(key).id for key in keys]
    found = room.keep("compared", tuple(documents), lambda: compare_articles(room.view, documents))
    pile = gather_stored(Scope(room.view, documents, _LAYERS), room.outlets())
    readings = {r.document.id: r for r in pile.readings}
    return room.page(
        "compare.html",
        found=found,
        columns=join_texts(found, readings),
        kinds=_kinds(found),
        cell=_say_telling,
        together=sync != "off",
        most=len(LETTERS),
        story=None,
    )


# what becomes of claims that the articles tell, in the order in which a reader needs them
_KINDS = {
    "differ": "Told otherwise",
    "agree": "Told alike, by texts of their own",
    "copies": "Told by copies of one text alone",
    "alone": "Told by one of them alone",
}


def _kinds(found: Comparison) -> list[tuple[str, list[object]]]:
    told = [(words, [c for c in found.claims if c.found == kind]) for kind, words in _KINDS.items()]
    return [(words, list(own)) for words, own in told if own]


def _say_telling(telling: Telling) -> str:
    """Return what fills the slot, else who is cited, else the stance."""
    value = telling.value if telling.value not in ("yes", "no") else None
    return say_value(value) or telling.speaker or telling.stance


def _choose(room: Room, keys: Sequence[str]) -> Page:
    """Return the page that asks for articles, those first that belong to the one that is given."""
    first = room.view.document(keys[0]) if keys else None
    story = next(iter(room.view.records("story", first.id)), None) if first else None
    if story:
        offered = list(story.documents)
    else:
        offered = [a.document for a in room.view.page("article", Selection(), limit=_OFFERED, order="date").records]
    heads: list[Reading] = read_heads(room, offered)
    others = [h for h in heads if first is None or h.document.id != first.id][:_OFFERED]
    given = next(iter(read_heads(room, [first.id])), None) if first else None
    return room.page("compare_which.html", given=given, others=others, most=len(LETTERS), story=None)


PAGES = (compare,)
