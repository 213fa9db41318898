"""Two streams -> the passages that they share, through edits, trims and changes of order.

1. equal grams of both, joined to runs on one diagonal   2. runs that follow each other in both, with little between
them, are one passage   3. its borders are those of the letters that agree, widened to the marks around them
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from rashomon.link.reuse.stream import Stream, gram_hashes
from rashomon.model import Span

__all__ = ["Shared", "share"]

# letters that must agree for a run to begin; shorter than a fingerprint, so that edited passages hold together
SEED = 14
# a gram that stands more often than this in a text tells nothing of what stands where
OFTEN = 4
# letters that may lie between two runs of one passage: on one side, and on the other (where something was put in)
GAP = 80
INSERTED = 300
# letters that must agree in a passage, all runs together
LEAST = 40
# of the letters of a passage, the share that must agree
DENSE = 0.5


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


def share(a: Stream, b: Stream) -> list[Shared]:
    """Return the passages that two streams share, in the order of the first text; none overlaps another on a side."""
    chains = [chain for chain in _chain(_runs(a, b)) if _is_worth(chain)]
    return [_passage(a, b, chain) for chain in _apart(chains)]


def _runs(a: Stream, b: Stream) -> list[_Run]:
    """Return the maximal stretches of equal letters that hold a gram which is rare in both, by place in `a`."""
    mine, theirs = gram_hashes(a.letters, SEED), gram_hashes(b.letters, SEED)
    common = _rare(mine)[np.isin(_rare(mine), _rare(theirs), assume_unique=True)]
    if not len(common):
        return []
    at_a, at_b = _places_of(mine, common), _places_of(theirs, common)
    pairs = [(i, j) for key in common.tolist() for i in at_a[key] for j in at_b[key]]
    return _widen(a, b, sorted(pairs, key=lambda p: (p[0] - p[1], p[0])))


def _rare(hashes: np.ndarray) -> np.ndarray:
    kept, counts = np.unique(hashes, return_counts=True)
    return kept[counts <= OFTEN]


def _places_of(hashes: np.ndarray, wanted: np.ndarray) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for at in np.flatnonzero(np.isin(hashes, wanted)).tolist():
        places.setdefault(int(hashes[at]), []).append(at)
    return places


def _widen(a: Stream, b: Stream, pairs: list[tuple[int, int]]) -> list[_Run]:
    """Join matches on one diagonal to runs, and let each reach as far as the letters agree."""
    found: list[_Run] = []
    diagonal, reached = None, -1
    for i, j in pairs:
        if i - j == diagonal and i + SEED <= reached:
            continue
        back = _agree(a.letters[:i][::-1], b.letters[:j][::-1])
        forth = _agree(a.letters[i:], b.letters[j:])
        found.append(_Run(i - back, j - back, back + forth))
        diagonal, reached = i - j, i + forth
    return sorted(found)


def _agree(a: np.ndarray, b: np.ndarray) -> int:
    """Return how many letters agree from the beginning."""
    size = min(len(a), len(b))
    differ = np.flatnonzero(a[:size] != b[:size])
    return int(differ[0]) if len(differ) else size


def _chain(runs: list[_Run]) -> Iterator[list[_Run]]:
    """Yield runs that follow each other closely on both sides; each run goes to the nearest chain before it."""
    open_chains: list[list[_Run]] = []
    for run in runs:
        near = [c for c in open_chains if _follows(c[-1], run)]
        if near:
            min(near, key=lambda c: _distance(c[-1], run)).append(run)
        else:
            open_chains.append([run])
        for chain in [c for c in open_chains if c[-1].a + c[-1].length + INSERTED < run.a]:
            open_chains.remove(chain)
            yield chain
    yield from open_chains


def _follows(last: _Run, run: _Run) -> bool:
    gap_a, gap_b = _gaps(last, run)
    ahead = run.a > last.a and run.b > last.b and min(gap_a, gap_b) >= -SEED
    if not ahead or min(gap_a, gap_b) > GAP:
        return False
    # only what is long on both sides of it holds together around something put in
    return max(gap_a, gap_b) <= (INSERTED if min(last.length, run.length) >= LEAST else GAP)


def _gaps(last: _Run, run: _Run) -> tuple[int, int]:
    return run.a - last.a - last.length, run.b - last.b - last.length


def _distance(last: _Run, run: _Run) -> int:
    return abs((run.a - run.b) - (last.a - last.b))


def _is_worth(chain: list[_Run]) -> bool:
    letters = sum(run.length for run in chain)
    between = sum(max(_gaps(last, run)) for last, run in pairwise(chain) if max(_gaps(last, run)) <= GAP)
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
