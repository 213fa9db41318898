"""Text and zones -> the paragraphs that are parsed, each inside one zone, furniture left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.model import Span, Zone

__all__ = ["find_paragraphs"]

_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*|[\u2029\f\v]\s*")
_LINE = re.compile(r"\r\n|\r|\n|\u2028|\x85")
# text wrapped at a fixed width: at least this share of its lines goes on in lower case after a single break
_WRAPPED_SHARE = 0.5
# spaCy's memory grows with the length; no paragraph of real prose comes near
_MAX_PARAGRAPH = 20_000


def find_paragraphs(text: str, zones: Sequence[Zone]) -> list[Span]:
    """Return the paragraphs of everything that is not furniture, in text order, without white space at the edges."""
    border = _BLANK_LINE if _is_wrapped(text) else re.compile(rf"{_BLANK_LINE.pattern}|(?:{_LINE.pattern})\s*")
    found: list[Span] = []
    for region in _regions(text, zones):
        found += _split(text, region, border)
    return found


def _is_wrapped(text: str) -> bool:
    """Tell whether single line breaks are mere wrapping: then most of them are followed by a lower-case letter."""
    following = re.findall(r"\S[^\S\r\n]*(?:\r\n|\r|\n)[^\S\r\n]*([^\s])", text)
    lower = sum(c.islower() for c in following)
    return len(following) >= 3 and lower >= _WRAPPED_SHARE * len(following)


def _regions(text: str, zones: Sequence[Zone]) -> Iterator[Span]:
    """Join neighbouring zones of one kind, with nothing between them but white space; leave furniture out."""
    start = end = 0
    kind = None
    for zone in sorted(zones, key=lambda z: z.span):
        if kind is not None and zone.kind == kind and not text[end : zone.span.start].strip():
            end = zone.span.end
            continue
        if kind not in (None, "furniture"):
            yield Span(start, end)
        start, end, kind = zone.span.start, zone.span.end, zone.kind
    if kind not in (None, "furniture"):
        yield Span(start, end)


def _split(text: str, region: Span, border: re.Pattern[str]) -> Iterator[Span]:
    start = region.start
    for m in border.finditer(text, region.start, region.end):
        yield from _trimmed(text, start, m.start())
        start = m.end()
    yield from _trimmed(text, start, region.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the stretch without white space around it, cut at a space where it is longer than any paragraph."""
    while end - start > _MAX_PARAGRAPH:
        space = text.rfind(" ", start + _MAX_PARAGRAPH // 2, start + _MAX_PARAGRAPH)
        cut = space if space > 0 else start + _MAX_PARAGRAPH
        yield from _trimmed(text, start, cut)
        start = cut
    piece = text[start:end]
    if piece.strip():
        yield Span(start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip())))
