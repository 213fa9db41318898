"""Titles before names, read without a parser."""

from __future__ import annotations

import pytest

from rashomon.link.wording.titles import part_name
from rashomon.model import Mention, Span


@pytest.mark.parametrize(
    ("text", "mention", "title", "name"),
    [
        ("Polish President Anna Reet came.", "President Anna Reet", "Polish President", "Anna Reet"),
        ("said South Korean Foreign Minister Ann Roe", "Minister Ann Roe", "South Korean Foreign Minister", "Ann Roe"),
        ("former FBI Director Ann Roe", "Ann Roe", "former FBI Director", "Ann Roe"),
        ("Mr. Roe left", "Mr. Roe", None, "Mr. Roe"),
        ("with and President Roe", "President Roe", "President", "Roe"),
        ("the prime minister, Ann Roe, left", "Ann Roe", None, "Ann Roe"),
        ("US Secretary of State Ann Roe", "Ann Roe", "US Secretary of State", "Ann Roe"),
        ("Secretary of State Ann Roe", "Secretary of State Ann Roe", "Secretary of State", "Ann Roe"),
        ("the Duke of Rinsa, Ann Roe", "Ann Roe", None, "Ann Roe"),
        ("Rear Admiral Roe", "Rear Admiral Roe", "Rear Admiral", "Roe"),
        ("a witness.\nAnn Roe left", "Ann Roe", None, "Ann Roe"),
    ],
)
def test_a_title_is_what_goes_with_a_role_before_the_name(
    text: str, mention: str, title: str | None, name: str
) -> None:
    start = text.index(mention)
    span = Span(start, start + len(mention))
    found, rest = part_name(text, Mention(id="", by="", document="", span=span, kind="person", form="name"))

    assert (title, name) == (found and found.of(text), rest.of(text))


def test_what_is_no_person_has_no_title() -> None:
    text = "the Ministry of Ports"
    span = Span(4, len(text))
    mention = Mention(id="", by="", document="", span=span, kind="organisation", form="name")

    assert (None, span) == part_name(text, mention)
