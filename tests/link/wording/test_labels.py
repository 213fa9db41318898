"""What an outlet calls somebody: in whose words, how often of how many."""

from __future__ import annotations

import pytest

from rashomon.link.wording import find_labels, printed
from rashomon.link.wording.labels import normalise
from rashomon.model import Copy, Family, Label
from tests.link.wording.written import page

NOTHING_COPIED = printed({}, [])


def called(labels: list[Label]) -> list[tuple[str, str, str, int, int]]:
    return [(one.entity, one.words, one.voice, one.count, one.of) for one in labels]


def test_words_that_differ_in_case_and_article_are_one_label() -> None:
    labels = find_labels(
        [page("Gazette", "{The Premier:p1 nominal} left. {Ann Roe:p1} is {the premier:p1 nominal}.")], NOTHING_COPIED
    )

    assert [("p1", "premier", "outlet", 2, 3), ("p1", "ann roe", "outlet", 1, 3)] == called(labels)
    assert [("Gazette", 1)] * 2 == [(one.outlet, one.articles) for one in labels]


def test_the_words_of_a_label_are_those_of_its_passages() -> None:
    here = page("Gazette", "{Ann Roe’s:p1} crew and {Premier Roe:p1}")
    texts = {
        (one.words, one.form): [p.span.of(here.text) for p in one.passages]
        for one in find_labels([here], NOTHING_COPIED)
    }

    assert {("ann roe", "name"): ["Ann Roe’s"], ("roe", "name"): ["Roe"], ("premier", "title"): ["Premier"]} == texts


@pytest.mark.parametrize(
    "written",
    [
        "It hurt “{the regime:p1 nominal}” badly.",
        'It hurt "{the regime:p1 nominal}" badly.',
        "It hurt ''{the regime:p1 nominal}'' badly.",
        "It hurt «{the regime:p1 nominal}» badly.",
        "It hurt ‘{the regime:p1 nominal}’ badly, “they” say.",
        "Union hails 'end of {the regime:p1 nominal}' in “May”",
        "Said “the end of {the regime:p1 nominal} is near.",
    ],
)
def test_words_in_quotation_marks_are_never_the_outlets(written: str) -> None:
    (label,) = find_labels([page("Gazette", written)], NOTHING_COPIED)

    assert "quoted" == label.voice


def test_a_possessive_opens_no_quotation() -> None:
    (label,) = find_labels(
        [page("Gazette", "The miners' union left {the regime:p1 nominal} as others' did.")], NOTHING_COPIED
    )

    assert "outlet" == label.voice


def test_words_of_a_block_quotation_are_quoted_and_those_of_furniture_nobodys() -> None:
    quoted = find_labels([page("Gazette", "{the regime:p1 nominal} fell", zone="block_quote")], NOTHING_COPIED)
    written = "{Poland:p1 name place} and Polish intelligence fell"
    furniture = find_labels([page("Gazette", written, zone="furniture")], NOTHING_COPIED)

    assert (["quoted"], []) == ([one.voice for one in quoted], furniture)


def test_words_inside_what_somebody_says_are_told_apart_with_a_denominator_of_their_own() -> None:
    written = "{Roe:p1} said <p1| that {the junta:p2 nominal} lied>. {The government:p2 nominal} fell."

    assert [
        ("p2", "government", "outlet", 1, 1),
        ("p2", "junta", "attributed", 1, 1),
        ("p1", "roe", "outlet", 1, 1),
    ] == called(find_labels([page("Gazette", written)], NOTHING_COPIED))


def test_those_who_act_for_a_country_are_a_label_of_it() -> None:
    written = "{Poland:p1 name place} waits. {Polish officials:x nominal group} and Poland's state media wait."

    assert {
        ("p1", "poland", "name"),
        ("p1", "polish officials", "acting"),
        ("p1", "poland's state media", "acting"),
    } == {
        (one.entity, one.words, one.form)
        for one in find_labels([page("Gazette", written)], NOTHING_COPIED)
        if one.entity == "p1"
    }


def test_a_text_that_an_outlet_has_twice_counts_once_and_a_copy_is_said_to_be_one() -> None:
    pages = [
        page(outlet, "{Roe:p1} left", ref=ref) for outlet, ref in (("Gazette", "a"), ("Gazette", "b"), ("Post", "c"))
    ]
    ids = [one.document.id for one in pages]
    copies = tuple(Copy(document=key, source=ids[2] if key != ids[2] else None) for key in sorted(ids))
    family = Family(id="f", by="reuse/1", documents=tuple(sorted(ids)), origin=ids[2], copies=copies)
    known = printed({one.document.id: one.outlet for one in pages}, [family])

    assert [("Gazette", 1, 1), ("Post", 1, 0)] == [
        (one.outlet, one.count, one.copied) for one in find_labels(pages, known)
    ]


def test_copies_count_once_where_no_outlet_is_known_and_only_among_the_articles_looked_at() -> None:
    family = Family(id="f", by="reuse/1", documents=("a", "b", "c"), origin="a")

    assert {"b", "c"} == printed({"a": None, "b": None, "c": None}, [family]).skipped
    assert {"c"} == printed({"b": None, "c": None}, [family]).skipped


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("The  Kyiv\nauthorities", "kyiv authorities"),
        ("his government's", "government"),
        ("The", "the"),
        ("THE EU’s", "eu"),
    ],
)
def test_normalised_words(phrase: str, words: str) -> None:
    assert words == normalise(phrase)
