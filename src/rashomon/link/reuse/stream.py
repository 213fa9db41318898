"""A text -> the stream of its letters and digits, which is the same however it is typeset, and fingerprints of it.

Quotation marks, dashes, spaces, capitals and line ends are lost in the stream; `places` leads back to the text.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["GRAM", "Fingerprint", "Stream", "fingerprints", "gram_hashes", "make_stream"]

# letters a gram, about four words (winnowing of 20-grams: Schleimer, Wilkerson and Aiken 2003)
GRAM = 20
# one gram of so many neighbours is kept: a shared stretch of GRAM + WINDOW - 1 letters always shares a fingerprint
WINDOW = 24
# a prime near 2**61 and the multiplier of the polynomial hash; sums wrap at 2**64, which is as good
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]


class Stream(NamedTuple):
    """The letters and digits of a text as code points in lower case, and where each stands in the text."""

    letters: NDArray[np.uint32]
    places: Places


class Fingerprint(NamedTuple):
    """Chosen grams of a stream: their hashes, each once, in ascending order, and where each first begins in it."""

    hashes: Hashes
    starts: Places


def make_stream(text: str) -> Stream:
    """Return the stream of a text."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    letters = _folded()[np.minimum(points, len(_folded()) - 1)]
    places = np.flatnonzero(letters)
    return Stream(letters[places], places)


@cache
def _folded() -> NDArray[np.uint32]:
    """Return for each code point of the first planes its lower case, 0 for what is no letter and no digit."""
    known = (chr(point) for point in range(0x30000))
    folded = [ord(c.lower()[0]) if c.isalnum() else 0 for c in known]
    return np.array([*folded, 0], dtype=np.uint32)


def gram_hashes(letters: NDArray[np.uint32], size: int = GRAM) -> Hashes:
    """Return the hash of each stretch of `size` letters, by where it begins."""
    count = len(letters) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    wide, found = letters.astype(np.uint64), np.zeros(count, dtype=np.uint64)
    for at in range(size):
        found = found * _BASE + wide[at : at + count]
    found ^= found >> np.uint64(31)
    found *= _MIX
    return found ^ (found >> np.uint64(29))


def fingerprints(stream: Stream) -> Fingerprint:
    """Return the fingerprints of a stream, chosen by winnowing: the smallest hash of each window of grams."""
    hashes = gram_hashes(stream.letters)
    if not len(hashes):
        return Fingerprint(hashes, np.zeros(0, dtype=np.int64))
    width = min(WINDOW, len(hashes))
    windows = np.lib.stride_tricks.sliding_window_view(hashes, width)
    chosen = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    kept, first = np.unique(hashes[chosen], return_index=True)
    return Fingerprint(kept, chosen[first])
