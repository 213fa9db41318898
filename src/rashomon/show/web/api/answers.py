"""What the API answers: records as every export writes them, and beside them what it takes to read them."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response

from rashomon.model import AnyRecord, Article, Document, Span
from rashomon.show.rows import Reader, full_row
from rashomon.show.web.room import Room, address

__all__ = ["Answered", "Cited", "Facet", "Found", "Guide", "Page", "Row", "Search", "Told", "page_response", "row_of"]


class Row(msgspec.Struct, frozen=True):
    """A record, and the words and names that its offsets and ids stand for; the columns of `rashomon list` are both."""

    record: AnyRecord
    words: dict[str, Any]


class Page(msgspec.Struct, frozen=True):
    """Records in order. `next` is the address of the next page, also in the Link header, None at the end.

    `total` counts all pages, None where that would take a walk. A page may be short and have a next one: the server
    looks at so many records at a time.
    """

    layer: str
    records: list[Row]
    next: str | None
    total: int | None


class Told(msgspec.Struct, frozen=True):
    """An article: its text, what it is, and what was found in it, layer by layer; spans point into `document.text`."""

    document: Document
    article: Article | None
    superseded_by: str | None
    layers: dict[str, list[AnyRecord]]
    page: str


class Found(msgspec.Struct, frozen=True):
    """An article that holds the words: what it is, and where they stand in its text."""

    document: str
    ref: str
    article: Article | None
    spans: tuple[Span, ...]
    page: str


class Facet(msgspec.Struct, frozen=True):
    """How many of the articles that were found share a value."""

    value: str | None
    articles: int


class Search(msgspec.Struct, frozen=True):
    """Articles that hold every word, best first; the facets count all that were found, not those of this page."""

    query: str
    total: int
    articles: list[Found]
    outlets: list[Facet]
    years: list[Facet]
    next: str | None


class Cited(msgspec.Struct, frozen=True):
    """Words of a text: the same characters as long as the text has this digest, whatever is read again.

    `before` and `after` are what stands around them. `link` opens the article with the words marked.
    """

    words: str
    before: str
    after: str
    start: int
    end: int
    text_sha256: str
    document: str
    ref: str
    article: Article | None
    superseded_by: str | None
    link: str


class Answered(msgspec.Struct, frozen=True):
    """One address of the API: what it gives, and an example that works on this store, if any does."""

    address: str
    gives: str
    example: str | None


class Guide(msgspec.Struct, frozen=True):
    """What there is: addresses, how many records each layer holds, and the filters that narrow a layer."""

    addresses: list[Answered]
    layers: dict[str, int]
    filters: dict[str, str]
    formats: dict[str, str]
    openapi: str


def row_of(record: Any, reader: Reader) -> Row:
    """Return a record with what is beside it in `rows.full_row`."""
    own = {"layer", *record.__struct_fields__}
    return Row(record, {name: value for name, value in full_row(record, reader).items() if name not in own})


def page_response(room: Room, page: Page | Search, after: str | None) -> Response[Any]:
    """Return a page whose Link header names the next one, and the first."""
    links = [f'<{address(room.request.url.path, **_asked(room, None))}>; rel="first"']
    if after:
        links.append(f'<{next_of(room, after)}>; rel="next"')
    return Response(page, headers={"link": ", ".join(links)})


def next_of(room: Room, after: str | None) -> str | None:
    """Return the address of the page that goes on behind a place."""
    return address(room.request.url.path, **_asked(room, after)) if after else None


def _asked(room: Room, after: str | None) -> dict[str, Any]:
    query = room.request.query_params
    return {**{name: query.getall(name) for name in dict.fromkeys(query)}, "after": after}
