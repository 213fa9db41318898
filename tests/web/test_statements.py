"""Statements of the sample story in the reading room: filters, pages, groups, places; the life of a quotation."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon.model import SAYINGS, Attribution, Document
from rashomon.store import View, open_view
from tests.show.page import Page
from tests.web.visiting import visiting

Visit = Callable[[str], Any]
_STATEMENT = re.compile(r'<li class="quote.*?</li>', re.DOTALL)
_PLACE = re.compile(r'href="/articles/([0-9a-f]{16})\?finding=([0-9a-f]{16})#')


@pytest.fixture(scope="module")
def visit(sample_store: Path) -> Iterator[Visit]:
    with visiting(sample_store) as get:
        yield get


@pytest.fixture(scope="module")
def view(sample_store: Path) -> Iterator[View]:
    with open_view(sample_store) as opened:
        yield opened


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", Page(html).words)


def shown(html: str) -> list[str]:
    """Return the ids of the attributions on a page, in order."""
    return [found[2] for one in _STATEMENT.findall(html) if (found := _PLACE.search(one))]


def walk(visit: Visit, address: str) -> list[str]:
    """Return the attributions of a list from its first page to its last."""
    seen: list[str] = []
    while address:
        html = visit(address).text
        seen += shown(html)
        onward = re.search(r'rel="next" href="([^"#]*)', html)
        address = onward[1].replace("&amp;", "&") if onward else ""
    return seen


def said_by(view: View, name: str) -> list[Attribution]:
    key = next(e.id for e in view.records("entity") if e.name == name and e.document is None)
    return [a for a in view.records("attribution") if a.speaker == key]


def test_every_attribution_stands_on_one_page_of_the_list(visit: Visit, view: View) -> None:
    assert walk(visit, "/statements") == [a.id for a in view.records("attribution")]


def test_filters_leave_what_answers_to_all_of_them(visit: Visit, view: View) -> None:
    outlets = {a.document: a.outlet for a in view.articles()}
    wanted = [
        a.id for a in said_by(view, "Joren Taal") if a.act == "denial" and outlets[a.document] == "The Rinsa Courier"
    ]

    assert wanted
    assert walk(visit, "/statements?speaker=Joren+Taal&act=denial&outlet=Rinsa+Courier") == wanted


def test_unknown_speakers_are_found_by_that_word(visit: Visit, view: View) -> None:
    assert walk(visit, "/statements?speaker=unknown") == [
        a.id for a in view.records("attribution") if a.speaker is None
    ]
    assert visit("/people/unknown").headers["location"] == "/statements?speaker=unknown"


def test_an_act_that_there_is_not_is_answered_with_those_that_there_are(visit: Visit) -> None:
    answer = visit("/statements?act=lie")

    assert answer.status_code == 404
    assert "there are: statement, question, belief, intention, attitude, denial" in words_of(answer.text)


def test_the_permanent_link_of_a_statement_names_its_text_and_its_words(visit: Visit, view: View) -> None:
    html = visit("/statements?speaker=Joren+Taal&outlet=Straight+Keel&kind=indirect").text
    found = re.search(r'href="/at/([0-9a-f]{16})/(\d+)-(\d+)', html)
    assert found
    (document,) = [d for d in view.records("document") if d.text_sha256.startswith(found[1])]
    assert isinstance(document, Document)

    assert document.text[int(found[2]) : int(found[3])] == "that the killers fired 30 rounds at the wheelhouse"


def test_groups_of_a_story_say_how_much_of_it_is_whose(visit: Visit, view: View) -> None:
    own = [a for a in said_by(view, "Joren Taal") if a.act in SAYINGS]
    html = words_of(visit("/statements?by=speaker").text)

    # who speaks in most articles comes first
    assert f"Joren Taal {len(own)} statements in {len({a.document for a in own})} of 13 articles" in html
    assert html.index("Joren Taal 1") < html.index("Andrei Kholmin 1")


def test_groups_hold_what_the_list_holds(visit: Visit, view: View) -> None:
    denials = {a.id for a in view.records("attribution") if a.act == "denial"}

    assert set(walk(visit, "/statements?by=outlet&act=denial")) == denials
    assert set(walk(visit, "/statements?by=speaker&act=denial")) == denials
    assert sorted(walk(visit, "/statements?by=speaker")) == sorted(a.id for a in view.records("attribution"))


def test_a_statement_whose_words_others_have_leads_to_their_life(visit: Visit, view: View) -> None:
    html = visit("/statements?q=patience&outlet=Norrsund").text
    (key,) = set(re.findall(r'href="/quotations/([0-9a-f]{16})"', html))
    life = words_of(visit(f"/quotations/{key}").text)

    assert "In 7 articles, 2 with other words or another speaker" in life
    assert "those who gave the order will be named pay" in life
    assert visit(f"/statements?utterance={key}").headers["location"] == f"/quotations/{key}"


def test_the_table_of_quotations_says_what_the_partisan_site_put_for_the_words(visit: Visit) -> None:
    rows = list(csv.DictReader(io.StringIO(visit("/quotations.csv").text)))
    changes = {(r["outlet"], r["change"]) for r in rows if r["speaker"] == "Marta Kelviste"}

    assert ("The Rinsa Courier", "in full") in changes
    assert ("Straight Keel", "shortened, with other words") in changes
    assert ("The Kaldra Packet", "with the text of Norrsund") in changes


def test_an_outlet_alone_shows_the_quotations_that_it_shares_with_others(visit: Visit) -> None:
    html = words_of(visit("/quotations?outlet=Straight+Keel").text)

    assert "1 of 13 articles." in html
    assert "3 quotations in several articles, 1 with other words or another speaker" in html
    assert "Marta Kelviste We will not answer this with guns" in html
