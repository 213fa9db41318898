"""A text and a day of publication -> its time expressions, by the real parser."""

from __future__ import annotations

from functools import cache

from rashomon.extract.timex import find_timexes
from rashomon.model import Article, Dating, Document, Parse, Span, Timex, Zone
from rashomon.parse import parse_document

PUBLISHED = "2013-07-11"  # a Thursday, in week 28


@cache
def parsed(text: str) -> tuple[Document, Parse]:
    """Return the document and its parse, of one paragraph of body a line."""
    document = Document(id="d", text=text, ref="d", text_sha256="", raw_sha256="", media_type="text/plain")
    body = Zone(id="z", by="", document="d", span=Span(0, len(text)), kind="body")
    return document, parse_document(document, [body])["parse"]


def timexes(text: str, published: str | None = PUBLISHED) -> list[Timex]:
    """Return the time expressions of a text."""
    document, parse = parsed(text)
    found: list[Timex] = find_timexes(document, parse, Article(id="a", by="", document="d", published=published))[
        "timex"
    ]
    return found


def values(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str, str | None]]:
    """Return words, type and value of every time expression."""
    return [(t.span.of(text), t.type, t.value) for t in timexes(text, published)]


def dating(text: str) -> Dating | None:
    """Return when an article that has no date was published, by its own words."""
    document, parse = parsed(text)
    found: list[Dating] = find_timexes(document, parse, Article(id="a", by="", document="d"))["dating"]
    return found[0] if found else None
