"""Two readings -> the passages that they share, through edits, trims and changes of order.

1. grams that both hold, joined to runs on one diagonal and widened   2. runs that follow each other closely in both are
one passage   3. no letter is in two passages   4. passages between which the two say much the same are one
5. borders are those of sentences where the rest of the sentence is much the same, else those of the letters that agree
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.link.reuse.stream import Hashes, Places, Stream, common_places, gram_hashes, whole_grams, winnow
from rashomon.model import Span

__all__ = ["Reading", "Shared", "make_reading", "share"]

# letters of a gram, and of how many neighbours one is kept: SEED + THIN - 1 letters that agree always begin a run; that
# is less than for a print, so that edited passages hold together
SEED = 12
THIN = 4
# a gram that stands more often than this in a text tells little of what stands where: only its first place counts
OFTEN = 4
# letters that may lie between two runs of one passage, on the side where there are more
GAP = 100
# letters that must agree in a passage, all runs together
LEAST = 25
# of the letters of a passage, the share that must agree
DENSE = 0.4
# letters of a passage that were put in, or left out: about a sentence
INSERTED = 200
# letters that may lie between two passages that are one if what lies between is alike in both
REACH = 600
# letters of the grams by which stretches are alike, and the share of them that both must hold: of the shorter one
# between two passages, where something may have been put in, of the longer one to the end of a sentence
FINE = 5
ALIKE = 0.35
# letters by which a passage may reach into the next sentence by chance, or fall short of the end of its own
CHANCE = 10
# letters that are looked at first to widen a run, which is mostly enough; then twice as many, and so on
_STRIDE = 8

# marks that belong to the word after or before them, accents that are characters of their own among the latter
_MARKS = 4
_OPENS = re.compile(r"(?:(?<=\s)|(?<![\s\S]))[\"“‘«„'(\[$€£]+$")
_CLOSES = re.compile(r"[\u0300-\u036f.!?…,;:\"”’»')\]%]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+|\n")


class Reading(NamedTuple):
    """A text made ready to be compared: it, its stream, where its sentences begin in it, its grams in order of hashes.

    `keys` are the hashes of grams, each once and ascending; `first` and `counts` say which of `at`, the places where
    grams begin, are theirs. `sentences` begins with 0 and ends with the length. `solid` are the letters of the stream,
    0 where they do not count, and a 0 behind the last, which also stands before the first.
    """

    text: str
    stream: Stream
    sentences: Places
    keys: Hashes
    first: Places
    counts: Places
    at: Places
    solid: NDArray[np.uint32]


class Shared(NamedTuple):
    """A passage of two texts, as spans of each, how many letters of each it has, and how many of them agree."""

    a: Span
    b: Span
    letters_a: int
    letters_b: int
    agree: int


class _Run(NamedTuple):
    """A stretch of letters that agree: where it begins in both streams, and its length."""

    a: int
    b: int
    length: int


class _Piece(NamedTuple):
    """A passage in the letters of both streams, half-open, and how many letters agree in it."""

    a: int
    a_end: int
    b: int
    b_end: int
    agree: int


def make_reading(text: str, stream: Stream) -> Reading:
    """Return a text and its stream made ready to be compared with others."""
    hashes = gram_hashes(stream.letters, SEED)
    at = winnow(hashes, whole_grams(stream.counted, SEED), THIN)
    at = at[np.argsort(hashes[at], kind="stable")]
    keys, first, counts = np.unique(hashes[at], return_index=True, return_counts=True)
    solid = np.append(stream.letters * stream.counted, np.uint32(0))
    ends = np.searchsorted(stream.places, [m.end() for m in _SENTENCE_END.finditer(text)])
    sentences = np.unique(np.concatenate([[0], ends, [len(stream.places)]]))
    return Reading(text, stream, sentences, keys, first, np.where(counts <= OFTEN, counts, 1), at, solid)


def share(a: Reading, b: Reading) -> list[Shared]:
    """Return the passages that two texts share, in the order of the first."""
    pieces = _apart([piece for chain in _chain(_runs(a, b)) if (piece := _piece(chain))])
    return [_shared(a, b, piece) for piece in _settled(a, b, _joined(a, b, pieces))]


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
    back = _agreeing(a, b, at_a[begins], at_b[begins], -1)
    forth = _agreeing(a, b, at_a[ends] + SEED - 1, at_b[ends] + SEED - 1, 1)
    starts_a, starts_b = at_a[begins] - back, at_b[begins] - back
    lengths = at_a[ends] + SEED + forth - starts_a
    return sorted({_Run(*row) for row in zip(starts_a.tolist(), starts_b.tolist(), lengths.tolist(), strict=True)})


def _matches(a: Reading, b: Reading) -> tuple[Places, Places]:
    """Return the places of equal grams in both streams, every combination where a gram stands more than once."""
    in_a, in_b = common_places(a.keys, b.keys)
    count_a, count_b = a.counts[in_a], b.counts[in_b]
    each = count_a * count_b
    which = np.repeat(np.arange(len(each)), each)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(each) - each, each)
    return (
        a.at[a.first[in_a][which] + nth // count_b[which]],
        b.at[b.first[in_b][which] + nth % count_b[which]],
    )


def _agreeing(a: Reading, b: Reading, at_a: Places, at_b: Places, step: int) -> Places:
    """Return for each pair of places how many letters beyond it agree, forwards or backwards (`step` 1 or -1)."""
    total = np.zeros(len(at_a), dtype=np.int64)
    going, reach = np.arange(len(at_a)), _STRIDE
    while len(going):
        ahead = step * (total[going, None] + np.arange(1, reach + 1))
        left = a.solid[np.clip(at_a[going, None] + ahead, -1, len(a.solid) - 1)]
        agree = (left != 0) & (left == b.solid[np.clip(at_b[going, None] + ahead, -1, len(b.solid) - 1)])
        full = agree.all(axis=1)
        total[going] += np.where(full, reach, agree.argmin(axis=1))
        going, reach = going[full], 2 * reach
    return total


def _chain(runs: list[_Run]) -> Iterator[list[_Run]]:
    """Yield runs that follow each other closely on both sides; each run goes to the nearest chain before it."""
    open_chains: list[list[_Run]] = []
    for run in runs:
        past = [c for c in open_chains if c[-1].a + c[-1].length + GAP < run.a]
        if past:
            yield from past
            open_chains = [c for c in open_chains if c not in past]
        near = [c for c in open_chains if _follows(c[-1], run)]
        if near:
            min(near, key=lambda c: _distance(c[-1], run)).append(run)
        else:
            open_chains.append([run])
    yield from open_chains


def _follows(last: _Run, run: _Run) -> bool:
    gap_a, gap_b = _gaps(last, run)
    return run.a > last.a and run.b > last.b and min(gap_a, gap_b) >= -SEED and max(gap_a, gap_b) <= GAP


def _gaps(last: _Run, run: _Run) -> tuple[int, int]:
    return run.a - last.a - last.length, run.b - last.b - last.length


def _distance(last: _Run, run: _Run) -> int:
    return abs((run.a - run.b) - (last.a - last.b))


def _piece(chain: list[_Run]) -> _Piece | None:
    """Return the stretch that a chain of runs covers, None if too little of it agrees."""
    chain = _without_stragglers(chain)
    agree = sum(run.length for run in chain)
    between = sum(max(0, *_gaps(last, run)) for last, run in pairwise(chain))
    if agree < LEAST or agree < DENSE * (agree + between):
        return None
    ends = (max(run[side] + run.length for run in chain) for side in (0, 1))
    a_end, b_end = ends
    return _Piece(chain[0].a, a_end, chain[0].b, b_end, agree)


def _without_stragglers(chain: list[_Run]) -> list[_Run]:
    """Return a chain without runs at its ends that are shorter than what lies between them and the rest."""
    first, last = 0, len(chain) - 1
    while first < last and chain[first].length < max(_gaps(chain[first], chain[first + 1])):
        first += 1
    while first < last and chain[last].length < max(_gaps(chain[last - 1], chain[last])):
        last -= 1
    return chain[first : last + 1]


def _apart(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces by place in `a`, each without what lies on longer ones, if that leaves most of it."""
    kept: list[_Piece] = []
    for piece in sorted(pieces, key=lambda p: (-p.agree, p)):
        rest: _Piece | None = piece
        for other in kept:
            if rest and _touch(rest, other):
                rest = _beside(rest, other)
        if rest and rest.agree >= LEAST:
            kept.append(rest)
    return sorted(kept)


