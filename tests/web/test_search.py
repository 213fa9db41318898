"""The page that finds words: what is marked, what narrows it down, what it says where nothing is found."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from rashomon.model import Span
from rashomon.pipeline import read_pile
from rashomon.show.web import Settings, create_app
from rashomon.show.web.search import cut_passages
from rashomon.store import open_writer
from tests.store.made import make_document

Client = TestClient[Litestar]
HOME = "http://127.0.0.1:8765"


@pytest.fixture(scope="module")
def client(sample_store: Path) -> Iterator[Client]:
    with TestClient(create_app(Settings(str(sample_store))), base_url=HOME) as client:
        yield client


def marked(page: str) -> set[str]:
    return {html.unescape(words).casefold() for words in re.findall(r"<mark>(.*?)</mark>", page)}


@given(
    text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=900),
    borders=st.lists(st.integers(0, 900), min_size=2, max_size=12, unique=True).map(sorted),
)
def test_passages_mark_what_was_found_and_nothing_else(text: str, borders: list[int]) -> None:
    spans = [Span(a, b) for a, b in zip(borders[::2], borders[1::2], strict=False) if b <= len(text)]
    document = make_document("a.txt", text)
    passages = list(cut_passages(document, spans))

    assert [span.of(text) for span in spans] == [words for p in passages for words, found in p.pieces if found]
    assert all("".join(words for words, _ in p.pieces) in text for p in passages)


def test_words_phrases_and_beginnings_are_marked(client: Client) -> None:
    assert {"dredger"} == marked(client.get("/search", params={"q": "DREDGER"}).text)
    assert {"five others"} == marked(client.get("/search", params={"q": '"five others"'}).text)
    assert {"dredger", "dredging"} <= marked(client.get("/search", params={"q": "dredg*"}).text)


def test_a_passage_leads_to_its_place_in_the_article(client: Client) -> None:
    page = client.get("/search", params={"q": "dredger"}).text
    links = re.findall(r'href="(/at/[0-9a-f]{16}/\d+-\d+#words)"', page)

    assert links
    assert 200 == client.get(links[0]).status_code


def test_a_facet_narrows_the_search_to_as_many_articles_as_it_says(client: Client) -> None:
    page = client.get("/search", params={"q": "dredger"}).text
    told = re.search(r'<a href="([^"]*outlet=[^"]*)"[^>]*><bdi>[^<]*</bdi></a> (\d+)</li>', page)
    assert told
    narrowed = client.get(html.unescape(told[1])).text

    assert int(told[2]) == int(re.findall(r"<h1>(\d+) articles? with", narrowed)[0])


def test_words_that_stand_apart_are_told_with_how_often_each_stands(client: Client) -> None:
    page = client.get("/search", params={"q": "dredger zeppelin"}).text

    assert "No article with" in page
    assert re.search(r"<bdi>dredger</bdi></a> stands in [1-9]", page)
    assert "<bdi>zeppelin</bdi></a> stands in 0" in page


def test_the_pages_of_a_search_hold_each_article_once(client: Client) -> None:
    found, following = list[str](), "/search?q=the&layer=attribution"
    while following:
        page = client.get(following).text
        found += re.findall(r'class="entry"><a href="/articles/([0-9a-f]{16})"', page)
        links = re.findall(r'<a rel="next" href="([^"]+)"', page)
        following = html.unescape(links[0]) if links else ""

    assert len(set(found)) == len(found) > 5


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", '"', "*", "' OR 1=1", "\0", "a" * 3000, "‮abc", "NEAR(a b)"]
)
def test_no_query_does_harm(client: Client, query: str) -> None:
    answer = client.get("/search", params={"q": query})

    assert 200 == answer.status_code
    assert "<script>alert" not in answer.text


def test_an_article_that_would_be_script_is_shown_as_its_words(tmp_path: Path) -> None:
    pile, store = tmp_path / "pile", tmp_path / "story.db"
    pile.mkdir()
    hostile = "The ferry <script>alert('ferry')</script> sailed & sank, the harbour master of Orsk said on Monday."
    (pile / "a.txt").write_text(f"{hostile}\n\n" + "Nobody saw it leave the quay that evening. " * 8)
    with open_writer(store) as writer:
        read_pile([pile], writer, jobs=1)
    with TestClient(create_app(Settings(str(store))), base_url=HOME) as client:
        page = client.get("/search", params={"q": "ferry"}).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(" in page


@pytest.mark.parametrize(
    ("query", "status"), [("q=a&layer=sentence", 404), ("q=a&since=May", 404), ("q=a&after=x", 400)]
)
def test_what_cannot_be_asked_is_said(client: Client, query: str, status: int) -> None:
    assert status == client.get(f"/search?{query}").status_code


def test_an_empty_store_and_an_empty_question_have_their_pages(client: Client, empty_store: Path) -> None:
    assert "All of the words have to stand in an article" in client.get("/search").text
    with TestClient(create_app(Settings(str(empty_store))), base_url=HOME) as empty:
        assert "No article with" in empty.get("/search?q=ferry").text
