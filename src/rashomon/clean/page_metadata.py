"""The markup of a page -> clues to outlet, title, byline, date and address, each with the markup it came from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from rashomon.clean.credit import agency_of
from rashomon.clean.dates import parse_date
from rashomon.clean.metadata import Clue, plain
from rashomon.clean.opening import read_byline, split_names

ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|Review|Column")
# our fields, and the names of meta elements in the order in which they are believed
META = {
    "title": "og:title twitter:title dc.title dcterms.title parsely-title sailthru.title",
    "outlet": "og:site_name application-name dc.publisher dcterms.publisher publisher citation_publisher",
    "byline": "author article:author byl parsely-author sailthru.author dc.creator dcterms.creator citation_author",
    "published": "article:published_time og:article:published_time og:published_time datepublished date.issued"
    " dcterms.created dc.date.issued dcterms.date dc.date pubdate publishdate publish-date publish_date"
    " parsely-pub-date sailthru.date article.published citation_date date",
    "url": "og:url",
    "republished_from": "syndication-source original-source",
}


def clues_in_markup(tree: html.HtmlElement) -> Iterator[Clue]:
    """Yield the clues of JSON-LD, meta elements, links and the visible page, the surest first."""
    yield from _clues_in_json_ld(tree)
    yield from _clues_in_links(tree)
    yield from _clues_in_meta(tree)
    yield from _clues_on_page(tree)


def _clues_in_json_ld(tree: html.HtmlElement) -> Iterator[Clue]:
    things = [thing for script in tree.xpath('//script[@type="application/ld+json"]') for thing in _things(script.text)]
    articles = [t for t in things if ARTICLE_TYPES.search(json.dumps(t.get("@type", "")))]
    for thing in articles[:1]:
        yield from _clue("title", _text(thing.get("headline") or thing.get("name")), "json-ld headline")
        publisher = _linked(thing.get("publisher"), things)
        yield from _clue("outlet", _text(publisher), "json-ld publisher")
        yield from _people(_listed(thing.get("author"), things), "json-ld author")
        yield from _clue("published", _text(thing.get("datePublished")), "json-ld datePublished")
        yield from _clue("url", _text(thing.get("url") or thing.get("mainEntityOfPage")), "json-ld url")
        yield from _clue("republished_from", _text(thing.get("isBasedOn")), "json-ld isBasedOn")


def _things(script: str | None) -> list[dict[str, Any]]:
    """Return the objects of one JSON-LD script, those of a graph one by one; [] if it is no JSON."""
    try:
        found = json.loads(script or "", strict=False)
    except (ValueError, RecursionError):
        return []
    things: list[dict[str, Any]] = []
    for top in found if isinstance(found, list) else [found]:
        graph = top.get("@graph") if isinstance(top, dict) else None
        things += [thing for thing in (graph if isinstance(graph, list) else [top]) if isinstance(thing, dict)]
    return things


def _linked(value: Any, things: list[dict[str, Any]]) -> Any:
    """Follow a reference such as {"@id": "#org"} to the object it names."""
    if isinstance(value, dict) and "name" not in value and "@id" in value:
        return next((t for t in things if t.get("@id") == value["@id"] and "name" in t), value)
    return value


def _listed(value: Any, things: list[dict[str, Any]]) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for one in values if (text := _text(_linked(one, things)))]


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        return next((text for one in value if (text := _text(one))), None)
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@id") or value.get("url"))
    return value if isinstance(value, str) else None


def _clues_in_links(tree: html.HtmlElement) -> Iterator[Clue]:
    canonical = _first(tree, '//link[translate(@rel, "CANONIL", "canonil")="canonical"]/@href')
    shown = _first(tree, '//meta[@property="og:url"]/@content')
    yield from _clue(
        "url", shown if _host(canonical) != _host(shown) and _host(shown) else canonical, "link rel=canonical"
    )
    if _host(canonical) and _host(shown) and _site(_host(canonical)) != _site(_host(shown)):
        # the page says itself that the text lives elsewhere
        yield Clue("republished_from", _host(canonical), "link rel=canonical")


def _clues_in_meta(tree: html.HtmlElement) -> Iterator[Clue]:
    named: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name and meta.get("content"):
            named.setdefault(name, []).append(meta.get("content"))
    for field, names in META.items():
        for name in names.split():
            values = named.get(name, [])
            if field == "byline":
                yield from _people(values, f"meta {name}")
            elif values:
                yield from _clue(field, values[0], f"meta {name}")


def _clues_on_page(tree: html.HtmlElement) -> Iterator[Clue]:
    headings = [plain(" ".join(h.text_content().split())) for h in tree.iter("h1")]
    whole = plain(" ".join((_first(tree, "//title/text()") or "").split()))
    # a page with several first headings calls its own name one as well
    for heading in [h for h in headings if h and h in whole] or headings[:1]:
        yield from _clue("title", heading, "h1")
    yield from _clue("title", re.split(r" [|–—·»-] ", whole)[0], "title")
    for path in (
        '//*[@itemprop="author"]',
        '//a[@rel="author"]',
        '//*[contains(concat(" ", @class, " "), " author ")]',
    ):
        yield from _people([" ".join(e.text_content().split()) for e in tree.xpath(path)][:3], path)
    for element in tree.xpath('//*[contains(@class, "byline")]')[:3]:
        words = " ".join(element.text_content().split())
        yield from _people(read_byline(words), "class byline")
    for path in (
        '//*[@itemprop="datePublished"]/@*[name()="datetime" or name()="content"]',
        "//article//time/@datetime",
        "//header//time/@datetime",
    ):
        yield from _clue("published", _first(tree, path), path)


def _clue(field: str, value: str | None, evidence: str) -> Iterator[Clue]:
    words = plain(unescape(value or ""))
    if field == "published":
        words = parse_date(words) or ""
    elif field == "url":
        words = words if urlsplit(words).scheme in ("http", "https") else ""
    elif field == "republished_from":
        words = _host(words) or words
    if words:
        yield Clue(field, words, evidence)


def _people(values: list[str], evidence: str) -> Iterator[Clue]:
    """Yield the names of people as a byline; an agency among them is a wire credit instead."""
    words = [re.sub(r"^by:? ", "", plain(unescape(value)), flags=re.IGNORECASE) for value in values]
    for agency in filter(None, map(agency_of, words)):
        yield Clue("wire", agency, evidence)
    people = [name for value in words if not agency_of(value) and "/" not in value for name in split_names(value)]
    if people:
        yield Clue("byline", tuple(dict.fromkeys(people)), evidence)


def _first(tree: html.HtmlElement, path: str) -> str | None:
    found = tree.xpath(path)
    return str(found[0]).strip() if found else None


def _host(address: str | None) -> str:
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:  # a host in square brackets that is none
        return ""


def _site(host: str) -> str:
    """Return the last two labels: m.post.example and www.post.example are one site."""
    return ".".join(host.split(".")[-2:])
