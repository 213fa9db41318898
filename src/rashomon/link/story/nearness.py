"""Two bags -> how alike they are: the words that they share, and how many days lie between them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.profiles import Bag

__all__ = ["LINKED", "NEAR", "fade_between", "liken", "likeness_of"]

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
    return int(liken(np.array([shared]), fade_between(a.days, np.array([b.days])))[0])


def liken(shared: NDArray[Any], fade: NDArray[Any]) -> NDArray[Any]:
    """Return how alike articles are by the words that they share, faded by the days between them."""
    alike = shared.astype(np.int64) * fade // MILLION
    return np.where(alike >= NEAR, alike, 0)


_FADE = np.array([round(MILLION * math.exp(math.log(LEFT) * days / LONG)) for days in range(LONG + 1)])


def fade_between(mine: tuple[float, float], others: NDArray[Any]) -> NDArray[Any]:
    """Return how much the days between an article and some others leave of their likeness, in millionths."""
    earliest, latest = mine
    # where they may be of one day, none lies between; where one of two gaps is not known, the other counts
    apart = np.fmax(others[:, 0] - latest, earliest - others[:, 1])
    return _FADE[np.where(np.isnan(apart), UNKNOWN, np.clip(apart, 0, LONG)).astype(np.intp)]
