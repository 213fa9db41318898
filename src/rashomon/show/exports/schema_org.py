"""Records of a layer -> JSON-LD in the words of schema.org: one object whose `@graph` has one node a record.

article -> NewsArticle; attribution, nested -> Quotation, `spokenByCharacter` being who says it within the article;
claim -> Claim with the articles it appears in; event -> Event. Where the words stand is an `identifier`: their
role, and a half-open range of code points into the text whose sha256 the article has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from rashomon.model import Article, Attribution, Claim, Entity, EntityKind, Event, Span
from rashomon.show.event_reader import EventReader
from rashomon.show.exports.about import address_of, body_of
from rashomon.show.exports.said import say_record
from rashomon.show.exports.written import Written
from rashomon.show.layout.escape import safe_url
from rashomon.show.words import one_line

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["write_schema_org"]

_TYPES: Mapping[EntityKind, str] = {"person": "Person", "organisation": "Organization", "place": "Place"}

SPEAKERS = frozenset({"Person", "Organization"})

_encode = msgspec.json.Encoder().encode

Node = dict[str, Any]


def write_schema_org(view: View, layer: str, records: Iterable[Any], out: BinaryIO) -> Written:
    """Write the records as nodes of one graph."""
    make, count = _Maker(view).ways[layer], 0
    out.write(b'{"@context":"https://schema.org","@graph":[\n')
    for count, record in enumerate(records, 1):
        out.write((b",\n" if count > 1 else b"") + _encode(_known(make(record))))
    out.write(b"\n]}\n")
    return Written(count)


class _Maker:
    """Makes nodes of records; `ways` has how for each layer."""

    def __init__(self, view: View) -> None:
        self._view, self._reader = view, EventReader(view)
        self.ways: Mapping[str, Callable[[Any], Node]] = {
            "attribution": self._quotation,
            "nested": self._quotation,
            "article": self._article,
            "claim": self._claim,
            "event": self._event,
        }

    def _article(self, article: Article) -> Node:
        document = self._reader.document(article.document)
        family = next(self._view.records("family", document.id), None)
        copy = next((c for c in family.copies if c.document == document.id), None) if family else None
        authors = [{"@type": "Person", "name": name} for name in article.byline]
        return self._of_document(document.id) | {
            "author": authors,
            "inLanguage": article.language,
            "isBasedOn": self._address(copy.source) if copy and copy.source else None,
            "articleBody": body_of(self._view, document),
        }

    def _of_document(self, key: str) -> Node:
        document, article = self._reader.document(key), self._reader.article_of(key)
        outlet = article and article.outlet
        return _known({
            "@type": "NewsArticle",
            "@id": address_of(document, article),
            "url": safe_url(article.url) if article else None,
            "headline": article and article.title,
            "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
            "datePublished": article and article.published,
            "identifier": [_value("document", key), _value("sha256", document.text_sha256)],
        })  # fmt: skip

    def _address(self, key: str) -> str:
        return address_of(self._reader.document(key), self._reader.article_of(key))

    def _quotation(self, said: Attribution) -> Node:
        speaker = self._reader.entity(said.speaker) if said.speaker else None
        return {
            "@type": "Quotation",
            "@id": f"urn:rashomon:attribution:{said.id}",
            "text": one_line(self._reader.words(said.document, said.content)),
            "spokenByCharacter": _speaker(speaker) if speaker else None,
            "keywords": [said.act, said.kind],
            "isPartOf": self._of_document(said.document),
            "identifier": _places({"content": said.content, "source": said.source, "cue": said.cue}),
        }

    def _claim(self, claim: Claim) -> Node:
        documents = dict.fromkeys(account.document for account in self._view.accounts_of(claim.id))
        return {
            "@type": "Claim",
            "@id": f"urn:rashomon:claim:{claim.id}",
            "name": claim.slot,
            "text": one_line(self._reader.words(claim.main.document, [claim.main.span])),
            "keywords": [claim.kind, claim.relation],
            "isPartOf": self._of_document(claim.main.document),
            "appearance": [self._of_document(key) for key in documents],
            "identifier": _places({"main": [claim.main.span]}),
        }

    def _event(self, event: Event) -> Node:
        when, sentence = self._reader.when_in_pile(event), self._reader.sentence(event)
        parties = [self._reader.party(event, one) for one in (*event.actors, *event.recipients)]
        place = event.place and one_line(self._reader.words(event.document, [event.place]))
        words = [sentence[1] if sentence else event.trigger]
        return {
            "@type": "Event",
            "@id": f"urn:rashomon:event:{event.id}",
            "name": say_record(event, self._reader),
            "description": one_line(self._reader.words(event.document, words)),
            "startDate": when.earliest and when.earliest.isoformat(),
            "endDate": when.latest and when.latest.isoformat(),
            "location": {"@type": "Place", "name": place} if place else None,
            "about": [_somebody(party.entity) for party in parties if party.entity],
            "keywords": [one for one in (event.type, event.mode, event.realis) if one],
            "subjectOf": self._of_document(event.document),
            "identifier": _places({"trigger": [event.trigger]}),
        }


def _somebody(entity: Entity) -> Node:
    # Person, Organization and Place are what schema.org has; a people or a group is a thing
    return {"@type": _TYPES.get(entity.kind, "Thing"), "@id": f"urn:rashomon:entity:{entity.id}", "name": entity.name}


def _speaker(entity: Entity) -> Node:
    """Return who speaks: for schema.org a Person or an Organization; what a people or a country is, is not said."""
    node = _somebody(entity)
    return node if node["@type"] in SPEAKERS else {name: held for name, held in node.items() if name != "@type"}


def _value(name: str, value: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _places(roles: Mapping[str, Sequence[Span]]) -> list[Node]:
    return [_value(role, f"{span.start}-{span.end}") for role, spans in roles.items() for span in spans]


def _known(node: Node) -> Node:
    """Return a node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, [], "")}
