"""A finding of one text -> the same finding in another that has its words: spans are carried over by what they quote.

A span is found again by its exact words and the characters around them, as in the TextQuoteSelector of the W3C Web
Annotation Data Model (2017, 4.2.4).
"""

from __future__ import annotations

from typing import Any

import msgspec

from rashomon.model import Span

__all__ = ["carry", "carry_span"]

# the characters on either side that tell one place of the same words from another
AROUND = 32


def carry_span(span: Span, old: str, new: str) -> Span | None:
    """Return where the words of a span of `old` stand in `new`; None where that is nowhere, or not clear.

    It is clear where just one place has the same 32 characters on both sides, else where just one has them on one side.
    """
    words = span.of(old)
    before, after = old[max(0, span.start - AROUND) : span.start], old[span.end : span.end + AROUND]
    found: dict[int, list[int]] = {}
    at = new.find(words)
    while at >= 0:
        sides = new.startswith(after, at + len(words)) + new.endswith(before, 0, at)
        found.setdefault(sides, []).append(at)
        at = new.find(words, at + 1)
    best = max(found, default=0)
    if not best or len(found[best]) > 1:
        return None
    return Span(found[best][0], found[best][0] + len(words))


def carry(value: Any, old: str, new: str) -> Any | None:
    """Return a value with all its spans carried over; None where one of them cannot be."""
    if isinstance(value, Span):
        return carry_span(value, old, new)
    if isinstance(value, tuple):
        carried = tuple(carry(one, old, new) for one in value)
        return None if any(one is None for one in carried) else carried
    if isinstance(value, msgspec.Struct):
        fields: dict[str, Any] = {}
        for name in value.__struct_fields__:
            held = getattr(value, name)
            fields[name] = held if held is None else carry(held, old, new)
            if held is not None and fields[name] is None:
                return None
        return msgspec.structs.replace(value, **fields)
    return value
