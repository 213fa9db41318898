"""A text -> its prints: the few hashes of stretches of it by which texts that share something find each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rashomon.link.reuse.quoted import quoted_mask
from rashomon.link.reuse.stream import (
    Hashes,
    Mask,
    Places,
    common_places,
    gram_hashes,
    make_stream,
    whole_grams,
    winnow,
)
from rashomon.model import Span

__all__ = ["Prints", "is_kin", "take_prints"]

# letters a gram, about four words (winnowing of 20-grams: Schleimer, Wilkerson and Aiken 2003)
GRAM = 20
# of so many neighbours the smallest hash is kept: a shared stretch of GRAM + WINDOW - 1 letters always shares a print
WINDOW = 24
# kin have this share of the smaller text's prints in common, and so many at least: two short texts may have as much
# stock text in common; or else this larger share
KIN = 0.3
KIN_PRINTS = 25
NEARLY_ONE = 0.5


class Prints(NamedTuple):
    """The prints of a text: `hashes` are ascending, each once, `quoted` tells which stand in quotation marks only.

    `starts` and `ends` are where prints stand in the text, in code points and text order; `which` is the index into
    `hashes` of each. `marked` tells which characters of the text stand in quotation marks.
    """

    hashes: Hashes
    quoted: Mask
    starts: Places
    ends: Places
    which: Places
    marked: Mask


def take_prints(text: str, aside: Sequence[Span] = ()) -> Prints:
    """Return the prints of a text, none of them in the spans `aside`."""
    stream = make_stream(text, aside)
    grams = gram_hashes(stream.letters, GRAM)
    chosen = winnow(grams, whole_grams(stream.counted, GRAM), WINDOW)
    starts, ends = stream.places[chosen], stream.places[chosen + GRAM - 1] + 1
    hashes, which = np.unique(grams[chosen], return_inverse=True)
    marked = quoted_mask(text)
    inside = marked[starts] & marked[ends - 1]
    outside = np.bincount(which, weights=~inside, minlength=len(hashes)) > 0
    return Prints(hashes, ~outside, starts, ends, which, marked)


def is_kin(a: Hashes, b: Hashes) -> bool:
    """Tell by the hashes of their prints whether two texts are one, edited perhaps, or one holds most of the other."""
    common = len(common_places(a, b)[0])
    return common > 0 and common >= (KIN if common >= KIN_PRINTS else NEARLY_ONE) * min(len(a), len(b))
