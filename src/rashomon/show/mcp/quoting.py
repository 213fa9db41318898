"""Places and records of a view -> quotes and sources as the tools give them: bounded, disarmed, with their links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rashomon.model import Document, Span
from rashomon.show.layout.addresses import DIGITS, Paths
from rashomon.show.layout.escape import plain
from rashomon.show.mcp.answers import Quote, Source
from rashomon.show.rows import Reader
from rashomon.store import View

__all__ = ["LONGEST", "NAME", "Quoting", "shown"]

# characters of a quote, and of a name; who wants more asks for the article
LONGEST = 800
NAME = 200
# letters that nobody sees and a machine reads all the same (the block of tags)
_UNSEEN = re.compile("[\U000e0000-\U000e007f]")


def shown(text: str) -> str:
    """Return a text of the same length, with what acts or hides in it replaced."""
    return _UNSEEN.sub("\ufffd", plain(text))


class Quoting:
    """Quotes what a view holds; for one answer."""

    def __init__(self, view: View) -> None:
        self.view, self.reader = view, Reader(view)
        self.source = lru_cache(64)(self._source)
        self._paths = Paths()

    def quote(self, document: str, span: Span, longest: int = LONGEST) -> Quote:
        """Return the words of a place; `end` is that of the place, however much of it is shown."""
        held = self.reader.document(document)
        words = shown(span.of(held.text)[:longest])
        link = self._paths.passage(held, span, "")
        cut = span.end - span.start > longest
        return Quote(words, document, digest_of(held), span.start, span.end, link, cut)

    def quotes(self, document: str, spans: Iterable[Span]) -> list[Quote]:
        """Return the words of several places of a document."""
        return [self.quote(document, span) for span in spans]

    def name(self, text: str | None) -> str | None:
        """Return a name, a title or a value, no longer than such a thing is."""
        return shown(text[:NAME]) if text else None

    def who(self, entity: str | None) -> str | None:
        """Return the name of somebody known."""
        return self.name(self.reader.name(entity)) if entity else None

    def _source(self, key: str) -> Source:
        document, article = self.reader.document(key), self.reader.article_of(key)
        return Source(
            document=key,
            digest=digest_of(document),
            link=self._paths.article(key),
            published=article.published if article else None,
            untrusted_outlet=self.name(article.outlet) if article else None,
            untrusted_title=self.name(article.title) if article else None,
            untrusted_ref=shown(document.ref[:NAME]),
            superseded_by=self.view.superseded_by(key),
        )


def digest_of(document: Document) -> str:
    """Return the digits by which permanent links name a text."""
    return document.text_sha256[:DIGITS]
