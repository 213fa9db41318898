"""Web Annotations, checked by a schema of the model's rules, and read back to places and records."""

from __future__ import annotations

from typing import Any

import jsonschema
import msgspec
import pytest

from rashomon.model import LAYERS, Passage, Quantity, Record, Reuse, Span, Use, Utterance
from rashomon.show.formats import FORMATS
from rashomon.show.wording import records_of
from rashomon.store import View
from rashomon.store.places import spans_of
from tests.show.exports.annotation_schema import COLLECTION
from tests.show.exports.written import STORES, bytes_of, export_of

LAYERS_HELD = FORMATS["web-annotation"].layers


def collection_of(view: View, layer: str) -> dict[str, Any]:
    held: dict[str, Any] = msgspec.json.decode(bytes_of(view, "web-annotation", layer))
    jsonschema.Draft202012Validator(COLLECTION).validate(held)
    return held


@pytest.mark.parametrize("layer", LAYERS_HELD)
@pytest.mark.parametrize("store", STORES)
def test_every_annotation_keeps_the_rules_and_gives_back_its_record_and_its_places(
    layer: str, store: str, request: pytest.FixtureRequest
) -> None:
    view: View = request.getfixturevalue(store)
    records: list[Record] = list(records_of(view, layer))
    held = collection_of(view, layer)
    made = held["first"]["items"]

    assert len(records) == held["total"] == len(made)
    assert records == [msgspec.json.decode(one["body"][1]["value"], type=LAYERS[layer]) for one in made]
    for record, one in zip(records, made, strict=True):
        assert sorted(span for _, span in spans_of(record)) == sorted(map(_position, one["target"]))


def test_the_words_are_found_by_position_and_by_quotation(hostile: View) -> None:
    document = next(hostile.records("document"))
    for layer in ("mention", "attribution", "event"):
        for target in (t for one in collection_of(hostile, layer)["first"]["items"] for t in one["target"]):
            quote, span = target["selector"][0], _position(target)

            assert f"urn:rashomon:text:{document.text_sha256}" == target["source"]
            assert span.of(document.text) == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in document.text


def test_a_position_counts_code_points(hostile: View) -> None:
    """Two characters before the name are outside the plane that UTF-16 has one unit for."""
    document = next(hostile.records("document"))
    target = collection_of(hostile, "attribution")["first"]["items"][0]["target"][1]

    assert ("source", document.text.index("=HYPERLINK")) == (target["role"], _position(target).start)


def test_an_annotation_says_what_the_machine_says_and_who_said_it_is_software(quarrel: View) -> None:
    said = collection_of(quarrel, "attribution")["first"]["items"][1]

    assert "statement of a captain, direct" == said["body"][0]["value"]
    assert {"type": "Software", "name": "hand/1"} == said["generator"]
    assert ["content", "source", "cue"] == [target["role"] for target in said["target"]]
    assert ["https://post.example/q"] * 3 == [target["scope"] for target in said["target"]]


def test_an_amount_says_what_is_counted(quarrel: View) -> None:
    document = next(d for d in quarrel.records("document") if d.ref == "pile/post.txt")
    amount = Quantity(id="q", by="hand/1", document=document.id, span=Span(0, 3), value=2, of=Span(13, 17))
    held = msgspec.json.decode(export_of(quarrel, "web-annotation", "quantity", [amount])[0])

    assert "2 of “Lann”" == held["first"]["items"][0]["body"][0]["value"]


def test_an_address_that_is_none_of_the_web_is_no_scope(hostile: View) -> None:
    targets = [t for one in collection_of(hostile, "mention")["first"]["items"] for t in one["target"]]

    assert [] == [target for target in targets if "scope" in target]


def test_what_stands_in_two_texts_has_a_target_in_each(quarrel: View) -> None:
    keys = {document.ref: document for document in quarrel.records("document")}
    one, other = (Passage(document=keys[f"pile/{name}.txt"].id, span=Span(0, 4)) for name in ("post", "gazette"))
    shared = Reuse(id="r", by="hand/1", a=one, b=other, kind="quote")
    uses = tuple(Use(document=p.document, span=p.span, attribution="a") for p in (one, other))
    said = Utterance(id="u", by="hand/1", uses=uses, fullest=0)

    assert [("a", "SEA "), ("b", "Lann")] == _targets(quarrel, "reuse", shared)
    assert [("uses", "SEA "), ("uses", "Lann")] == _targets(quarrel, "utterance", said)


def _targets(view: View, layer: str, record: Record) -> list[tuple[str, str]]:
    held = msgspec.json.decode(export_of(view, "web-annotation", layer, [record])[0])
    return [(t["role"], t["selector"][0]["exact"]) for t in held["first"]["items"][0]["target"]]


def _position(target: dict[str, Any]) -> Span:
    position = target["selector"][1]
    return Span(position["start"], position["end"])
