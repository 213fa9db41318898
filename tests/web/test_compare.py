"""Articles side by side: both texts whole, every passage joined to its other place, what only one has marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon.show.compare import compare_articles
from rashomon.show.layout.gather import gather_stored
from rashomon.show.layout.joined import join_texts
from rashomon.store import open_view
from tests.show.page import Page
from tests.web.visiting import visiting

Visit = Callable[[str], Any]


@pytest.fixture(scope="module")
def visit(sample_store: Path) -> Iterator[Visit]:
    with visiting(sample_store) as get:
        yield get


@pytest.fixture(scope="module")
def sunk(sample_store: Path) -> dict[str, str]:
    """Return the three articles that have Norrsund's first text, and one that has not, by their outlets."""
    with open_view(sample_store) as view:
        family = next(view.records("family"))
        outlets = {str(a.outlet): a.document for a in view.articles() if a.document in family.documents}
        own = next(a.document for a in view.articles() if a.outlet == "Half Fathom")
    return {**outlets, "Half Fathom": own}


def test_both_texts_stand_whole_and_every_number_leads_to_the_other_place(
    visit: Visit, sample_store: Path, sunk: dict[str, str]
) -> None:
    chosen = [sunk["Norrsund"], sunk["Radio Oresk"], sunk["The Kaldra Packet"]]
    page = Page(visit("/compare?" + "&".join(f"a={d}" for d in chosen)).text)

    with open_view(sample_store) as view:
        assert page.texts == {d: view.document(d).text for d in chosen}
    joints = [a["href"] for _, a in page.elements if a.get("class") == "joint"]
    places = {i for i in page.ids() if i.startswith("p-")}
    assert {str(href)[1:] for href in joints} == places
    assert len(joints) == len(places) >= 6


def test_words_that_only_one_of_them_has_are_marked(sample_store: Path, sunk: dict[str, str]) -> None:
    with open_view(sample_store) as view:
        documents = [sunk["Norrsund"], sunk["Radio Oresk"]]
        readings = {r.document.id: r for r in gather_stored(view).readings}
        first, second = join_texts(compare_articles(view, documents), readings)

    own = " ".join(re.findall(r'<mark class="hit">([^<]*)</mark>', first.text))
    # Radio Oresk leaves out who said it, and whose port it is
    assert "officials on both sides said" in own
    assert "Kestovian" in own
    assert "officials on both sides said" not in second.text


def test_shares_are_said_and_none_is_more_than_the_whole(visit: Visit, sunk: dict[str, str]) -> None:
    page = Page(visit(f"/compare?a={sunk['Norrsund']}&a={sunk['Radio Oresk']}").text)
    words = re.sub(r"\s+", " ", page.words)

    found = re.search(r"A and B share 2 passages: (\d+) % of A, (\d+) % of B; B has them from A", words)
    assert found is not None
    assert 80 <= int(found[1]) < 90
    assert 95 <= int(found[2]) <= 100


def test_articles_without_a_word_in_common_are_set_beside_each_other_too(visit: Visit, sunk: dict[str, str]) -> None:
    answer = visit(f"/compare?a={sunk['Radio Oresk']}&a={sunk['Half Fathom']}")

    assert "No two of these articles share a passage." in Page(answer.text).words
    assert "/compare" not in [a.get("action") for _, a in Page(answer.text).elements]


def test_with_one_article_the_others_of_its_story_are_offered(visit: Visit, sunk: dict[str, str]) -> None:
    page = Page(visit(f"/compare?a={sunk['Norrsund']}").text)
    offered = [a["value"] for _, a in page.elements if a.get("type") == "checkbox"]

    assert len(offered) == 12
    assert sunk["Norrsund"] not in offered
    assert {"type": "hidden", "name": "a", "value": sunk["Norrsund"]} in [a for _, a in page.elements]
    # the colours of all outlets are there, that of the given one among them
    drawn = {str(a["href"]).removeprefix("#") for tag, a in page.elements if tag == "use"}
    assert len(drawn) == 7
    assert drawn <= set(page.ids())


@pytest.mark.parametrize("asked", ["a=nobody&a=nothing", "a=1&a=2&a=3&a=4&a=5&a=6"])
def test_what_is_no_article_is_said(visit: Visit, asked: str) -> None:
    answer = visit(f"/compare?{asked}")

    assert answer.status_code == 404
    assert "no article" in Page(answer.text).words


def test_more_than_five_are_refused(visit: Visit, sample_store: Path) -> None:
    with open_view(sample_store) as view:
        six = [a.document for a in view.articles()][:6]

    answer = visit("/compare?" + "&".join(f"a={d}" for d in six))

    assert answer.status_code == 400
    assert "two to 5 different articles can be compared, not 6" in Page(answer.text).words
