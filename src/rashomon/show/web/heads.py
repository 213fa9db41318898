"""Documents of a store -> what a list says of each: outlet, date, title; nothing that was found in their texts."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.show.layout.gather import Reading, gather_stored
from rashomon.show.layout.scope import Scope
from rashomon.show.web.room import Room

__all__ = ["in_order", "read_heads"]

_LAYERS = frozenset({"document", "article", "dating"})


def read_heads(room: Room, documents: Sequence[str]) -> list[Reading]:
    """Return these documents in the order of their dates, each known by its outlet, date and title alone."""
    key = tuple(sorted(documents))
    scope = Scope(room.view, key, _LAYERS)
    return room.keep("heads", key, lambda: list(gather_stored(scope, room.outlets()).readings))


def in_order(room: Room, documents: Sequence[str]) -> list[Reading]:
    """Return the same in the order of the documents."""
    heads = {h.document.id: h for h in read_heads(room, documents)}
    return [heads[key] for key in documents]
