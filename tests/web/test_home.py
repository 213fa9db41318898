"""The first page, the list of stories and that of articles, on the sample story: numbers that were counted by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rashomon.show.layout.arrivals import STEP, draw_arrivals
from rashomon.show.layout.gather import gather_stored
from rashomon.show.web import narrowing
from rashomon.store import open_view
from tests.show.page import Page
from tests.web.visiting import visiting

Visit = Callable[[str], Any]


@pytest.fixture(scope="module")
def visit(sample_store: Path) -> Iterator[Visit]:
    with visiting(sample_store) as get:
        yield get


def read(visit: Visit, path: str) -> Page:
    answer = visit(path)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def on_one_line(page: Page) -> str:
    return re.sub(r"\s+", " ", page.words)


def titles(page: Page, html: str) -> list[str]:
    return re.findall(r'<p class="entry"><a href="/articles/[0-9a-f]+"><bdi>([^<]*)</bdi>', html)


def test_the_story_at_a_glance_counts_copies_once(visit: Visit) -> None:
    words = on_one_line(read(visit, "/"))

    # 13 articles by 7 outlets; Kaldra Packet and Radio Oresk print Norrsund's first text
    assert "articles, 11 texts 13" in words
    assert "outlets 7" in words
    assert "A text of Norrsund, in 3 articles" in words


def test_a_story_of_too_many_articles_says_how_many_are_laid_out(
    visit: Visit, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_view(sample_store) as view:
        (story,) = view.records("story")
    monkeypatch.setattr(narrowing, "MOST", 12)

    words = on_one_line(read(visit, f"/?story={story.id}"))

    assert "The first 12 of 13 articles of this story, by date." in words
    assert "What is new" not in words


def test_what_is_contested_comes_with_who_says_which(visit: Visit) -> None:
    words = on_one_line(read(visit, "/"))
    contested = words[words.index("What is contested") : words.index("Who speaks most widely")]

    # the toll rose from two to four: that is told last, since nobody need be wrong
    assert re.search(r"crew killed .* 4 Norrsund, Rinsa Courier, Half Fathom .* at least 2 Norrsund", contested)
    assert contested.index("The outlets differ") < contested.index("Replaced by later figures or reports")


def test_what_is_new_since_a_day_is_what_came_out_on_it_or_later(visit: Visit) -> None:
    words = on_one_line(read(visit, "/?since=2025-10-17"))

    # of the 17th, 18th and 20th; the Gazette gives no date, and may be older
    assert "3 of 13 articles (23 %) came out since 17 October 2025" in words
    new = words[words.index("came out since") :]
    assert "Kestovia frees two of Anna Reet crew but keeps skipper" in new
    assert "Orva talks adjourn" not in new


def test_articles_of_one_day_stand_over_one_another_and_copies_on_one_row(sample_store: Path) -> None:
    with open_view(sample_store) as view:
        drawn = draw_arrivals(gather_stored(view))

    alone, family = drawn.rows
    assert alone.label == "10 texts of their own"
    assert family.label == "One text of Norrsund"
    assert [d.reading.outlet.short for d in family.dots] == ["Norrsund", "Kaldra Packet", "Radio Oresk"]
    norrsund, packet, oresk = family.dots
    assert norrsund.x == packet.x
    assert norrsund.y - packet.y == STEP
    assert oresk.x > norrsund.x
    assert oresk.y == norrsund.y
    # an estimated day is drawn as the days between which it lies
    assert [d.reading.outlet.short for d in alone.dots if d.width] == ["Lisgard Gazette"]
    assert not drawn.undated


def test_an_empty_store_says_how_to_fill_it(empty_store: Path) -> None:
    with visiting(empty_store) as get:
        for path in ("/", "/articles", "/stories", "/compare"):
            assert "rashomon read FOLDER" in on_one_line(read(get, path)), path


def test_articles_come_newest_first_or_by_outlet(visit: Visit) -> None:
    html = visit("/articles").text
    newest = titles(Page(html), html)
    html = visit("/articles?order=outlet").text
    by_outlet = titles(Page(html), html)

    assert len(newest) == len(by_outlet) == 13
    assert newest[1:3] == ["Kaldra buries two of the Anna Reet’s dead", "The pilot’s question"]
    assert by_outlet[0] == "The pilot’s question"


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("?outlet=Norrsund", 3),
        ("?since=2025-10-16&until=2025-10-17", 3),
        ("?outlet=Norrsund&since=2025-10-15", 2),
        # Kaldra Packet credits Norrsund, Radio Oresk prints a ministry; its copy of Norrsund credits nobody
        ("?taken=yes", 2),
        ("?language=fr", 0),
        # in a title, and in the report on the funeral
        ("?q=%22counting+heads%22", 2),
    ],
)
def test_a_list_is_narrowed_down_by_its_address(visit: Visit, sample_store: Path, asked: str, number: int) -> None:
    html = visit(f"/articles{asked}").text

    assert len(titles(Page(html), html)) == number


def test_the_story_is_in_the_list_of_stories_with_its_days_and_outlets(visit: Visit) -> None:
    words = on_one_line(read(visit, "/stories?q=dredger"))

    assert "Two dead as Halvian dredger sinks after clash with Kestovian cutter" in words
    assert "13 articles, 7 outlets · between 14 and 20 October 2025" in words
    assert "No story answers to this" in on_one_line(read(visit, "/stories?q=zeppelin"))


def test_what_cannot_be_asked_for_is_refused_with_what_can(visit: Visit) -> None:
    assert "there are: date, outlet" in on_one_line(Page(visit("/articles?order=length").text))
    assert "there are: yes, wire, no" in on_one_line(Page(visit("/articles?taken=perhaps").text))
    assert visit("/?story=nothing").status_code == 404
