"""What happened, in the reading room: a quarrel of two islands, told by three articles with records set by hand."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from rashomon.store import open_view
from tests.show.page import Page
from tests.show.quarrel import keep_quarrel
from tests.web.visiting import visiting

Visit = Callable[[str], Any]
ATTACK = "Lann: attacked Orsk on Friday"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("quarrel") / "quarrel.db"
    keep_quarrel(store)
    return store


@pytest.fixture(scope="module")
def visit(store: Path) -> Iterator[Visit]:
    with visiting(store) as get:
        yield get


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", Page(html).words)


def events_of(visit: Visit, asked: str) -> list[str]:
    """Return the events in the table of a page, as they are called."""
    _, _, table = visit(f"/events{asked}").text.partition('<table class="happened">')
    return re.findall(r'<tr><th scope="row"><a[^>]*><bdi>([^<]*)</bdi>', table)


def test_an_event_stands_once_however_many_tell_it(visit: Visit) -> None:
    assert sorted(events_of(visit, "")) == [
        "Lann and Orsk: met in Geneva in April",
        ATTACK,
        "Lann: pay → Orsk",
        "NATO: praised it",
        "The Norwegian coastguard: thanked Orsk",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?type=CONSULT", ["Lann and Orsk: met in Geneva in April"]),
        ("?realis=planned", ["Lann: pay → Orsk"]),
        # the leaflet alone has it denied, by Orsk
        ("?realis=negated&by=Orsk", [ATTACK]),
        ("?realis=asserted&by=Orsk", []),
        ("?actor=nato", ["NATO: praised it"]),
        ("?actor=Orsk&recipient=Lann", ["Lann and Orsk: met in Geneva in April"]),
        ("?by=Gazette", [ATTACK, "Lann and Orsk: met in Geneva in April"]),
        ("?until=2031-04", ["Lann and Orsk: met in Geneva in April"]),
        # what no article dates lies between no days
        ("?since=2031-05", [ATTACK]),
    ],
)
def test_a_filter_leaves_what_one_report_answers_to(visit: Visit, asked: str, found: list[str]) -> None:
    assert events_of(visit, asked) == found


def test_the_files_hold_what_the_filters_leave(visit: Visit) -> None:
    rows = list(csv.DictReader(io.StringIO(visit("/events.csv?since=2031-05").text)))
    picture = ElementTree.fromstring(visit("/events.svg?since=2031-05").content)

    assert [(row["event"], row["reports"], row["earliest"]) for row in rows] == [(ATTACK, "3", "2031-05-02")]
    assert "1 event, all said to have happened: Lann acts in 1" in "".join(picture.itertext())


def test_marks_of_the_picture_lead_to_the_page_of_the_event(visit: Visit) -> None:
    links = re.findall(r'<a href="(/events/[0-9a-f]+)" aria-label="Lann: attacked', visit("/events").text)

    assert len(links) == 1
    assert ATTACK in words_of(visit(links[0]).text)


def test_an_event_is_told_as_each_article_has_it(visit: Visit, store: Path) -> None:
    with open_view(store) as view:
        whole = next(c for c in view.records("cluster") if c.reports == 3)
    told = words_of(visit(f"/events/{whole.id}").text)

    assert "2 May 2031; told by 3 articles" in told
    assert "told as a fact: in its own voice: +Post, Gazette" in told
    assert "told as not having happened: Orsk denies: " in told
    assert "said not to have happened: “denies”" in told
    # as the leaflet names whom it was done to
    assert "its fleet" in told


def test_one_report_leads_to_the_event_that_it_is_of(visit: Visit, store: Path) -> None:
    with open_view(store) as view:
        whole = next(c for c in view.records("cluster") if c.reports == 3)
        alone = next(e for e in view.records("event") if e.type == "CONSULT")

    assert all(ATTACK in words_of(visit(f"/events/{key}").text) for key in (whole.id[:8], *whole.events))
    assert "Lann and Orsk: met in Geneva in April" in words_of(visit(f"/events/{alone.id}").text)


def test_articles_of_the_story_that_do_not_tell_it_are_listed_as_such(sample_store: Path) -> None:
    with open_view(sample_store) as view, visiting(sample_store) as visit:
        freed = next(c for c in view.records("cluster") if "released two of the five" in told_in(view, c))
        every, tellers = {a.document for a in view.articles()}, {e.document for e in view.named("event", freed.events)}
        _, _, silent = visit(f"/events/{freed.id}").text.partition("Not found in this text")

    assert len(every) == 13
    assert set(re.findall(r"/articles/([0-9a-f]+)", silent)) == every - tellers


def told_in(view: Any, cluster: Any) -> str:
    """Return the words around the first report of an event."""
    event = view.record("event", cluster.events[0])
    return str(view.document(event.document).text[event.trigger.start : event.trigger.end + 40])


@pytest.mark.parametrize("asked", ["?type=WEDDING", "?realis=perhaps", "?since=May", "?since=2031-05&until=2031-04"])
def test_what_no_event_could_be_is_answered_with_why(visit: Visit, asked: str) -> None:
    answer = visit(f"/events{asked}")

    assert answer.status_code == 404
    assert re.search("there are:|no date|nothing is between", words_of(answer.text))


def test_an_event_that_does_not_exist_is_not_found(visit: Visit) -> None:
    assert visit("/events/0000000000000000").status_code == 404
