"""Two bags -> how alike they are: the words that they share, and how many days lie between them."""

from __future__ import annotations

import math
from datetime import date

from rashomon.profiles import Bag, Outing

__all__ = ["LINKED", "NEAR", "fade_between", "likeness_of"]

# likeness is given in millionths, as a whole number
MILLION = 1_000_000
# those less alike count as not alike at all; with 0 instead of this, B3 on stories-dev is the same
NEAR = 100_000
# two groups are one story while their articles are alike as much as this on average
LINKED = 155_000
# days after which time tells no more, and the share of a likeness that is left then: a follow-up may come late
LONG, LEFT = 10, 0.45
# two articles are taken to be so many days apart where one says nothing of its day
UNKNOWN = 5


def likeness_of(a: Bag, b: Bag) -> int:
    """Return how alike two articles are, in millionths, 0 below `NEAR`; the order of the two changes nothing."""
    shared = sum(a.terms[term] * b.terms[term] for term in a.terms.keys() & b.terms.keys())
    if shared < NEAR:  # most are, and no day brings two articles nearer
        return 0
    alike = shared * fade_between(a, b) // MILLION
    return alike if alike >= NEAR else 0


_FADE = tuple(round(MILLION * math.exp(math.log(LEFT) * days / LONG)) for days in range(LONG + 1))


def fade_between(a: Bag | Outing, b: Bag | Outing) -> int:
    """Return how much the days between two articles leave of their likeness, in millionths."""
    return _FADE[min(_days_apart(a, b), LONG)]


def _days_apart(a: Bag | Outing, b: Bag | Outing) -> int:
    """Return the days that lie between two articles at least; 0 where they may be of one day."""
    gaps = [_gap(a.latest, b.earliest), _gap(b.latest, a.earliest)]
    known = [gap for gap in gaps if gap is not None]
    return max(0, *known) if known else UNKNOWN


def _gap(first: str | None, last: str | None) -> int | None:
    if first is None or last is None:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
