"""Articles for programs: one with all that was found in it, those that hold words, some compared, words cited."""

from __future__ import annotations

import re
from typing import Annotated

from litestar import Response, get
from litestar.params import Parameter

from rashomon.errors import NotFound, RashomonError
from rashomon.model import LAYERS, Article, Document, Span
from rashomon.show.compare import Comparison, compare_articles
from rashomon.show.web.api.answers import Cited, Facet, Found, Search, Told, next_of, page_response
from rashomon.show.web.api.layers import Limit
from rashomon.show.web.room import Room
from rashomon.show.web.seeking import Finds, find_articles
from rashomon.show.wording import COMPUTED
from rashomon.store.places import layer_named

__all__ = ["cite_words", "compare_some", "find_words", "show_article"]

# code points around cited words: about two lines
AROUND = 160
# so many digits of a digest tell the texts of any store apart
SHORTEST_DIGEST = 16

Names = Annotated[list[str] | None, Parameter(query="layer", description="Only these layers; may be given often.")]
Words = Annotated[str, Parameter(query="q", description='Words, "phrases", or begin*: all have to stand there.')]
Day = Annotated[str | None, Parameter(description="A day, month or year, as 2023, 2023-07 or 2023-07-11.")]


@get("/articles/{key:str}", sync_to_thread=True, operation_id="showArticle")
def show_article(room: Room, key: str, layers: Names = None) -> Told:
    """Return an article with its text and what was found in it; `key` is an id, or the beginning of one."""
    document = room.view.document(key)
    for layer in layers or ():
        layer_named(layer)
    names = layers or [name for name in LAYERS if name not in ("document", "article", "rejection", *COMPUTED)]
    found = {layer: list(room.view.records(layer, document.id)) for layer in names if layer not in COMPUTED}
    return Told(
        document=document,
        article=_article(room, document.id),
        superseded_by=room.view.superseded_by(document.id),
        layers={layer: records for layer, records in found.items() if records},
        page=f"/articles/{document.id}",
    )


@get("/search", sync_to_thread=True, operation_id="searchArticles")
def find_words(
    room: Room,
    words: Words,
    outlet: str | None = None,
    since: Annotated[Day, Parameter(query="from")] = None,
    until: Annotated[Day, Parameter(query="to")] = None,
    limit: Limit = 20,
    after: Annotated[str | None, Parameter(description="The document that stood last on the page before.")] = None,
) -> Response[Search]:
    """Find the articles that hold every word or phrase, best first, and where the words stand."""
    found = find_articles(room, Finds(words, outlet=outlet, since=since, until=until))
    rows, following = found.page(after, limit)
    articles = [_found(room, document, row, words) for document, row in rows]
    search = Search(
        query=words, total=len(found.rows), articles=articles,
        outlets=[Facet(value, n) for value, n in found.outlets], years=[Facet(v, n) for v, n in found.years],
        next=next_of(room, following),
    )  # fmt: skip
    return page_response(room, search, following)


def _found(room: Room, key: str, row: int, words: str) -> Found:
    return Found(
        document=key, ref=room.view.document(key).ref, article=_article(room, key),
        spans=room.view.find_in(words, row), page=f"/articles/{key}",
    )  # fmt: skip


def _article(room: Room, document: str) -> Article | None:
    return next(room.view.records("article", document), None)


@get("/compare", sync_to_thread=True, operation_id="compareArticles")
def compare_some(
    room: Room, articles: Annotated[list[str], Parameter(query="article", description="Two to five ids.")]
) -> Comparison:
    """Compare two to five articles: what they share, where they agree and differ, who speaks."""
    return compare_articles(room.view, articles)


@get("/cite/{digest:str}/{place:str}", sync_to_thread=True, operation_id="citeWords")
def cite_words(room: Room, digest: str, place: str) -> Cited:
    """Return the words at a place of a text, which is named by the first 16 digits of its sha256, or more.

    `place` is START-END, a half-open range of code points.
    """
    span = _span(place)
    if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST_DIGEST},64}}", digest):
        raise RashomonError(f"{digest!r} is no digest: {SHORTEST_DIGEST} to 64 digits of the sha256 of the text")
    document = next(iter(room.view.of_text(digest)), None)
    if document is None:
        raise NotFound(f"no text has a sha256 that begins with {digest}")
    if span.end > len(document.text):
        raise NotFound(f"the text {digest} has {len(document.text):,} characters: nothing stands at {place}")
    return _cite(room, document, span)


def _span(place: str) -> Span:
    told = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", place, re.ASCII)
    if not told or int(told[1]) >= int(told[2]):
        raise RashomonError(f"{place!r} is no place: START-END, code points, the end not included")
    return Span(int(told[1]), int(told[2]))


def _cite(room: Room, document: Document, span: Span) -> Cited:
    text = document.text
    return Cited(
        words=span.of(text), before=text[max(0, span.start - AROUND) : span.start],
        after=text[span.end : span.end + AROUND], start=span.start, end=span.end, text_sha256=document.text_sha256,
        document=document.id, ref=document.ref, article=_article(room, document.id),
        superseded_by=room.view.superseded_by(document.id),
        link=f"/at/{document.text_sha256[:SHORTEST_DIGEST]}/{span.start}-{span.end}",
    )  # fmt: skip
