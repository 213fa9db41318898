"""A block and what it is -> its parts: a paragraph may hold a dateline, a notice or furniture in mid-line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rashomon.clean.blocks import Block
from rashomon.clean.credit import Credit
from rashomon.clean.furniture import find_inline
from rashomon.clean.inside import find_dateline
from rashomon.clean.opening import find_date, find_stamps, is_outlet, read_stamp
from rashomon.model import ZoneKind


class Part(NamedTuple):
    """A stretch of the text, what it is, and why we think so."""

    start: int
    end: int
    kind: ZoneKind
    reason: str | None = None


def cut_block(
    block: Block, label: tuple[ZoneKind, str] | None, notices: Iterable[Credit], *, opens_text: bool
) -> Iterator[Part]:
    """Yield the parts of one block in order; together they hold all of it but white space.

    `opens_text` tells that the block is one of the first of the running text, where a dateline may stand.
    """
    kind, reason = label or ("body", None)
    inner: list[Part] = []
    if kind == "dateline":
        inner += _person_in_stamp(block)
    elif kind in ("title", "body", "subhead", "byline"):
        inner += _stamps(block)
    if kind == "byline" and (date := find_date(block.text)):
        inner.append(Part(block.start + date[0], block.start + date[1], "dateline", "a date in the byline"))
    if kind not in ("furniture", "credit", "title", "dateline"):
        inner += [Part(n.start, n.end, "credit", "a notice of source, wire or picture") for n in notices]
    if kind in ("body", "block_quote", "caption"):
        inner += [Part(start, end, "furniture", "speaks of the page") for start, end in find_inline(block)]
    if kind == "body" and opens_text and (match := find_dateline(block)):
        end = block.start + len(match[0].rstrip())
        inner.append(Part(block.start, end, "dateline", "place, date or agency that open the text"))
    yield from _fill(block, kind, reason, sorted(inner))


def _person_in_stamp(block: Block) -> Iterator[Part]:
    """Yield the byline in `Ana Reyes, November 2, 2024`; a name that is an outlet's stays in the stamp."""
    stamp = read_stamp(block)
    if stamp and stamp.lead and not is_outlet(stamp.lead):
        start = block.start + block.text.index(stamp.lead)
        yield Part(start, start + len(stamp.lead), "byline", "a name before the date")


def _stamps(block: Block) -> Iterator[Part]:
    """Yield `Posted: May 5, 2024` and `Updated: ...` where they are run into another line."""
    for start, end, is_update in find_stamps(block.text):
        kind: ZoneKind = "furniture" if is_update else "dateline"
        yield Part(block.start + start, block.start + end, kind, "a publication stamp in the line")


def _fill(block: Block, kind: ZoneKind, reason: str | None, inner: Sequence[Part]) -> Iterator[Part]:
    """Yield `inner` and, of `kind`, everything between; of parts that overlap, the first counts."""
    at = block.start
    for part in inner:
        if part.start >= at:
            yield from _trimmed(block, Part(at, part.start, kind, reason))
            yield from _trimmed(block, part)
            at = part.end
    yield from _trimmed(block, Part(at, block.end, kind, reason))


def _trimmed(block: Block, part: Part) -> Iterator[Part]:
    """Yield the part without white space at its edges, if anything is left."""
    piece = block.text[part.start - block.start : part.end - block.start]
    if piece.strip():
        start = part.start + len(piece) - len(piece.lstrip())
        yield part._replace(start=start, end=start + len(piece.strip()))
