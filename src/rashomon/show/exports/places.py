"""A record that stands in texts -> each of its spans, with what the words there are for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from rashomon.model import Record, Span

__all__ = ["Place", "places_of"]


class Place(NamedTuple):
    """What the words are for the record (the name of a field, such as "content"), in which document, and where."""

    role: str
    document: str
    span: Span


def places_of(record: Record) -> Iterator[Place]:
    """Yield the places of a record, in the order of its fields."""
    yield from _places(record, getattr(record, "document", ""), "span")


def _places(value: Any, document: str, role: str) -> Iterator[Place]:
    if isinstance(value, Span):
        yield Place(role, document, value)
    elif isinstance(value, tuple):
        for one in value:
            yield from _places(one, document, role)
    elif isinstance(value, msgspec.Struct):
        inside = getattr(value, "document", document)
        for field in value.__struct_fields__:
            # the span of a passage or participant is what the passage or participant is
            named = role if field == "span" and role != "span" else field
            yield from _places(getattr(value, field), inside, named)
