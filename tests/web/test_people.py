"""People of the sample story in the reading room: the spokeswoman whose name has three spellings, and others."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from rashomon.model import SAYINGS, Entity
from rashomon.store import View, open_view
from tests.show.page import Page
from tests.web.visiting import visiting

Visit = Callable[[str], Any]


@pytest.fixture(scope="module")
def visit(sample_store: Path) -> Iterator[Visit]:
    with visiting(sample_store) as get:
        yield get


@pytest.fixture(scope="module")
def view(sample_store: Path) -> Iterator[View]:
    with open_view(sample_store) as opened:
        yield opened


def somebody(view: View, name: str) -> Entity:
    """Return the entity of the pile that has this name."""
    found = next(e for e in view.records("entity") if e.name == name and e.document is None)
    assert isinstance(found, Entity)
    return found


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", Page(html).words)


def section(html: str, name: str) -> str:
    """Return the HTML of one section of a page."""
    found = re.search(rf'<section id="{name}".*?</section>', html, re.DOTALL)
    assert found, name
    return found[0]


def articles_in(html: str) -> set[str]:
    return set(re.findall(r'href="/articles/([0-9a-f]{16})"', html))


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_each_outlet_has_its_own_spelling_of_the_spokeswoman(visit: Visit, view: View) -> None:
    key = somebody(view, "Yuliya Zhadrova").id
    rows = rows_of(visit(f"/people/{key}/voice.csv"))

    assert {(r["outlet"], r["name"], r["in articles"]) for r in rows} == {
        ("Norrsund", "Yuliya Zhadrova", "3"),
        ("Radio Oresk", "Yuliya Zhadrova", "1"),
        ("The Kaldra Packet", "Yuliya Zhadrova", "1"),
        ("The Lisgard Gazette", "Yuliya Zhadrova", "1"),
        ("The Rinsa Courier", "Yulia Jadrova", "2"),
        ("Straight Keel", "Julia Jadrova", "1"),
    }


def test_a_merge_is_told_with_its_reason_and_with_the_articles_that_it_joins(visit: Visit, view: View) -> None:
    html = visit(f"/people/{somebody(view, 'Yuliya Zhadrova').id}").text
    why = words_of(section(html, "who"))

    assert re.search(r"“Julia Jadrova”, the same surname, given names spelt alike \(0\.\d\d\): Straight Keel", why)


def test_statements_are_counted_against_those_of_the_outlet_whose_speaker_is_known(visit: Visit, view: View) -> None:
    key = somebody(view, "Joren Taal").id
    outlets = {a.document: a.outlet for a in view.articles()}
    said = [a for a in view.records("attribution") if a.act in SAYINGS and outlets[a.document] == "Norrsund"]
    row = next(r for r in rows_of(visit(f"/people/{key}/voice.csv")) if r["outlet"] == "Norrsund")

    assert (int(row["statements"]), int(row["of"])) == (
        sum(a.speaker == key for a in said),
        sum(a.speaker is not None for a in said),
    )


def test_the_picture_of_their_share_is_drawn_with_a_bar_an_outlet(visit: Visit, view: View) -> None:
    answer = visit(f"/people/{somebody(view, 'Yuliya Zhadrova').id}/voice.svg")
    picture = ElementTree.fromstring(answer.text)

    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert len(picture.findall(".//{*}rect[@class='track']")) == 6


def test_pages_of_somebody_show_each_article_once(visit: Visit, view: View) -> None:
    key = somebody(view, "Yuliya Zhadrova").id
    known = {a.document for a in view.people.appearances(somebody(view, "Yuliya Zhadrova"))}
    shown = [articles_in(section(visit(f"/people/{key}?page={page}").text, "says")) for page in (1, 2)]

    assert len(known) == 9
    assert not shown[0] & shown[1]
    assert shown[0] | shown[1] == {a.document for a in view.records("attribution") if a.speaker == key}


def test_a_page_beyond_the_last_is_the_last(visit: Visit, view: View) -> None:
    key = somebody(view, "Yuliya Zhadrova").id

    assert visit(f"/people/{key}?page=99").text.replace("page=99", "") == visit(f"/people/{key}?page=2").text.replace(
        "page=2", ""
    )


def test_only_the_articles_of_an_outlet_in_which_they_speak_are_shown_if_asked_for(visit: Visit, view: View) -> None:
    key = somebody(view, "Yuliya Zhadrova").id
    html = visit(f"/people/{key}?outlet=The+Rinsa+Courier&speak=true").text
    courier = {a.document for a in view.articles() if a.outlet == "The Rinsa Courier"}

    assert articles_in(section(html, "says")) == courier
    assert "“We were under no obligation,” she said." in words_of(section(html, "says"))


def test_what_is_said_of_somebody_has_their_names_marked_and_the_speaker_linked(visit: Visit, view: View) -> None:
    html = section(visit(f"/people/{somebody(view, 'Yuliya Zhadrova').id}?page=2").text, "told")
    lawyer = somebody(view, "Vera Lomtanova").id

    assert f'<a href="/people/{lawyer}">' in html
    assert re.search(r'<a class="them"[^>]*>she</a>', html)


def test_labels_are_told_apart_by_whose_words_they_are(visit: Visit, view: View) -> None:
    key = somebody(view, "Yuliya Zhadrova").id
    called = words_of(section(visit(f"/people/{key}?outlet=Straight+Keel").text, "wording"))

    assert "Straight Keel“His colleague” 1 of 2, “Julia Jadrova” 1" in called


def test_an_entity_of_one_article_leads_to_who_it_is_in_the_pile(visit: Visit, view: View) -> None:
    whole = somebody(view, "Joren Taal").id
    member = next(i.member for i in view.records("identity") if i.entity == whole and i.member != whole)

    assert visit(f"/people/{member}").headers["location"] == f"/people/{whole}"


def test_nobody_of_this_id_is_a_page_that_says_so(visit: Visit) -> None:
    assert visit("/people/0000000000000000").status_code == 404


def test_a_name_finds_the_minister_before_the_cook(visit: Visit) -> None:
    listed = words_of(visit("/people?name=taal").text)

    assert 0 < listed.index("Joren Taal") < listed.index("Peeter Taal")
    assert "Marta Kelviste" not in listed


def test_an_office_finds_who_holds_it(visit: Visit) -> None:
    names = re.findall(r'<th scope="row"><a[^>]*><bdi>([^<]*)', visit("/people?office=prime+minister").text)

    assert names == ["Marta Kelviste"]


def test_in_the_order_of_names_every_spelling_has_a_row_that_leads_to_one_page(visit: Visit, view: View) -> None:
    key = somebody(view, "Yuliya Zhadrova").id
    html = visit("/people?order=name&name=Julia").text
    first = re.search(
        r'<th scope="row"><a href="/people/([0-9a-f]+)"><bdi>([^<]*)</bdi></a> <small>see <bdi>([^<]*)', html
    )

    assert first
    assert first.groups() == (key, "Julia Jadrova", "Yuliya Zhadrova")


@pytest.mark.parametrize("query", ["?", "?order=name", "?kind=any", "?kind=place", "?name=a&kind=any"])
def test_pages_of_the_list_follow_each_other_without_a_gap(visit: Visit, query: str) -> None:
    seen: list[tuple[str, str]] = []
    address = f"/people{query}"
    while address:
        html = visit(address).text
        seen += re.findall(r'<th scope="row"><a href="/people/([0-9a-f]+)"><bdi>([^<]*)', html)
        onward = re.search(r'rel="next" href="([^"]*)"', html)
        address = onward[1].replace("&amp;", "&") if onward else ""

    assert len(seen) == len(set(seen)) > 1
    assert query == "?order=name" or len({key for key, _ in seen}) == len(seen)


def test_who_is_no_person_is_found_among_all_kinds(visit: Visit, view: View) -> None:
    html = visit("/people?name=strazh").text
    onward = re.search(r'<a href="([^"]*)">Look among all kinds', html)
    assert onward

    assert f'href="/people/{somebody(view, "Strazh").id}"' in visit(onward[1].replace("&amp;", "&")).text


def test_everybody_of_the_store_stands_in_the_list(visit: Visit, view: View) -> None:
    html = visit("/people?kind=any").text

    assert f"{sum(1 for _ in view.records('entity'))} in all, 50 here" in words_of(html)
