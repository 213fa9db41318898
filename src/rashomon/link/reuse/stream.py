"""A text -> the stream of its letters and digits, which is the same however it is typeset, and hashes of its grams.

Quotation marks, dashes, spaces, capitals, accents and line ends are lost in it; `places` leads back to the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.model import Span

__all__ = [
    "Hashes", "Mask", "Places", "Stream", "common_places", "gram_hashes", "make_stream", "mask_of", "whole_grams",
    "winnow",
]  # fmt: skip

# the multiplier of a polynomial hash (sums wrap at 2**64), and of the mixing that lets its low bits count
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
# where the planes of ideographs end
_IDEOGRAPHS = 0x40000
# ranks behind every gram that is whole
_LAST = np.uint64(2**64 - 1)

Hashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]
Places = NDArray[np.int64]


class Stream(NamedTuple):
    """The letters and digits of a text as code points, folded, and where each stands in the text.

    A letter that is not `counted` (it stands in stock text or furniture) agrees with none.
    """

    letters: NDArray[np.uint32]
    places: Places
    counted: Mask


def make_stream(text: str, without: Iterable[Span] = ()) -> Stream:
    """Return the stream of a text, the letters in the spans `without` not counted."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table = _folded()
    letters = np.where(points < len(table), table[np.minimum(points, len(table) - 1)], points * (points < _IDEOGRAPHS))
    places = np.flatnonzero(letters)
    return Stream(letters[places], places, ~mask_of(without, len(text))[places])


def mask_of(spans: Iterable[Span], size: int) -> Mask:
    """Return for each of `size` characters whether it stands in one of the spans."""
    mask = np.zeros(size, dtype=bool)
    for span in spans:
        mask[span.start : span.end] = True
    return mask


@cache
def _folded() -> NDArray[np.uint32]:
    """Return what each code point of the first two planes stands for, 0 where it is no letter and no digit.

    In the third are ideographs, each of which is a letter.
    """
    known = (chr(point) for point in range(0x20000))
    return np.array([ord(_fold(c)) if c.isalnum() else 0 for c in known], dtype=np.uint32)


def _fold(letter: str) -> str:
    """Return a letter in lower case, without accents, in its plain form: one letter for one, so that places hold."""
    plain, *marks = list(unicodedata.normalize("NFKD", letter))
    return plain.lower()[0] if all(map(unicodedata.combining, marks)) else letter.lower()[0]


def gram_hashes(letters: NDArray[np.uint32], size: int) -> Hashes:
    """Return the hash of each stretch of `size` letters, by where it begins."""
    count = len(letters) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    wide, found = letters.astype(np.uint64), np.zeros(count, dtype=np.uint64)
    for at in range(size):
        found *= _BASE
        found += wide[at : at + count]
    found ^= found >> np.uint64(31)
    found *= _MIX
    return found ^ (found >> np.uint64(29))


def winnow(hashes: Hashes, whole: Mask, width: int) -> Places:
    """Return where the hashes stand that are the smallest of `width` neighbours, where the grams are whole."""
    if not whole.any():
        return np.zeros(0, dtype=np.int64)
    ranked = np.where(whole, hashes, _LAST)
    width = min(width, len(ranked))
    edge = np.zeros(width - 1, dtype=np.uint64)
    smallest = np.concatenate([edge, _rolling(np.minimum, ranked, width), edge])
    # a hash is the smallest of some window if and only if no window around it has only larger minima
    return np.flatnonzero((_rolling(np.maximum, smallest, width) == ranked) & whole)


def _rolling(choose: np.ufunc, values: Hashes, width: int) -> Hashes:
    """Return the smallest or largest of each `width` values in a row, by doubling the width."""
    reach = 1
    while reach < width:
        step = min(reach, width - reach)
        values = choose(values[:-step], values[step:])
        reach += step
    return values


def common_places(a: Hashes, b: Hashes) -> tuple[Places, Places]:
    """Return where the values that both hold stand in each; both are ascending and have each value once."""
    if len(b) > len(a):
        in_b, in_a = common_places(b, a)
        return in_a, in_b
    if not len(b):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    at = np.minimum(np.searchsorted(a, b), len(a) - 1)
    found = np.flatnonzero(a[at] == b)
    return at[found], found


def whole_grams(counted: Mask, size: int) -> Mask:
    """Return for each stretch of `size` letters whether all of them are counted."""
    out = np.concatenate([[0], np.cumsum(~counted)])
    return out[size:] == out[:-size] if len(counted) >= size else np.zeros(0, dtype=bool)
