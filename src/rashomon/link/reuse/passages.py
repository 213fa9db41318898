"""Two readings -> the passages that they share, through edits, trims and changes of order.

1. equal grams of both, joined to runs on one diagonal and widened   2. runs that follow each other in both, with little
between them, are one passage   3. no letter of a text is in two passages   4. borders are those of the letters that agree
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.link.reuse.stream import Hashes, Places, Stream, gram_hashes, whole_grams
from rashomon.model import Span

__all__ = ["Reading", "Shared", "make_reading", "share"]

# letters that must agree for a run to begin; shorter than a print, so that edited passages hold together
SEED = 12
# a gram that stands more often than this in a text tells nothing of what stands where
OFTEN = 4
# letters that may lie between two runs of one passage: on both sides, and on one of them (where something was put in)
GAP = 100
INSERTED = 90
# letters that must agree in a passage, all runs together
LEAST = 40
# of the letters of a passage, the share that must agree
DENSE = 0.4
# letters that are looked at in one go to widen a run
_STRIDE = 32


class Reading(NamedTuple):
    """A text made ready to be compared: its stream, and its grams in the order of their hashes.

    `keys` are the hashes of grams that are not too frequent, each once and ascending; `first` and `count` say which
    of `at`, the places where grams begin, are theirs.
    """

    stream: Stream
    keys: Hashes
    first: Places
    count: Places
    at: Places


class Shared(NamedTuple):
    """A passage of two texts, as spans of each, and how many letters agree in it."""

    a: Span
    b: Span
    letters: int


class _Run(NamedTuple):
    """A stretch of letters that agree: where it begins in both streams, and its length."""

    a: int
    b: int
    length: int


def make_reading(stream: Stream) -> Reading:
    """Return a stream made ready to be compared with others."""
    hashes = gram_hashes(stream.letters, SEED)
    at = np.flatnonzero(whole_grams(stream.letters, SEED))
    at = at[np.argsort(hashes[at], kind="stable")]
    keys, first, count = np.unique(hashes[at], return_index=True, return_counts=True)
    few = count <= OFTEN
    return Reading(stream, keys[few], first[few], count[few], at)


def share(a: Reading, b: Reading) -> list[Shared]:
    """Return the passages that two texts share, in the order of the first; none overlaps another on a side."""
    chains = [chain for chain in _chain(_runs(a, b)) if _is_worth(chain)]
    return [_passage(a.stream, b.stream, chain) for chain in _apart(chains)]


def _runs(a: Reading, b: Reading) -> list[_Run]:
    """Return the maximal stretches of equal letters that hold a gram which is rare in both, by place in `a`."""
    at_a, at_b = _matches(a, b)
    if not len(at_a):
        return []
    order = np.lexsort((at_a, at_a - at_b))
    at_a, at_b = at_a[order], at_b[order]
    # the next match on the diagonal belongs to the run as long as their grams touch
    begins = np.flatnonzero(np.concatenate([[True], (np.diff(at_a - at_b) != 0) | (np.diff(at_a) > SEED)]))
    ends = np.concatenate([begins[1:], [len(at_a)]]) - 1
    back = _agreeing(a.stream.letters, b.stream.letters, at_a[begins], at_b[begins], -1)
    forth = _agreeing(a.stream.letters, b.stream.letters, at_a[ends] + SEED - 1, at_b[ends] + SEED - 1, 1)
    starts_a, starts_b = at_a[begins] - back, at_b[begins] - back
    lengths = at_a[ends] + SEED + forth - starts_a
    return sorted({_Run(*row) for row in zip(starts_a.tolist(), starts_b.tolist(), lengths.tolist(), strict=True)})


def _matches(a: Reading, b: Reading) -> tuple[Places, Places]:
    """Return the places of equal grams in both streams, every combination where a gram stands more than once."""
    _, in_a, in_b = np.intersect1d(a.keys, b.keys, assume_unique=True, return_indices=True)
    count_a, count_b = a.count[in_a], b.count[in_b]
    each = count_a * count_b
    which = np.repeat(np.arange(len(each)), each)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(each) - each, each)
    return (
        a.at[a.first[in_a][which] + nth // count_b[which]],
        b.at[b.first[in_b][which] + nth % count_b[which]],
    )


def _agreeing(a: NDArray[np.uint32], b: NDArray[np.uint32], at_a: Places, at_b: Places, step: int) -> Places:
    """Return for each pair of places how many letters beyond it agree, forwards or backwards (`step` 1 or -1)."""
    total = np.zeros(len(at_a), dtype=np.int64)
    going = np.arange(len(at_a))
    ahead = step * np.arange(1, _STRIDE + 1)
    while len(going):
        i = at_a[going, None] + step * total[going, None] + ahead
        j = at_b[going, None] + step * total[going, None] + ahead
        inside = (i >= 0) & (j >= 0) & (i < len(a)) & (j < len(b))
        left, right = a[np.where(inside, i, 0)], b[np.where(inside, j, 0)]
        agree = inside & (left == right) & (left != 0)
        full = agree.all(axis=1)
        total[going] += np.where(full, _STRIDE, agree.argmin(axis=1))
        going = going[full]
    return total


def _chain(runs: list[_Run]) -> Iterator[list[_Run]]:
    """Yield runs that follow each other closely on both sides; each run goes to the nearest chain before it."""
    open_chains: list[list[_Run]] = []
    for run in runs:
        near = [c for c in open_chains if _follows(c[-1], run)]
        if near:
            min(near, key=lambda c: _distance(c[-1], run)).append(run)
        else:
            open_chains.append([run])
        for chain in [c for c in open_chains if c[-1].a + c[-1].length + GAP < run.a]:
            open_chains.remove(chain)
            yield chain
    yield from open_chains


def _follows(last: _Run, run: _Run) -> bool:
    gap_a, gap_b = _gaps(last, run)
    ahead = run.a > last.a and run.b > last.b and min(gap_a, gap_b) >= -SEED
    if not ahead or min(gap_a, gap_b) > GAP:
        return False
    # only what is long on both sides of it holds together around something put in
    return max(gap_a, gap_b) <= GAP


def _gaps(last: _Run, run: _Run) -> tuple[int, int]:
    return run.a - last.a - last.length, run.b - last.b - last.length


def _distance(last: _Run, run: _Run) -> int:
    return abs((run.a - run.b) - (last.a - last.b))


def _is_worth(chain: list[_Run]) -> bool:
    letters = sum(run.length for run in chain)
    between = sum(max(_gaps(last, run)) for last, run in pairwise(chain))
    return letters >= LEAST and letters >= DENSE * (letters + between)


def _end(chain: list[_Run], side: int) -> int:
    return max(run[side] + run.length for run in chain)


def _apart(chains: list[list[_Run]]) -> list[list[_Run]]:
    """Return the chains, the longest first served, without those that stand on letters already shared."""
    kept: list[list[_Run]] = []
    for chain in sorted(chains, key=lambda c: (-sum(r.length for r in c), c[0])):
        if not any(_overlap(chain, other) for other in kept):
            kept.append(chain)
    return sorted(kept, key=lambda c: c[0])


def _overlap(chain: list[_Run], other: list[_Run]) -> bool:
    """Tell whether more than half of a chain lies in another, on either side."""
    for side in (0, 1):
        first, last = max(chain[0][side], other[0][side]), min(_end(chain, side), _end(other, side))
        if 2 * (last - first) > _end(chain, side) - chain[0][side]:
            return True
    return False


def _passage(a: Stream, b: Stream, chain: list[_Run]) -> Shared:
    letters = sum(run.length for run in chain)
    return Shared(
        Span(int(a.places[chain[0].a]), int(a.places[_end(chain, 0) - 1]) + 1),
        Span(int(b.places[chain[0].b]), int(b.places[_end(chain, 1) - 1]) + 1),
        letters,
    )
