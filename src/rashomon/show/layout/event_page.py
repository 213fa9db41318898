"""A view -> as much of some articles as their events need; one event with all that tell it, and those that do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from rashomon.errors import NotFound
from rashomon.model import Article, Claim, Cluster, Event
from rashomon.show.layout.gather import Pile, gather_stored
from rashomon.show.layout.happened import Happening, find_happenings
from rashomon.show.layout.outlets import Outlet
from rashomon.show.layout.scope import Scope
from rashomon.store import View

__all__ = ["EventPage", "gather_events", "lay_out_event"]

_LAYERS = frozenset({
    "document", "article", "dating", "zone", "sentence", "mention", "timex", "attribution", "nested", "event", "entity",
    "cluster",
})  # fmt: skip
# the fields that name who takes part in an event, or tells it
_PARTIES = {"event": ("actors", "recipients"), "attribution": ("speaker",), "nested": ("speaker",)}


class EventPage(NamedTuple):
    """An event, the claims about it, and what the articles of its story are that do not tell it."""

    happening: Happening
    outlets: Sequence[Outlet]
    story: str | None
    claims: Sequence[Claim]
    silent: Sequence[Article]


class _Scope(Scope):
    """Of entities only those who take part in events or are quoted, and where `only` is given no event but its."""

    def __init__(self, view: View, documents: Sequence[str], only: Cluster | Event | None = None) -> None:
        super().__init__(view, documents, _LAYERS)
        self.only = only
        self._read: dict[str, list[Any]] = {}

    def records(self, layer: str, document: str | None = None) -> Iterator[Any]:
        """Yield the records of a layer; each layer of all documents is read once."""
        if document is not None and layer == "entity":
            return
        if document is not None or layer not in (*_PARTIES, "cluster"):
            yield from super().records(layer, document)
        else:
            if layer not in self._read:
                self._read[layer] = list(self._wanted(layer))
            yield from self._read[layer]

    def _wanted(self, layer: str) -> Iterator[Any]:
        if layer == "cluster" and self.only:
            yield from [self.only] if isinstance(self.only, Cluster) else []
        elif layer == "event" and self.only:
            yield from self.view.named("event", _events_of(self.only))
        else:
            yield from super().records(layer)

    def _entities(self) -> Iterator[Any]:
        found: set[str] = set()
        for layer, fields in _PARTIES.items():
            for one in self.records(layer):
                found |= {key for field in fields for key in _ids(getattr(one, field))}
        yield from self.view.named("entity", sorted(found))


def gather_events(view: View, documents: Sequence[str], outlets: Sequence[str]) -> Pile:
    """Return as much of some articles as their events need; `outlets` are the names of all those of the store."""
    return gather_stored(_Scope(view, documents), outlets)


def lay_out_event(view: View, key: str, outlets: Sequence[str]) -> EventPage:
    """Return an event by the id of its cluster, or of one of the events in it; raises NotFound."""
    whole = _find(view, key)
    told: list[Event] = list(view.named("event", _events_of(whole)))
    documents = sorted({event.document for event in told})
    if not documents:
        raise NotFound(f"no event {key!r}; see: rashomon list cluster")
    pile = gather_stored(_Scope(view, documents, whole), outlets)
    (happening,) = find_happenings(pile)
    story = next(view.records("story", documents[0]), None)
    others = sorted(set(story.documents) - set(documents)) if story else []
    about = {a.claim for a in view.among("account", documents) if a.finding in _events_of(whole)}
    return EventPage(
        happening,
        pile.outlets,
        story and story.id,
        list(view.named("claim", sorted(about))),
        sorted(view.among("article", others), key=lambda a: (a.published or "9999", a.outlet or "", a.document)),
    )


def _find(view: View, key: str) -> Cluster | Event:
    with suppress(NotFound):
        return view.cluster(key)
    event: Event = view.whole("event", key)
    whole = view.clusters_of(event.document).get(event.id)
    return view.cluster(whole) if whole else event


def _events_of(whole: Cluster | Event) -> tuple[str, ...]:
    return whole.events if isinstance(whole, Cluster) else (whole.id,)


def _ids(held: Any) -> list[str]:
    """Return the entities that a field names: that of a speaker, those of participants."""
    if isinstance(held, tuple):
        return [p.entity for p in held if p.entity]
    return [held] if held else []
