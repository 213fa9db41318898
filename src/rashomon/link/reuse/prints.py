"""A text -> its prints: the few hashes of stretches of it by which texts that share something find each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rashomon.link.reuse.quoted import quoted_mask
from rashomon.link.reuse.stream import Hashes, Mask, Places, gram_hashes, make_stream, whole_grams
from rashomon.model import Span

__all__ = ["Prints", "is_kin", "take_prints"]

# letters a gram, about four words (winnowing of 20-grams: Schleimer, Wilkerson and Aiken 2003)
GRAM = 20
# one gram of so many neighbours is kept: a shared stretch of GRAM + WINDOW - 1 letters always shares a print
WINDOW = 24
# kin have this share of the smaller text's prints in common, and so many at least: two short texts may have as much
# stock text in common; or else this larger share
KIN = 0.3
KIN_PRINTS = 25
NEARLY_ONE = 0.5


class Prints(NamedTuple):
    """The prints of a text: `hashes` are ascending, each once, `quoted` tells which stand in quotation marks only.

    `starts` and `ends` are where prints stand in the text, in code points and text order; `which` is the index into
    `hashes` of each.
    """

    hashes: Hashes
    quoted: Mask
    starts: Places
    ends: Places
    which: Places


def take_prints(text: str, aside: Sequence[Span] = ()) -> Prints:
    """Return the prints of a text, none of them in the spans `aside`: winnowing, the smallest hash of each window."""
    stream = make_stream(text, aside)
    chosen = _winnow(gram_hashes(stream.letters, GRAM), whole_grams(stream.counted, GRAM))
    starts, ends = stream.places[chosen], stream.places[chosen + GRAM - 1] + 1
    hashes, which = np.unique(gram_hashes(stream.letters, GRAM)[chosen], return_inverse=True)
    quoted = quoted_mask(text)
    inside = quoted[starts] & quoted[ends - 1]
    outside = np.bincount(which, weights=~inside, minlength=len(hashes)) > 0
    return Prints(hashes, ~outside, starts, ends, which)


def _winnow(hashes: Hashes, whole: Mask) -> Places:
    """Return the places of whole grams whose hashes are the smallest of a window of neighbours."""
    if not whole.any():
        return np.zeros(0, dtype=np.int64)
    ranked = np.where(whole, hashes, np.uint64(2**64 - 1))
    windows = np.lib.stride_tricks.sliding_window_view(ranked, min(WINDOW, len(ranked)))
    chosen: Places = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    return chosen[whole[chosen]]


def is_kin(a: Hashes, b: Hashes) -> bool:
    """Tell by the hashes of their prints whether two texts are one, edited perhaps, or one holds most of the other."""
    shorter, longer = sorted((a, b), key=len)
    if not len(shorter):
        return False
    at = np.minimum(np.searchsorted(longer, shorter), len(longer) - 1)
    common = int(np.count_nonzero(longer[at] == shorter))
    return common >= (KIN if common >= KIN_PRINTS else NEARLY_ONE) * len(shorter)
