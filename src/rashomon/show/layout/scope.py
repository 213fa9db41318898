"""A view and some of its articles -> a view that knows of these alone, for pages about one story."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rashomon.model import Rejection

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["Scope"]


class Scope:
    """The records about some documents of a view, in canonical order; has the face that `layout` asks for.

    What is about several documents is given where one of these is among them. Entities are those that these documents
    know, as the pile has them where it does. Of other layers than `layers` nothing is given, None is all of them.
    """

    def __init__(self, view: View, documents: Sequence[str], layers: Collection[str] | None = None) -> None:
        self.view, self.documents, self.layers = view, documents, layers

    def records(self, layer: str, document: str | None = None) -> Iterator[Any]:
        """Yield the records of a layer about one document, or about all of these."""
        if self.layers is not None and layer not in self.layers:
            return
        if document is not None:
            yield from self.view.records(layer, document)
        elif layer == "entity":
            yield from self._entities()
        else:
            yield from self.view.among(layer, self.documents)

    def rejections(self) -> Iterable[Rejection]:
        """Return nothing: what was not read is of no article."""
        return ()

    def articles(self) -> Iterator[Any]:
        """Yield what each of these documents is."""
        yield from self.records("article")

    def entities_of(self, document: str) -> Any:
        """Return the ids of the pile's entities that a document knows."""
        return self.view.entities_of(document)

    def _entities(self) -> Iterator[Any]:
        own = {e.id: e for e in self.view.among("entity", self.documents)}
        whole = {i.member: i.entity for i in self.view.among("identity", self.documents)}
        yield from self.view.named("entity", sorted(set(whole.values())))
        yield from (e for key, e in own.items() if key not in whole)
