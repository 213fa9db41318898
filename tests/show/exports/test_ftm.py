"""FollowTheMoney's entities, read and validated by its own model."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy

from rashomon.model import Entity
from rashomon.show.formats import FORMATS
from rashomon.store import View
from tests.show.exports.hostile import LONG
from tests.show.exports.written import STORES, export_of


def proxies_of(view: View, layer: str) -> list[EntityProxy]:
    """Return what FollowTheMoney makes of an export, once it has validated it and found every value clean."""
    lines = export_of(view, "ftm", layer)[0].splitlines()
    found = []
    for held in map(msgspec.json.decode, lines):
        proxy = model.get_proxy(held)
        proxy.schema.validate(held)

        assert {name: sorted(values) for name, values in held["properties"].items()} == {
            name: sorted(values) for name, values in proxy.to_dict()["properties"].items()
        }
        assert [] == [(prop.name, v) for prop, v in proxy.itervalues() if prop.type.clean(v) != v and v.strip() == v]
        found.append(proxy)
    return found


@pytest.mark.parametrize("layer", FORMATS["ftm"].layers)
@pytest.mark.parametrize("store", STORES)
def test_every_entity_is_valid_and_what_it_points_at_stands_before_it_once(
    layer: str, store: str, request: pytest.FixtureRequest
) -> None:
    seen: list[str] = []
    for proxy in proxies_of(request.getfixturevalue(store), layer):
        points_at = [value for prop, value in proxy.itervalues() if prop.type.name == "entity"]

        assert set(points_at) <= set(seen)
        assert proxy.id not in seen
        seen.append(str(proxy.id))

    assert seen or layer == "nested"


def test_somebody_is_proven_by_the_articles_that_know_them(quarrel: View) -> None:
    named = {proxy.caption: proxy for proxy in proxies_of(quarrel, "entity")}
    refs = {document.id: document.ref for document in quarrel.records("document")}
    orsk = named["Orsk"]

    assert {"Lann": "Address", "Orsk": "Address", "a captain": "Person", "NATO": "Organization"} == {
        name: proxy.schema.name for name, proxy in named.items() if proxy.schema.name != "Article"
    }
    assert ["pile/gazette.txt", "pile/leaflet.txt", "pile/post.txt"] == sorted(refs[key] for key in orsk.get("proof"))


def test_an_article_is_where_it_came_from(quarrel: View) -> None:
    articles = {proxy.first("fileName"): proxy for proxy in proxies_of(quarrel, "article")}
    post = articles["pile/post.txt"].to_dict()["properties"]

    assert {
        "title": ["Sea quarrel"], "publisher": ["+Post"], "publishedAt": ["2031-05-03"], "language": ["eng"],
        "sourceUrl": ["https://post.example/q"],
    }.items() <= post.items()  # fmt: skip
    assert "publishedAt" not in articles["pile/leaflet.txt"].to_dict()["properties"]


def test_who_says_what_is_a_documentation(quarrel: View) -> None:
    said = {p.first("role"): p for p in proxies_of(quarrel, "attribution") if p.schema.name == "Documentation"}
    names = {p.id: p.caption for p in proxies_of(quarrel, "attribution")}

    assert {"statement": "a captain", "denial": "Orsk"} == {
        act: names[str(proxy.first("entity"))] for act, proxy in said.items()
    }
    assert "“Lann will pay Orsk in Norway,”" == said["statement"].first("summary")


def test_an_event_has_its_days_and_says_whether_it_happened(quarrel: View) -> None:
    events = {p.first("summary"): p for p in proxies_of(quarrel, "event") if p.schema.name == "Event"}
    met = events["Lann and Orsk met in Geneva in April."].to_dict()["properties"]

    assert {
        "startDate": ["2031-04-01"], "endDate": ["2031-04-30"], "location": ["Geneva"],
        "namesMentioned": ["Lann", "Orsk"],
    }.items() <= met.items()  # fmt: skip
    assert ["ASSAULT", "negated"] == events["Orsk denies that Lann attacked its fleet."].get("keywords")


def test_a_mention_leads_to_whom_it_names_as_far_as_followthemoney_lets_it(quarrel: View) -> None:
    found = proxies_of(quarrel, "mention")
    mentions = Counter(bool(proxy.first("resolved")) for proxy in found if proxy.schema.name == "Mention")

    # of ten mentions, those of a captain and of NATO; places are no party to anything
    assert {True: 2, False: len(list(quarrel.records("mention"))) - 2} == mentions


@pytest.mark.parametrize(
    ("name", "kind", "schema"),
    [
        ("Norwegian navy", "organisation", "PublicBody"),
        ("Kaldra Dredging", "organisation", "Organization"),
        ("Norwegian fishermen", "group", "LegalEntity"),
    ],
)
def test_an_organ_of_a_state_is_a_public_body(quarrel: View, name: str, kind: Any, schema: str) -> None:
    body = Entity(id="b", by="hand/1", name=name, kind=kind)
    made = msgspec.json.decode(export_of(quarrel, "ftm", "entity", [body])[0])

    assert (schema, [name]) == (made["schema"], made["properties"]["name"])


def test_what_has_no_class_is_told(quarrel: View) -> None:
    ship = Entity(id="s", by="hand/1", name="Ilse", kind="other")
    data, written = export_of(quarrel, "ftm", "entity", [ship])

    assert (b"", 1) == (data, written.records)
    assert written.note == "1 of them are left out: nobody is known by name, or FollowTheMoney has no class for it"


def test_a_text_keeps_its_length(hostile: View) -> None:
    article = proxies_of(hostile, "article")[0]
    document = next(hostile.records("document"))

    assert len(document.text) == len(str(article.first("bodyText")))
    assert document.text.index(LONG) == str(article.first("bodyText")).index(LONG)
