"""A store -> its articles in a list: by date or outlet, of an outlet, days, words or story, copied or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, NamedTuple

from litestar import get
from litestar.params import Parameter

from rashomon.errors import NotFound
from rashomon.model import Article
from rashomon.show.web.heads import in_order
from rashomon.show.web.room import Page, Room
from rashomon.store import Selection

__all__ = ["PAGES"]

_A_PAGE = 40
# pages that are looked through for what no index knows, before a page that is not full is given
_PATIENCE = 8
ORDERS = {"date": "newest first", "outlet": "by outlet"}
# whose text it is, as far as the article says so
TAKEN = {"yes": "say that their text is another’s", "wire": "credit an agency", "no": "credit nobody"}


class Asked(NamedTuple):
    """What a reader asked for, as it stands in the address."""

    q: str | None
    outlet: str | None
    since: str | None
    until: str | None
    story: str | None
    language: str | None
    taken: str | None

    @property
    def anything(self) -> bool:
        """Tell whether the list is narrowed down."""
        return any(self)


class Found(NamedTuple):
    """A page of articles, the cursor of the next one, and how many there are in all, None where nobody has counted."""

    records: Sequence[Article]
    next: str | None
    total: int | None


@get("/articles", sync_to_thread=True)
def list_articles(
    room: Room, q: str | None = None, outlet: str | None = None, since: str | None = None, until: str | None = None,
    story: str | None = None, language: str | None = None, taken: str | None = None, order: str = "date",
    after: str | None = None, beside: Annotated[list[str] | None, Parameter(query="beside")] = None,
) -> Page:  # fmt: skip
    """Return articles; `taken` is a key of TAKEN, `beside` are those to which another is to be chosen."""
    if order not in ORDERS:
        raise NotFound(f"articles are not listed by {order!r}; there are: {', '.join(ORDERS)}")
    if taken and taken not in TAKEN:
        raise NotFound(f"no such articles {taken!r}; there are: {', '.join(TAKEN)}")
    asked = Asked(*((value or "").strip() or None for value in (q, outlet, since, until, story, language, taken)))
    found = _find(room, asked, order, after or None)
    return room.page(
        "articles.html",
        heads=in_order(room, [a.document for a in found.records]),
        found=found,
        asked=asked,
        order=order,
        orders=ORDERS,
        takens=list(TAKEN.items()),
        outlets=room.outlets(),
        beside=beside or [],
        after=after,
        story=asked.story,
    )


def _find(room: Room, asked: Asked, order: str, after: str | None) -> Found:
    wanted = Selection(search=asked.q, outlet=asked.outlet, since=asked.since, until=asked.until, story=asked.story)
    keep = _rest(asked)
    kept: list[Article] = []
    for _ in range(_PATIENCE):
        page = room.view.page("article", wanted, after, _A_PAGE, "outlet" if order == "outlet" else "date")
        kept += filter(keep, page.records)
        after = page.next
        if after is None or len(kept) >= _A_PAGE:
            break
    known = page.total if not (asked.language or asked.taken) else None
    return Found(kept, after, known)


def _rest(asked: Asked) -> Callable[[Article], bool]:
    """Return what tells whether an article answers to what no index knows."""

    def answers(article: Article) -> bool:
        another = bool(article.republished_from)
        agency = bool(article.wire and article.wire != article.outlet)
        taken = {"yes": another, "wire": agency, "no": not another and not agency}
        right = asked.language is None or article.language == asked.language
        return right and (asked.taken is None or taken[asked.taken])

    return answers


PAGES = (list_articles,)
