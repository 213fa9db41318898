"""Pages of our own making -> the article's text, its parts and what it is."""

from __future__ import annotations

import time
from typing import Any

import pytest

from rashomon.clean import clean_document
from rashomon.clean.page import read_page
from rashomon.errors import Unreadable
from rashomon.model import RawDocument

PARAGRAPHS = (
    "The ferry Marrow was stopped on Tuesday by a patrol boat near the mouth of the Sound, the port authority said in "
    "a statement, after it passed two buoys at twice the speed that is allowed there.",
    "“She came in like a train,” said harbour master Odd Lien. “We had no choice but to stop her there and then, and "
    "nobody on board was hurt.”",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
JSON_LD = """{"@context": "https://schema.org", "@graph": [
 {"@type": "Organization", "@id": "#post", "name": "The Harbour Post"},
 {"@type": ["NewsArticle"], "headline": "Ferry halted in the Sound", "publisher": {"@id": "#post"},
  "author": [{"@type": "Person", "name": "Ines Calder"}, {"@type": "Person", "name": "Tom Roe"}],
  "datePublished": "2031-05-04T08:30:00+02:00"}]}"""
PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Ferry halted | The Harbour Post</title>
<link rel="canonical" href="https://harbour.example/2031/05/ferry">
<script type="application/ld+json">{JSON_LD}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Ferry halted in the Sound</h1><p class="standfirst">Port authority blames speed; owners deny it.</p>
{BODY}<h2>Owners object</h2><p>The owners, Blue Line, denied it on Tuesday evening. Their letter says:</p>
<blockquote><p>The Marrow never exceeded eleven knots at any time, and our instruments prove it.</p></blockquote>
<p>A hearing will be held next week in the town hall of Torvik, where both sides will present readings.</p>
<div class="share">Share this: <a href="#">Facebook</a></div></article>
<aside><h3>Most read</h3><ul><li><a href="/1">Bridge opens after nine years</a></li></ul></aside>
<footer>© 2031 The Harbour Post. All rights reserved.</footer></body></html>"""


def clean(page: str) -> dict[str, Any]:
    return clean_document(RawDocument(ref="a.html", content=page.encode(), media_type="text/html"))


def found(page: str) -> dict[str, Any]:
    """Return the fields that were found, without the language, each with where it was found."""
    article = clean(page)["article"]
    return {name: (getattr(article, name), where) for name, where in article.evidence.items() if name != "language"}


def small(head: str = "", before: str = "", after: str = "") -> str:
    return f"<html><head>{head}</head><body><article>{before}{BODY}{after}</article></body></html>"


def test_the_article_of_a_page_is_its_text_in_paragraphs_with_zones() -> None:
    layers = clean(PAGE)
    text = layers["document"].text

    assert [
        ("title", "Ferry halted in the Sound"),
        ("subhead", "Port authority blames speed; owners deny it."),
        ("body", PARAGRAPHS[0]),
        ("body", PARAGRAPHS[1]),
        ("subhead", "Owners object"),
        ("body", "The owners, Blue Line, denied it on Tuesday evening. Their letter says:"),
        (
            "block_quote",
            "The Marrow never exceeded eleven knots at any time, and our instruments prove it.",
        ),
        (
            "body",
            "A hearing will be held next week in the town hall of Torvik, where both sides will present readings.",
        ),
    ] == [(zone.kind, zone.span.of(text)) for zone in layers["zone"]]


def test_metadata_come_from_json_ld_and_say_so() -> None:
    assert {
        "title": ("Ferry halted in the Sound", "json-ld headline"),
        "outlet": ("The Harbour Post", "json-ld publisher"),
        "byline": (("Ines Calder", "Tom Roe"), "json-ld author"),
        "published": ("2031-05-04", "json-ld datePublished"),
        "url": ("https://harbour.example/2031/05/ferry", "link rel=canonical"),
    } == found(PAGE)


def test_metadata_come_from_meta_elements_where_there_is_no_json_ld() -> None:
    head = (
        '<title>Ferry halted | Harbour Post</title><meta property="og:title" content="Ferry halted &amp; held">'
        '<meta property="og:site_name" content="Harbour Post"><meta name="author" content="By Ines Calder">'
        '<meta property="article:published_time" content="2031-05-04"><script type="application/ld+json">{oops</script>'
    )

    assert {
        "title": ("Ferry halted & held", "meta og:title"),
        "outlet": ("Harbour Post", "meta og:site_name"),
        "byline": (("Ines Calder",), "meta author"),
        "published": ("2031-05-04", "meta article:published_time"),
    } == found(small(head))


def test_a_page_that_says_nothing_of_itself_is_not_guessed_at() -> None:
    assert {} == found(small())


def test_an_agency_as_author_is_a_wire_credit() -> None:
    assert {"wire": ("Reuters", "meta author")} == found(small('<meta name="author" content="Reuters">'))


def test_credits_are_read_where_the_cleaning_would_remove_them() -> None:
    page = small(after='<div class="meta"><small>Originally published by Sound Press on May 3.</small></div>')

    assert {"republished_from": ("Sound Press", "<div> Originally published by Sound Press on May 3.")} == found(page)


def test_a_canonical_address_elsewhere_names_whose_text_it_is() -> None:
    head = (
        '<link rel="canonical" href="https://www.soundpress.example/ferry">'
        '<meta property="og:url" content="https://m.harbour.example/ferry">'
    )

    assert {
        "url": ("https://m.harbour.example/ferry", "link rel=canonical"),
        "republished_from": ("soundpress.example", "link rel=canonical"),
    } == found(small(head))


def test_a_byline_on_the_page_is_found() -> None:
    assert {"byline": (("Ines Calder", "Tom Roe"), "class byline")} == found(
        small(before='<p class="byline">By Ines Calder and Tom Roe, Staff Writers</p>')
    )


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><body><nav><a>Home</a></nav></body></html>"])
def test_a_page_without_an_article_is_unreadable(page: str) -> None:
    with pytest.raises(Unreadable, match="no article"):
        read_page(page)


def test_a_page_nested_to_break_parsers_ends_soon() -> None:
    before = time.process_time()

    with pytest.raises(Unreadable):
        read_page("<div>" * 100_000 + "x")

    assert time.process_time() - before < 5