def _beside(piece: _Piece, other: _Piece) -> _Piece | None:
    """Return a piece without the letters at its ends that lie in another on either side, None if little is left."""
    ahead = max(_over(piece.a, piece.a_end, other.a, other.a_end), _over(piece.b, piece.b_end, other.b, other.b_end))
    behind = max(
        _over(-piece.a_end, -piece.a, -other.a_end, -other.a), _over(-piece.b_end, -piece.b, -other.b_end, -other.b)
    )
    cut = ahead + behind
    if 2 * cut >= min(piece.a_end - piece.a, piece.b_end - piece.b):
        return None
    rest = _Piece(piece.a + ahead, piece.a_end - behind, piece.b + ahead, piece.b_end - behind, piece.agree - cut)
    return None if _touch(rest, other) else rest


def _over(first: int, end: int, other_first: int, other_end: int) -> int:
    """Return how many letters from `first` on have to go to get clear of the other."""
    return min(end, other_end) - first if other_first <= first < other_end else 0


def _joined(a: Reading, b: Reading, pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces, neighbours in both texts as one where what lies between them is alike."""
    rank = {piece: at for at, piece in enumerate(sorted(pieces, key=lambda p: (p.b, p)))}
    joined: list[_Piece] = []
    last: _Piece | None = None
    for piece in pieces:
        if last and rank[piece] == rank[last] + 1 and _is_bridged(a, b, last, piece):
            before = joined[-1]
            joined[-1] = _Piece(before.a, piece.a_end, before.b, piece.b_end, before.agree + piece.agree)
        else:
            joined.append(piece)
        last = piece
    return joined


def _is_bridged(a: Reading, b: Reading, last: _Piece, piece: _Piece) -> bool:
    longest = max(piece.a - last.a_end, piece.b - last.b_end)
    if longest > REACH:
        return False
    # what is stock elsewhere belongs to the copy here
    between_a, between_b = a.stream.letters[last.a_end : piece.a], b.stream.letters[last.b_end : piece.b]
    return longest <= INSERTED or _alike(between_a, between_b, min) >= ALIKE


def _alike(a: NDArray[np.uint32], b: NDArray[np.uint32], of: Callable[[int, int], int]) -> float:
    """Return how many grams two stretches have in common, in any order, as a share of those `of` the one or other."""
    mine, theirs = np.unique(gram_hashes(a, FINE)), np.unique(gram_hashes(b, FINE))
    return len(common_places(mine, theirs)[0]) / max(1, of(len(mine), len(theirs)))


def _settled(a: Reading, b: Reading, pieces: list[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces, their borders moved to those of sentences where they lie near or the rest is alike."""
    for piece in pieces:
        a_end, b_end = _border(a, b, piece.a_end, piece.b_end, 1)
        start_a, start_b = _border(a, b, piece.a, piece.b, -1)
        moved = _Piece(start_a, a_end, start_b, b_end, piece.agree)
        yield moved if not any(_touch(moved, other) for other in pieces if other != piece) else piece


def _touch(piece: _Piece, other: _Piece) -> bool:
    return (piece.a < other.a_end and other.a < piece.a_end) or (piece.b < other.b_end and other.b < piece.b_end)


def _border(a: Reading, b: Reading, at_a: int, at_b: int, step: int) -> tuple[int, int]:
    """Return where a passage ends (`step` 1) or begins (-1) that was found to do so at these letters."""
    out_a, out_b = _next_border(a, at_a, step), _next_border(b, at_b, step)
    rest_a, rest_b = _between(a, at_a, out_a), _between(b, at_b, out_b)
    if max(len(rest_a), len(rest_b)) <= CHANCE or _alike(rest_a, rest_b, max) >= ALIKE:
        return out_a, out_b
    in_a, in_b = _next_border(a, at_a, -step), _next_border(b, at_b, -step)
    if max(abs(at_a - in_a), abs(at_b - in_b)) <= CHANCE:
        return in_a, in_b
    return at_a, at_b


def _next_border(reading: Reading, at: int, step: int) -> int:
    """Return the nearest border of a sentence at a letter or beyond it, forwards or backwards."""
    if step > 0:
        return int(reading.sentences[np.searchsorted(reading.sentences, at, side="left")])
    return int(reading.sentences[np.searchsorted(reading.sentences, at, side="right") - 1])


def _between(reading: Reading, first: int, last: int) -> NDArray[np.uint32]:
    """Return the letters between two places, those that are counted."""
    stretch = slice(min(first, last), max(first, last))
    return reading.stream.letters[stretch][reading.stream.counted[stretch]]


def _shared(a: Reading, b: Reading, piece: _Piece) -> Shared:
    span_a, span_b = _span(a, piece.a, piece.a_end), _span(b, piece.b, piece.b_end)
    return Shared(span_a, span_b, piece.a_end - piece.a, piece.b_end - piece.b, piece.agree)


def _span(reading: Reading, first: int, end: int) -> Span:
    """Return the characters of some letters, with the marks that open before and close after them."""
    start, last = int(reading.stream.places[first]), int(reading.stream.places[end - 1])
    opens, closes = _OPENS.search(reading.text, max(0, start - _MARKS), start), _CLOSES.match(reading.text, last + 1)
    return Span(opens.start() if opens else start, closes.end() if closes else last + 1)
