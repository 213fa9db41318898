"""A record of a layer -> a flat row with the words beside the offsets, so that it can be read without the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from rashomon.model import (
    Article,
    Claim,
    Cluster,
    Contrast,
    Dating,
    Document,
    Entity,
    Event,
    Label,
    Participant,
    Record,
    Reuse,
    Saying,
    Side,
    Span,
    Utterance,
    Voice,
    layer_of,
)

if TYPE_CHECKING:
    from rashomon.store import View

# between the parts of a content, source or cue that is in several pieces
GAP = " … "
UNKNOWN = "unknown"
# the fields that hold the id of an entity, or participants
NAMING = ("speaker", "entity", "member", "actors", "recipients")
# what is counted of an entity
COUNTED = ("articles", "mentions", "statements")
# what is beside a cluster: the words of its events
OF_CLUSTER = ("events_text",)
# the fields that hold places in other documents, one or several: beside them stand their words
PLACES: Mapping[type[Record], Sequence[str]] = {
    Voice: ("sayings",),
    Label: ("passages",),
    Contrast: ("sides",),
    Reuse: ("a", "b"),
    Claim: ("main",),
    Utterance: ("uses",),
}
# what is beside an event: by whose account it is told, the outermost first, and on what days it lies
OF_EVENT = ("chain_name", "earliest", "latest", "day_told")


class Reader:
    """Looks up what a row needs beside its record: the text, the outlet, the names of entities."""

    def __init__(self, view: View) -> None:
        self._view = view
        # records come article by article: the last few are enough
        self.document = lru_cache(8)(self._document)
        self.article_of = lru_cache(1024)(self._article_of)
        self.published = lru_cache(1024)(self._published)
        self.dating = lru_cache(1024)(self._dating)
        self.name = lru_cache(1024)(self._name)
        self.standing = lru_cache(8)(view.standing)
        self.chain_of, self.days_of = view.chain_of, view.days_of

    def _document(self, key: str) -> Document:
        return self._view.document(key)

    def _article_of(self, key: str) -> Article | None:
        return next(self._view.records("article", key), None)

    def outlet(self, key: str) -> str | None:
        """Return the outlet of an article, as far as it is known."""
        article = self.article_of(key)
        return article.outlet if article else None

    def _published(self, key: str) -> tuple[str | None, str | None]:
        """Return the days between which an article came out, as far as it or its words say."""
        article, dating = self.article_of(key), self.dating(key)
        if article and article.published:
            return article.published, article.published
        return (dating.earliest, dating.latest) if dating else (None, None)

    def _dating(self, key: str) -> Dating | None:
        return next(self._view.records("dating", key), None)

    def _name(self, entity: str) -> str | None:
        found = self._view.record("entity", entity)
        return found.name if isinstance(found, Entity) else None

    def words(self, document: str, spans: Iterable[Span]) -> str:
        """Return the characters of the spans."""
        text = self.document(document).text
        return GAP.join(span.of(text) for span in spans)

    def who(self, document: str, entity: str | None, spans: Sequence[Span]) -> str:
        """Return the name of somebody, or in quotation marks the article's words where it is not clear who they are."""
        name = self.name(entity) if entity else None
        words = self.words(document, spans)
        return name or (f"“{words}”" if words else UNKNOWN)

    def names(self, held: Any) -> Any:
        """Return the name of the entity with this id, or of each participant; None where it is not known."""
        if isinstance(held, tuple):
            return tuple(self.names(one) for one in held)
        entity = held.entity if isinstance(held, Participant) else held
        return self.name(entity) if entity else None

    def event(self, key: str) -> Event | None:
        """Return the event of this id."""
        found = self._view.record("event", key)
        return found if isinstance(found, Event) else None

    def trigger(self, event: str) -> str | None:
        """Return the words that tell an event of this id."""
        found = self.event(event)
        return self.words(found.document, [found.trigger]) if found else None

    def article_name(self, document: str) -> str:
        """Return what the reader knows an article by: its outlet, else the end of its ref."""
        return self.outlet(document) or PurePosixPath(self.document(document).ref).name


@cache
def _span_fields(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields that hold a span or several, or participants, whatever stands in them."""
    spans = (Span, Span | None, tuple[Span, ...], tuple[Participant, ...])
    return tuple(name for name, hint in get_type_hints(kind).items() if hint in spans)


def columns_of(kind: type[Record]) -> list[str]:
    """Return the columns of `full_row` for this kind of record."""
    fields = list(kind.__struct_fields__)
    about = ["ref", "outlet"] if "document" in fields else []
    named = [f"{field}_name" for field in NAMING if field in fields]
    more: Sequence[str] = {Entity: COUNTED, Event: OF_EVENT, Cluster: OF_CLUSTER}.get(kind, ())
    words = [f"{field}_text" for field in (*PLACES.get(kind, ()), *_span_fields(kind))]
    return ["layer", *fields, *about, *named, *more, *words]


def full_row(record: Any, reader: Reader) -> dict[str, Any]:
    """Return the fields of a record, and after them the words and names that its offsets and ids stand for.

    `ref` and `outlet` are the article's; `<field>_name` is the name of the entity in a field; `<field>_text` are the
    characters of a field that holds spans, of participants those of each, in the order of their names. An event has by
    whose account it is told, the outermost first, and the days between which it lies, with whether the text tells them;
    a cluster has the words of its events; what stands in several documents has the words of each place. An entity has
    the numbers of articles that know it, of mentions, and of statements by it.
    """
    kind: type[Record] = type(record)
    row = {"layer": layer_of(record), **msgspec.structs.asdict(record)}
    document = row.get("document")
    if "document" in row:
        row["ref"] = reader.document(document).ref if document else None
        row["outlet"] = reader.outlet(document) if document else None
    for field in NAMING:
        if field in row:
            row[f"{field}_name"] = reader.names(row[field])
    if isinstance(record, Cluster):
        row.update(zip(OF_CLUSTER, [tuple(map(reader.trigger, record.events))], strict=True))
    if isinstance(record, Event):
        days = reader.days_of(record)
        chain = tuple(reader.who(a.document, a.speaker, a.source) for a in reader.chain_of(record))
        row.update(zip(OF_EVENT, (chain, *days), strict=True))
    if isinstance(record, Entity):
        row.update((name, getattr(reader.standing(record), name)) for name in COUNTED)
    for field in PLACES.get(kind, ()):
        held, several = row[field], isinstance(row[field], tuple)
        row[f"{field}_text"] = tuple(_words_at(p, reader) for p in held) if several else _words_at(held, reader)
    row.update((f"{field}_text", _text_of(record.document, row[field], reader)) for field in _span_fields(kind))
    return row


def _text_of(document: str, held: Any, reader: Reader) -> str | tuple[str, ...] | None:
    spans = held if isinstance(held, tuple) else () if held is None else (held,)
    if spans and isinstance(spans[0], Participant):
        return tuple(reader.words(document, [one.span]) for one in spans)
    return reader.words(document, spans) if spans else None


def _words_at(place: Any, reader: Reader) -> str:
    """Return the words of a saying, of a passage or use, or of a side of a contrast."""
    if isinstance(place, Saying):
        return reader.words(place.document, place.content)
    passage = place.passage if isinstance(place, Side) else place
    return reader.words(passage.document, [passage.span])


def position_of(document: str | None, spans: Sequence[Span]) -> str:
    """Return where to look: the beginning of the article's id, which `rashomon show` takes, and a position in it.

    The end would cost the words six columns, and stands in every other format.
    """
    return f"{document[:4]}:{spans[0].start}" if document and spans else ""
