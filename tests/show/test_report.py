"""The report: everything is escaped, every link arrives, every number is right, and the text is the text."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Office, Rejection
from rashomon.show.layout.escape import plain, safe_url, visible
from rashomon.show.layout.gather import gather
from rashomon.show.layout.outlets import dress
from rashomon.show.layout.voice import shares_of_voice
from rashomon.show.report import render_report
from rashomon.show.words import part
from tests.show.page import Page
from tests.show.small_story import Desk, MemoryView, small_story


@pytest.fixture(scope="module")
def html() -> str:
    return render_report(small_story())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def hostile(words: str, **fields: Any) -> str:
    """Return the report on one article in which `words` stand wherever an article can put them."""
    desk = Desk(words, f"{words}\n\n{words} said no.")
    desk.article(**({"title": words, "outlet": words, "byline": (words,), "republished_from": words} | fields))
    who = desk.person(words, reason=words)
    desk.mention(who, f"\n\n[{words}] said", office=Office(title=words, organisation=words))
    desk.says("no", source=f"\n\n[{words}] said", cue="said", speaker=who)
    desk.date("said", "2031-05-03", reason=words)
    desk.amount("no", 14, of=f"\n\n[{words}] said", unit=words, reason=words)
    desk.dated("2031-05-03", "2031-05-04", f"\n\n[{words}] said")
    return render_report(MemoryView(desk.records, [Rejection(ref=words, reason=words, stage="read/1")]))


def test_the_text_of_every_article_reads_back_as_it_is(page: Page) -> None:
    story = gather(small_story())

    assert page.texts == {r.document.id: r.document.text for r in story.readings}


# a text of nothing but white space is no article
@given(st.text(min_size=1, max_size=80).filter(str.strip))
def test_any_text_reads_back_but_for_what_html_cannot_carry(text: str) -> None:
    desk = Desk("any", text)
    page = Page(render_report(MemoryView(desk.records)))

    assert page.texts[desk.id] == re.sub("[\x00\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", text)


@given(st.text())
def test_visible_text_holds_no_live_markup_and_no_bare_direction_control(text: str) -> None:
    html = str(visible(text))
    bare = re.sub(r'<bdi class="ctl" data-name="U\+[0-9A-F]+">.</bdi>|</?span[^>]*>', "", html, flags=re.DOTALL)

    assert not re.search("[<\"'\u202a-\u202e\u2066-\u2069\x1b]", bare)
    html.encode()


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onfocus='alert(1)' autofocus='",
        "</style><script>alert(1)</script>",
        "{{ 7 * 7 }}{% raw %}",
        "--><svg onload=alert(1)>",
    ],
)
def test_hostile_words_add_no_element_and_no_handler(words: str) -> None:
    tame = {tag for tag, _ in Page(hostile("Tame words")).elements}
    page = Page(hostile(words))

    assert {tag for tag, _ in page.elements} <= tame | {"small"}
    assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on") or a == "autofocus"]
    assert words in page.words


def test_a_name_with_a_direction_control_reaches_no_attribute_and_no_heading() -> None:
    page = Page(hostile("Mallory \u202egnp.exe"))

    assert not [v for _, attributes in page.elements for v in attributes.values() if v and "\u202e" in v]
    assert plain("Mallory \u202egnp.exe") in page.words


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "http:x",
        "https://a b/",
        "java\nscript:x",
        "http://[",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert safe_url(url) is None
    assert url not in Page(hostile("Words", url=url)).hrefs()


def test_the_original_page_is_linked_without_telling_it_who_asks(page: Page) -> None:
    (link,) = (a for tag, a in page.elements if tag == "a" and a.get("class") == "original")

    assert link["href"] == "https://courier.example/orsa?a=1&b=2"
    assert link["rel"] == "noopener noreferrer"


def test_the_page_loads_nothing_and_runs_nothing(page: Page) -> None:
    tags = {tag for tag, _ in page.elements}

    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "base"})
    assert not [name for _, a in page.elements for name in a if name.startswith("on") or name in ("src", "style")]


def test_the_policy_allows_the_style_of_the_page_and_no_other(html: str, page: Page) -> None:
    (policy,) = (a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "url(" not in style
    assert "@import" not in style


def test_every_link_inside_the_page_arrives(page: Page) -> None:
    ids = page.ids()
    links = [href[1:] for href in page.hrefs() if href.startswith("#")]

    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)
    # eight attributions, each in the view by speaker and in the view by outlet
    assert len([x for x in links if x.startswith("a-")]) == 16


def test_headings_go_down_one_step_at_a_time_from_a_single_first(page: Page) -> None:
    levels = page.headings()

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_every_element_is_closed_and_the_landmarks_are_there(page: Page) -> None:
    tags = [tag for tag, _ in page.elements]

    assert page.unclosed == []
    assert tags.count("main") == 1
    assert tags.index("a") < tags.index("nav") < tags.index("main")


def test_shares_of_voice_count_statements_denials_and_questions_by_outlet() -> None:
    shares = [
        (s.outlet.label, s.total, s.articles, [(b.label, b.number) for b in s.bars])
        for s in shares_of_voice(gather(small_story()))
    ]

    assert shares == [
        ("Highland Herald", 2, 1, [("Ivo Marrek", 1), ("speaker unknown", 1)]),
        ("Valley Courier", 5, 1, [("Ivo Marrek", 2), ("Lena Toft", 2), ("only described", 1)]),
        ("outlet unknown: pile/leaflet.txt", 0, 1, []),
    ]


def test_articles_of_unknown_outlets_are_not_taken_for_one_outlet() -> None:
    desks = [Desk(ref, f"In {ref} Tuvel said yes.") for ref in ("a.txt", "b.txt", "c.txt", "d.txt")]
    for desk, title in zip(desks, ("Dam holds", "Dam breaks", "Dam breaks", None), strict=True):
        desk.article(title=title)
        desk.says("yes", source="Tuvel", cue="said", speaker=desk.person("Tuvel"))
    view = MemoryView([r for d in desks for r in d.records])
    page = Page(render_report(view))
    apart = ["outlet unknown: Dam holds", *(f"outlet unknown: {ref}" for ref in ("b.txt", "c.txt", "d.txt"))]

    assert [(s.outlet.label, s.total, s.articles) for s in shares_of_voice(gather(view))] == [(n, 1, 1) for n in apart]
    assert [o.label for o, _ in gather(view).by_outlet()] == apart
    assert all(page.words.count(name) >= 3 for name in apart)
    assert "4 of 4 articles do not say which outlet published them." in re.sub(r"\s+", " ", page.words)


def test_numbers_say_of_how_many(page: Page) -> None:
    words = re.sub(r"\s+", " ", page.words)

    assert "Ivo Marrek speaks in 2 of 3 articles" in words
    assert "3 of 7 statements (43 %) are given in quotation marks (direct)." in words
    assert "2 of 7 (29 %) have no speaker whom the text makes clear." in words
    assert "1 of 3 articles says that its text first appeared elsewhere" in words
    assert part(2, 4, "statement") == "2 of 4 statements"


def test_a_speaker_who_is_not_known_is_called_by_the_words_of_the_text_or_unknown() -> None:
    who = [q.who for q in gather(small_story()).quotes if not q.speaker.known]

    assert sorted(who) == ["speaker unknown", "“Residents”"]


def test_people_of_one_name_are_one_speaker_across_articles() -> None:
    groups = {s.name: len(quotes) for s, quotes in gather(small_story()).by_speaker()}

    assert groups == {"Ivo Marrek": 3, "Lena Toft": 3, "speaker unknown": 2}


def test_whoever_is_only_described_is_not_joined_across_articles() -> None:
    desks = [Desk(ref, "The company said no. Tuvel said yes.") for ref in ("a", "b")]
    for desk in desks:
        desk.says("no", cue="company [said]", speaker=desk.person("the company", "The company", form="nominal"))
        desk.says("yes", cue="Tuvel [said]", speaker=desk.person("Tuvel", "Tuvel"))
    view = MemoryView([r for d in desks for r in d.records])

    assert [(s.name, len(q)) for s, q in gather(view).by_speaker()] == [
        ("Tuvel", 2),
        ("the company", 1),
        ("the company", 1),
    ]


def test_what_is_not_known_is_said(page: Page) -> None:
    words = re.sub(r"\s+", " ", page.words)

    assert "outlet unknown date unknown No title found (pile/leaflet.txt) author unknown" in words
    assert "pile/empty.txt there is no text in it" in words


def test_furniture_is_folded_and_its_lines_are_counted(page: Page) -> None:
    assert "2 lines of furniture" in page.words
    assert "1 line of furniture" in page.words


def test_an_empty_store_says_what_would_fill_it() -> None:
    page = Page(render_report(MemoryView([])))

    assert "rashomon read FOLDER" in page.words


def test_the_same_view_gives_the_same_page(html: str) -> None:
    assert render_report(small_story()) == html


def test_outlets_look_different_from_each_other_whatever_their_order() -> None:
    names = [f"Outlet {i:02}" for i in range(28)]
    looks = dress(names)

    assert len({(o.colour, o.pattern) for o in looks.values()}) == 28
    assert dress(reversed(names)) == looks


def test_an_estimated_date_is_said_with_its_words_and_orders_the_articles() -> None:
    early, late, middle, open_ended = (Desk(ref, f"{ref} came out after the flood.") for ref in ("a", "b", "c", "d"))
    early.article(title="Early", published="2031-05-01")
    late.article(title="Late", published="2031-05-09")
    middle.article(title="Middle")
    middle.dated("2031-05-03", "2031-05-05", "after the flood")
    open_ended.article(title="Open")
    open_ended.dated("2031-05-02", None, "after the flood")
    view = MemoryView([*late.records, *open_ended.records, *middle.records, *early.records])
    words = re.sub(r"\s+", " ", Page(render_report(view)).words)

    assert [r.document.ref for r in gather(view).readings] == ["a", "c", "b", "d"]
    assert "outlet unknown between 3 and 5 May 2031, estimated Middle" in words
    assert "published between 3 and 5 May 2031, estimated from “after the flood”" in words
    assert "published not before 2 May 2031, estimated from “after the flood”" in words


def test_dates_and_amounts_are_marked_and_their_notes_are_no_part_of_the_text() -> None:
    desk = Desk("a", "On Tuesday upwards of 75,000 birds came.")
    desk.article(title="Birds")
    day = desk.date("Tuesday", "2031-05-06", reason="the next one")
    birds = desk.amount("upwards of 75,000", 75000, of="birds", bound="at_least")
    html = render_report(MemoryView(desk.records))
    marked = re.findall(r'<span class="(when|amount)" id="x-(\w+)" tabindex="0">(.*?)<span class="value"', html)

    assert marked == [("when", day, "Tuesday"), ("amount", birds, "upwards of 75,000")]
    assert " [Tuesday 6 May 2031<small>; the next one</small>]" in html
    assert " [at least 75,000]" in html
    assert Page(html).texts[desk.id] == desk.document.text
