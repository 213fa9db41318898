"""Which records of a layer are wanted -> a test that tells whether a record is one of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from rashomon.data import resource
from rashomon.errors import NotFound
from rashomon.model import (
    LAYERS,
    AnyRecord,
    Article,
    Attribution,
    Document,
    Entity,
    Event,
    Identity,
    Mention,
    Participant,
    Span,
    Timex,
)
from rashomon.store.places import spans_of

if TYPE_CHECKING:
    from rashomon.store.view import View

# by whose account an event is told that stands in no attribution
NARRATOR = "narrator"
# the fields of records that a selection asks for by another name
_FIELDS = {"actor": "actors", "recipient": "recipients", "asserted_by": "chain", "types": "type"}


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which records of a layer are wanted: those that answer to everything that is not None.

    `document` is an id, the beginning of one, a ref, or the end of one. `outlet`, `source` (the words of the source),
    `speaker` and `entity` (any name of theirs) are sought without regard to case inside longer texts. `search` is a
    query of `View.search`. Of the articles that it finds, or that know the entity, records are wanted on whose spans a
    found word or a mention of the entity stands, or that are about the whole article; of an entity also what it says.
    `since` and `until` are days, months or years: of dates and events those are wanted that can lie between, of all
    else what was published then. `act`, `kind` (the `type` of a timex or event) and `realis` are compared whole;
    `limit` counts records.

    Of events, `types` are those of which it is one; `actor` and `recipient` are sought in the names of who takes part,
    and in the words where nobody is known; `asserted_by` in the names of all by whose account it is told, or it is
    NARRATOR.
    """

    outlet: str | None = None
    document: str | None = None
    speaker: str | None = None
    entity: str | None = None
    source: str | None = None
    search: str | None = None
    since: str | None = None
    until: str | None = None
    act: str | None = None
    kind: str | None = None
    types: tuple[str, ...] = ()
    realis: str | None = None
    actor: str | None = None
    recipient: str | None = None
    asserted_by: str | None = None
    limit: int | None = None


def check_selection(layer: str, wanted: Selection) -> None:
    """Raise NotFound, saying what there is, if no record of the layer could ever answer to the selection."""
    for name in ("speaker", "source", "act", "kind", "types", "realis", "actor", "recipient", "asserted_by"):
        value = getattr(wanted, name)
        for one in value if isinstance(value, tuple) else () if value is None else (value,):
            _check_value(layer, name, one)
    for day in (wanted.since, wanted.until):
        if day is not None and not _is_date(day):
            raise NotFound(f"no date {day!r}; it is to be written as 2023, 2023-07 or 2023-07-11")
    if _is_before(wanted.until, wanted.since):
        raise NotFound(f"nothing is between {wanted.since} and {wanted.until}: the second is before the first")


def _check_value(layer: str, name: str, value: str) -> None:
    kind = LAYERS[layer]
    hints = get_type_hints(kind)
    called = _FIELDS.get(name, name)
    field = _kind_field(kind) if name == "kind" else called
    if field not in hints:
        raise NotFound(f"{layer} records have no {called}; they have: {', '.join(kind.__struct_fields__)}")
    known = get_args(hints[field]) if get_origin(hints[field]) is Literal else (value,)
    if field == "type" and kind is Event:
        known = event_types()
    if value.casefold() not in map(str.casefold, known):
        raise NotFound(f"no {layer} is of the {called} {value!r}; there are: {', '.join(known)}")


@cache
def event_types() -> tuple[str, ...]:
    """Return the types of events, as PLOVER has them."""
    return tuple(msgspec.json.decode(resource("plover/ontology.json").read_bytes())["types"])


