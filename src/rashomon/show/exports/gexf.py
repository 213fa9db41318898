"""Records of a layer -> GEXF 1.2, for Gephi and networkx: the graphs of graphs.py.

XML takes no control characters: in names, each is U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from rashomon.show.exports.graphs import Graph, graph_of
from rashomon.show.exports.written import Written
from rashomon.show.words import counted

if TYPE_CHECKING:
    from rashomon.store import View

__all__ = ["write_gexf"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE = {"kind": "string"}
_EDGE = {"kind": "string", "directed": "boolean"}


def write_gexf(view: View, layer: str, records: Iterable[Any], out: BinaryIO) -> Written:
    """Write the graph of the records; those that join nobody are told of."""
    graph = graph_of(view, layer, records)
    root = Element("gexf", {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"})
    described = SubElement(root, "meta")
    SubElement(described, "creator").text = "Rashomon"
    SubElement(described, "description").text = f"{counted(graph.count, f'{layer} record')} of a store"
    drawn = SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    _declare(drawn, "node", _NODE)
    _declare(drawn, "edge", _EDGE)
    _draw(drawn, graph)
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    left = f"{graph.left:,} of them join no two parties that are known: not in the graph" if graph.left else None
    return Written(graph.count, left)


def _declare(drawn: Element, of: str, attributes: Mapping[str, str]) -> None:
    declared = SubElement(drawn, "attributes", {"class": of})
    for name, kind in attributes.items():
        SubElement(declared, "attribute", {"id": name, "title": name, "type": kind})


def _draw(drawn: Element, graph: Graph) -> None:
    nodes, edges = SubElement(drawn, "nodes"), SubElement(drawn, "edges")
    for node in graph.nodes.values():
        one = SubElement(nodes, "node", {"id": _plain(node.key), "label": _plain(node.name)})
        _value(one, {"kind": node.kind})
    for number, edge in enumerate(graph.edges.values()):
        ends = {"source": _plain(edge.source), "target": _plain(edge.target)}
        one = SubElement(edges, "edge", {"id": str(number), **ends, "weight": str(edge.weight), "label": edge.kind})
        _value(one, {"kind": edge.kind, "directed": str(edge.directed).lower()})


def _value(of: Element, values: Mapping[str, str]) -> None:
    held = SubElement(of, "attvalues")
    for name, value in values.items():
        SubElement(held, "attvalue", {"for": name, "value": value})


def _plain(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
