"""Documents of a store -> what a list says of each: outlet, date, title; nothing that was found in their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rashomon.show.layout.gather import Reading, gather_stored
from rashomon.show.layout.scope import Scope
from rashomon.show.web.room import Room

__all__ = ["read_heads"]

_LAYERS = ("document", "article", "dating")


class _Heads(Scope):
    """The records that say what articles are, and no others."""

    def records(self, layer: str, document: str | None = None) -> Iterator[Any]:
        """Yield the records of such a layer, none of any other."""
        return super().records(layer, document) if layer in _LAYERS else iter(())


def read_heads(room: Room, documents: Sequence[str]) -> list[Reading]:
    """Return these documents in the order of their dates, each known by its outlet, date and title alone."""
    key = tuple(sorted(documents))
    return room.keep("heads", key, lambda: list(gather_stored(_Heads(room.view, key), room.outlets()).readings))
