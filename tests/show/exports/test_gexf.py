"""Graphs, read back by networkx."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import networkx

from rashomon.model import Copy, Family, Passage, Reuse, Span
from rashomon.store import View
from tests.show.exports.hostile import OUTLET
from tests.show.exports.written import export_of

Edges = dict[tuple[str, str, str], float]


def graph_of(view: View, layer: str, records: Iterable[Any] | None = None) -> Any:
    return networkx.read_gexf(io.BytesIO(export_of(view, "gexf", layer, records)[0]))


def edges_of(view: View, layer: str, records: Iterable[Any] | None = None) -> Edges:
    """Return the weights of the edges by names and kind."""
    graph = graph_of(view, layer, records)
    label = {key: data["label"] for key, data in graph.nodes(data=True)}
    return {(label[a], label[b], data["kind"]): data["weight"] for a, b, data in graph.edges(data=True)}


def articles_of(view: View) -> dict[str, str]:
    return {document.ref.removeprefix("pile/"): document.id for document in view.records("document")}


def test_who_does_what_to_whom_is_an_edge_for_each_type(quarrel: View) -> None:
    expected = {
        ("Lann", "Orsk", "ASSAULT"): 3,  # asserted by two papers, denied by Orsk: three reports
        ("Lann", "Orsk", "AID"): 1,
        ("Lann", "Orsk", "CONSULT"): 1,
        ("Orsk", "Lann", "CONSULT"): 1,
        ("The Norwegian coastguard", "Orsk", "SUPPORT"): 1,
        ("NATO", "Orsk", "SUPPORT"): 1,
    }

    assert expected == edges_of(quarrel, "event")


def test_who_lets_whom_speak_and_of_whom_they_speak(quarrel: View) -> None:
    expected = {
        ("+Post", "a captain", "quotes"): 1,
        ("a captain", "Lann", "names"): 1,
        ("a captain", "Orsk", "names"): 1,
        ("leaflet.txt", "Orsk", "quotes"): 1,  # its outlet is not known
        ("Orsk", "Lann", "names"): 1,
    }

    assert expected == edges_of(quarrel, "attribution")


def test_nodes_say_of_what_kind_they_are(quarrel: View) -> None:
    kinds = {data["label"]: data["kind"] for _, data in graph_of(quarrel, "attribution").nodes(data=True)}

    assert {
        "+Post": "outlet", "leaflet.txt": "article", "a captain": "person", "Lann": "place", "Orsk": "place",
    } == kinds  # fmt: skip


def test_a_passage_goes_from_where_it_was_taken_and_weighs_its_characters(quarrel: View) -> None:
    keys = articles_of(quarrel)
    one, other = (Passage(document=keys[name], span=Span(13, 42)) for name in ("post.txt", "gazette.txt"))
    known = Reuse(id="r", by="hand/1", a=one, b=other, kind="partial", direction="b_to_a")
    unknown = Reuse(id="s", by="hand/1", a=one, b=other, kind="quote")
    graph = graph_of(quarrel, "reuse", [known, unknown])

    assert {("Gazette", "+Post", "partial"): 29, ("+Post", "Gazette", "quote"): 29} == edges_of(
        quarrel, "reuse", [known, unknown]
    )
    assert {"partial": True, "quote": False} == {d["kind"]: d["directed"] for *_, d in graph.edges(data=True)}


def test_a_copy_hangs_on_its_source_or_on_an_outlet_whose_text_is_not_here(quarrel: View) -> None:
    post, gazette, leaflet = (articles_of(quarrel)[name] for name in ("post.txt", "gazette.txt", "leaflet.txt"))
    copies = (Copy(document=gazette, source=post), Copy(document=leaflet, outlet="Norrsund"), Copy(document=post))
    family = Family(id="f", by="hand/1", documents=(post, gazette, leaflet), copies=copies)

    assert {("+Post", "Gazette", "copy"): 1, ("Norrsund", "leaflet.txt", "copy"): 1} == edges_of(
        quarrel, "family", [family]
    )


def test_what_joins_nobody_is_told(quarrel: View) -> None:
    events = [event for event in quarrel.records("event") if event.type == "AID"]
    alone = [type(e)(**{f: getattr(e, f) for f in e.__struct_fields__} | {"recipients": ()}) for e in events]
    _, written = export_of(quarrel, "gexf", "event", alone)

    assert (1, "1 of them join no two parties that are known: not in the graph") == written


def test_what_xml_cannot_hold_is_replaced(hostile: View) -> None:
    labels = {data["label"] for _, data in graph_of(hostile, "attribution").nodes(data=True)}

    assert {OUTLET, '=HYPERLINK("http://x.example","a")\ufffd\ufffd<b>&>'} == labels
