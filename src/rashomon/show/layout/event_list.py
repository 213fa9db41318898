"""Clusters of a large store -> the rows of a list: each event by the telling that says most of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.model import Cluster, Document, Entity, Event, Participant
from rashomon.show.deeds import phrase_of, say_realis, say_type
from rashomon.show.layout.happened import TOOK_PLACE
from rashomon.show.when import say_stretch
from rashomon.show.words import one_line
from rashomon.store import View

__all__ = ["Listed", "list_events"]


class Listed(NamedTuple):
    """An event of the list; `phrase` says who did what to whom, as the telling `main` has it."""

    cluster: Cluster
    main: Event
    phrase: str

    @property
    def kind(self) -> str:
        """Return what kind of event it is."""
        return say_type(self.cluster.type, self.main.mode)

    @property
    def when(self) -> str:
        """Return when it was, by its words or its articles."""
        return say_stretch(self.cluster.earliest, self.cluster.latest)

    @property
    def told(self) -> list[str]:
        """Return how often it is told in which way."""
        return [f"{say_realis(realis)}: {count}" for realis, count in self.cluster.realis.items()]


def list_events(view: View, clusters: Sequence[Cluster]) -> list[Listed]:
    """Return the rows of a list, in the order of the clusters; all records are asked for at once."""
    told: dict[str, Event] = {e.id: e for e in view.named("event", [key for c in clusters for key in c.events])}
    mains = [min((told[key] for key in c.events if key in told), key=_worth) for c in clusters]
    documents = {d.id: d for d in view.among("document", {e.document for e in mains})}
    parties = {p.entity for e in mains for p in (*e.actors, *e.recipients) if p.entity}
    entities = {e.id: e for e in view.named("entity", sorted(parties))}
    return [Listed(c, e, _phrase(e, documents[e.document], entities)) for c, e in zip(clusters, mains, strict=True)]


def _worth(event: Event) -> tuple[bool, int, float, str]:
    """Put what took place before what did not, then what says who did it to whom, as on the page of the event."""
    return event.realis not in TOOK_PLACE, -bool(event.actors) - bool(event.recipients), -event.score, event.id


def _phrase(event: Event, document: Document, entities: Mapping[str, Entity]) -> str:
    def names(parties: Sequence[Participant]) -> list[str]:
        known = (entities.get(p.entity or "") for p in parties)
        return [e.name if e else one_line(p.span.of(document.text)) for p, e in zip(parties, known, strict=True)]

    return phrase_of(event, document.text, names(event.actors), names(event.recipients))
