"""Sentences of our own -> their quantities, read by the parser that the product uses; words without grammar."""

from __future__ import annotations

import re
from functools import cache

from rashomon.extract.quantity import find_quantities
from rashomon.extract.quantity.casualties import Toll, count_victims
from rashomon.model import Document, Mention, Parse, Quantity, Span, Timex, Zone
from rashomon.parse import parse_document


def document_of(text: str) -> Document:
    return Document(id="d", text=text, ref="d", text_sha256="", raw_sha256="", media_type="text/plain")


@cache
def parse_of(text: str) -> Parse:
    zone = Zone(id="", by="", document="d", span=Span(0, len(text)), kind="body")
    parse: Parse = parse_document(document_of(text), [zone])["parse"]
    return parse


def quantities(text: str, timexes: tuple[Timex, ...] = (), mentions: tuple[Mention, ...] = ()) -> list[Quantity]:
    found: list[Quantity] = find_quantities(document_of(text), parse_of(text), timexes, mentions)["quantity"]
    return found


def only(text: str) -> Quantity:
    """Return the one quantity of a text."""
    (found,) = quantities(text)
    return found


def words_of(span: Span | None, text: str) -> str | None:
    return None if span is None else span.of(text)


def toll(text: str) -> Toll:
    return count_victims(parse_of(text), quantities(text))


def numbers_of(text: str) -> list[int | None]:
    """Return how many the text says were killed and injured."""
    return [count.value if count else None for count in toll(text)]


def without_grammar(text: str) -> Parse:
    """Return a parse in which every token hangs on itself: enough for what only looks at characters."""
    tokens = list(re.finditer(r"\d+(?:[.,]\d+)*|\w+|\S", text))
    words = [t[0] for t in tokens]
    return Parse(
        words=words,
        starts=[t.start() for t in tokens],
        ends=[t.end() for t in tokens],
        lemma=[w.lower() for w in words],
        pos=["X"] * len(words),
        tag=["XX"] * len(words),
        dep=["ROOT"] * len(words),
        head=list(range(len(words))),
        entity=[""] * len(words),
        entity_start=[False] * len(words),
        sentences=[(0, len(words))] if words else [],
    )
