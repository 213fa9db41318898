"""Two articles made ready -> what they share: the passages, and whether one is the other's text, a part of it, a quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.link.reuse.passages import Reading, Shared, make_reading, share
from rashomon.link.reuse.quoted import quoted_mask
from rashomon.link.reuse.stream import Mask, make_stream
from rashomon.model import ReuseKind, Span

__all__ = ["Comparison", "Prepared", "compare", "prepare"]

# of the letters of the shorter text, stock aside, the share that must agree in a republication
REPUBLISHED = 0.5
# of the letters shared, the share that must stand in quotation marks in both texts when all they share is a quotation
QUOTED = 0.5


class Prepared(NamedTuple):
    """An article made ready to be compared: how many of its letters count, what of it is quoted, and its grams."""

    size: int
    quoted: Mask
    reading: Reading


class Comparison(NamedTuple):
    """What two articles share; `containment` is the share of the shorter text's letters that agree, stock aside."""

    kind: ReuseKind
    containment: float
    passages: tuple[Shared, ...]


def prepare(text: str, without: Sequence[Span] = ()) -> Prepared:
    """Return a text made ready to be compared, the spans `without` (stock, furniture) left out of account."""
    stream = make_stream(text, without)
    return Prepared(int((stream.letters != 0).sum()), quoted_mask(text), make_reading(stream))


def compare(a: Prepared, b: Prepared) -> Comparison | None:
    """Return what two articles share, None where that is nothing worth telling."""
    passages = share(a.reading, b.reading)
    if not passages:
        return None
    letters = sum(p.letters for p in passages)
    containment = min(1.0, letters / max(1, min(a.size, b.size)))
    quoted = sum(p.letters for p in passages if _is_quoted(a, b, p))
    kind: ReuseKind = "partial"
    if containment >= REPUBLISHED:
        kind = "republication"
    elif quoted >= QUOTED * letters:
        kind = "quote"
    return Comparison(kind, round(containment, 3), tuple(passages))


def _is_quoted(a: Prepared, b: Prepared, passage: Shared) -> bool:
    """Tell whether the passage lies in quotation marks in both, most of it."""
    in_a, in_b = a.quoted[passage.a.start : passage.a.end], b.quoted[passage.b.start : passage.b.end]
    return min(float(in_a.mean()), float(in_b.mean())) >= QUOTED
