"""Two articles made ready -> what they share: passages, and whether that is one text, a part of it or a quotation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.link.reuse.passages import Reading, Shared, make_reading, share
from rashomon.link.reuse.quoted import quoted_mask
from rashomon.link.reuse.stream import Mask, make_stream
from rashomon.model import ReuseKind, Span

__all__ = ["Comparison", "Prepared", "compare", "prepare"]

# of the letters of one text, stock aside, the share that must be in the other in a republication
REPUBLISHED = 0.5
# of the letters shared, the share that must stand in quotation marks in both texts when all they share is a quotation
QUOTED = 0.5
# letters, about a sentence, that two texts must share to be worth telling: shorter ones are formulas of the trade
# ("did not immediately return a request for comment"); a quotation may be shorter
SENTENCE = 80
QUOTATION = 45


class Prepared(NamedTuple):
    """An article made ready to be compared: how many of its letters count, what of it is quoted, and its grams."""

    size: int
    quoted: Mask
    reading: Reading


class Comparison(NamedTuple):
    """What two articles share; `containment` is the share of the one's letters that are in the other, stock aside."""

    kind: ReuseKind
    containment: float
    passages: tuple[Shared, ...]


def prepare(text: str, without: Sequence[Span] = ()) -> Prepared:
    """Return a text made ready to be compared, the spans `without` (stock, furniture) left out of account."""
    stream = make_stream(text, without)
    return Prepared(int((stream.letters != 0).sum()), quoted_mask(text), make_reading(text, stream))


def compare(a: Prepared, b: Prepared) -> Comparison | None:
    """Return what two articles share, None where that is nothing worth telling."""
    passages = share(a.reading, b.reading)
    in_a, in_b = sum(p.letters_a for p in passages), sum(p.letters_b for p in passages)
    quoted = sum(p.letters_a for p in passages if _is_quoted(a, b, p)) >= QUOTED * in_a
    if min(in_a, in_b) < (QUOTATION if quoted else SENTENCE):
        return None
    containment = min(1.0, max(in_a / a.size, in_b / b.size))
    kind: ReuseKind = "republication" if containment >= REPUBLISHED else "quote" if quoted else "partial"
    return Comparison(kind, round(containment, 3), tuple(passages))


def _is_quoted(a: Prepared, b: Prepared, passage: Shared) -> bool:
    """Tell whether the passage stands in quotation marks in both, most of it."""
    in_a, in_b = a.quoted[passage.a.start : passage.a.end], b.quoted[passage.b.start : passage.b.end]
    return min(float(in_a.mean()), float(in_b.mean())) >= QUOTED
