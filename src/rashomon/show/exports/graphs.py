"""Records of a layer -> a graph of what they join: nodes with a kind and a name, edges with a kind and a weight.

- attribution, nested: an outlet lets a speaker speak (edge `quotes`), who names somebody in what they say (`names`);
  the weight is the number of attributions. Where nobody knows who speaks, there is no edge.
- event: who does it to whom, an edge for each type of event; the weight is the number of reports. Those whom the
  article only describes are nodes by their words; pronouns of nobody known are left out.
- reuse: from the article that has a passage to the one that took it; the weight is the number of characters. Where
  nobody knows who took it, `directed` is false, and the edge goes from the lower id to the higher.
- family: from the article whose text it is, or the outlet whose text the pile lacks, to the copy; the weight is 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from rashomon.model import Attribution, Event, Family, Reuse
from rashomon.show.event_reader import EventReader, Party, pairs_of

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["Edge", "Graph", "Node", "graph_of"]


class Node(NamedTuple):
    """Somebody, an outlet or an article: `kind` is that of the entity, "outlet" or "article"."""

    key: str
    name: str
    kind: str


class Edge(msgspec.Struct):
    """What joins two nodes, by their keys; `weight` counts or measures what `kind` says."""

    source: str
    target: str
    kind: str
    directed: bool
    weight: int = 0


class Graph:
    """Nodes by key, and edges by ends and kind, each once, in the order in which they were found.

    `count` records were looked at; `left` of them join no two nodes.
    """

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str, str], Edge] = {}
        self.count = self.left = 0

    def join(self, one: Node, other: Node, kind: str, weight: int, directed: bool) -> None:
        """Add weight to the edge between two nodes."""
        for node in (one, other):
            self.nodes.setdefault(node.key, node)
        edge = self.edges.setdefault((one.key, other.key, kind), Edge(one.key, other.key, kind, directed))
        edge.weight += weight


def graph_of(view: View, layer: str, records: Iterable[Any]) -> Graph:
    """Return the graph of the records of a layer, one of those that the top of this file tells of."""
    graph, joins = Graph(), JOINS[layer](EventReader(view))
    for record in records:
        graph.count += 1
        found = list(joins(record))
        graph.left += not found
        for join in found:
            graph.join(*join)
    return graph


# from, to, kind, weight, directed
Join = tuple[Node, Node, str, int, bool]
Joins = Callable[[Any], Iterator[Join]]


def _of_saying(reader: EventReader) -> Joins:
    def joins(said: Attribution) -> Iterator[Join]:
        speaker = _somebody(reader, said.speaker)
        if speaker is None:
            return
        outlet = reader.outlet(said.document)
        yield (_outlet(outlet) if outlet else _article(reader, said.document)), speaker, "quotes", 1, True
        mentions = reader.of_article("mention", said.document)
        inside = {m.entity for m in mentions if any(span.holds(m.span) for span in said.content)}
        for key in sorted(key for key in inside if key and key != said.speaker):
            named = _somebody(reader, key)
            if named:
                yield speaker, named, "names", 1, True

    return joins


def _of_event(reader: EventReader) -> Joins:
    def joins(event: Event) -> Iterator[Join]:
        for actor, recipient in pairs_of(event):
            sides = [_party(reader.party(event, side)) if side else None for side in (actor, recipient)]
            if sides[0] and sides[1]:
                yield sides[0], sides[1], event.type, 1, True

    return joins


def _party(party: Party) -> Node | None:
    if party.entity:
        return Node(party.entity.id, party.entity.name, party.entity.kind)
    return Node(f"words:{party.name.casefold()}", party.name, "described") if party.name else None


def _of_reuse(reader: EventReader) -> Joins:
    def joins(shared: Reuse) -> Iterator[Join]:
        one, other = (shared.b, shared.a) if shared.direction == "b_to_a" else (shared.a, shared.b)
        length, directed = one.span.end - one.span.start, shared.direction != "unknown"
        yield _article(reader, one.document), _article(reader, other.document), shared.kind, length, directed

    return joins


def _of_family(reader: EventReader) -> Joins:
    def joins(family: Family) -> Iterator[Join]:
        for copy in family.copies:
            source = _article(reader, copy.source) if copy.source else _outlet(copy.outlet) if copy.outlet else None
            if source:
                yield source, _article(reader, copy.document), "copy", 1, True

    return joins


def _somebody(reader: EventReader, key: str | None) -> Node | None:
    entity = reader.entity(key) if key else None
    return Node(entity.id, entity.name, entity.kind) if entity else None


def _outlet(name: str) -> Node:
    return Node(f"outlet:{name}", name, "outlet")


def _article(reader: EventReader, key: str) -> Node:
    return Node(key, reader.article_name(key), "article")


JOINS: Mapping[str, Callable[[EventReader], Joins]] = {
    "attribution": _of_saying,
    "nested": _of_saying,
    "event": _of_event,
    "reuse": _of_reuse,
    "family": _of_family,
}
