"""A document of a view -> what several formats say of its article: where it is, its body, who is named in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.model import Article, Document, Entity, Mention
from rashomon.show.event_reader import EventReader
from rashomon.show.layout.escape import safe_url

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["address_of", "body_of", "named_in"]

# what the article itself says: neither the page around it, nor what formats have fields for
_BODY = ("subhead", "body", "block_quote")


def address_of(document: Document, article: Article | None) -> str:
    """Return the article's address on the web, else a name made of its id."""
    return (safe_url(article.url) if article else None) or f"urn:rashomon:document:{document.id}"


def body_of(view: View, document: Document) -> str:
    """Return the article's text without headline, captions and furniture; all of it where no zones are known."""
    zones = [zone.span for zone in view.records("zone", document.id) if zone.kind in _BODY]
    return "\n\n".join(span.of(document.text) for span in zones) or document.text


def named_in(view: View, document: str, reader: EventReader) -> Sequence[Entity]:
    """Return whom an article names, in the order in which it does, each once."""
    mentions: Sequence[Mention] = list(view.records("mention", document))
    keys = dict.fromkeys(m.entity for m in mentions if m.entity and m.form == "name")
    return [entity for key in keys if (entity := reader.entity(key))]
