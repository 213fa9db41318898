"""Copies of the sample story in the reading room: the agency's story and its two copies, files, narrowing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from rashomon.show.web import room as rooms
from rashomon.store import open_view
from tests.show.page import Page
from tests.web.visiting import visiting

Visit = Callable[[str], Any]


@pytest.fixture(scope="module")
def visit(sample_store: Path) -> Iterator[Visit]:
    with visiting(sample_store) as get:
        yield get


@pytest.fixture(scope="module")
def ids(sample_store: Path) -> dict[str, str]:
    """Return the ids of the articles by the ends of their refs."""
    with open_view(sample_store) as view:
        return {re.split("[/#]", d.ref)[-1].removesuffix(".txt"): d.id for d in view.records("document")}


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", Page(html).words)


def graph_of(html: str) -> ElementTree.Element:
    found = re.search(r'<svg class="graph".*?</svg>', html, re.DOTALL)
    assert found
    return ElementTree.fromstring(found[0])


def test_arcs_lead_from_the_agency_to_those_who_have_its_text(visit: Visit, ids: dict[str, str]) -> None:
    graph = graph_of(visit("/copies").text)
    notes = {a.get("href"): a.get("aria-label", "") for a in graph.iter("a") if a.find("g[@class='arc']") is not None}
    wire, packet, radio = ids["norrsund-dredger-sinks"], ids["packet-dredger-sinks"], ids["radio-oresk-collision"]

    assert notes.keys() == {f"/compare?a={wire}&a={packet}", f"/compare?a={wire}&a={radio}"}
    assert notes[f"/compare?a={wire}&a={packet}"].startswith("Kaldra Packet has the text from Norrsund: ")


def test_the_points_of_the_graph_are_links_to_articles_in_the_order_of_the_keyboard(
    visit: Visit, ids: dict[str, str]
) -> None:
    graph = graph_of(visit("/copies").text)
    points = [a.get("href") for a in graph.iter("a") if a.find("g/circle") is not None]

    assert points[:3] == [
        f"/articles/{ids[ref]}" for ref in ("norrsund-dredger-sinks", "packet-dredger-sinks", "radio-oresk-collision")
    ]


def test_a_text_that_is_only_credited_is_a_broken_ring_without_a_link(visit: Visit) -> None:
    graph = graph_of(visit("/copies").text)
    (lost,) = graph.findall("g[@class='text-node lost']")

    assert "Ministry of Foreign Affairs of Kestovia: origin, not in this pile" in "".join(lost.itertext())


def test_the_files_say_what_the_page_says(visit: Visit) -> None:
    table, picture = visit("/copies.csv"), visit("/copies.svg")
    rows = list(csv.DictReader(io.StringIO(table.text)))

    assert table.headers["content-disposition"] == 'attachment; filename="copies.csv"'
    assert [(r["outlet"], r["is"], r["from"]) for r in rows[:3]] == [
        ("Norrsund", "origin", ""),
        ("Kaldra Packet", "same text", "Norrsund"),
        ("Radio Oresk", "same text", "Norrsund"),
    ]
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert "Kaldra Packet, 14 October 2025: same text" in "".join(ElementTree.fromstring(picture.text).itertext())
    assert not ElementTree.fromstring(picture.text).findall(".//{*}a")


def test_what_is_chosen_is_drawn_with_all_that_are_one_text_with_it(visit: Visit) -> None:
    html = words_of(visit("/copies?outlet=Norrsund").text)
    rows = list(csv.DictReader(io.StringIO(visit("/copies.csv?until=2025-10-14").text)))

    assert "3 of 13 articles." in html
    assert "2 more articles are drawn, since they are one text with one of these." in html
    assert [r["outlet"] for r in rows[:3]] == ["Norrsund", "Kaldra Packet", "Radio Oresk"]
    assert visit("/copies?since=yesterday").status_code == 404


def test_articles_without_a_copy_are_said_to_have_none(visit: Visit) -> None:
    html = words_of(visit("/copies?outlet=Half+Fathom").text)

    assert "No two of these articles were found to share a text: 1 article, 1 text." in html


def test_a_store_too_large_to_lay_out_asks_for_a_story(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "ROOMY", 12)
    asked = visit("/copies")
    link = re.search(r'href="(/copies\?story=[0-9a-f]{16})"', asked.text)
    assert link

    assert "13 articles, 7 outlets" in words_of(asked.text)
    assert "13 articles, 11 texts" in words_of(visit(link[1]).text)
    assert visit("/copies.csv").status_code == 404
