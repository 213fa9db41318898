"""Two articles made ready -> what they share: passages, and whether that is one text, a part of it or a quotation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rashomon.link.reuse.passages import Reading, Shared, make_reading, share
from rashomon.link.reuse.quoted import quoted_mask
from rashomon.link.reuse.stream import Mask, Places, make_stream
from rashomon.model import ReuseKind, Span

__all__ = ["Comparison", "Prepared", "compare", "prepare"]

# of the letters of one text, stock aside, the share that must be in the other in a republication; where it is not near
# all of them, then this share of those outside quotation marks too: two may quote one statement at length
REPUBLISHED = 0.5
NEARLY_ALL = 0.75
OWN = 0.4
# of the letters shared, the share that must stand in quotation marks in both texts when all they share is a quotation
QUOTED = 0.5
# letters, about a sentence, that must agree in a passage worth telling: shorter ones are formulas of the trade ("did
# not immediately return a request for comment"); a quotation may be shorter, and what stands in a copy is copied
SENTENCE = 80
QUOTATION = 45


class Prepared(NamedTuple):
    """An article made ready to be compared: its grams, which characters stand in quotation marks.

    `size` is how many of its letters count, `own` how many of these before each character are not quoted.
    """

    reading: Reading
    quoted: Mask
    size: int
    own: Places


class Comparison(NamedTuple):
    """What two articles share; `containment` is the share of the one's letters that are in the other, stock aside."""

    kind: ReuseKind
    containment: float
    passages: tuple[Shared, ...]


def prepare(text: str, without: Sequence[Span] = ()) -> Prepared:
    """Return a text made ready to be compared, the spans `without` (stock, furniture) left out of account."""
    stream, quoted = make_stream(text, without), quoted_mask(text)
    own = np.zeros(len(text) + 1, dtype=np.int64)
    own[stream.places[stream.counted & ~quoted[stream.places]] + 1] = 1
    return Prepared(make_reading(text, stream), quoted, int(stream.counted.sum()), np.cumsum(own))


def compare(a: Prepared, b: Prepared) -> Comparison | None:
    """Return what two articles share, None where that is nothing worth telling."""
    passages = share(a.reading, b.reading)
    if _is_republished(a, b, passages):
        return Comparison("republication", _containment(a, b, passages), tuple(passages))
    quoted = [_is_quoted(a, b, p) for p in passages]
    worth = [(p, q) for p, q in zip(passages, quoted, strict=True) if p.agree >= (QUOTATION if q else SENTENCE)]
    if not worth:
        return None
    in_marks = sum(p.agree for p, q in worth if q)
    kind: ReuseKind = "quote" if in_marks >= QUOTED * sum(p.agree for p, _ in worth) else "partial"
    kept = tuple(p for p, _ in worth)
    return Comparison(kind, _containment(a, b, kept), kept)


def _containment(a: Prepared, b: Prepared, passages: Sequence[Shared]) -> float:
    in_a, in_b = sum(p.letters_a for p in passages), sum(p.letters_b for p in passages)
    return min(1.0, round(max(in_a / max(a.size, 1), in_b / max(b.size, 1)), 3))


def _is_republished(a: Prepared, b: Prepared, passages: Sequence[Shared]) -> bool:
    contained = _containment(a, b, passages)
    if contained < REPUBLISHED or sum(p.agree for p in passages) < QUOTATION:
        return False
    own_a = sum(int(a.own[p.a.end] - a.own[p.a.start]) for p in passages)
    own_b = sum(int(b.own[p.b.end] - b.own[p.b.start]) for p in passages)
    return contained >= NEARLY_ALL or max(own_a / max(a.own[-1], 1), own_b / max(b.own[-1], 1)) >= OWN


def _is_quoted(a: Prepared, b: Prepared, passage: Shared) -> bool:
    """Tell whether the passage stands in quotation marks in both, most of it."""
    in_a, in_b = a.quoted[passage.a.start : passage.a.end], b.quoted[passage.b.start : passage.b.end]
    return min(float(in_a.mean()), float(in_b.mean())) >= QUOTED
