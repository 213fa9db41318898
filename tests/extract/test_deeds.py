"""Deeds of nouns, in sentences that the parser reads."""

from __future__ import annotations

from functools import cache

import pytest

from rashomon.extract.deeds import find_deeds
from rashomon.model import Document, Parse, Span, Zone
from rashomon.parse import parse_document


@cache
def parse(text: str) -> Parse:
    document = Document(id="", text=text, ref="", text_sha256="", raw_sha256="", media_type="text/plain")
    zone = [Zone(id="", by="", document="", span=Span(0, len(text)), kind="body")]
    found: Parse = parse_document(document, zone)["parse"]
    return found


@pytest.mark.parametrize(
    ("text", "noun", "deeds"),
    [
        ("The driver hit the nurse.", "driver", {("hit", "does")}),
        ("The driver hit the nurse.", "nurse", {("hit", "suffers")}),
        ("The nurse was hit by the driver.", "nurse", {("hit", "suffers")}),
        ("The nurse was hit by the driver.", "driver", {("hit", "does")}),
        ("The nurse was struck and killed near the mill.", "nurse", {("strike", "suffers"), ("kill", "suffers")}),
        ("The driver tried to flee.", "driver", {("try", "does"), ("flee", "does")}),
        ("Guards arrested the driver who hit her.", "driver", {("arrest", "suffers"), ("hit", "does")}),
        (
            "They saw a man accused of killing a nurse.",
            "man",
            {("see", "suffers"), ("accuse", "suffers"), ("kill", "does")},
        ),
        ("The nurse said it was late.", "nurse", set()),
    ],
)
def test_who_does_and_who_suffers(text: str, noun: str, deeds: set[tuple[str, str]]) -> None:
    read = parse(text)

    assert deeds == find_deeds(read, list(read.words).index(noun))