def _is_date(said: str) -> bool:
    """Tell whether these words are a day, a month or a year of the calendar."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", said, re.ASCII):
        return False
    try:
        date.fromisoformat(said + "-01-01"[len(said) - 4 :])
    except ValueError:
        return False
    return True


def _kind_field(layer: type[Any]) -> str:
    return "kind" if "kind" in layer.__struct_fields__ else "type"


class Matcher:
    """Tells whether a record answers to a selection; what the store has to be asked for is asked once.

    `documents` are those in which all that is wanted stands, None for all of them.
    """

    def __init__(self, view: View, layer: str, wanted: Selection) -> None:
        self.view, self.wanted = view, wanted
        self.speakers = _entities_named(view, wanted.speaker)
        self.entities = _entities_named(view, wanted.entity)
        self.tellers = _entities_named(view, None if wanted.asserted_by == NARRATOR else wanted.asserted_by)
        self.actors = _entities_named(view, wanted.actor)
        self.recipients = _entities_named(view, wanted.recipient)
        self.hits = None if wanted.search is None else dict(view.search(wanted.search))
        self.documents = self._find_documents(dated=layer not in ("timex", "event"))
        # who of the pile is in these documents
        self.present = {e for d in self.documents or () for e in view.entities_of(d)} if layer == "entity" else set()
        # records come article by article
        self._text = lru_cache(1)(lambda document: view.document(document).text)
        self._places = lru_cache(1)(self._find_places)

    def _find_documents(self, dated: bool) -> set[str] | None:
        wanted, narrowed = self.wanted, []
        if wanted.document is not None:
            narrowed.append({self.view.document(wanted.document).id})
        if wanted.outlet is not None:
            narrowed.append({a.document for a in self.view.articles() if _holds(a.outlet or "", wanted.outlet)})
        if self.hits is not None:
            narrowed.append(set(self.hits))
        known = (self.speakers, self.entities, self.tellers)
        narrowed += [self.view.documents_of(who) for who in known if who is not None]
        if dated and (wanted.since or wanted.until):
            narrowed.append(_published_between(self.view, wanted))
        return set.intersection(*narrowed) if narrowed else None

    def __call__(self, found: AnyRecord) -> bool:
        """Tell whether a record of the view is wanted."""
        wanted = self.wanted
        return (
            self._is_in_documents(found)
            and (self.speakers is None or getattr(found, "speaker", None) in self.speakers)
            and wanted.act in (None, getattr(found, "act", None))
            and (wanted.kind is None or getattr(found, _kind_field(type(found))).casefold() == wanted.kind.casefold())
            and (not isinstance(found, Event) or self._is_event(found))
            and (not isinstance(found, Timex) or _can_lie_between(found.earliest, found.latest, wanted))
            and self._is_found(found)
            and self._is_about(found)
            and (wanted.source is None or _holds(self._source_of(found), wanted.source))
        )

    def _is_in_documents(self, found: AnyRecord) -> bool:
        if self.documents is None:
            return True
        if isinstance(found, Entity) and found.document is None:
            return found.id in self.present
        return _document_of(found) in self.documents

    def _is_found(self, found: AnyRecord) -> bool:
        if self.hits is None or isinstance(found, (Document, Article, Entity)):
            return True
        return _touches(found, self.hits[_document_of(found)])

    def _is_about(self, found: AnyRecord) -> bool:
        if self.entities is None or isinstance(found, (Document, Article)):
            return True
        if isinstance(found, (Mention, Identity)):
            return found.entity in self.entities
        if isinstance(found, Entity):
            return found.id in self.entities
        if isinstance(found, Attribution) and found.speaker in self.entities:
            return True
        if isinstance(found, Event) and self.entities & _parties_of(found):
            return True
        return _touches(found, self._places(_document_of(found)))

    def _is_event(self, found: Event) -> bool:
        wanted = self.wanted
        return (
            (not wanted.types or found.type.casefold() in map(str.casefold, wanted.types))
            and (wanted.realis is None or found.realis == wanted.realis.casefold())
            and (wanted.asserted_by != NARRATOR or found.attribution is None)
            and (self.tellers is None or any(a.speaker in self.tellers for a in self.view.chain_of(found)))
            and self._takes_part(found, found.actors, wanted.actor, self.actors)
            and self._takes_part(found, found.recipients, wanted.recipient, self.recipients)
            and _can_lie_between(*self.view.days_of(found)[:2], wanted)
        )

    def _takes_part(
        self, found: Event, participants: Sequence[Participant], name: str | None, named: Collection[str] | None
    ) -> bool:
        """Tell whether one of those who take part is named so, or is of these words if nobody knows who it is."""
        if name is None or named is None:
            return True
        return any(
            p.entity in named if p.entity else _holds(p.span.of(self._text(found.document)), name) for p in participants
        )

    def _find_places(self, document: str) -> Sequence[Span]:
        """Return where the entities that are wanted are mentioned."""
        mentions = self.view.records("mention", document)
        return [m.span for m in mentions if self.entities and m.entity in self.entities]

    def _source_of(self, found: AnyRecord) -> str:
        spans = getattr(found, "source", ())
        return " ".join(span.of(self._text(_document_of(found))) for span in spans)


def _parties_of(event: Event) -> set[str]:
    return {p.entity for p in (*event.actors, *event.recipients) if p.entity}


def _entities_named(view: View, name: str | None) -> set[str] | None:
    """Return the entities one of whose names holds this, None where none is asked for."""
    if name is None:
        return None
    return {e.id for e in view.records("entity") if any(_holds(n, name) for n in (e.name, *e.aliases))}


def _published_between(view: View, wanted: Selection) -> set[str]:
    estimated = {d.document: (d.earliest, d.latest) for d in view.records("dating")}
    told = {a.document: (a.published, a.published) for a in view.articles() if a.published}
    return {d for d, (first, last) in {**estimated, **told}.items() if _can_lie_between(first, last, wanted)}


def _can_lie_between(earliest: str | None, latest: str | None, wanted: Selection) -> bool:
    """Tell whether an interval, open where a side is None, and that of the selection have a day in common."""
    if not (wanted.since or wanted.until):
        return True
    if not (earliest or latest):
        return False
    return not _is_before(latest, wanted.since) and not _is_before(wanted.until, earliest)


def _is_before(one: str | None, other: str | None) -> bool:
    """Compare as far as both are known: no day of July 2023 is before 2023-07, and none after it."""
    known = min(len(one or ""), len(other or ""))
    return (one or "")[:known] < (other or "")[:known]


def _touches(found: AnyRecord, places: Sequence[Span]) -> bool:
    spans = [span for _, span in spans_of(found)]
    return not spans or any(span.overlaps(place) for span in spans for place in places)


def _document_of(found: AnyRecord) -> str:
    return found.id if isinstance(found, Document) else getattr(found, "document", None) or ""


def _holds(text: str, part: str) -> bool:
    return part.casefold() in text.casefold()
