"""Which records of a layer are wanted -> a test that tells whether a record is one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from rashomon.model import (
    AnyRecord,
    Article,
    Claim,
    Cluster,
    Document,
    Entity,
    Event,
    Identity,
    Mention,
    Participant,
    Reference,
    Span,
    Timex,
    layer_of,
)
from rashomon.store.narrowing import documents_about, entities_named, rare_records, records_about, shelved
from rashomon.store.places import OF_SEVERAL, spans_of
from rashomon.store.selection import NARRATOR, Selection, is_before, kind_field

if TYPE_CHECKING:
    from rashomon.store.view import View

# entities of whom it is asked in which documents they are
MANY = 1_000

# fields that a record has one of a few words in, whatever their case
_SORTS = ("act", "relation", "stance")


class Matcher:
    """Tells whether a record answers to a selection; what the store has to be asked for is asked once.

    `documents` are those in which all that is wanted stands, None for all of them.
    """

    def __init__(self, view: View, layer: str, wanted: Selection) -> None:
        self.view, self.wanted = view, wanted
        named = partial(entities_named, view)
        self.speakers = named(wanted.speaker)
        self.entities = named(wanted.entity)
        self.is_narrated = (wanted.asserted_by or "").casefold() == NARRATOR
        self.tellers = None if self.is_narrated else named(wanted.asserted_by)
        self.actors = named(wanted.actor)
        self.recipients = named(wanted.recipient)
        self.hits = None if wanted.search is None else view.find(wanted.search)
        self.events = None if wanted.cluster is None else set(view.cluster(wanted.cluster).events)
        self.claim = None if wanted.claim is None else view.whole("claim", wanted.claim).id
        self.documents = self._find_documents(layer)
        # what of the whole pile is in these documents, None where they are too many to ask
        self.present = records_about(view, layer, self.documents)
        # all that can be wanted, None where that is too many to tell
        self.candidates = self.present
        if layer == "entity" and self.entities is not None and len(self.entities) <= MANY:
            self._choose(self.entities, set())
        if (rare := rare_records(view, layer, wanted)) is not None:
            self._choose({key for key, _ in rare}, {document for _, document in rare if document})
        # records come article by article
        self._text = lru_cache(1)(lambda document: view.document(document).text)
        self._places = lru_cache(64)(self._find_places)
        self._accounts = lru_cache(1)(view.accounts_of)
        self._found = lru_cache(64)(self._find_words)

    def _choose(self, records: set[str], documents: set[str]) -> None:
        """Want none but these records, which are of these documents if of any."""
        self.candidates = records if self.candidates is None else self.candidates & records
        if documents or not records:
            self.documents = documents if self.documents is None else self.documents & documents

    def _find_documents(self, layer: str) -> set[str] | None:
        wanted, narrowed = self.wanted, []
        if wanted.document is not None:
            narrowed.append({self.view.document(wanted.document).id})
        if wanted.outlet is not None:
            narrowed.append(shelved(self.view, lambda row: _holds(row.outlet or "", wanted.outlet or "")))
        if self.hits is not None:
            narrowed.append(set(self.hits))
        known = [who for who in (self.speakers, self.entities, self.tellers) if who is not None]
        # a part of so many names stands nearly everywhere: to ask where takes longer than to look
        whole = layer in ("document", "article")
        narrowed += [self.view.documents_of(who) for who in known if len(who) <= MANY or whole]
        if self.events is not None:
            narrowed.append({event.document for event in map(partial(self.view.record, "event"), self.events) if event})
        if wanted.story is not None:
            narrowed.append(set(self.view.whole("story", wanted.story).documents))
        if self.claim is not None:
            narrowed.append({account.document for account in self.view.accounts_of(self.claim)})
        # what tells of days is wanted by these, and not by that of its article
        dated = layer not in ("timex", "event", "cluster")
        if dated and (wanted.since or wanted.until):
            narrowed.append(shelved(self.view, lambda row: _can_lie_between(row.earliest, row.latest, wanted)))
        return set.intersection(*narrowed) if narrowed else None

    def __call__(self, found: AnyRecord) -> bool:
        """Tell whether a record of the view is wanted."""
        wanted = self.wanted
        return (
            self._is_in_documents(found)
            and (self.speakers is None or not self.speakers.isdisjoint(self._speakers_of(found)))
            and all(_is_or_any(getattr(wanted, name), getattr(found, name, None)) for name in _SORTS)
            and self.claim in (None, getattr(found, "claim", None))
            and (wanted.kind is None or getattr(found, kind_field(type(found))).casefold() == wanted.kind.casefold())
            and (not isinstance(found, (Event, Cluster)) or self._is_deed(found))
            and (not isinstance(found, Timex) or _can_lie_between(found.earliest, found.latest, wanted))
            and self._is_found(found)
            and self._is_about(found)
            and (wanted.source is None or _holds(self._source_of(found), wanted.source))
        )

    def _is_in_documents(self, found: AnyRecord) -> bool:
        if self.documents is None:
            return True
        if layer_of(found) in OF_SEVERAL or (isinstance(found, Entity) and found.document is None):
            if self.present is not None:
                return getattr(found, "id", None) in self.present
            return any(document in self.documents for document in documents_about(self.view, found))
        return _document_of(found) in self.documents

    def _is_found(self, found: AnyRecord) -> bool:
        if self.wanted.search is None or isinstance(found, (Document, Article, Entity, Cluster)):
            return True
        return self._touches(found, self._found)

    def _is_about(self, found: AnyRecord) -> bool:
        if self.entities is None or isinstance(found, (Document, Article)):
            return True
        if isinstance(found, (Mention, Identity, Reference)):
            return found.entity in self.entities
        if isinstance(found, Entity):
            return found.id in self.entities
        if isinstance(found, Cluster):
            return not self.entities.isdisjoint((*found.actors, *found.recipients))
        if not self.entities.isdisjoint(self._speakers_of(found)):
            return True
        if isinstance(found, Event) and self.entities & {p.entity for p in (*found.actors, *found.recipients)}:
            return True
        return self._touches(found, self._places)

    def _touches(self, found: AnyRecord, places: Callable[[str], Sequence[Span]]) -> bool:
        """Tell whether a record, or an account of a claim, stands on one of the places, or is about whole articles."""
        told = self._accounts(found.id) if isinstance(found, Claim) else [found]
        spans = [(document, span) for one in told for document, span in spans_of(one)]
        return not spans or any(span.overlaps(place) for d, span in spans if d for place in places(d))

    def _speakers_of(self, found: AnyRecord) -> set[str | None]:
        """Return who says what a record is about; claims and utterances may be said by several."""
        told = self._accounts(found.id) if isinstance(found, Claim) else getattr(found, "uses", ())
        return {getattr(one, "speaker", None) for one in (found, *told)}

    def _is_deed(self, found: Event | Cluster) -> bool:
        wanted = self.wanted
        told = {found.realis} if isinstance(found, Event) else found.realis.keys()
        return (
            (not wanted.types or found.type.casefold() in map(str.casefold, wanted.types))
            and (wanted.realis is None or wanted.realis.casefold() in told)
            and self._takes_part(found, found.actors, wanted.actor, self.actors)
            and self._takes_part(found, found.recipients, wanted.recipient, self.recipients)
            and _can_lie_between(*self._days_of(found), wanted)
            and (not isinstance(found, Event) or self._is_told(found))
        )

    def _days_of(self, found: Event | Cluster) -> tuple[str | None, str | None]:
        if isinstance(found, Event) and (self.wanted.since or self.wanted.until):
            return self.view.days_of(found)[:2]
        return (found.earliest, found.latest) if isinstance(found, Cluster) else (None, None)

    def _is_told(self, found: Event) -> bool:
        """Tell whether an event is in the cluster that is wanted, and by the account of whom it is."""
        return (
            (self.events is None or found.id in self.events)
            and (found.attribution is None or not self.is_narrated)
            and (self.tellers is None or any(a.speaker in self.tellers for a in self.view.chain_of(found)))
        )

    def _takes_part(
        self,
        found: Event | Cluster,
        who: Sequence[Participant] | Sequence[str],
        name: str | None,
        named: set[str] | None,
    ) -> bool:
        """Tell whether one of those who take part is named so, or is of these words if nobody knows who it is."""
        if name is None or named is None:
            return True
        if any((one.entity if isinstance(one, Participant) else one) in named for one in who):
            return True
        unknown = [one.span for one in who if isinstance(one, Participant) and one.entity is None]
        return any(_holds(span.of(self._text(_document_of(found))), name) for span in unknown)

    def _find_places(self, document: str) -> Sequence[Span]:
        """Return where the entities that are wanted are mentioned."""
        mentions = self.view.records("mention", document)
        return [m.span for m in mentions if self.entities and m.entity in self.entities]

    def _find_words(self, document: str) -> Sequence[Span]:
        """Return where the words that are sought stand."""
        row = (self.hits or {}).get(document)
        return () if row is None else self.view.find_in(self.wanted.search or "", row)

    def _source_of(self, found: AnyRecord) -> str:
        spans = getattr(found, "source", ())
        return " ".join(span.of(self._text(_document_of(found))) for span in spans)


def _can_lie_between(earliest: str | None, latest: str | None, wanted: Selection) -> bool:
    """Tell whether an interval, open where a side is None, and that of the selection have a day in common."""
    if not (wanted.since or wanted.until):
        return True
    if not (earliest or latest):
        return False
    return not is_before(latest, wanted.since) and not is_before(wanted.until, earliest)


def _document_of(found: AnyRecord) -> str:
    return found.id if isinstance(found, Document) else getattr(found, "document", None) or ""


def _is_or_any(wanted: str | None, value: str | None) -> bool:
    return wanted is None or (value is not None and value.casefold() == wanted.casefold())


def _holds(text: str, part: str) -> bool:
    return part.casefold() in text.casefold()
