"""Raw documents -> document, article and zones, with where each field was found."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.clean import clean_document
from rashomon.errors import Unreadable
from rashomon.model import Article, Declared, Document, RawDocument, Span

BODY = (
    "The ferry Marrow was stopped on Tuesday by a patrol boat near the mouth of the Sound, the port authority said.\n\n"
    "The owners denied that the vessel had been too fast and promised to show the readings of its instruments."
)


def clean(text: str, **declared: str) -> tuple[Document, Article]:
    raw = RawDocument(ref="a.txt", content=text.encode(), media_type="text/plain", declared=Declared(**declared))
    layers = clean_document(raw)
    return layers["document"], layers["article"]


def fields(text: str, **declared: str) -> dict[str, Any]:
    """Return the fields that were found, each as its value and the words or markup that say so."""
    document, article = clean(text, **declared)
    found = {}
    for name, evidence in article.evidence.items():
        words = evidence.of(document.text) if isinstance(evidence, Span) else evidence
        found[name] = (getattr(article, name), words)
    found.pop("language", None)
    return found


def test_the_text_is_the_decoded_file() -> None:
    document, _ = clean("\r\n  One sentence.\r\n\r\n")

    assert "\r\n  One sentence.\r\n\r\n" == document.text


def test_the_same_text_from_two_places_is_two_documents() -> None:
    one, other = (
        clean_document(RawDocument(ref=ref, content=b"The ferry sank.", media_type="text/plain"))["document"]
        for ref in ("a.txt", "b.txt")
    )

    assert one.text_sha256 == other.text_sha256
    assert one.id != other.id


def test_nothing_is_guessed() -> None:
    _, article = clean(BODY)

    assert (None, None, (), None, None, None, None) == (
        article.outlet, article.title, article.byline, article.published, article.url, article.republished_from,
        article.wire,
    )  # fmt: skip
    assert "en" == article.language


def test_what_the_page_says_is_found_where_it_says_it() -> None:
    text = (
        "Harbour Messenger\n\nFerry stopped in the <u>Sound</u> after chase\n\n"
        "By Ines Calder and **Tom Roe**, Staff Writers"
        f"\n\nMay 4, 2031\n\nTORVIK (AP) — {BODY}\n\nThis article was originally published on <u>NorthBrief</u>."
    )

    assert {
        "title": ("Ferry stopped in the Sound after chase", "Ferry stopped in the <u>Sound</u> after chase"),
        "byline": (("Ines Calder", "Tom Roe"), "By Ines Calder and **Tom Roe**, Staff Writers"),
        "published": ("2031-05-04", "May 4, 2031"),
        "wire": ("Associated Press", "TORVIK (AP) —"),
        "republished_from": ("NorthBrief", "This article was originally published on <u>NorthBrief</u>."),
        "outlet": ("Harbour Messenger", "Harbour Messenger"),
    } == fields(text)


@pytest.mark.parametrize(
    ("line", "name", "words"),
    [
        ("Copyright 2031 Harbour Post. All rights reserved.", "Harbour Post", "Harbour Post"),
        ("If you are just tuning into SOUNDREP for the first time, click here to join.", "SOUNDREP", "SOUNDREP"),
        ("Ines Calder, columnist, exclusively for “Northern Outlook”", "Northern Outlook", "Northern Outlook"),
    ],
)
def test_an_outlet_names_itself_below_its_articles(line: str, name: str, words: str) -> None:
    assert {"outlet": (name, words)} == fields(f"{BODY}\n\n{line}")


def test_a_masthead_in_capitals_is_written_as_the_text_writes_it() -> None:
    head = "HARBOUR POST\n\nFerry stopped in the Sound\n\nInes Calder in Torvik\n\n4 May 2031"
    text = f"{head}\n\n{BODY}\n\n© Harbour Post 2031"

    assert ("Harbour Post", "HARBOUR POST") == fields(text)["outlet"]
    assert (("Ines Calder",), "Ines Calder in Torvik") == fields(text)["byline"]


def test_a_source_line_names_whose_text_it_is() -> None:
    assert {"republished_from": ("SWN", "Source: SWN – Ferry stopped")} == fields(
        f"{BODY}\n\nSource: SWN – Ferry stopped"
    )


def test_an_agency_that_was_told_something_is_not_the_wire() -> None:
    assert {} == fields(f"{BODY}\n\nThe captain told Reuters that he had seen nothing, according to AP.")


def test_what_the_input_declares_comes_first() -> None:
    text = f"Ferry stopped in the Sound\n\nBy Somebody Else\n\n{BODY}"

    assert {
        "title": ("Ferry stopped in the Sound", "declared: title"),
        "outlet": ("The Harbour Post", "declared: outlet"),
        "byline": (("Ines Calder",), "declared: author"),
        "published": ("2031-05-04", "declared: date"),
        "url": ("https://harbour.example/7", "declared: url"),
    } == fields(
        text,
        title="**Ferry stopped** in the Sound",
        outlet="The <u>Harbour Post</u>",
        author="By Ines Calder",
        date="2031-05-04T08:00:00Z",
        url="https://harbour.example/7",
    )


def test_another_language_is_unreadable_with_a_reason() -> None:
    with pytest.raises(Unreadable, match="not English"):
        clean("Die Hafenbehörde hat die Fähre am Dienstag gestoppt, weil sie zu schnell gefahren war.")


@given(
    content=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))),
    media_type=st.sampled_from(["text/plain", "text/html"]),
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_an_article_or_unreadable(content: bytes, media_type: Any) -> None:
    try:
        layers = clean_document(RawDocument(ref="x", content=content, media_type=media_type))
    except Unreadable:
        return
    text = layers["document"].text
    covered = {i for zone in layers["zone"] for i in range(zone.span.start, zone.span.end)}
    assert all(char.isspace() for i, char in enumerate(text) if i not in covered)


def test_what_is_longer_than_a_book_is_no_article() -> None:
    with pytest.raises(Unreadable, match=r"1,000,010 characters, more than 1,000,000"):
        clean("The ferry " * 100_001)
