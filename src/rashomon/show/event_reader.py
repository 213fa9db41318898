"""A store's events -> what exports and counts say of each: who took part, when it was, who tells it, in which words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from rashomon.data import table
from rashomon.data.countries import actor_of
from rashomon.model import (
    Article,
    Attribution,
    Cluster,
    Entity,
    EntityKind,
    Event,
    Office,
    Participant,
    Span,
)
from rashomon.show.rows import Reader
from rashomon.show.sides import Sides
from rashomon.show.when import published_between

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["Basis", "EventReader", "Party", "Teller", "When", "is_mutual", "pairs_of", "when_of"]

# what tells when an event was: words about it, words about it in another report, the date of the article
Basis = Literal["event", "cluster", "publication"]


class Party(NamedTuple):
    """An actor or recipient: the words, who they are, and what they stand for at the article's date."""

    span: Span
    words: str
    entity: Entity | None
    office: Office

    @property
    def name(self) -> str | None:
        """Return the name of who it is, else the words, None where they are a pronoun that may stand for anybody."""
        if self.entity:
            return self.entity.name
        return None if (self.words.lower(),) in table("exports/pronouns.tsv") else self.words

    @property
    def kind(self) -> EntityKind | None:
        """Return what kind of somebody it is, if that is known."""
        return self.entity.kind if self.entity else None


class When(NamedTuple):
    """The days between which an event lies, and what tells them; None where nothing does.

    `published` is the day of the article, None if its date is not known to the day.
    """

    earliest: date | None
    latest: date | None
    basis: Basis | None
    published: date | None

    def single_day(self) -> tuple[date | None, Basis | None]:
        """Return the day of the event, and what tells it; that of the article only where nothing speaks against it."""
        if self.earliest is None or self.latest is None:
            return None, None
        if self.earliest == self.latest:
            return self.earliest, self.basis
        if self.published and self.earliest <= self.published <= self.latest:
            return self.published, "publication"
        return None, None


class Teller(NamedTuple):
    """One link of the chain of accounts: the attribution, who speaks in it if known, and the words for them."""

    attribution: Attribution
    speaker: Entity | None
    source: str
    cue: str

    @property
    def name(self) -> str | None:
        """Return the name of who speaks, else the words for them in quotation marks, None where there are none."""
        if self.speaker:
            return self.speaker.name
        return f"“{self.source}”" if self.source else None


class EventReader(Reader):
    """Looks up what stands around an event in its article and in the pile; events are to come article by article."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.entity = lru_cache(4096)(self._entity)
        # a few layers of the article at hand, and of the one before
        self.of_article = lru_cache(16)(self._records_of)
        self._clusters_in = lru_cache(2)(view.clusters_of)
        self._cluster = lru_cache(4096)(self._cluster_of)
        self._told = lru_cache(4096)(self._find_told)

    def _entity(self, key: str) -> Entity | None:
        found = self._view.record("entity", key)
        return found if isinstance(found, Entity) else None

    def _records_of(self, layer: str, document: str) -> tuple[Any, ...]:
        return tuple(self._view.records(layer, document))

    def _cluster_of(self, key: str) -> Cluster | None:
        found = self._view.record("cluster", key)
        return found if isinstance(found, Cluster) else None

    @cached_property
    def sides(self) -> Sides:
        """Return what tells whom those who take part are counted for."""
        return Sides(self._view.records("entity"))

    def cluster(self, event: Event) -> Cluster | None:
        """Return what the event is in the pile, None in a store that has not worked that out."""
        key = self._clusters_in(event.document).get(event.id)
        return self._cluster(key) if key else None

    def article(self, event: Event) -> Article | None:
        """Return what the article is in which the event stands."""
        return next(iter(self.of_article("article", event.document)), None)

    def party(self, event: Event, participant: Participant) -> Party:
        """Return who an actor or recipient of the event is."""
        text = self.document(event.document).text
        entity = self.entity(participant.entity) if participant.entity else None
        mentions = self.of_article("mention", event.document)
        office = actor_of(participant, text, mentions, [entity] if entity else [])
        return Party(participant.span, participant.span.of(text), entity, office or Office())

    def tellers(self, event: Event) -> list[Teller]:
        """Return whose account the event is, the outermost first; none where the narrator tells."""
        return [self._teller(attribution) for attribution in self.chain_of(event)]

    def _teller(self, attribution: Attribution) -> Teller:
        source, cue = (self.words(attribution.document, spans) for spans in (attribution.source, attribution.cue))
        return Teller(attribution, self.entity(attribution.speaker) if attribution.speaker else None, source, cue)

    def sentence(self, event: Event) -> tuple[int, Span] | None:
        """Return the number of the sentence of the trigger in its article, from 1, and where it stands."""
        sentences = self.of_article("sentence", event.document)
        return next(((n, s.span) for n, s in enumerate(sentences, 1) if s.span.holds(event.trigger)), None)

    def in_lead(self, event: Event) -> bool:
        """Tell whether the trigger stands in the first paragraph of the article's body, or above it."""
        bodies = [zone.span for zone in self.of_article("zone", event.document) if zone.kind == "body"]
        return bool(bodies) and event.trigger.end <= bodies[0].end

    def when(self, event: Event) -> When:
        """Return between which days the event lies: as its own words say, else when the article was published."""
        article = self.article(event)
        return when_of(*self.days_of(event), published=article.published if article else None)

    def when_in_pile(self, event: Event) -> When:
        """Return the same, but where its own words say nothing, as another report of the event says."""
        own, cluster = self.when(event), self.cluster(event)
        if own.basis == "event" or cluster is None:
            return own
        told = self._told(cluster.id)
        return told._replace(basis="cluster", published=own.published) if told else own

    def _find_told(self, cluster: str) -> When | None:
        """Return when an event of the pile was, as the first report of it says that says it."""
        held = self._cluster(cluster)
        events = [self._view.record("event", key) for key in held.events] if held else []
        return next((when for event in events if event and (when := self.when(event)).basis == "event"), None)


def when_of(earliest: str | None, latest: str | None, told: bool, published: str | None) -> When:
    """Return when an event was: dates in ISO 8601, as far as they are known, that its own words tell or its article's.

    `published` is the date of the article. What is open on one side has no days.
    """
    printed = published_between(published) if published else None
    day = printed[0] if printed and printed[0] == printed[1] else None
    first, last = (published_between(side) if side else None for side in (earliest, latest))
    if first is None or last is None:
        return When(None, None, None, day)
    return When(first[0], last[1], "event" if told else "publication", day)


def pairs_of(event: Event) -> Iterator[tuple[Participant | None, Participant | None]]:
    """Yield who does it to whom, each pair once; None where the text names nobody for that side.

    Nobody does it to themselves: where both meet both, each is with the other.
    """
    for actor in event.actors or (None,):
        others = [r for r in event.recipients if actor is None or not _is_same(actor, r)]
        yield from ((actor, recipient) for recipient in others or (None,))


def is_mutual(event: Event) -> bool:
    """Tell whether those who take part do it to one another, as who meets or agrees does."""
    return bool(event.actors) and {p.span for p in event.actors} == {p.span for p in event.recipients}


def _is_same(one: Participant, other: Participant) -> bool:
    return one.span == other.span or (one.entity is not None and one.entity == other.entity)
