"""The page of an article: its text untouched, cards, layers in the address, permanent links that hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon.pipeline import read_pile
from rashomon.show.layout.addresses import Addresses, Paths
from rashomon.store import open_view, open_writer
from tests.show.page import Page
from tests.web.visiting import visiting

Visit = Callable[[str], Any]
HEADLINE = "Two dead as Halvian dredger sinks after clash with Kestovian cutter"


@pytest.fixture(scope="module")
def visit(sample_store: Path) -> Iterator[Visit]:
    with visiting(sample_store) as get:
        yield get


@pytest.fixture(scope="module")
def story(sample_store: Path) -> Iterator[Any]:
    with open_view(sample_store) as view:
        yield view


@pytest.fixture(scope="module")
def dredger(story: Any) -> Any:
    """Return the document that Norrsund printed first: its text has no title, its line in the file does."""
    return next(
        d
        for a in story.articles()
        if a.title == HEADLINE and a.outlet == "Norrsund"
        for d in story.records("document", a.document)
    )


def said_by(view: Any, document: Any, words: str) -> Any:
    """Return the attribution whose content begins with these words."""
    return next(a for a in view.records("attribution", document.id) if a.content[0].of(document.text).startswith(words))


def marked(html: str) -> str:
    """Return the words that an address means, notes of ours left out."""
    found = re.findall(r'<mark class="hit"[^>]*>([^<]*)</mark>', html)
    return "".join(found)


def test_what_a_reader_sees_of_every_article_is_its_text(visit: Visit, story: Any) -> None:
    for document in story.records("document"):
        page = Page(visit(f"/articles/{document.id}").text)

        assert page.texts[document.id] == document.text
        assert page.headings().count(1) == 1
        assert not page.unclosed


def test_a_card_says_who_speaks_how_and_where_it_stands(visit: Visit, story: Any, dredger: Any) -> None:
    quote = said_by(story, dredger, "The crew of the Strazh")

    page = Page(visit(f"/articles/{dredger.id}?finding={quote.id}").text)

    start = dredger.text.index("The crew of the Strazh")
    end = dredger.text.index(" he said in a written statement") + len(" he said in a written statement")
    assert "Andrei Kholmin says" in page.words
    assert "mixed: partly in quotation marks, with “said in a written statement”" in page.words
    assert f"/at/{dredger.text_sha256[:16]}/{start}-{end}#words" in page.hrefs()
    assert page.ids().count(f"f-{quote.id}") == 1


def test_a_card_leads_to_those_who_have_the_same_words(visit: Visit, story: Any, dredger: Any) -> None:
    quote = said_by(story, dredger, "The crew of the Strazh")
    utterance = next(
        u for u in story.records("utterance", dredger.id) if any(x.attribution == quote.id for x in u.uses)
    )
    others = {u.document: u.span for u in utterance.uses if u.document != dredger.id}

    hrefs = Page(visit(f"/articles/{dredger.id}/card?finding={quote.id}").text).hrefs()

    for document, span in others.items():
        digest = story.document(document).text_sha256[:16]
        assert f"/at/{digest}/{span.start}-{span.end}#words" in hrefs


def test_a_permanent_link_marks_its_words_and_no_others(visit: Visit, dredger: Any) -> None:
    start = dredger.text.index("Neither account could be independently verified")
    end = start + len("Neither account could be independently verified")

    answer = visit(f"/at/{dredger.text_sha256[:16]}/{start}-{end}")

    assert answer.status_code == 200
    assert marked(answer.text) == "Neither account could be independently verified"


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("0000000000000000/1-2", "it was never read into this store"),
        ("{digest}/5-999999", "there are no words at 5-999999"),
        ("{digest}/9-9", "there are no words at 9-9"),
        ("{digest}/٣-٤", "is two numbers, such as 120-180"),
        ("{digest}/7", "is two numbers, such as 120-180"),
        ("2/1-2", "it was never read into this store"),
    ],
)
def test_a_link_to_no_words_says_why(visit: Visit, dredger: Any, place: str, why: str) -> None:
    answer = visit(f"/at/{place.format(digest=dredger.text_sha256[:16])}")

    assert answer.status_code == 404
    assert why in Page(answer.text).words


def test_a_permanent_link_survives_that_the_article_changes(tmp_path: Path) -> None:
    source, store = tmp_path / "ferry.txt", tmp_path / "ferry.db"
    texts: list[Any] = []
    for last in ("Nobody was hurt.", "Two people were hurt."):
        source.write_text(f"Ferry aground\n\nThe ferry ran aground at Osk on Monday, the harbour master said. {last}\n")
        with open_writer(store) as writer:
            read_pile([source], writer, jobs=1)
        with open_view(store) as view:
            (found,) = view.records("document")
            texts.append(found)
    old, now = texts
    with visiting(store) as get:
        start = old.text.index("Nobody was hurt")
        page = get(f"/at/{old.text_sha256[:16]}/{start}-{start + 15}")

    assert marked(page.text) == "Nobody was hurt"
    assert "was superseded" in page.text
    assert f"/articles/{now.id}" in Page(page.text).hrefs()


@pytest.mark.parametrize(
    ("asked", "on"),
    [
        ("", {"said", "events", "values", "names", "shared"}),
        ("?layers=said,furniture", {"said", "furniture"}),
        ("?layers=text&layers=events&layers=names", {"events", "names"}),
        ("?layers=text", set()),
    ],
)
def test_layers_are_switched_on_by_the_address(visit: Visit, dredger: Any, asked: str, on: set[str]) -> None:
    boxes = [a for tag, a in Page(visit(f"/articles/{dredger.id}{asked}").text).elements if a.get("type") == "checkbox"]

    assert {a["value"] for a in boxes if a.get("name") == "layers" and "checked" in a} == on


def test_cards_that_are_opened_keep_the_layers_that_are_on(visit: Visit, dredger: Any) -> None:
    hrefs = Page(visit(f"/articles/{dredger.id}?layers=said,names").text).hrefs()
    opened = [h for h in hrefs if "?finding=" in h]

    assert opened
    assert all("&layers=said,names#f-" in h for h in opened)


def test_a_layer_that_there_is_not_is_refused_by_name(visit: Visit, dredger: Any) -> None:
    answer = visit(f"/articles/{dredger.id}?layers=said,rumours")

    assert answer.status_code == 404
    assert "no marks rumours; there are: said, events, values, names, shared, furniture" in Page(answer.text).words


def test_a_finding_of_another_article_is_not_found_in_this_one(visit: Visit, story: Any, dredger: Any) -> None:
    stranger = next(a for a in story.records("attribution") if a.document != dredger.id)

    assert visit(f"/articles/{dredger.id}?finding={stranger.id}").status_code == 404


def test_every_link_from_mark_to_mark_leads_somewhere(visit: Visit, dredger: Any) -> None:
    page = Page(visit(f"/articles/{dredger.id}").text)
    inside = [h for h in page.hrefs() if h.startswith(f"/articles/{dredger.id}?finding=")]

    assert len(inside) > 20
    assert {h.partition("#")[2] for h in inside} <= set(page.ids())


def test_what_is_known_of_an_article_is_given_with_where_it_stands(visit: Visit, dredger: Any) -> None:
    page = Page(visit(f"/articles/{dredger.id}").text)

    # the agency is credited in the dateline, which opens the text
    place = f"/at/{dredger.text_sha256[:16]}/0-{len('KALDRA, Halvia, Oct. 14 (Norrsund) -')}#words"
    assert place in page.hrefs()
    assert re.search(r"date\s+14 October 2025\s+declared: date", page.words)


def test_the_story_goes_on_before_and_after_an_article(visit: Visit, story: Any, dredger: Any) -> None:
    copy = next(a.document for a in story.articles() if a.outlet == "The Kaldra Packet" and a.title == HEADLINE)

    first = Page(visit(f"/articles/{dredger.id}").text)
    second = Page(visit(f"/articles/{copy}").text)

    # both came out on the first day: articles of one day stand in the order of their outlets
    assert [a["href"] for _, a in first.elements if a.get("rel") == "next"] == [f"/articles/{copy}"]
    assert [a["href"] for _, a in second.elements if a.get("rel") == "prev"] == [f"/articles/{dredger.id}"]
    assert not [a for _, a in first.elements if a.get("rel") == "prev"]


def test_the_report_and_the_room_name_the_same_places_differently(dredger: Any) -> None:
    report, room = Addresses(), Paths()

    assert [report.article("d1"), report.person("p1"), report.finding("d1", "event", "f1")] == [
        "#d-d1",
        "#person-p1",
        "#e-f1",
    ]
    assert [room.article("d1"), room.person("p1")] == ["/articles/d1", "/people/p1"]
    assert room.finding("d1", "event", "f1") == "/articles/d1?finding=f1#f-f1"
