"""News items, checked by a schema of ninjs 3.0."""

from __future__ import annotations

from typing import Any

import jsonschema
import msgspec
import pytest

from rashomon.model import Article
from rashomon.store import View
from tests.show.exports.hostile import LONG, TITLE
from tests.show.exports.ninjs_schema import NINJS
from tests.show.exports.written import export_of


def items_of(view: View, articles: list[Article] | None = None) -> dict[str, dict[str, Any]]:
    """Return the items by the ref of their article, each valid."""
    lines = export_of(view, "ninjs", "article", articles)[0].splitlines()
    items = [msgspec.json.decode(line) for line in lines]
    for item in items:
        jsonschema.Draft202012Validator(NINJS).validate(item)
    return {next(alt["value"] for alt in item["altIds"] if alt["role"] == "ref"): item for item in items}


def test_an_item_has_what_the_article_is_and_whom_it_names(quarrel: View) -> None:
    item = items_of(quarrel)["pile/post.txt"]

    assert ("https://post.example/q", "Sea quarrel", "en") == (item["uri"], item["title"], item["language"])
    assert [{"name": "+Post", "role": "publisher"}] == item["infoSources"]
    assert ["Lann", "Orsk"] == [place["name"] for place in item["places"]]
    assert "people" not in item  # a captain has no name


def test_the_body_is_the_article_without_its_headline(quarrel: View) -> None:
    body = items_of(quarrel)["pile/post.txt"]["bodies"][0]

    assert "Lann attacked Orsk on Friday.\n\n“Lann will pay\nOrsk in Norway,” a captain said." == body["value"]
    assert len(body["value"]) == body["charCount"]


@pytest.mark.parametrize(
    ("published", "field", "value"),
    [
        ("2031-05-03", "descriptions", [{"role": "published", "contentType": "text/plain", "value": "2031-05-03"}]),
        ("2031-05", "descriptions", [{"role": "published", "contentType": "text/plain", "value": "2031-05"}]),
        ("2031-05-03T14:05:00+02:00", "contentCreated", "2031-05-03T14:05:00+02:00"),
    ],
)
def test_no_time_of_day_is_made_up(quarrel: View, published: str, field: str, value: Any) -> None:
    article = msgspec.structs.replace(next(quarrel.articles()), published=published)
    (item,) = items_of(quarrel, [article]).values()

    assert value == item[field]
    assert 1 == len({"descriptions", "contentCreated"} & set(item))


def test_an_article_of_which_nothing_is_known_is_an_item_with_a_name_made_of_its_id(quarrel: View) -> None:
    item = items_of(quarrel)["pile/leaflet.txt"]
    document = next(d for d in quarrel.records("document") if d.ref == "pile/leaflet.txt")

    assert f"urn:rashomon:document:{document.id}" == item["uri"]
    assert not {"title", "headlines", "language", "by", "infoSources"} & set(item)


def test_hostile_strings_come_through_as_they_are(hostile: View) -> None:
    (item,) = items_of(hostile).values()

    assert (TITLE, LONG) == (item["title"], item["bodies"][0]["value"])
    assert item["uri"].startswith("urn:rashomon:document:")  # its own address is a script
