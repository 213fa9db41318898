"""A store -> who says what: a list that is narrowed down and paged, or a story's statements by speaker or outlet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple, get_args

import msgspec
from litestar import get
from litestar.di import Provide
from litestar.response import Redirect

from rashomon.model import Act, Attribution, AttributionKind
from rashomon.show.layout.gather import Pile, Quote, articles_of, gather_stored, quotes_in
from rashomon.show.layout.outlets import Outlet
from rashomon.show.layout.scope import Scope
from rashomon.show.web import quotations
from rashomon.show.web.narrowing import MOST
from rashomon.show.web.room import Page, Room
from rashomon.show.words import counted
from rashomon.store import Selection

__all__ = ["PAGES"]

_ROWS = 30
# statements on a page of a story's
_LONG = 60
# pages that are looked through for statements whose speaker is not known
_LOOKED = 4
# what of an article a statement is shown with
_LAYERS = ("document", "article", "dating", "zone", "sentence")
UNKNOWN = "unknown"


class _Asked(NamedTuple):
    """Which statements are wanted, as the address says; `by` is how those of a story are grouped."""

    speaker: str | None
    source: str | None
    outlet: str | None
    act: str | None
    kind: str | None
    since: str | None
    until: str | None
    q: str | None
    story: str | None
    by: str | None

    @property
    def selection(self) -> Selection:
        """Return the same for the store; nobody is called unknown."""
        speaker = None if self.speaker == UNKNOWN else self.speaker
        return Selection(
            speaker=speaker, source=self.source, outlet=self.outlet, act=self.act, kind=self.kind, since=self.since,
            until=self.until, search=self.q, story=self.story,
        )  # fmt: skip

    @property
    def narrows(self) -> bool:
        """Tell whether anything but a story is asked for."""
        return any(self._replace(story=None, by=None))


class _Shown(NamedTuple):
    """Statements with what stands around them, in groups with a heading each, and the outlets that they are of.

    `lives` are the quotations that they are uses of, `after` is where the next page begins, `of` how many there are.
    """

    groups: Sequence[tuple[Any, Sequence[Quote]]]
    outlets: Sequence[Outlet]
    lives: Mapping[str, str]
    after: str | None = None
    of: int | None = None
    tallies: Mapping[Any, str] = {}


def ask(
    speaker: str | None = None, source: str | None = None, outlet: str | None = None, act: str | None = None,
    kind: str | None = None, since: str | None = None, until: str | None = None, q: str | None = None,
    story: str | None = None, by: str | None = None,
) -> _Asked:  # fmt: skip
    """Return what is asked for; an empty field of a form asks for nothing."""
    given = (speaker, source, outlet, act, kind, since, until, q, story, by)
    return _Asked(*(one.strip() or None if one else None for one in given))


@get("/statements", sync_to_thread=True, dependencies={"asked": Provide(ask, sync_to_thread=False)})
def list_statements(
    room: Room, asked: _Asked, after: str | None = None, page: int = 1, utterance: str | None = None
) -> Page | Redirect:
    """Return who says what, each statement with its evidence and its place."""
    if utterance:
        return Redirect(f"/quotations/{utterance}")
    page = max(page, 1)
    documents = room.documents(asked.story) if asked.by in ("speaker", "outlet") else None
    grouped = documents is not None and len(documents) <= MOST
    shown = _grouped(room, asked, documents, page) if documents and grouped else _page(room, asked, after)
    return room.page(
        "statements.html", story=asked.story, asked=asked, shown=shown, page=page, after=after, grouped=grouped,
        per_page=_LONG if grouped else _ROWS, acts=get_args(Act), kinds=get_args(AttributionKind),
        names=room.outlets(), most=MOST,
    )  # fmt: skip


def _page(room: Room, asked: _Asked, after: str | None) -> _Shown:
    """Return a page of the list, article by article."""
    found, after, total = _find(room, asked, after)
    documents = sorted({a.document for a in found})
    pile = gather_stored(Scope(room.view, documents, _LAYERS), room.outlets())
    readings = {r.document.id: r for r in pile.readings}
    named = {e.id: e for e in room.view.named("entity", sorted({a.speaker for a in found if a.speaker}))}
    # in the order of the list, which is that of the store
    quotes = [q for a in found for q in quotes_in(readings[a.document], [a], named)]
    groups = [(own[0].reading, own) for _, same in groupby(quotes, lambda q: q.reading.number) for own in [[*same]]]
    return _Shown(groups, pile.outlets, quotations.lives_of(room, documents), after, total)


def _find(room: Room, asked: _Asked, after: str | None) -> tuple[Sequence[Attribution], str | None, int | None]:
    """Return the statements of a page, where the next one begins, and how many there are, as far as that is known."""
    if asked.speaker != UNKNOWN:
        page = room.view.page("attribution", asked.selection, after, _ROWS)
        return page.records, page.next, page.total
    found: list[Attribution] = []
    for _ in range(_LOOKED):
        page = room.view.page("attribution", asked.selection, after, 4 * _ROWS)
        found += (a for a in page.records if a.speaker is None)
        after = page.next
        if after is None or len(found) >= _ROWS:
            break
    return found, after, None


def _grouped(room: Room, asked: _Asked, documents: Sequence[str], page: int) -> _Shown:
    """Return a page of a story's statements: by speaker, who is most widely heard first, or by outlet."""
    pile = room.pile(documents)
    if asked.narrows:
        pile = pile._replace(quotes=room.keep("statements", asked, lambda: _narrowed(room, asked, pile)))
    groups = pile.by_speaker() if asked.by == "speaker" else pile.by_outlet()
    every = [(head, quote) for head, own in groups for quote in own]
    shown = every[_LONG * (page - 1) : _LONG * page]
    parts = [(head, [q for _, q in same]) for head, same in groupby(shown, lambda pair: pair[0])]
    tallies = {head: _tally(own, len(pile.readings)) for head, own in groups}
    return _Shown(parts, pile.outlets, quotations.lives_of(room, documents), None, len(every), tallies)


def _tally(quotes: Sequence[Quote], articles: int) -> str:
    """Return `18 statements in 7 of 13 articles`; beliefs, intentions and attitudes are not counted."""
    sayings = [q for q in quotes if q.is_saying]
    return f"{counted(len(sayings), 'statement')} in {articles_of(sayings)} of {counted(articles, 'article')}"


def _narrowed(room: Room, asked: _Asked, pile: Pile) -> list[Quote]:
    only = {r.document.id for r in pile.readings}
    wanted = {a.id for a in _select(room, asked) if a.document in only}
    return [
        q
        for q in pile.quotes
        if q.attribution.id in wanted and (asked.speaker != UNKNOWN or not q.speaker.known)
    ]  # fmt: skip


def _select(room: Room, asked: _Asked) -> Iterator[Attribution]:
    return room.view.select("attribution", msgspec.structs.replace(asked.selection, limit=None))


PAGES = (list_statements, *quotations.PAGES)
