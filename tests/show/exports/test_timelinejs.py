"""Timelines, checked by TimelineJS 3's documented format of its JSON."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import jsonschema
import msgspec
import pytest

from rashomon.store import View
from tests.show.exports.hostile import OUTLET
from tests.show.exports.written import export_of

NUMBER = {"type": "integer"}
DATE = {
    "type": "object",
    "required": ["year"],
    "properties": {"year": NUMBER, "month": NUMBER | {"maximum": 12}, "day": NUMBER | {"maximum": 31}},
    "dependentRequired": {"day": ["month"]},
    "additionalProperties": False,
}
TEXT = {
    "type": "object",
    "properties": {"headline": {"type": "string"}, "text": {"type": "string"}},
    "additionalProperties": False,
}
SLIDE = {
    "type": "object",
    "required": ["start_date"],
    "properties": {
        "start_date": DATE, "end_date": DATE, "text": TEXT, "group": {"type": "string"},
        "unique_id": {"type": "string"}, "autolink": {"type": "boolean"},
    },
    "additionalProperties": False,
}  # fmt: skip
TIMELINE = {
    "type": "object",
    "required": ["events"],
    "properties": {
        "events": {"type": "array", "items": SLIDE},
        "title": {"type": "object", "properties": {"text": TEXT}, "additionalProperties": False},
        "scale": {"enum": ["human", "cosmological"]},
    },
    "additionalProperties": False,
}


def timeline_of(view: View, layer: str) -> dict[str, Any]:
    """Return a valid timeline; the clusters of these stores, which have no days, are of 2 and 3 May."""
    days = {"earliest": "2031-05-02", "latest": "2031-05-03"} if layer == "cluster" else {}
    records = [msgspec.structs.replace(record, **days) for record in view.records(layer)]
    held: dict[str, Any] = msgspec.json.decode(export_of(view, "timelinejs", layer, records)[0])
    jsonschema.Draft202012Validator(TIMELINE).validate(held)
    return held


def test_a_day_is_a_day_and_a_month_a_month(quarrel: View) -> None:
    dates = {slide["text"]["headline"]: slide["start_date"] for slide in timeline_of(quarrel, "event")["events"]}

    assert {"year": 2031, "month": 4} == dates["Lann and Orsk: met in Geneva in April"]
    assert {"year": 2031, "month": 5, "day": 2} == dates["Lann: attacked Orsk on Friday"]


def test_what_nobody_dates_is_told_of_in_front(quarrel: View) -> None:
    timeline, written = timeline_of(quarrel, "event"), export_of(quarrel, "timelinejs", "event")[1]
    # the leaflet has no date: the coastguard's thanks and NATO's praise have none either
    told = "2 of 7 events have no date: not on the line"

    assert 5 == len(timeline["events"])
    assert {"headline": "5 events", "text": told} == timeline["title"]["text"]
    assert (7, told) == written


def test_a_slide_has_the_words_the_outlet_and_where_they_stand(quarrel: View) -> None:
    slide = next(s for s in timeline_of(quarrel, "event")["events"] if "pay" in s["text"]["headline"])
    document = next(d for d in quarrel.records("document") if d.ref == "pile/post.txt")
    at = document.text.index("pay")

    assert slide["text"]["text"] == (
        "<p>““Lann will pay Orsk in Norway,” a captain said.” (+Post; a captain says; planned, said to lie ahead; "
        f"{document.id} {at}-{at + 3})</p>"
    )


def test_a_cluster_is_one_slide_with_all_reports(quarrel: View) -> None:
    slides = timeline_of(quarrel, "cluster")["events"]
    attack = next(slide for slide in slides if slide["text"]["headline"].startswith("Lann: attacked"))

    assert ({"year": 2031, "month": 5, "day": 2}, {"year": 2031, "month": 5, "day": 3}) == (
        attack["start_date"],
        attack["end_date"],
    )
    assert ["+Post", "Gazette"] == [name for name in ("+Post", "Gazette") if f"({name};" in attack["text"]["text"]]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("layer", ["event", "cluster"])
def test_no_word_of_an_article_becomes_markup_or_a_link(hostile: View, layer: str) -> None:
    (slide,) = timeline_of(hostile, layer)["events"]
    headline, text = Tags(), Tags()
    headline.feed(slide["text"]["headline"])
    text.feed(slide["text"]["text"])

    assert ([], ["p"]) == (headline.tags, text.tags)
    assert '=HYPERLINK("http://x.example","a")\ufffd\ufffd<b>&>: attacked Orsk on 3 May' == headline.words
    assert OUTLET.replace("\u202e", "\ufffd").replace("\u202c", "\ufffd") in text.words
    assert slide["autolink"] is False
