"""JSON-LD, checked against a table of schema.org's classes and properties."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from rashomon.model import Claim, Passage, Span
from rashomon.show.formats import FORMATS
from rashomon.store import View
from tests.show.exports.vocabulary import faults_of
from tests.show.exports.written import STORES, export_of


def graph_of(view: View, layer: str, records: list[Any] | None = None) -> list[dict[str, Any]]:
    held = msgspec.json.decode(export_of(view, "jsonld", layer, records)[0])

    assert {"@context", "@graph"} == set(held)
    assert "https://schema.org" == held["@context"]
    assert [] == faults_of(held["@graph"])
    return list(held["@graph"])


@pytest.mark.parametrize("layer", FORMATS["jsonld"].layers)
@pytest.mark.parametrize("store", STORES)
def test_every_node_is_of_schema_org_and_has_a_name_of_its_own(
    layer: str, store: str, request: pytest.FixtureRequest
) -> None:
    nodes = graph_of(request.getfixturevalue(store), layer)

    assert len(nodes) == len({node["@id"] for node in nodes})


def test_a_table_that_lacks_a_property_finds_it_out() -> None:
    assert ["Claim.spokenByCharacter"] == faults_of({"@type": "Claim", "spokenByCharacter": {"@type": "Person"}})
    assert ["spokenByCharacter: Place"] == faults_of({"@type": "Quotation", "spokenByCharacter": {"@type": "Place"}})
    assert ["Quote.text"] == faults_of([{"@type": "Quote", "text": "a"}])


def test_a_quotation_is_spoken_by_somebody_within_an_article(quarrel: View) -> None:
    said = next(node for node in graph_of(quarrel, "attribution") if node["keywords"][0] == "statement")

    assert ("Quotation", "“Lann will pay Orsk in Norway,”") == (said["@type"], said["text"])
    assert ("Person", "a captain") == (said["spokenByCharacter"]["@type"], said["spokenByCharacter"]["name"])
    assert ("NewsArticle", "https://post.example/q") == (said["isPartOf"]["@type"], said["isPartOf"]["@id"])


def test_the_words_stand_where_the_identifiers_say(quarrel: View) -> None:
    texts = {document.text_sha256: document.text for document in quarrel.records("document")}
    said = next(node for node in graph_of(quarrel, "attribution") if node["keywords"][0] == "statement")
    ids = {one["propertyID"]: one["value"] for one in (*said["isPartOf"]["identifier"], *said["identifier"])}
    words = {role: texts[ids["sha256"]][slice(*map(int, ids[role].split("-")))] for role in ("source", "cue")}

    assert {"source": "a captain", "cue": "said"} == words


def test_an_event_has_its_days_and_whom_it_is_about(quarrel: View) -> None:
    met = next(node for node in graph_of(quarrel, "event") if "CONSULT" in node["keywords"])

    assert ("2031-04-01", "2031-04-30", "Geneva") == (met["startDate"], met["endDate"], met["location"]["name"])
    assert ["Lann", "Orsk", "Lann", "Orsk"] == [one["name"] for one in met["about"]]


def test_a_claim_appears_in_an_article(quarrel: View) -> None:
    document = next(d for d in quarrel.records("document") if d.ref == "pile/post.txt")
    claim = Claim(
        id="c", by="hand/1", kind="event", slot="who attacked Orsk", relation="single", origins=1, carriers=1,
        main=Passage(document=document.id, span=Span(13, 42)),
    )  # fmt: skip
    (node,) = graph_of(quarrel, "claim", [claim])

    assert ("Claim", "who attacked Orsk", "Lann attacked Orsk on Friday.") == (
        node["@type"], node["name"], node["text"],
    )  # fmt: skip
    assert "https://post.example/q" == node["isPartOf"]["@id"]
