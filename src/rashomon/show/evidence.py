"""Text, zones and findings of one article -> blocks and runs that a view can set: nothing lost, nothing twice.

The blocks of an article, put one after the other, are its text again; so are the runs of a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from rashomon.model import Attribution, Event, Mention, Quantity, Sentence, Span, Timex, Zone, ZoneKind

__all__ = ["Block", "Mark", "Piece", "Run", "context_of", "lay_out", "marks_of", "ordered", "segment"]

# "shared" is what other articles carry too, "spot" a place that a link leads to, "hit" the words that are meant
Role = Literal["shared", "spot", "content", "source", "cue", "deed", "party", "when", "amount", "who", "hit"]
# of two marks over the same words, the one that is named first lies outside
_ROLES: tuple[Role, ...] = (
    "shared", "spot", "content", "source", "cue", "deed", "party", "when", "amount", "who", "hit",
)  # fmt: skip

_LINE_END = re.compile(r"(?:\r\n|[\r\n\v\f\x85\u2028\u2029])\s*")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")
_SINGLE_BREAK = re.compile(r"\S[^\S\r\n]*(?:\r\n|\r|\n)[^\S\r\n]*(\S)")
# as in parse/paragraphs.py: text is wrapped if at least half of its lines go on in lower case
_WRAPPED_SHARE = 0.5


class Mark(NamedTuple):
    """One span of one finding, and the part that it plays there; `first` tells the span that opens the part.

    `id` is the finding's, `kind` the kind of an attribution, the realis of an event or the weight of shared text, ""
    for anything else.
    """

    span: Span
    role: Role
    id: str
    kind: str = ""
    first: bool = True


class Run(NamedTuple):
    """A stretch of text over which the same marks lie; `marks` are ordered from the outermost to the innermost."""

    start: int
    end: int
    marks: tuple[Mark, ...]


class Piece(NamedTuple):
    """A stretch of one zone inside a block."""

    start: int
    end: int
    kind: ZoneKind


class Block(NamedTuple):
    """A paragraph with the white space after it; `kind` is the zone that most of it is, `pieces` tile it."""

    start: int
    end: int
    kind: ZoneKind
    pieces: tuple[Piece, ...]


def marks_of(
    attributions: Iterable[Attribution],
    others: Iterable[Timex | Quantity | Mention] = (),
    events: Iterable[Event] = (),
) -> list[Mark]:
    """Return the spans of the findings, ordered so that what holds another comes before it.

    Of an event they are its trigger and those who take part.
    """
    roles: tuple[Role, ...] = ("content", "source", "cue")
    found = [
        Mark(span, role, attribution.id, attribution.kind, span == min(spans))
        for attribution in attributions
        for role in roles
        for spans in (getattr(attribution, role),)
        for span in spans
    ]
    found += [Mark(other.span, _role_of(other), other.id) for other in others]
    for event in events:
        found.append(Mark(event.trigger, "deed", event.id, event.realis))
        found += [Mark(p.span, "party", event.id, first=False) for p in {*event.actors, *event.recipients}]
    return ordered(found)


def ordered(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks in the order that `segment` needs: what holds another comes before it."""
    return sorted(marks, key=lambda m: (m.span.start, -m.span.end, _ROLES.index(m.role), m.id))


def _role_of(finding: Timex | Quantity | Mention) -> Role:
    if isinstance(finding, Timex):
        return "when"
    return "amount" if isinstance(finding, Quantity) else "who"


def segment(start: int, end: int, marks: Sequence[Mark]) -> Iterator[Run]:
    """Yield runs that tile `[start, end)`: a new one wherever a mark begins or ends. Marks come from `marks_of`."""
    near = [m for m in marks if m.span.start < end and start < m.span.end]
    borders = {start, end}
    for mark in near:
        borders.update(x for x in (mark.span.start, mark.span.end) if start < x < end)
    for left, right in pairwise(sorted(borders)):
        yield Run(left, right, tuple(m for m in near if m.span.start <= left and right <= m.span.end))


def lay_out(text: str, zones: Sequence[Zone]) -> list[Block]:
    """Return the blocks of `text`, which tile it; what no zone covers is taken for body."""
    if not text:
        return []
    borders = sorted({0, len(text), *_paragraph_ends(text)})
    tiles = list(_tiles(text, zones))
    blocks, first = [], 0
    for start, end in pairwise(borders):
        while tiles[first].end <= start:
            first += 1
        blocks.append(_block(text, start, end, tiles[first:]))
    return blocks


def context_of(attribution: Attribution, sentences: Sequence[Sentence], blocks: Sequence[Block]) -> list[Span]:
    """Return the sentences that an attribution stands in, neighbours joined; without sentences, its paragraphs."""
    spans = (*attribution.content, *attribution.source, *attribution.cue)
    inside = [s.span for s in sentences if any(s.span.overlaps(x) for x in spans)]
    missed = [x for x in spans if not any(s.overlaps(x) for s in inside)]
    inside += [Span(b.start, b.end) for b in blocks if any(x.start < b.end and b.start < x.end for x in missed)]
    order = {s.span: i for i, s in enumerate(sentences)}
    joined: list[Span] = []
    last = -2
    for span in sorted(inside):
        number = order.get(span, -9)
        if joined and (number == last + 1 or span.start <= joined[-1].end):
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
        last = number
    return joined


def _paragraph_ends(text: str) -> Iterator[int]:
    """Yield where paragraphs end: at line breaks, or at blank lines where single breaks are mere wrapping."""
    following = _SINGLE_BREAK.findall(text)
    lower = sum(c.islower() for c in following)
    wrapped = len(following) >= 3 and lower >= _WRAPPED_SHARE * len(following)
    # white space that opens the text belongs to the first paragraph
    opening = len(text) - len(text.lstrip())
    for m in (_BLANK_LINE if wrapped else _LINE_END).finditer(text, opening):
        yield m.end()


def _tiles(text: str, zones: Sequence[Zone]) -> Iterator[Piece]:
    """Yield pieces that tile the text; of two zones over one stretch the earlier, then the longer one has it."""
    at = 0
    kind: ZoneKind = "body"
    for zone in sorted(zones, key=lambda z: (z.span.start, -z.span.end)):
        start, end = max(zone.span.start, at), min(zone.span.end, len(text))
        if start >= end:
            continue
        if start > at:
            # white space between two zones stays with the one before it
            yield Piece(at, start, "body" if text[at:start].strip() or at == 0 else kind)
        yield Piece(start, end, zone.kind)
        at, kind = end, zone.kind
    if at < len(text):
        yield Piece(at, len(text), "body" if text[at:].strip() else kind)


def _block(text: str, start: int, end: int, tiles: Sequence[Piece]) -> Block:
    """Cut the tiles to one paragraph; white space alone makes no piece of its own."""
    pieces: list[Piece] = []
    for tile in tiles:
        if tile.start >= end:
            break
        left, right = max(tile.start, start), min(tile.end, end)
        if pieces and (tile.kind == pieces[-1].kind or not text[left:right].strip()):
            pieces[-1] = pieces[-1]._replace(end=right)
        elif pieces and not text[pieces[-1].start : pieces[-1].end].strip():
            pieces[-1] = Piece(pieces[-1].start, right, tile.kind)
        else:
            pieces.append(Piece(left, right, tile.kind))
    longest = max(pieces, key=lambda p: len(text[p.start : p.end].strip()))
    return Block(start, end, longest.kind, tuple(pieces))
