"""Records of a layer -> entities of FollowTheMoney, one a line, for Aleph and OpenSanctions' tools.

| layer | becomes |
|---|---|
| entity | Person, Organization, PublicBody, LegalEntity (groups, peoples), Address (places); proven by Articles |
| mention | Mention: the words, the Article, and whom they name |
| attribution, nested | Documentation: who (`entity`) says what (`summary`) in which Article, `role` being the act |
| event | Event with the words, the days, the place, and who is `involved`; its `keywords` say whether it happened |
| article | Article with its text |

What an entity points at is written before it, once. Ids are ours, so the files of several layers go together. What
FollowTheMoney has no class for (ships, treaties) is left out, and told of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from rashomon.data.countries import actor_of
from rashomon.model import Article, Attribution, Entity, EntityKind, Event, Mention, Participant, Span
from rashomon.show.event_reader import EventReader
from rashomon.show.exports.said import say_record
from rashomon.show.exports.written import Written
from rashomon.show.layout.escape import plain, safe_url
from rashomon.show.words import one_line

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["write_ftm"]

SCHEMATA: Mapping[EntityKind, str] = {
    "person": "Person",
    "organisation": "Organization",
    "group": "LegalEntity",
    "nationality": "LegalEntity",
    "place": "Address",
}
# whom FollowTheMoney lets take part in things
PARTIES = frozenset({"Person", "Organization", "PublicBody", "LegalEntity"})
# PLOVER's sectors that are organs of a state
PUBLIC = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
# ISO 639-3, which FollowTheMoney takes; Rashomon reads English
_LANGUAGES = {"en": "eng"}

_encode = msgspec.json.Encoder().encode

Made = dict[str, Any]


def write_ftm(view: View, layer: str, records: Iterable[Any], out: BinaryIO) -> Written:
    """Write entities, one JSON object a line."""
    maker, written, count, left = _Maker(view, layer), set[str](), 0, 0
    for record in records:
        count += 1
        made = list(maker.make(record))
        left += not made
        for one in made:
            if one["id"] not in written:
                written.add(one["id"])
                out.write(_encode(one) + b"\n")
    why = "nobody is known by name, or FollowTheMoney has no class for it"
    return Written(count, f"{left:,} of them are left out: {why}" if left else None)


class _Maker:
    """Makes entities of the records of one layer."""

    def __init__(self, view: View, layer: str) -> None:
        self._view, self._reader = view, EventReader(view)
        ways: Mapping[str, Callable[[Any], Iterator[Made]]] = {
            "entity": self._entity,
            "mention": self._mention,
            "attribution": self._attribution,
            "nested": self._attribution,
            "event": self._event,
            "article": self._article,
        }
        self.make = ways[layer]

    def _article(self, article: Article) -> Iterator[Made]:
        text = self._reader.document(article.document).text
        made = self._of_document(article.document)
        # as long as it was, so that offsets hold; what a database cannot keep is replaced
        yield made | {"properties": made["properties"] | {"bodyText": [plain(text)]}}

    def _of_document(self, key: str) -> Made:
        document, article = self._reader.document(key), self._reader.article_of(key)
        known = article or Article(id="", by="", document=key)
        language = _LANGUAGES.get(known.language or "")
        return _made(
            "Article", key,
            fileName=[document.ref], title=[known.title], author=known.byline, publisher=[known.outlet],
            sourceUrl=[safe_url(known.url)], publishedAt=[_day(known.published)], language=[language],
            mimeType=[document.media_type],
        )  # fmt: skip

    def _entity(self, entity: Entity) -> Iterator[Made]:
        schema = _schema_of(entity)
        if schema is None:
            return
        documents = [entity.document] if entity.document else sorted(self._knowing.get(entity.id, ()))
        yield from map(self._of_document, documents)
        yield self._somebody(entity, schema, documents)

    @cached_property
    def _knowing(self) -> Mapping[str, set[str]]:
        """Return which documents know each of the pile's entities: one question for all of them."""
        found: dict[str, set[str]] = {}
        for identity in self._view.records("identity"):
            found.setdefault(identity.entity, set()).add(identity.document)
        return found

    def _somebody(self, entity: Entity, schema: str, documents: Iterable[str] = ()) -> Made:
        full = [entity.name] if schema == "Address" else []
        return _made(schema, entity.id, name=[entity.name], alias=entity.aliases, full=full, proof=documents)

    def _known(self, key: str | None) -> Made | None:
        """Return who this is, None where that is not known; what points at them has the proof."""
        entity = self._reader.entity(key) if key else None
        schema = _schema_of(entity) if entity else None
        return self._somebody(entity, schema) if entity and schema else None

    def _mention(self, mention: Mention) -> Iterator[Made]:
        who = self._known(mention.entity)
        parties = [who] if who and who["schema"] in PARTIES else []
        yield self._of_document(mention.document)
        yield from parties
        yield _made(
            "Mention", mention.id,
            name=[self._reader.words(mention.document, [mention.span])], document=[mention.document],
            resolved=[one["id"] for one in parties], detectedSchema=[SCHEMATA.get(mention.kind)],
        )  # fmt: skip

    def _attribution(self, said: Attribution) -> Iterator[Made]:
        who = self._known(said.speaker)
        if who is None:
            return
        yield self._of_document(said.document)
        yield who
        article = self._reader.article_of(said.document)
        yield _made(
            "Documentation", said.id,
            document=[said.document], entity=[who["id"]], role=[said.act], proof=[said.document],
            summary=[self._reader.words(said.document, said.content)], recordId=[said.id],
            date=[_day(article.published) if article else None],
        )  # fmt: skip

    def _event(self, event: Event) -> Iterator[Made]:
        parties = [self._reader.party(event, p) for p in (*event.actors, *event.recipients)]
        known = [self._known(p.entity.id if p.entity else None) for p in parties]
        involved = [one for one in known if one and one["schema"] in PARTIES]
        yield self._of_document(event.document)
        yield from involved
        when, sentence = self._reader.when_in_pile(event), self._reader.sentence(event)
        days = [day.isoformat() for day in (when.earliest, when.latest) if day]
        yield _made(
            "Event", event.id,
            name=[say_record(event, self._reader)], involved=[one["id"] for one in involved],
            namesMentioned=[p.name for p in parties], keywords=[event.type, event.mode, event.realis],
            location=[self._reader.words(event.document, [event.place]) if event.place else None],
            summary=[self._reader.words(event.document, [sentence[1] if sentence else event.trigger])],
            startDate=days[:1], endDate=days[1:], recordId=[event.id], proof=[event.document],
        )  # fmt: skip


def _schema_of(entity: Entity) -> str | None:
    """Return the class of somebody, None where FollowTheMoney has none; an organ of a state is known by its name."""
    if entity.kind == "organisation":
        whole = Participant(span=Span(0, len(entity.name)))
        office = actor_of(whole, entity.name, (), ())
        return "PublicBody" if office and office.sector in PUBLIC else "Organization"
    return SCHEMATA.get(entity.kind)


def _made(schema: str, key: str, **properties: Iterable[str | None]) -> Made:
    """Return an entity, with its texts on one line and without what is not known."""
    held = {
        name: list(dict.fromkeys(one_line(plain(value)) for value in values if value and value.strip()))
        for name, values in properties.items()
    }
    return {"id": key, "schema": schema, "properties": {name: values for name, values in held.items() if values}}


def _day(said: str | None) -> str | None:
    """Return the day, month or year of a date, without the time of day."""
    return said[:10] if said else None
